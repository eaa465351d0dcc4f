"""Runs the examples of policies: small organisations that a policy passes, or fails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from raci.check.compilation import Compiled
from raci.check.pipeline import judge
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.findings.codes import ALWAYS, CRASHED
from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.model.entities import Policy
from raci.policies.code import code_of
from raci.policies.sight import OF
from raci.rules.subjects import SUBJECTS
from raci.source.document import Document
from raci.testing.fragment import fragment, with_policies
from raci.testing.result import Expectation, Remark, Result

WRONG = ALWAYS | {"DEF019"}
"""The codes that say that an example is in no order: an unknown reference or attribute."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a policy; ``number`` counts those of its kind from 1."""

    policy: Policy
    kind: Literal["pass", "fail"]
    number: int
    place: Place
    organisation: Compiled


def policies_in(compiled: Compiled) -> Iterator[tuple[Policy, Document, tuple[str, ...]]]:
    """Yield the policies that stand in an organisation's files and its own packs', and where."""
    packs = compiled.loaded.origins.packs
    for policy in compiled.org.policies.values():
        if policy.pack and policy.pack in packs:
            yield (
                policy,
                packs[policy.pack],
                ("policies", policy.id.removeprefix(f"{policy.pack}.")),
            )
        elif not policy.pack:
            document, _ = compiled.loaded.origins.spot(policy.ref)
            yield policy, document, ("policies", policy.id)


def examples_of(
    policy: Policy, document: Document, route: tuple[str, ...], around: Compiled
) -> Iterator[Example]:
    """Yield the examples of a policy in the order in which they are written."""
    written: Mapping[str, Any] = document.data[route[0]][route[1]].get("examples", {})
    for kind, organisations in written.items():
        for number in range(len(organisations)):
            at: tuple[str | int, ...] = (*route, "examples", kind, number)
            place = document.place(policy.ref, at)
            shown = Place(place.at, around.found.title(place.path), place.span)
            whole = with_policies(fragment(document, at, "example", around), [policy])
            yield Example(policy, "pass" if kind == "pass" else "fail", number + 1, shown, whole)


def run_example(example: Example, day: str) -> Result:
    """Judge an example by its policy alone."""
    code, organisation = code_of(example.policy), example.organisation
    judged = judge(organisation, Run(day, only={code, *WRONG}))
    findings = [each for each in judged.findings if each.code == code or _is_wrong(each)]
    told = [each for each in findings if each.code == code]
    fails = example.kind == "fail"
    remark = _remark(example, judged, day)
    return Result(
        "example",
        example.policy.id,
        example.place,
        day,
        expected=int(fails),
        missing=(Expectation(code),) if fails and not told else (),
        unexpected=tuple(each for each in findings if not fails or each.code != code),
        remark="" if remark == "when-excludes-all" and not fails else remark,
        subject=example.policy.subject,
        values={"kind": example.kind, "number": example.number},
    )


def _is_wrong(finding: Finding) -> bool:
    """Return whether a finding says that the example is in no order, wherever it stands.

    What is said of the organisation itself is about the header, which is not the example's.
    """
    is_header = finding.subject == Ref("org") and finding.code != CRASHED
    return finding.code in WRONG and not is_header


def _remark(example: Example, judged: CheckResult, day: str) -> Remark:
    """Return why nothing was judged, ``""`` where something was."""
    code = code_of(example.policy)
    if any(tally.code == code and tally.applicable for tally in judged.checked.tallies):
        return ""
    return "when-excludes-all" if any(True for _ in subjects_of(example, day)) else "no-subject"


def subjects_of(example: Example, day: str) -> Iterable[Any]:
    """Return what an example has of the kind that its policy judges."""
    organisation = example.organisation
    if not organisation.sound:
        return ()
    return SUBJECTS[OF[example.policy.subject]](organisation.matrix.on(day))
