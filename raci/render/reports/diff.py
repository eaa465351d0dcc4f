"""A comparison as a document: findings, entities, who does what, structure, headcount."""

from collections.abc import Iterable, Iterator, Sequence

from raci.change.diff import Edge, Pair
from raci.change.diff.comparison import Comparison, Version
from raci.findings.finding import Finding
from raci.findings.ref import Function, Ref
from raci.render.formats.document import ReportDocument, Table
from raci.render.phrases import Words
from raci.render.reports.diff_phrases import WORDS


def document(told: Comparison, lang: str = "en") -> ReportDocument:
    """Give the document of a comparison in a language."""
    return DiffTables(told, lang).document()


class DiffTables:
    """Tells a comparison in one language."""

    def __init__(self, told: Comparison, lang: str) -> None:
        self.told = told
        self.lang = lang
        self.words = Words(WORDS, lang)

    def document(self) -> ReportDocument:
        """Give the whole, tables without rows left out."""
        told, words = self.told, self.words
        d = told.difference
        edge = ("key", "before", "after")
        tables = (
            self._table("new", ("severity", "rule", "what"), map(self._finding, told.new), 2),
            self._table("entities", ("what", "kind", "how"), self._entities()),
            self._table("assignments", ("activity-head", "function", "before", "after"),
                        map(self._edge, d.assignments), 2),
            self._table("derived", ("activity-head", "function", "before", "after"),
                        map(self._edge, d.derived), 2),
            self._table("edges", ("what", *edge), map(self._edge, d.edges), 2),
            self._table("heads-table", ("what", "before", "after"), (
                (self._pair(each.of), str(each.before), str(each.after)) for each in d.headcount)),
            self._table("keys", ("what", "key"), (
                (self._pair(each.of), words["comma"].join(each.keys)) for each in d.keys)),
            self._table("resolved", ("severity", "rule", "what"),
                        map(self._finding, told.resolved), 2),
        )  # fmt: skip
        return ReportDocument(
            self.lang,
            words["title"].format(before=told.before.name, after=told.after.name),
            tuple(table for table in tables if table.rows),
            tuple(self._notes()),
            tuple(self._facts()),
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        told, words = self.told, self.words
        yield (
            words["verdict"],
            words["counts"].format(
                new=len(told.new),
                failing=len(told.failing),
                resolved=len(told.resolved),
                unchanged=told.unchanged,
            ),
        )
        before, after = told.difference.heads
        yield words["headcount"], words["heads"].format(before=before, after=after)

    def _notes(self) -> Iterator[str]:
        if self.told.difference.empty:
            yield self.words["nothing-changes"]
        yield self.words["as-of"].format(day=self.told.day)

    def _table(
        self, title: str, head: Sequence[str], rows: Iterable[tuple[str, ...]], keys: int = 1
    ) -> Table:
        heads = tuple(self.words[each] for each in head)
        return Table(self.words[title], heads, tuple(rows), keys)

    def _entities(self) -> Iterator[tuple[str, ...]]:
        d, words, before, after = (
            self.told.difference,
            self.words,
            self.told.before,
            self.told.after,
        )
        looks = {pair.after: pair.before for pair in d.looks}
        for ref in d.came:
            how = words["looks"].format(before=looks[ref].id) if ref in looks else words["is-added"]
            yield self._title(ref, after), words[ref.kind], how
        for ref in d.gone:
            yield self._title(ref, before), words[ref.kind], words["is-gone"]
        for pair in d.renamed:
            how = words["is-renamed"].format(before=pair.before.id)
            yield self._title(pair.after, after), words[pair.after.kind], how
        for olds, ref in d.merged:
            how = words["is-merged"].format(before=self._titles(olds, before))
            yield self._title(ref, after), words[ref.kind], how
        for ref, news in d.split:
            how = words["is-split"].format(after=self._titles(news, after))
            yield self._title(ref, before), words[ref.kind], how

    def _edge(self, edge: Edge) -> tuple[str, ...]:
        sides = (edge.before, self.told.before), (edge.after, self.told.after)
        key = self.words[edge.key] if edge.key in WORDS else Function(edge.key).letter
        named = (self._titles(refs, side) or self.words["nobody"] for refs, side in sides)
        return (self._pair(edge.of), key, *named)

    def _finding(self, finding: Finding) -> tuple[str, ...]:
        status = "" if finding.status == "new" else self.words[finding.status]
        said = finding.say(self.lang, named=True)
        severity = self.words[finding.severity.label]
        return severity, f"{finding.code} [{finding.name}]", said + status

    def _pair(self, pair: Pair) -> str:
        return self._title(pair.after, self.told.after)

    def _title(self, ref: Ref, side: Version) -> str:
        return side.matrix.title(ref, self.lang)

    def _titles(self, refs: Iterable[Ref], side: Version) -> str:
        return self.words["comma"].join(self._title(ref, side) for ref in refs)
