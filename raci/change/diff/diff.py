"""Compares two versions of an organisation and their findings."""

from raci.change.diff import compare
from raci.change.diff.comparison import Comparison, Version
from raci.check.compilation import Compiled, no_collector
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.findings.report import sort_key


def comparison(base: Compiled, head: Compiled, names: tuple[str, str], run: Run) -> Comparison:
    """Compare a head with its base, as of the run's day and by the head's settings.

    Args:
        base: the earlier version.
        head: the later one; of its waivers and records those count that the base has, too.
        names: what to call them.
        run: how to judge.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    with no_collector():
        judged = judge(head, run, base)
        before, after = (each.matrix.on(run.day) for each in (base, head))
        every = sorted(judged.findings, key=sort_key)
        return Comparison(
            run.day,
            Version(names[0], before),
            Version(names[1], after),
            compare(before, after),
            tuple(each for each in every if each.status != "meant"),
            tuple(sorted(judged.gone, key=sort_key)),
            tuple(sorted(judged.kept, key=sort_key)),
            tuple(each for each in every if each.status == "meant"),
            judged.checked.inputs,
        )
