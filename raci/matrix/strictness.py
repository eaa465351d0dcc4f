"""How strict separations and policies are: what a later version allows that an earlier did not."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from raci.findings.finding import Severity
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.separations import circle
from raci.model.entities import Policy, Separation
from raci.model.loosened import WITHIN


class Weakness(NamedTuple):
    """One way in which something is weaker: the page's case, its values, and which key it is."""

    case: str
    values: Mapping[str, Any] = {}
    route: tuple[str, ...] = ()


def weaknesses(
    was: Separation, earlier: Matrix, now: Separation, matrix: Matrix
) -> Iterator[Weakness]:
    """Yield how a separation is weaker than an earlier one was.

    Args:
        was: the earlier separation.
        earlier: the matrix that it belongs to.
        now: the later separation.
        matrix: the matrix that it belongs to.
    """
    if was.required and not now.required:
        yield Weakness("not-required")
    if _form(was) != _form(now):
        yield Weakness("form", {"was": _form(was), "now": _form(now)})
        return
    yield from _narrower(was, now)
    if now.mitigated_by and now.mitigated_by != _mitigation(was, matrix):
        yield Weakness("mitigated", {"mitigation": Ref(f"activity:{now.mitigated_by}")})
    before = [matrix.renames.now(Ref(ref)) for ref in was.only]
    if more := sorted(circle(now.only, matrix) - circle(before, matrix)):
        yield Weakness("circle", {"roles": tuple(Ref(f"role:{role}") for role in more)})
    if rows := sorted(_free(was, earlier, now, matrix)):
        yield Weakness("rows", {"rows": tuple(matrix.rows[row].ref for row in rows)})


def _narrower(was: Separation, now: Separation) -> Iterator[Weakness]:
    if (now.at_most or 0) > (was.at_most or 0):
        yield Weakness("at-most", {"was": was.at_most, "now": now.at_most})
    if WITHIN.index(now.within) < WITHIN.index(was.within):
        yield Weakness("within", {"was": was.within, "now": now.within})
    if fewer := tuple(each.value for each in was.functions if each not in now.functions):
        yield Weakness("functions", {"functions": fewer})
    if was.deputies and not now.deputies:
        yield Weakness("deputies")
    if _severity(now) < _severity(was):
        yield Weakness(f"lowered-{_severity(now).label}")


def is_covered(
    was: Separation, earlier: Matrix, matrix: Matrix, but: Separation | None = None
) -> bool:
    """Return whether some separation of a later version, except one, is as strict as an earlier."""
    others = (each for each in matrix.org.separations.values() if each is not but)
    return any(next(weaknesses(was, earlier, each, matrix), None) is None for each in others)


def policy_weaknesses(was: Policy, now: Policy) -> Iterator[Weakness]:
    """Yield how a policy is weaker than an earlier one was, or judges by another text.

    Whether another condition is weaker cannot be known, so that each change of one is told.
    """
    before, after = _conditions(was), _conditions(now)
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key, ""), after.get(key, "")
        if _squeezed(old) != _squeezed(new):
            case = "policy-changed" if old and new else "policy-added" if new else "policy-removed"
            yield Weakness(case, {"key": key, "was": old, "now": new}, (key,))
    if now.severity < was.severity:
        yield Weakness(f"policy-lowered-{now.severity.label}")
    if was.required and not now.required:
        yield Weakness("policy-not-required")


def is_policy_covered(was: Policy, matrix: Matrix, but: Policy | None = None) -> bool:
    """Return whether some policy of a later version, except one, judges as an earlier did."""
    others = (each for each in matrix.org.policies.values() if each is not but)
    return any(next(policy_weaknesses(was, each), None) is None for each in others)


def _conditions(policy: Policy) -> Mapping[str, str]:
    """Return what a policy judges by: its subject and its expressions, by their keys."""
    lets = {f"let.{name}": text for name, text in policy.let.items()}
    key = "forbid" if policy.forbids else "require"
    known = {"for": policy.subject, "when": policy.when, **lets, key: policy.condition}
    return {key: text for key, text in known.items() if text}


_QUOTED = re.compile(r"""("(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\')""")


def _squeezed(expression: str) -> str:
    """Return an expression without the blanks and breaks that mean nothing."""
    parts = _QUOTED.split(expression)
    parts[::2] = (re.sub(r"\s+", " ", part) for part in parts[::2])
    return "".join(parts).strip()


def _form(separation: Separation) -> str:
    return "between" if separation.between else "among" if separation.among else "of"


def _severity(separation: Separation) -> Severity:
    return separation.severity or Severity.ERROR


def _mitigation(was: Separation, matrix: Matrix) -> str | None:
    named = was.mitigated_by
    return named and matrix.renames.now(Ref(f"activity:{named}")).id


def _free(was: Separation, earlier: Matrix, now: Separation, matrix: Matrix) -> set[str]:
    """Return the rows of today that stood on a side before and no longer stand there."""
    sides = [matrix.rows_matching(refs) for refs in now.sides]
    free: set[str] = set()
    for before in (_today(earlier.rows_matching(refs), earlier, matrix) for refs in was.sides):
        nearest = max(sides, key=lambda side: len(side & before), default=frozenset())
        free |= before - nearest
        sides = [side for side in sides if side is not nearest]
    return free


def _today(rows: Collection[str], earlier: Matrix, matrix: Matrix) -> frozenset[str]:
    now = (matrix.renames.now(earlier.rows[row].ref).id for row in rows)
    return frozenset(row for row in now if row in matrix.rows)
