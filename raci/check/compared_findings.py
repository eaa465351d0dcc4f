"""Compares the findings of two versions: each is new, worse, unchanged, better or gone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from raci.findings.codes import SEPARATION, UNFINISHED, WEAKENED_CONTROL, family
from raci.findings.finding import Change, Finding
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.model.renames import Renames
from raci.policies.code import FAMILY, ref_of
from raci.rules.catalogue import mutual

NameOf = Callable[[Ref], Text]
"""Returns what people call an entity; empty where it has no name."""

INVOLVED = {"en": "; new: {newly_involved}", "zh": "；新增：{newly_involved}"}
GREW = {"en": "; {measure_before} before", "zh": "；此前为 {measure_before}"}
"""What follows the message of a finding that is worse."""


class Identity(NamedTuple):
    """What identifies a finding within an organisation; places do not matter."""

    code: str
    subject: Ref
    involves: tuple[Ref, ...]

    @classmethod
    def of(cls, finding: Finding) -> "Identity":
        """Return the identity of a finding."""
        return cls(finding.code, finding.subject, finding.involves)

    def now(self, renames: Renames) -> "Identity":
        """Return the identity under today's ids."""
        subject, involves = renames.now(self.subject), sorted({*map(renames.now, self.involves)})
        if self.code in mutual():
            subject, *involves = sorted({subject, *involves})
        is_policy = family(self.code) == FAMILY
        code = f"{FAMILY}:{renames.now(ref_of(self.code)).id}" if is_policy else self.code
        return Identity(code, subject, tuple(involves))

    @property
    def topic(self) -> tuple[str, Ref | None]:
        """What two findings share that may be one: the rule and, unless it is mutual, the subject.

        The subject of a mutual rule is only the smallest id of those concerned.
        """
        return self.code, None if self.code in mutual() else self.subject

    @property
    def concerned(self) -> frozenset[Ref]:
        """The entities by which findings of one topic are told apart."""
        return frozenset(self.involves) | ({self.subject} if self.code in mutual() else set())

    def __str__(self) -> str:
        return " ".join((self.code, self.subject, *self.involves))


class Known(NamedTuple):
    """What a comparison knows of a finding.

    ``measure`` says how bad it is, more is worse; a finding is ``open`` unless it is waived or in
    the baseline. None is an unknown measure or severity, with which nothing is compared.
    """

    identity: Identity
    measure: float | None = None
    severity: int | None = None
    open: bool = True

    @classmethod
    def of(cls, finding: Finding, renames: Renames | None = None) -> "Known":
        """Return what is known of a finding, under today's ids where there are renames."""
        identity = Identity.of(finding)
        identity = identity.now(renames) if renames else identity
        return cls(identity, finding.measure, finding.severity, finding.status == "new")


Side = dict[int, Known]
"""Findings of one version that are not paired yet, by number."""


class Match(NamedTuple):
    """How a finding compares with the base, and the number of the one there that it was."""

    change: Change
    base: int | None = None


class Compared(NamedTuple):
    """The findings of a version beside those of its base.

    ``new`` holds the new and the worse ones, ``kept`` the unchanged and the better ones, each with
    its change; ``gone`` those of the base that are no longer there.
    """

    new: list[Finding]
    kept: list[Finding]
    gone: list[Finding]


def compare(
    findings: Iterable[Finding],
    base: Sequence[Finding],
    renames: Renames,
    name_of: NameOf,
    yielded: Sequence[Finding] = (),
) -> Compared:
    """Compare the findings of a version with those of its base.

    A finding that is open and was accepted in the base is new. One that says that not all could be
    checked is always new.

    Args:
        findings: those of the version.
        base: those of the base.
        renames: what leads from the ids of the base to those of the version.
        name_of: returns what people call an entity.
        yielded: findings of the base that were not reported, as another one reported the defect.
    """
    there = [*base, *yielded]
    known = [Known.of(finding, renames) for finding in there]
    compared = Compared([], [], [])
    met = set()
    every = list(findings)
    for finding, match in zip(every, matches(list(map(Known.of, every)), known), strict=True):
        met.add(match.base)
        if finding.code in UNFINISHED:
            compared.new.append(replace(finding, change="new"))
        elif match.change in ("new", "worse"):
            before = None if match.base is None else known[match.base]
            compared.new.append(changed(finding, match.change, before, name_of))
        else:
            compared.kept.append(replace(finding, change=match.change))
    weaker = _weaker(every)
    compared.gone.extend(
        finding
        for number, finding in enumerate(base)
        if number not in met
        if _control_of(finding, renames) not in weaker
    )
    return compared


