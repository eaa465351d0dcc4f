"""Applies waivers to findings, and reports waivers that are expired, unused or unknown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from raci.findings.codes import ALWAYS
from raci.findings.finding import Edit, Finding, Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.spelling import Nearest, Typos
from raci.findings.standing import STANDINGS, Standing
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.model.entities import Waiver
from raci.model.renames import Renames
from raci.rules.catalogue import mutual
from raci.rules.retired import FORMER

LATE = {
    "en": "; {waiver} came with this change and does not excuse it",
    "zh": "；豁免 {waiver} 与本次变更一同提出，不能为其豁免",
}
WEAK = {
    "en": "; {waiver} does not excuse it: its approval by {approver} is {standing}, not {least}",
    "zh": "；豁免 {waiver} 不能为其豁免：{approver} 的批准只是 {standing}，未达到 {least}",
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


@dataclass
class Waivers:
    """The waivers of an organisation on a day, and the findings that each matched.

    ``governing`` are the ids of those that count; others meet findings and cover none. ``doubled``
    maps waivers to others that cover what they would. ``standing`` has, by waiver and role, that of
    each approval, where not every one counts: each must reach ``least``.
    """

    matrix: Matrix
    day: str
    ran: RuleSelection
    governing: frozenset[str]
    least: str = STANDINGS[0]
    standing: Mapping[str, Mapping[str, Standing]] = field(default_factory=dict)
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
            return replace(
                finding,
                status="waived",
                waiver=covering.acceptance(self.standing.get(covering.id, {})),
            )
        narrow = [(waiver, missing) for waiver, missing in beyond if self._in_force(waiver)]
        for waiver in (*fitting, *(waiver for waiver, _ in narrow)):
            self.met.setdefault(waiver.id, finding)
        remark, values = self._remark(fitting, narrow)
        if not remark:
            return finding
        return replace(finding, remark=remark, values={**finding.values, **values})

    def _remark(
        self, fitting: Iterable[Waiver], narrow: Sequence[tuple[Waiver, tuple[Ref, ...]]]
    ) -> tuple[Text, Mapping[str, Any]]:
        """Return why none of the waivers covers a finding, and the values of that."""
        for waiver in filter(self._holds, fitting):
            if waiver.id not in self.governing:
                return LATE, {"waiver": waiver.ref}
            if waiver.id in self._below:
                role, standing = self._below[waiver.id]
                level = {"standing": standing.level, "least": self.least}
                return WEAK, {"waiver": waiver.ref, "approver": role, **level}
        if not narrow:
            return {}, {}
        waiver, uncovered = narrow[0]
        return REMARK, {"waiver": waiver.ref, "uncovered": uncovered}

    def _in_force(self, waiver: Waiver) -> bool:
        governs = waiver.id in self.governing and waiver.id not in self._below
        return governs and self._holds(waiver)

    def _is_weak(self, waiver: Waiver) -> bool:
        governs = waiver.id in self.governing and self._holds(waiver)
        return governs and waiver.id in self._below

    @cached_property
    def _below(self) -> Mapping[str, tuple[Ref, Standing]]:
        """The first approval of each waiver that does not count, by the waiver's id."""
        below: dict[str, tuple[Ref, Standing]] = {}
        for id_, approvals in self.standing.items():
            for role, standing in approvals.items():
                if not standing.reaches(self.least):
                    below.setdefault(id_, (Ref(f"role:{role}"), standing))
        return below

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
        return self._weak(waiver) if self._is_weak(waiver) else None

    def _weak(self, waiver: Waiver) -> Hit:
        role, standing = self._below[waiver.id]
        return Hit(
            case="weak",
            at=Ref(f"{waiver.ref}#approved_by/{role.id}"),
            role=role,
            standing=standing.level,
            least=self.least,
            why=standing.why,
        )

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
