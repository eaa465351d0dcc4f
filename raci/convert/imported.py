"""What an importer makes of a file: sections of a definition, and remarks on how it got there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from raci.findings.place import Span
from raci.source.decode import UnreadableError
from raci.source.tables.mapping import TableMapping
from raci.source.tables.names import slug

RemarkKind = Literal["read", "doubt", "left-out"]
"""Something was read; a choice was made that a person should look at; something is left out."""

Route = tuple[str, ...]
"""Keys from the top of a definition to an entry: ``("roles", "clerk")``."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import: its path as users know it, and its bytes."""

    path: str
    raw: bytes


class ImportFailedError(Exception):
    """A file cannot be read, and why."""

    def __init__(self, file: SourceFile, error: UnreadableError) -> None:
        super().__init__(file.path)
        self.file, self.error = file, error


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What all importers are told.

    ``id`` is the organisation's; ``slug`` makes an id of a name, the same for the same name.
    ``files`` is the path of a list of files, where git's own list does not count; ``rights`` that
    of a map from rights to functions. ``tables`` has what settings say of tables, by path.
    ``lang`` is the language of texts that an importer has to write.
    """

    id: str
    slug: Callable[[str], str] = slug
    files: str | None = None
    rights: str | None = None
    tables: Mapping[str, TableMapping] = field(default_factory=dict)
    lang: str = "en"


class Origin(NamedTuple):
    """Where an entry comes from: a file, a span, and in a workbook the name of the cell."""

    path: str
    span: Span
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.cell or f'{self.span.line}:{self.span.column}'}"


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on what was read, doubted or left out, and the place that it is about.

    ``key`` names its sentence in ``render/phrases/import.json``, which ``values`` complete.
    ``cell`` names the cell of a workbook. A doubt with a ``route`` is written as a comment above
    that entry of the definition as well. One that only says that the entry ``wants`` is missing
    does not count where another file has it; then ``link`` is written: a route, and what is there.
    """

    kind: RemarkKind
    key: str
    path: str
    span: Span
    cell: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    route: Route = ()
    wants: Route = ()
    link: tuple[Route, Any] | None = None

    @property
    def origin(self) -> Origin:
        """The place that it is about."""
        return Origin(self.path, self.span, self.cell)


@dataclass(slots=True)
class Imported:
    """Sections of a definition as plain data (``org`` may be missing), and remarks in order.

    ``data`` has sections as in a definition's file, of which each entry is whole:
    ``{"roles": {"clerk": {"name": "Clerk"}}}``. ``origins`` says where entries come from, by
    section and id, as far as that is known. ``addresses`` are the e-mail addresses of people, by
    id, in small letters. One that ``is_staff`` lists all people.
    """

    data: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    origins: dict[Route, Origin] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    is_staff: bool = False

    def add(self, route: Route, entry: dict[str, Any], origin: Origin) -> None:
        """Add an entry by its section and id, unless there is one: the first stands."""
        self.data.setdefault(route[0], {}).setdefault(route[1], entry)
        self.origins.setdefault(route, origin)

    def remark(
        self, kind: RemarkKind, key: str, at: Origin, route: Route = (), /, **values: Any
    ) -> None:
        """Add a remark on a place."""
        self.remarks.append(Remark(kind, key, at.path, at.span, at.cell, values, route))
