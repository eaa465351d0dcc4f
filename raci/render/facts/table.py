"""A table of facts in both languages, before it is a sheet or a part of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from raci.findings.ref import Ref
from raci.findings.text import Text, in_language
from raci.render.phrases import Words

LANGUAGES = ("en", "zh")

Kind = Literal["text", "number", "day", "ref", "refs", "severity", "letters", "place"]
"""What a column holds; ``refs`` are several Refs, mostly of one kind."""

Value = Text | str | int | float | Ref | tuple[Ref, ...] | None
"""A plain value; a severity is its label, ``error``; None where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its title, and what it holds; ``mixed`` are Refs of several kinds."""

    key: str
    title: Text
    kind: Kind = "text"
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table with an id and a title; each row has a value for each column.

    ``names`` are those of what rows name and the organisation of the day does not have; ``usual``
    the numbers of the rows that say nothing special, which paper has in brief.
    """

    id: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    names: Mapping[Ref, Text] = field(default_factory=dict)
    usual: tuple[int, ...] = ()


def phrase(key: str, **values: object) -> Text:
    """Return a phrase in both languages."""
    return {lang: Words("facts", lang)[key].format(**values) for lang in LANGUAGES}


def column(key: str, kind: Kind = "text", *, mixed: bool = False) -> Column:
    """Return a column whose title is the phrase of its key."""
    return Column(key, phrase(key), kind, mixed)


def table(id_: str, columns: Iterable[Column], rows: Iterable[tuple[Value, ...]]) -> FactTable:
    """Return a table whose title is the phrase of its id."""
    return FactTable(id_, phrase(f"table-{id_}"), tuple(columns), tuple(rows))


def to_json(facts: FactTable) -> dict[str, Any]:
    """Return a table as data for JSON.

    A title is ``[English, Chinese]``. So is a text, which is one string where both are alike. A Ref
    is a string, ``role:clerk``, and ``refs`` are a list of them. ``usual`` stands where there are
    such rows.
    """
    return {
        "id": facts.id,
        "title": _pair(facts.title),
        "columns": [
            {"key": each.key, "title": _pair(each.title), "kind": each.kind}
            for each in facts.columns
        ],
        "rows": [[_plain(value) for value in row] for row in facts.rows],
        **({"usual": list(facts.usual)} if facts.usual else {}),
    }


def _plain(value: Value) -> Any:
    if isinstance(value, Mapping):
        english, chinese = pair = _pair(value)
        return english if english == chinese else pair
    if isinstance(value, tuple):
        return [str(ref) for ref in value]
    return str(value) if isinstance(value, str) else value


def _pair(text: Text) -> list[str]:
    return [in_language(text, lang) for lang in LANGUAGES]
