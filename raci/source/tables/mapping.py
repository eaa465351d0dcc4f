"""What settings say of a table: which part is read, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Direction = Literal["across", "down", "letters"]
Groups = Literal["department", "platform", "tag", "none"]


@dataclass(frozen=True, slots=True)
class TableLock:
    """The heads that a matrix had when its mapping was written; its sheet and its heading."""

    sheet: str = ""
    heading: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "TableLock":
        """Return the lock of an entry that its schema accepts."""
        lists = {key: tuple(data.get(key, ())) for key in ("columns", "rows")}
        return cls(data.get("sheet", ""), data.get("heading", ""), **lists)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """The entry ``[tables."PATH"]`` of a settings file; nothing where detection may choose."""

    id: str = ""
    sheet: str = ""
    heading: str = ""
    roles: Direction | None = None
    header_rows: int | None = None
    notation: str | Mapping[str, Any] | None = None
    groups: Groups = "tag"
    letters: Mapping[str, Any] = field(default_factory=dict)
    lock: tuple[TableLock, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "TableMapping":
        """Return the mapping of an entry that its schema accepts."""
        plain = {key.replace("-", "_"): value for key, value in data.items()}
        return cls(**plain | {"lock": tuple(map(TableLock.of, data.get("lock", ())))})


NO_MAPPING = TableMapping()
