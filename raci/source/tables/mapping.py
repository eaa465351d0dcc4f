"""What settings say of a table: which part is read, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Direction = Literal["across", "down", "letters"]
Groups = Literal["department", "platform", "tag", "none"]


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

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "TableMapping":
        """Return the mapping of an entry that its schema accepts."""
        return cls(**{key.replace("-", "_"): value for key, value in data.items()})


NO_MAPPING = TableMapping()
