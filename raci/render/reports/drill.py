"""A drill as a document: the losses in their order, or one loss in full."""

from collections.abc import Iterable, Sequence

from raci.change.drill.loss import Broken, Loss
from raci.matrix.matrix import Matrix
from raci.render.formats.document import ReportDocument, Table
from raci.render.reports.builder import Builder

HEAD = ("lost", "critical", "undone", "unanswered", "unowned", "separations", "covered")


class Drill(Builder):
    """Builds reports in a language about what breaks in an organisation."""

    def __init__(self, matrix: Matrix, lang: str) -> None:
        super().__init__("drill", lang, matrix.title)
        self.matrix = matrix

    def ranking(self, losses: Sequence[Loss], top: int = 0) -> ReportDocument:
        """Return the losses that break something, at most ``top`` where that is not 0."""
        breaking = [loss for loss in losses if not loss.harmless]
        shown = breaking[:top] if top else breaking
        rows = [
            (self.title(loss.ref), *(str(n or "") for n in (*loss.counts, loss.covered)))
            for loss in shown
        ]
        harmless, left = len(losses) - len(breaking), len(breaking) - len(shown)
        notes = (
            self.words["legend" if rows else "nothing-breaks"],
            self.words.count("more", left) if left else "",
            self.words.count("harmless", harmless) if harmless and rows else "",
            self._as_of,
        )
        title = self.words["drill"].format(name=self.title(self.matrix.org.ref))
        return self.document(title, [self.table("", HEAD, rows)], notes)

    def one(self, loss: Loss) -> ReportDocument:
        """Return one loss in full: what breaks, and who stands in for each of it."""
        stops = loss.ref.kind == "platform"
        how, head = "stopped" if stops else "undone", () if stops else ("covered-by",)
        critical = [broken for broken in loss.undone if broken.critical]
        other = [broken for broken in loss.undone if not broken.critical]
        passing = ((self.title(p.what), self.titles(p.to, "nobody")) for p in loss.passing)
        conflicts = (
            (
                *map(self.title, (conflict.separation, conflict.deputy)),
                *(self.titles(refs, "nobody") for refs in (conflict.taken_over, conflict.own)),
            )
            for conflict in loss.conflicts
        )
        tables = (
            self._broken(f"{how}-critical", critical, "activity", *head),
            self._broken(f"{how}-other", other, "activity", *head),
            self._broken("unanswered-title", loss.unanswered, "activity", "covered-by"),
            self._broken("unowned-title", loss.unowned, "platform", "covered-by"),
            self.table("passing-title", ("activity", "to"), passing),
            self.table(
                "conflicts-title", ("separation", "deputy", "taken-over", "own"), conflicts, 4
            ),
        )
        nothing = "" if any(table.rows for table in tables) else self.words["nothing-breaks"]
        roles = self.titles(loss.roles, "nobody") if loss.ref.kind == "person" else ""
        title = self.words["without"].format(name=self.title(loss.ref))
        return self.document(title, tables, (nothing, self._as_of), [("roles", roles)])

    @property
    def _as_of(self) -> str:
        return self.words["as-of-day"].format(day=self.matrix.day)

    def _broken(self, title: str, broken: Iterable[Broken], *head: str) -> Table:
        rows = ((self.title(b.what), self.titles(b.covered_by, "nobody")) for b in broken)
        return self.table(title, head, (row[: len(head)] for row in rows))
