"""The facts behind one finding: who holds what, and where it is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from raci.check.evidence import Evidence
from raci.findings.finding import Finding, Severity
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.text import in_language, one_line
from raci.matrix.matrix import Matrix
from raci.render.columns import clip, columns
from raci.render.escape import clean
from raci.render.findings.justification import with_standing
from raci.render.formats.document import ReportDocument, Table
from raci.render.letters import LetterWords
from raci.render.reports.builder import Builder
from raci.render.reports.matrix import notes

NUMBERS = 7
"""Columns that the numbers of places take on a screen."""


Numbers = dict[Ref, str]
"""The number of each Ref's place."""


@dataclass(frozen=True, slots=True)
class JudgingTerms:
    """The settings of a rule: its own severity, who changed it, and its options.

    ``changed_by`` is the place that sets the severity, ``""`` where none does; ``options`` are
    names, values and the places that set them, ``""`` again where none does.
    """

    severity: Severity
    changed_by: str = ""
    options: tuple[tuple[str, str, str], ...] = ()


class Account(Builder):
    """Builds reports in a language about the facts behind findings."""

    def __init__(self, matrix: Matrix, lang: str, as_of: str) -> None:
        super().__init__("reports", lang, matrix.title)
        self.organisation = matrix.org.ref
        self.as_of = as_of
        self.letters = LetterWords(matrix.org.notation, lang)

    def of(self, evidence: Evidence, terms: JudgingTerms, *, screen: int = 0) -> ReportDocument:
        """Return the document about a finding; ``screen`` is its width in columns, 0 for a file."""
        finding = evidence.finding
        title = finding.rule
        if org := self.title(self.organisation):
            title = self.words["why"].format(finding=title, org=org)
        numbers: Numbers = {}
        for number, place in enumerate(evidence.places, 1):
            numbers.setdefault(place.at, f"[{number}]")
        where = self._on_screen(evidence, screen) if screen else self._in_file(evidence)
        tables = (*self._tables(evidence, numbers), where)
        hidden = any(place.hidden for place in evidence.places)
        not_shown = (self.words["not-shown"],) if hidden else ()
        below = (*not_shown, *notes(evidence.cells, self.letters, self.as_of))
        return self.document(title, tables, below, self._facts(evidence, terms, numbers))

    def _facts(
        self, evidence: Evidence, terms: JudgingTerms, numbers: Numbers
    ) -> Iterator[tuple[str, str]]:
        finding, words = evidence.finding, self.words
        yield "finding", finding.say(self.lang, named=True)
        yield "status", self._status(finding)
        yield "rule", in_language(finding.title_of_rule, self.lang)
        yield "severity", self._severity(finding.severity, terms)
        options = (
            words["option"].format(option=option, value=value, origin=origin or words["default"])
            for option, value, origin in terms.options
        )
        yield "options", words["comma"].join(options)
        if unnamed := evidence.unnamed:
            cited = _cited(unnamed.because, numbers)
            who = (words[f"unnamed-{each}"] for each in unnamed.who or ("nobody",))
            yield "unnamed", f"{words['unnamed-else'].join(who)} {cited}"
        yield "stands-at", f"{finding.place} [1]"
        yield "fingerprint", finding.fingerprint

    def _status(self, finding: Finding) -> str:
        status = self.words[finding.status]
        if finding.waiver is None:
            return status
        approvals = (
            with_standing(
                self.words["approval"].format(role=role.id, day=day),
                role,
                finding.waiver,
                self.words,
            )
            for role, day in finding.waiver.approved_by
        )
        return status + self.words["accepted"].format(
            waiver=finding.waiver.waiver.id,
            by=self.words["comma"].join(approvals),
            until=finding.waiver.until,
            reason=in_language(finding.waiver.reason, self.lang),
        )

    def _severity(self, severity: Severity, terms: JudgingTerms) -> str:
        label = self.words[severity.label]
        if severity is terms.severity:
            return label
        key = "raised-at" if terms.changed_by else "raised"
        own = self.words[terms.severity.label]
        return self.words[key].format(severity=label, own=own, origin=terms.changed_by)

    def _tables(self, evidence: Evidence, numbers: Numbers) -> Iterator[Table]:
        derived = self.words["derived-mark"]
        cells = (
            (
                self._named("activity", cell.row),
                self._named("role", cell.role),
                self.letters.named(cell.function) + derived * cell.derived,
                _cited(cell.because, numbers),
            )
            for cell in evidence.cells
        )
        vacant = ((self.title(row), self.words["nobody"], "", "") for row in evidence.vacant)
        posts = (
            (
                self._named("role", post.role),
                self._named("department", post.department),
                self._named("role", post.manager) + derived * post.derived,
                _cited(post.because, numbers),
            )
            for post in evidence.posts
        )
        units = (
            (
                self._named("department", unit.department),
                self._named("role", unit.head),
                self._named("department", unit.parent),
                self.titles(unit.mandate, "none"),
                _cited(unit.because, numbers),
            )
            for unit in evidence.units
        )
        assets = (
            (
                self._named("platform", asset.platform),
                self._named("role", *asset.owners),
                self.titles(asset.activities, "none"),
                _cited(asset.because, numbers),
            )
            for asset in evidence.assets
        )
        sides = (
            (
                self._named("separation", side.separation),
                side.key,
                ", ".join(side.lists),
                self.titles(side.activities, "none"),
                _cited(side.because, numbers),
            )
            for side in evidence.sides
        )
        asked = (
            (one_line(part.text), self._shown(part.value), _cited(part.because, numbers))
            for part in evidence.asked
        )
        for title, keys, rows in (
            ("weighed", ("expression", "value"), asked),
            ("assignments", ("activity", "role", "function"), (*cells, *vacant)),
            ("reporting-line", ("role", "department", "reports-to"), posts),
            ("involved-departments", ("department", "head", "part-of", "mandate"), units),
            ("platforms", ("platform", "owners", "activities"), assets),
            ("separations", ("separation", "key", "lists", "activities"), sides),
        ):
            yield self.table(title, (*keys, "because"), rows, len(keys) + 1)

    def _shown(self, value: Any) -> str:
        if isinstance(value, tuple):
            return f"[{', '.join(map(self._shown, value))}]"
        return self.title(value) if isinstance(value, Ref) else str(value) or '""'

    def _named(self, kind: str, *ids: str | None) -> str:
        refs = (Ref(f"{kind}:{id_}") for id_ in ids if id_ is not None)
        return self.titles(refs, "nobody" if kind == "role" else "none")

    def _in_file(self, evidence: Evidence) -> Table:
        rows = (
            (f"[{number}]", str(place), place.at, _line(place, 80))
            for number, place in enumerate(evidence.places, 1)
        )
        return self.table("sources", ("", "place", "stands-for", "line"), rows, 4)

    def _on_screen(self, evidence: Evidence, width: int) -> Table:
        """Put each line below its place, which stays in one piece."""
        rows: list[tuple[str, str]] = []
        for number, place in enumerate(evidence.places, 1):
            where = f"{place}  {place.at}"
            lines = [where] if columns(where) <= width - NUMBERS else [str(place), place.at]
            lines += filter(None, [_line(place, width - NUMBERS)])
            rows += [("", line) if n else (f"[{number}]", line) for n, line in enumerate(lines)]
        return self.table("sources", ("", "place"), rows, 2)


def _cited(refs: Iterable[Ref], numbers: Numbers) -> str:
    return " ".join(dict.fromkeys(numbers[ref] for ref in refs))


def _line(place: Place, room: int) -> str:
    """Return the source line, cut so that the marked part is visible."""
    line = place.source.lstrip()
    cut = len(place.source) - len(line)
    start, end = (max(offset - cut, 0) for offset in place.marked)
    return clip(clean(line).rstrip(), start, end, room)[0] if line else ""
