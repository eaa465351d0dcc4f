"""What all reports build alike: titles, tables, findings and the document that holds them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat

from raci.findings.finding import Finding, Named
from raci.findings.ref import Ref
from raci.render.findings.groups import Group, grouped
from raci.render.formats.document import Block, Cell, ReportDocument, Table
from raci.render.phrases import Words

Facts = Iterable[tuple[str, str]]
"""Values, each behind the key of its name."""

MARKS = ("waived", "baselined", "meant", "worse")
"""What is said of a finding behind its message, besides that it is new."""

Rows = Iterable[tuple[Cell, ...]]


class Builder:
    """Builds a report with the phrases of a family; ``title`` returns an entity's title."""

    def __init__(
        self, family: str, lang: str, title: Callable[[Ref, str], str] = lambda ref, _: ref.id
    ) -> None:
        self.words = Words(family, lang)
        self.lang = lang
        self._title = title
        self.named: Named = True

    def title(self, ref: Ref) -> str:
        """Return an entity's name with its id in brackets, or the id alone."""
        return self._title(ref, self.lang)

    def titles(self, refs: Iterable[Ref], empty: str = "", *, between: str = "semicolon") -> str:
        """Return the titles in one text; ``empty`` and ``between`` are keys of phrases."""
        joined = self.words[between].join(map(self.title, refs))
        return joined or (self.words[empty] if empty else "")

    def table(self, title: str, head: Iterable[str], rows: Rows, keys: int = 1) -> Table:
        """Return a table, its title and head from keys of phrases, ``""`` for none."""
        first, *heads = (self.words[key] if key else "" for key in (title, *head))
        return Table(first, tuple(heads), tuple(rows), keys, title)

    def findings(
        self, findings: Iterable[Finding], beside: Iterable[tuple[str, ...]] = repeat(())
    ) -> Iterator[tuple[Cell, ...]]:
        """Yield a row for each cause: severity, rule, message with its subjects, what is beside."""
        for group in grouped(findings, beside):
            first = group.first
            yield self.words[first.severity.label], first.rule, self.message(group), *group.beside

    def message(self, group: Group) -> Cell:
        """Return the message of a group, with its mark; its subjects below."""
        message = group.say(self.words, named=self.named) + self.mark(group.first)
        if group.is_one:
            return message
        items = (group.item(each, self.words, named=self.named) for each in group.findings)
        return (self.words["listed"].format(message=message, items=""), *items)

    def mark(self, finding: Finding) -> str:
        """Return what is said of a finding besides that it is new."""
        mark = finding.change if finding.status == "new" else finding.status
        return self.words[f"is-{mark}"] if mark in MARKS else ""

    def facts(self, facts: Facts) -> tuple[tuple[str, str], ...]:
        """Return facts under their names, without those that have no value."""
        return tuple((self.words[key], value) for key, value in facts if value)

    def document(
        self,
        title: str,
        tables: Iterable[Table],
        notes: Iterable[str] = (),
        facts: Facts = (),
        first: tuple[Block, ...] = (),
    ) -> ReportDocument:
        """Return a document of the tables that have rows, and of the notes and facts with text."""
        kept = tuple(table for table in tables if table.rows)
        return ReportDocument(
            self.lang, title, kept, tuple(filter(None, notes)), self.facts(facts), first
        )
