"""A drill as a document: the losses in their order, or one loss in full."""

from collections.abc import Iterable, Sequence

from raci.change.drill.loss import Broken, Loss
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.render.formats.document import ReportDocument, Table
from raci.render.phrases import Words
from raci.render.reports.drill_phrases import WORDS

HEAD = ("lost", "critical", "undone", "unanswered", "unowned", "separations", "covered")


class Drill:
    """Tells in a language what breaks in an organisation."""

    def __init__(self, matrix: Matrix, lang: str) -> None:
        self.matrix = matrix
        self.lang = lang
        self.words = Words(WORDS, lang)

    def ranking(self, losses: Sequence[Loss], top: int = 0) -> ReportDocument:
        """Give the losses that break something, at most ``top`` where that is not 0."""
        telling = [loss for loss in losses if not loss.harmless]
        shown = telling[:top] if top else telling
        rows = tuple(
            (self._title(loss.ref), *(str(n or "") for n in (*loss.counts, loss.covered)))
            for loss in shown
        )
        harmless, left = len(losses) - len(telling), len(telling) - len(shown)
        notes = (
            self.words["legend"] if rows else self.words["nothing"],
            self.words.count("more", left) if left else "",
            self.words.count("harmless", harmless) if harmless and rows else "",
            self._as_of,
        )
        tables = (Table("", self._head(*HEAD), rows),) if rows else ()
        title = self.words["drill"].format(name=self._title(self.matrix.org.ref))
        return ReportDocument(self.lang, title, tables, tuple(filter(None, notes)))

    def one(self, loss: Loss) -> ReportDocument:
        """Give one loss in full: what breaks, and who stands in for each of it."""
        stops = loss.ref.kind == "platform"
        how, head = "stopped" if stops else "undone", () if stops else ("covered-by",)
        critical = [each for each in loss.undone if each.critical]
        other = [each for each in loss.undone if not each.critical]
        tables = (
            self._broken(f"{how}-critical", critical, "activity", *head),
            self._broken(f"{how}-other", other, "activity", *head),
            self._broken("unanswered-title", loss.unanswered, "activity", "covered-by"),
            self._broken("unowned-title", loss.unowned, "platform", "covered-by"),
            self._passing(loss),
            self._conflicts(loss),
        )
        told = tuple(table for table in tables if table.rows)
        nothing = () if told else (self.words["nothing"],)
        roles = self._several(loss.roles) if loss.ref.kind == "person" else ""
        facts = ((self.words["roles"], roles),) if roles else ()
        title = self.words["without"].format(name=self._title(loss.ref))
        return ReportDocument(self.lang, title, told, (*nothing, self._as_of), facts)

    @property
    def _as_of(self) -> str:
        return self.words["as-of"].format(day=self.matrix.day)

    def _broken(self, title: str, broken: Iterable[Broken], *head: str) -> Table:
        rows = (
            (self._title(each.what), self._several(each.covered_by))[: len(head)] for each in broken
        )
        return Table(self.words[title], self._head(*head), tuple(rows))

    def _passing(self, loss: Loss) -> Table:
        rows = ((self._title(each.what), self._several(each.to)) for each in loss.passing)
        return Table(self.words["passing-title"], self._head("activity", "to"), tuple(rows))

    def _conflicts(self, loss: Loss) -> Table:
        head = self._head("separation", "deputy", "taken-over", "own")
        rows = (
            (
                *map(self._title, (each.separation, each.deputy)),
                *map(self._several, (each.taken_over, each.own)),
            )
            for each in loss.conflicts
        )
        return Table(self.words["conflicts-title"], head, tuple(rows), 4)

    def _head(self, *keys: str) -> tuple[str, ...]:
        return tuple(self.words[key] for key in keys)

    def _title(self, ref: Ref) -> str:
        return self.matrix.title(ref, self.lang)

    def _several(self, refs: Iterable[Ref]) -> str:
        return self.words["semicolon"].join(map(self._title, refs)) or self.words["nobody"]
