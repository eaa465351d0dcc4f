"""Applies waivers to findings, and reports waivers that are expired, unused or unknown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from raci.findings.codes import ALWAYS
from raci.findings.finding import Acceptance, Edit, Finding, Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.spelling import Nearest, Typos
from raci.matrix.matrix import Matrix
from raci.model.entities import Waiver
from raci.model.renames import Renames
from raci.rules.catalogue import mutual
from raci.rules.retired import FORMER

LATE = {
    "en": "; {waiver} came with this change and does not excuse it",
    "zh": "；豁免 {waiver} 与本次变更一同提出，不能为其豁免",
}
REMARK = {"en": "; {waiver} does not cover {uncovered}", "zh": "；豁免 {waiver} 不包括 {uncovered}"}


@dataclass(frozen=True, slots=True)
class RuleSelection:
    """The rules of a run: codes by name, and the codes that ran."""

    codes: Mapping[str, str]
    selected: frozenset[str]


class Candidate(NamedTuple):
    """A waiver under today's ids: its subject, and everything that it accepts."""

    waiver: Waiver
    at: Ref
    accepted: frozenset[Ref]

    @classmethod
    def of(cls, waiver: Waiver, renames: Renames) -> "Candidate":
        """Return the candidate of a waiver."""
        refs = (renames.now(waiver.at), *map(renames.now, waiver.involves))
        return cls(waiver, refs[0], frozenset(refs))


@dataclass(slots=True)
class Waivers:
    """The waivers of an organisation on a day, and the findings that each matched.

    ``governing`` are the ids of those that count; others meet findings and cover none. ``doubled``
    maps waivers to others that cover what they would.
    """

    matrix: Matrix
    day: str
    ran: RuleSelection
    governing: frozenset[str]
    met: dict[str, Finding] = field(default_factory=dict)
    doubled: dict[str, Waiver] = field(default_factory=dict)

    def cover(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return the findings; those that a waiver in force covers are waived."""
        candidates: dict[tuple[str, Ref], list[Candidate]] = {}
        waivers = self.matrix.org.waivers.values()
        for waiver in sorted(waivers, key=lambda each: (each.until, each.id), reverse=True):
            code = self.ran.codes.get(waiver.rule, "")
            if code not in ALWAYS:
                candidate = Candidate.of(waiver, self.matrix.renames)
                for subject in candidate.accepted if code in mutual() else (candidate.at,):
                    candidates.setdefault((code, subject), []).append(candidate)
        return [self._covered(f, candidates.get((f.code, f.subject), ())) for f in findings]

    def _covered(self, finding: Finding, candidates: Sequence[Candidate]) -> Finding:
        refs = (finding.subject, *finding.involves)
        beyond = [
            (waiver, tuple(ref for ref in refs if ref not in accepted))
            for waiver, at, accepted in candidates
            if at in refs
        ]
        fitting = [waiver for waiver, missing in beyond if not missing]
        if covering := next(filter(self._in_force, fitting), None):
            self.met.setdefault(covering.id, finding)
            self.doubled.update((w.id, covering) for w in fitting if w is not covering)
            return replace(finding, status="waived", waiver=_acceptance(covering))
        narrow = [(waiver, missing) for waiver, missing in beyond if self._in_force(waiver)]
        for waiver in (*fitting, *(waiver for waiver, _ in narrow)):
            self.met.setdefault(waiver.id, finding)
        late = next((w for w in fitting if w.id not in self.governing and self._holds(w)), None)
        if late:
            return replace(finding, remark=LATE, values={**finding.values, "waiver": late.ref})
        if not narrow:
            return finding
        waiver, uncovered = narrow[0]
        values = {**finding.values, "waiver": waiver.ref, "uncovered": uncovered}
        return replace(finding, remark=REMARK, values=values)

    def _in_force(self, waiver: Waiver) -> bool:
        return waiver.id in self.governing and self._holds(waiver)

    def _holds(self, waiver: Waiver) -> bool:
        return waiver.start <= self.day <= waiver.until

    def verdicts(self) -> Iterator[Verdict]:
        """Check the waivers themselves, after ``cover`` (DEF004, DEF007, DEF008)."""
        for id_, waiver in self.matrix.org.waivers.items():
            if hit := self._unknown(waiver):
                yield Verdict("DEF004", waiver.ref, hit)
            elif hit := self._expired(waiver, self.met.get(id_)):
                yield Verdict("DEF007", waiver.ref, hit)
            elif hit := self._unused(waiver):
                yield Verdict("DEF008", waiver.ref, hit)

    def _unknown(self, waiver: Waiver) -> Hit | None:
        if waiver.rule in self.ran.codes:
            return None
        at = Ref(f"{waiver.ref}#rule")
        names = self.ran.codes.keys() - FORMER.keys()
        if near := Nearest(names).to(waiver.rule):
            surely = Typos(names).of(waiver.rule) == (near,)
            fix = (Edit("replace", at, near),) if surely else ()
            return Hit(at=at, case="rule-near", key="rule", unknown=waiver.rule, near=near, fix=fix)
        return Hit(at=at, case="rule", key="rule", unknown=waiver.rule)

    def _expired(self, waiver: Waiver, met: Finding | None) -> Hit | None:
        if met is None or waiver.until >= self.day or "DEF007" not in self.ran.selected:
            return None
        return Hit(
            involves=(met.subject,),
            at=Ref(f"{waiver.ref}#until"),
            rule=waiver.rule,
            about=met.subject,
            until=waiver.until,
        )

    def _unused(self, waiver: Waiver) -> Hit | None:
        code = self.ran.codes[waiver.rule]
        if "DEF008" not in self.ran.selected:
            return None
        if code in ALWAYS:
            return Hit(case="never", at=Ref(f"{waiver.ref}#rule"), rule=waiver.rule)
        if code not in self.ran.selected or waiver.id not in self.governing:
            return None
        pending = self.day < waiver.start
        if waiver.id not in self.met:
            renewal = pending and waiver.id in self.doubled and waiver.start <= waiver.until
            return None if renewal or not self._resolves(waiver) else self._useless(waiver)
        if pending:
            at = Ref(f"{waiver.ref}#approved_by")
            return Hit(case="pending", at=at, start=waiver.start, rule=waiver.rule)
        return None

    def _useless(self, waiver: Waiver) -> Hit:
        refs, fix = (waiver.at,), (Edit("remove", waiver.ref),)
        if other := self.doubled.get(waiver.id):
            return Hit(
                case="doubled",
                involves=refs,
                fix=fix,
                about=waiver.at,
                other=other.ref,
                until=other.until,
            )
        return Hit(involves=refs, fix=fix, about=waiver.at, rule=waiver.rule)

    def _resolves(self, waiver: Waiver) -> bool:
        """Return whether everything that a waiver names exists; else DEF004 reports it."""
        refs = map(self.matrix.renames.now, (waiver.at, *waiver.involves))
        parts = (part for ref in refs for part in ref.entities)
        return all(part.kind == "org" or self.matrix.knows(part) for part in parts)


def _acceptance(waiver: Waiver) -> Acceptance:
    approved = tuple((Ref(f"role:{role}"), day) for role, day in waiver.approved_by.items())
    return Acceptance(waiver.ref, waiver.reason, approved, waiver.until)
