"""The facts behind one finding's verdict: who holds what, and where each of it is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from raci.check.evidence import Evidence
from raci.findings.finding import Finding, Severity
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.matrix.matrix import Matrix
from raci.render.columns import clip, columns
from raci.render.escape import clean
from raci.render.formats.document import ReportDocument, Table
from raci.render.phrases import Words
from raci.render.reports.phrases import WORDS, notes

NUMBERS = 7
"""Columns that the numbers of places take on a screen."""


Numbers = dict[Ref, str]
"""The number of each Ref's place."""


@dataclass(frozen=True, slots=True)
class JudgingTerms:
    """On which terms a rule judged: its own severity, who changed it, and its options.

    ``changed_by`` is the place that sets the severity, ``""`` where none does; ``options`` are
    names, values and the places that set them, ``""`` again where none does.
    """

    severity: Severity
    changed_by: str = ""
    options: tuple[tuple[str, str, str], ...] = ()


class Account:
    """Tells in a language why raci says what it says."""

    def __init__(self, matrix: Matrix, lang: str, as_of: str) -> None:
        self.matrix = matrix
        self.words = Words(WORDS, lang)
        self.lang = lang
        self.as_of = as_of

    def of(self, evidence: Evidence, terms: JudgingTerms, *, screen: int = 0) -> ReportDocument:
        """Give the document about a finding; ``screen`` is its width in columns, 0 for a file."""
        finding = evidence.finding
        title = f"{finding.code} [{finding.name}]"
        if org := self.matrix.title(self.matrix.org.ref, self.lang):
            title = self.words["why"].format(finding=title, org=org)
        numbers: Numbers = {}
        for number, place in enumerate(evidence.places, 1):
            numbers.setdefault(place.at, f"[{number}]")
        where = self._on_screen(evidence, screen) if screen else self._in_file(evidence)
        tables = tuple(table for table in (*self._tables(evidence, numbers), where) if table.rows)
        below = notes(evidence.cells, self.words, self.as_of)
        return ReportDocument(
            self.lang, title, tables, below, self._facts(evidence, terms, numbers)
        )

    def _facts(
        self, evidence: Evidence, terms: JudgingTerms, numbers: Numbers
    ) -> tuple[tuple[str, str], ...]:
        finding, unnamed = evidence.finding, evidence.unnamed
        options = self.words["comma"].join(
            self.words["option"].format(
                option=option, value=value, origin=origin or self.words["default"]
            )
            for option, value, origin in terms.options
        )
        facts = (
            ("finding", finding.say(self.lang, named=True)),
            ("status", self._status(finding)),
            ("rule", in_language(finding.title_of_rule, self.lang)),
            ("severity", self._severity(finding.severity, terms)),
            ("options", options),
            (
                "unnamed",
                f"{self.words[f'unnamed-{unnamed.who}']} {_cited(unnamed.because, numbers)}"
                if unnamed
                else "",
            ),
            ("stands-at", f"{finding.place} [1]"),
            ("fingerprint", finding.fingerprint),
        )
        return tuple((self.words[key], value) for key, value in facts if value)

    def _status(self, finding: Finding) -> str:
        status = self.words[finding.status]
        if finding.waiver is None:
            return status
        approvals = (
            self.words["approval"].format(role=role.id, day=day)
            for role, day in finding.waiver.approved_by
        )
        return status + self.words["accepted"].format(
            waiver=finding.waiver.waiver.id,
            by=self.words["comma"].join(approvals),
            until=finding.waiver.until,
            reason=in_language(finding.waiver.reason, self.lang),
        )

    def _severity(self, severity: Severity, terms: JudgingTerms) -> str:
        told = self.words[severity.label]
        if severity is terms.severity:
            return told
        key = "raised-at" if terms.changed_by else "raised"
        own = self.words[terms.severity.label]
        return self.words[key].format(severity=told, own=own, origin=terms.changed_by)

    def _tables(self, evidence: Evidence, numbers: Numbers) -> tuple[Table, ...]:
        derived = self.words["derived-mark"]
        cells = (
            (
                self._title(Ref(f"activity:{cell.row}")),
                self._title(Ref(f"role:{cell.role}")),
                f"{cell.function.letter} {self._function(cell.function.value)}"
                + derived * cell.derived,
                _cited(cell.because, numbers),
            )
            for cell in evidence.cells
        )
        vacant = ((self._title(row), self.words["nobody"], "", "") for row in evidence.vacant)
        posts = (
            (
                self._title(Ref(f"role:{post.role}")),
                self._titles("department", post.department),
                self._titles("role", post.manager) + derived * post.derived,
                _cited(post.because, numbers),
            )
            for post in evidence.posts
        )
        units = (
            (
                self._title(Ref(f"department:{unit.department}")),
                self._titles("role", unit.head),
                self._titles("department", unit.parent),
                self._several(unit.mandate),
                _cited(unit.because, numbers),
            )
            for unit in evidence.units
        )
        assets = (
            (
                self._title(Ref(f"platform:{asset.platform}")),
                self._titles("role", *asset.owners),
                self._several(asset.activities),
                _cited(asset.because, numbers),
            )
            for asset in evidence.assets
        )
        sides = (
            (
                self._title(Ref(f"separation:{side.separation}")),
                side.key,
                ", ".join(side.lists),
                self._several(side.activities),
                _cited(side.because, numbers),
            )
            for side in evidence.sides
        )
        return (
            self._table("assignments", ("activity", "role", "function"), (*cells, *vacant)),
            self._table("reporting-line", ("role", "department", "reports-to"), posts),
            self._table(
                "involved-departments", ("department", "head", "part-of", "mandate"), units
            ),
            self._table("platforms", ("platform", "owners", "activities"), assets),
            self._table("separations", ("separation", "key", "lists", "activities"), sides),
        )

    def _table(self, title: str, keys: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
        head = tuple(self.words[key] for key in (*keys, "because"))
        return Table(self.words[title], head, tuple(rows), len(head))

    def _in_file(self, evidence: Evidence) -> Table:
        head = ("", *(self.words[key] for key in ("place", "stands-for", "line")))
        rows = tuple(
            (f"[{number}]", str(place), place.at, _line(place, 80))
            for number, place in enumerate(evidence.places, 1)
        )
        return Table(self.words["sources"], head, rows, len(head))

    def _on_screen(self, evidence: Evidence, width: int) -> Table:
        """Put each line below its place, which stays in one piece."""
        rows: list[tuple[str, str]] = []
        for number, place in enumerate(evidence.places, 1):
            told = f"{place}  {place.at}"
            lines = [told] if columns(told) <= width - NUMBERS else [str(place), place.at]
            lines += filter(None, [_line(place, width - NUMBERS)])
            rows += [("", line) if n else (f"[{number}]", line) for n, line in enumerate(lines)]
        return Table(self.words["sources"], ("", self.words["place"]), tuple(rows), 2)

    def _function(self, name: str) -> str:
        return self.words[name].partition(":")[0]

    def _title(self, ref: Ref) -> str:
        return self.matrix.title(ref, self.lang)

    def _titles(self, kind: str, *ids: str | None) -> str:
        refs = tuple(Ref(f"{kind}:{id_}") for id_ in ids if id_ is not None)
        return self._several(refs, "nobody" if kind == "role" else "none")

    def _several(self, refs: tuple[Ref, ...], empty: str = "none") -> str:
        return self.words["semicolon"].join(map(self._title, refs)) or self.words[empty]


def _cited(refs: Iterable[Ref], numbers: Numbers) -> str:
    return " ".join(dict.fromkeys(numbers[ref] for ref in refs))


def _line(place: Place, room: int) -> str:
    """Give the source line, cut so that what is meant is seen."""
    line = place.source.lstrip()
    cut = len(place.source) - len(line)
    start, end = (max(column - 1 - cut, 0) for column in (place.span.column, place.span.end_column))
    return clip(clean(line).rstrip(), start, end, room)[0] if line else ""
