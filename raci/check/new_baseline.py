"""Computes an organisation's baseline from today's findings."""

from dataclasses import dataclass

from raci.check.baseline import Baseline, record, text
from raci.check.compilation import Compiled
from raci.check.effective_settings import settings_of, switched_off
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.findings.codes import ALWAYS, CRASHED
from raci.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Recording:
    """A baseline's new text, what the file holds now, and how many entries it has, adds and drops.

    ``hidden_never`` counts the findings that no baseline may hold; ``crashes`` are those that say
    that a rule failed, so that nobody knows what it would have found. ``outdated``: the file has
    names of retired rules, which are written anew.
    """

    path: str
    text: str
    before: bytes | None
    entries: int
    added: int
    gone: int
    hidden_never: int
    differs: bool
    crashes: tuple[Finding, ...]
    outdated: bool


def recording(compiled: Compiled, day: str, *, grow: bool) -> Recording:
    """Return an organisation's baseline as of a day; without ``grow`` nothing new is recorded.

    Waived findings are not recorded: a waiver says more. What rules found that are switched off
    stays on record.
    """
    findings = [f for f in judge(compiled, Run(day, baseline=False)).findings if f.status == "new"]
    wanted = [f for f in findings if f.code not in ALWAYS and f.subject.kind != "waiver"]
    earlier = (compiled.baseline or Baseline()).now(compiled.matrix.renames)
    unjudged = earlier.of_rules(switched_off(settings_of(compiled)))
    kept = record(wanted, earlier, day, grow=False) | unjudged
    new = record(wanted, earlier, day, grow=True) | unjudged if grow else kept
    there = Baseline() if compiled.baseline is None and not grow else compiled.baseline
    return Recording(
        compiled.found.title(compiled.found.baseline),
        text(new),
        None if compiled.baseline is None else compiled.baseline.raw,  # an empty one is false
        len(new),
        len(new) - len(kept),
        len(earlier) - len(kept),
        len(findings) - len(wanted),
        there is None or new.sorted() != there.sorted(),
        tuple(finding for finding in findings if finding.code == CRASHED),
        bool(compiled.baseline and compiled.baseline.former_names),
    )
