"""A comparison as a document: findings, entities, who does what, structure, headcount."""

from collections.abc import Iterable, Iterator

from raci.change.diff import Edge, Pair
from raci.change.diff.comparison import Comparison, Version
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.render.formats.document import ReportDocument
from raci.render.letters import LetterWords
from raci.render.reports.builder import Builder


def document(comparison: Comparison, lang: str = "en") -> ReportDocument:
    """Return the document of a comparison in a language."""
    return _Diff(comparison, lang).report()


class _Diff(Builder):
    def __init__(self, comparison: Comparison, lang: str) -> None:
        super().__init__("diff", lang, comparison.after.matrix.title)
        self.comparison = comparison
        self.before = comparison.before
        self.after = comparison.after
        self.letters = LetterWords(self.after.matrix.org.notation, lang)

    def report(self) -> ReportDocument:
        words, d = self.words, self.comparison.difference
        finding = ("severity", "rule", "what")
        edge = ("before", "after")
        assigned = ("activity", "function", *edge)
        headcount = ((self._pair(c.of), str(c.before), str(c.after)) for c in d.headcount)
        other_keys = ((self._pair(c.of), words["comma"].join(c.keys)) for c in d.keys)
        new, resolved = self.comparison.new, self.comparison.resolved
        better = self.comparison.better
        tables = (
            self.table("new", finding, self.findings(new), 2),
            self.table("entities", ("what", "kind", "how"), self._entities()),
            self.table("assignments", assigned, self._edges(d.assignments), 2),
            self.table("derived", assigned, self._edges(d.derived), 2),
            self.table("edges", ("what", "key", *edge), self._edges(d.edges), 2),
            self.table("heads-table", ("what", *edge), headcount),
            self.table("keys", ("what", "key"), other_keys),
            self.table("better", finding, self.findings(better), 2),
            self.table("resolved", finding, self.findings(resolved), 2),
        )
        title = words["title"].format(before=self.before.name, after=self.after.name)
        counts = words["counts"].format(
            new=len(new),
            failing=len(self.comparison.failing),
            resolved=len(resolved),
            better=len(better),
            unchanged=len(self.comparison.kept) - len(better),
        )
        meant = self.comparison.meant
        by = words["comma"].join(sorted({finding.proposal for finding in meant}))
        heads = words["heads"].format(before=d.heads[0], after=d.heads[1])
        notes = (
            words["nothing-changes"] if d.empty else "",
            words.count("meant-count", len(meant), by=by) if meant else "",
            words["as-of"].format(day=self.comparison.day),
        )
        return self.document(title, tables, notes, (("verdict", counts), ("headcount", heads)))

    def _entities(self) -> Iterator[tuple[str, ...]]:
        d, words = self.comparison.difference, self.words
        before, after = self.before, self.after

        def row(ref: Ref, side: Version, how: str, **facts: str) -> tuple[str, ...]:
            kind = words[f"kind-{ref.kind}"]
            return side.matrix.title(ref, self.lang), kind, words[how].format(**facts)

        looks = {pair.after: pair.before for pair in d.looks}
        for ref in d.came:
            if ref in looks:
                yield row(ref, after, "looks", before=looks[ref].id)
            else:
                yield row(ref, after, "is-added")
        for ref in d.gone:
            yield row(ref, before, "is-gone")
        for pair in d.renamed:
            yield row(pair.after, after, "is-renamed", before=pair.before.id)
        for olds, ref in d.merged:
            yield row(ref, after, "is-merged", before=self._of_side(olds, before))
        for ref, news in d.split:
            yield row(ref, before, "is-split", after=self._of_side(news, after))

    def _edges(self, edges: Iterable[Edge]) -> Iterator[tuple[str, ...]]:
        for edge in edges:
            is_function = edge.key in FUNCTIONS
            letter = self.letters.of(Function(edge.key)) if is_function else None
            key = letter or self.words[f"key-{edge.key}"]
            sides = (edge.before, self.before), (edge.after, self.after)
            names = (self._of_side(refs, side) or self.words["nobody"] for refs, side in sides)
            yield (self._pair(edge.of), key, *names)

    def _pair(self, pair: Pair) -> str:
        return self.title(pair.after)

    def _of_side(self, refs: Iterable[Ref], side: Version) -> str:
        return self.words["comma"].join(side.matrix.title(ref, self.lang) for ref in refs)
