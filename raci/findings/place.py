"""Places: where something stands in a text, as the user would name it."""

from dataclasses import dataclass
from typing import NamedTuple

from raci.findings.ref import Ref


class Span(NamedTuple):
    """A place in a text: lines and columns from 1, in code points, the end column exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)
"""The first place of a text: where what concerns the whole of it stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its Ref, the file as the user would name it, the span, the line."""

    at: Ref
    path: str
    span: Span
    source: str = ""
    label: Ref | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.span.line}:{self.span.column}"
