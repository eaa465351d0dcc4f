"""What an importer makes of a file: sections of a definition, and remarks on how it got there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from raci.findings.place import Span

RemarkKind = Literal["read", "doubt", "left-out"]
"""Something was read; a choice was made that a person should look at; something is left out."""

Route = tuple[str, ...]
"""Keys from the top of a definition to an entry: ``("roles", "clerk")``."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import: its path as users know it, and its bytes."""

    path: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on what was read, doubted or left out, and the place that it is about.

    ``key`` names its sentence in ``render/phrases/import.json``, which ``values`` complete.
    ``cell`` names the cell of a workbook. A doubt with a ``route`` is written as a comment above
    that entry of the definition as well.
    """

    kind: RemarkKind
    key: str
    path: str
    span: Span
    cell: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    route: Route = ()


@dataclass(slots=True)
class Imported:
    """Sections of a definition as plain data (``org`` may be missing), and remarks in order.

    ``data`` has sections as in a definition's file, of which each entry is whole:
    ``{"roles": {"clerk": {"name": "Clerk"}}}``.
    """

    data: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
