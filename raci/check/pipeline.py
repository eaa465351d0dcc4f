"""Checks one organisation: an explicit list of stages over one record."""

from collections.abc import Callable

from raci.check.against_base import compare_with_base
from raci.check.compilation import Compiled
from raci.check.effective_settings import (
    settings_of,
    settings_of_base,
)
from raci.check.losses import add_meant
from raci.check.result import CheckResult, union
from raci.check.run import Run
from raci.check.stages import apply_baseline, complete, drop_yielded, ignore, run_rules, waive
from raci.check.state import Check
from raci.check.weakened_settings import weakened_settings
from raci.matrix.matrix import Previous


def judge(
    compiled: Compiled, run: Run, base: Compiled | None = None, previous: Previous | None = None
) -> CheckResult:
    """Check an organisation.

    Args:
        compiled: the organisation.
        run: how to check it.
        base: an earlier version with which the findings are compared. Only waivers and baseline
            entries that it has count: none excuses the change that it came with. Where its settings
            differ, the organisation is judged by each, and what either finds counts.
        previous: the version that rules of change compare with; the base where there is one.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    with run.timed("compiling"):
        for version in filter(None, (compiled, base)):
            _ = version.matrix.rows  # cached: its time is not charged to a rule
    if base and base.definitions_sound:
        previous = Previous(base.matrix.on(run.day))
    changes = base is not None or previous is not None
    settings = settings_of(compiled, run.selection, changes=changes)
    check = Check(compiled, run, settings, base, previous)
    if base is None:
        return _result(check)
    before = settings_of_base(compiled, run.selection, base)
    check.verdicts += weakened_settings(base, before, settings, compiled.rulebook)
    own = _result(check)
    if before.effect == settings.effect:
        return own
    return union(own, _result(Check(compiled, run, before, base, previous)))


def _result(check: Check) -> CheckResult:
    for stage in STAGES:
        stage(check)
    return check.result()


STAGES: tuple[Callable[[Check], None], ...] = (
    run_rules,
    complete,
    waive,
    ignore,
    drop_yielded,
    apply_baseline,
    compare_with_base,
    add_meant,
)
"""What becomes of an organisation in a check, in this order."""