def _control_of(finding: Finding, renames: Renames) -> Ref | None:
    """Return the separation or policy that a finding violates, if any, under its id of today."""
    if finding.code in SEPARATION:
        return renames.now(finding.subject)
    if family(finding.code) == FAMILY:
        return renames.now(ref_of(finding.code))
    return None


def _weaker(findings: Iterable[Finding]) -> set[Ref]:
    """Return what is weaker now: violations that went with such a control are not gone."""
    told = (finding for finding in findings if finding.code == WEAKENED_CONTROL)
    return {ref for finding in told for ref in (finding.subject, *finding.involves)}


def changed(finding: Finding, change: Change, before: Known | None, name_of: NameOf) -> Finding:
    """Return a finding with its change; of a worse one the message ends with what is worse."""
    if change != "worse" or before is None:
        return replace(finding, change=change)
    now = Known.of(finding).identity
    remark: Text = {}
    values = dict(finding.values)
    if joined := tuple(sorted(now.concerned - before.identity.concerned)):
        remark, values["newly_involved"] = INVOLVED, joined
    elif before.measure is not None and finding.measure != before.measure:
        remark, values["measure_before"] = GREW, _shown(before.measure)
    remark = {tag: finding.remark.get(tag, "") + words for tag, words in remark.items()}
    names = {ref: name for ref in joined if (name := name_of(ref))}
    return replace(
        finding,
        change=change,
        remark=remark or finding.remark,
        values=values,
        names={**names, **finding.names},
    )


def _shown(measure: float) -> str:
    return f"{measure:.0%}" if measure < 1 else f"{measure:.3g}"


def matches(heads: Sequence[Known], bases: Sequence[Known]) -> list[Match]:
    """Return how each finding compares with those of the base, all under the same ids.

    Findings of one topic are paired: equal ones first, then those that have most in common.
    """
    pairs = dict(_pairs(heads, bases))
    return [
        Match(_change(head, bases[pairs[number]]), pairs[number])
        if number in pairs
        else Match("new")
        for number, head in enumerate(heads)
    ]


def _pairs(heads: Sequence[Known], bases: Sequence[Known]) -> Iterator[tuple[int, int]]:
    ours, theirs = dict(enumerate(heads)), dict(enumerate(bases))
    for key in (_openly, _identity):
        yield from _equal(ours, theirs, key)
    topics: defaultdict[tuple[str, Ref | None], tuple[Side, Side]] = defaultdict(lambda: ({}, {}))
    for number, side in enumerate((ours, theirs)):
        for index, known in side.items():
            topics[known.identity.topic][number][index] = known
    for (_, subject), sides in topics.items():
        yield from _nearest(*sides, least=1 if subject else 2)
        if subject:
            yield from zip(*sides, strict=False)


def _openly(known: Known) -> object:
    return known.identity, known.open


def _identity(known: Known) -> object:
    return known.identity


def _equal(ours: Side, theirs: Side, key: Callable[[Known], object]) -> Iterator[tuple[int, int]]:
    """Pair those with an equal key, and take them from both sides."""
    waiting: defaultdict[object, list[int]] = defaultdict(list)
    for index, known in theirs.items():
        waiting[key(known)].append(index)
    for index, known in list(ours.items()):
        if same := waiting[key(known)]:
            yield _taken(ours, theirs, index, same.pop(0))


def _nearest(ours: Side, theirs: Side, least: int) -> Iterator[tuple[int, int]]:
    """Pair those that have most in common, and take them from both sides."""
    concerning: defaultdict[Ref, list[int]] = defaultdict(list)
    for index, known in theirs.items():
        for ref in known.identity.concerned:
            concerning[ref].append(index)
    candidates: list[tuple[int, int, int]] = []
    for index, known in ours.items():
        common = Counter(base for ref in known.identity.concerned for base in concerning[ref])
        candidates += ((-n, index, base) for base, n in common.items() if n >= least)
    for _, head, base in sorted(candidates):
        if head in ours and base in theirs:
            yield _taken(ours, theirs, head, base)


def _taken(ours: Side, theirs: Side, head: int, base: int) -> tuple[int, int]:
    del ours[head], theirs[base]
    return head, base


def _change(head: Known, base: Known) -> Change:
    if head.open and not base.open:
        return "new"
    now, before = head.identity.concerned, base.identity.concerned
    fewer = bool(now) and now < before  # what involves nobody any more is another verdict
    steps = [-1 if fewer else int(now != before)]
    steps += [_step(head.measure, base.measure), _step(head.severity, base.severity)]
    if max(steps) > 0:
        return "worse"
    return "better" if min(steps) < 0 else "unchanged"


def _step(now: float | None, before: float | None) -> int:
    return 0 if now is None or before is None else (now > before) - (now < before)
