"""Compares settings: what became weaker, so that a finding may go without a reason (CHG811)."""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import join
from typing import Any, NamedTuple

from raci.check.compilation import Compiled
from raci.check.rulebook import Rulebook
from raci.check.settings import DEFAULT, Ignored, Origin, Settings
from raci.findings.codes import ALWAYS, WEAKENED_SETTINGS
from raci.findings.finding import Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.standing import STANDINGS
from raci.findings.text import holes
from raci.rules import catalogue

Values = Mapping[str, Any]


NAMING = ("option", "pattern")
"""The values that tell settings of the same rules apart."""


class Weakening(NamedTuple):
    """One setting that became weaker: the page's case, the rules, its origin now and before."""

    case: str
    rules: tuple[str, ...]
    now: Origin
    before: Origin
    values: Values


def weakened(
    before: Settings, after: Settings, rulebook: Rulebook | None = None
) -> list[Weakening]:
    """Return what is weaker in later settings, a setting that concerns several rules once."""
    merged: dict[object, Weakening] = {}
    for each in _by_rule(before, after, rulebook or Rulebook()):
        key = (each.case, each.now, each.before, *each.values.values())
        known = merged.setdefault(key, each._replace(rules=()))
        merged[key] = known._replace(rules=(*known.rules, *each.rules))
    return list(merged.values())


def weakened_settings(
    base: Compiled, before: Settings, after: Settings, rulebook: Rulebook
) -> Iterator[Verdict]:
    """Yield a violation for each setting that became weaker, where it is written now.

    Args:
        base: the version that the earlier settings are of; those that cannot be read are told.
        before: its settings, the defaults where they cannot be read.
        after: the settings of today.
        rulebook: the rules of today, which both settings are of.
    """
    for wrong in base.settings_defects:
        hit = Hit(at=Ref("org"), case="unread", path=base.found.title(wrong.subject.id))
        yield Verdict(WEAKENED_SETTINGS, wrong.subject, hit)
    for each in weakened(before, after, rulebook):
        place = each.now.place or each.before.place
        subject = place.at if place else Ref("org")
        route = (*each.rules, *(str(each.values[key]) for key in NAMING if key in each.values))
        at = each.now.place or Ref("org")
        known = {"rules": each.rules, "before": each.before, **each.values}
        said = holes(catalogue.page(WEAKENED_SETTINGS).cases[each.case].message)
        values = {name: known[name] for name in said}
        yield Verdict(WEAKENED_SETTINGS, subject, Hit(at=at, case=each.case, route=route, **values))


def _by_rule(before: Settings, after: Settings, rulebook: Rulebook) -> Iterator[Weakening]:
    for code in before.names:
        if code in ALWAYS or code not in before.selected:
            continue
        if code not in after.selected:
            now = after.left_out.get(code, DEFAULT)
            yield Weakening("left-out", (code,), now, before.selected[code], {})
            continue
        yield from _lowered(code, before, after, rulebook)
        yield from _widened(code, before, after, rulebook)
        yield from _ignored(code, before.ignored, after.ignored)
    for code, mandate in before.mandatory.items():
        left = after.mandatory.get(code)
        if left is None or left.severity < mandate.severity or left.fail_on > mandate.fail_on:
            yield Weakening("released", (code,), DEFAULT, mandate.origin, {})
    if after.fail_on[0] > before.fail_on[0]:
        case = f"fails-{after.fail_on[0].label}"
        yield Weakening(case, (), after.fail_on[1], before.fail_on[1], {})
    least, own = after.approvals
    was, origin = before.approvals
    if STANDINGS.index(least) < STANDINGS.index(was):
        yield Weakening("approvals", (), own, origin, {"now": least, "was": was})


def _lowered(
    code: str, before: Settings, after: Settings, rulebook: Rulebook
) -> Iterator[Weakening]:
    own = rulebook.severity(code), DEFAULT
    was, now = (each.severities.get(code, own) for each in (before, after))
    if now[0] < was[0]:
        yield Weakening(f"lowered-{now[0].label}", (code,), now[1], was[1], {})


def _widened(
    code: str, before: Settings, after: Settings, rulebook: Rulebook
) -> Iterator[Weakening]:
    for option in rulebook.options(code):
        own = option.default, DEFAULT
        was, now = (each.options.get(code, {}).get(option.name, own) for each in (before, after))
        if option.bounds.is_weaker(now[0], was[0]):
            values = {"option": option.name, "was": was[0], "now": now[0]}
            yield Weakening("widened", (code,), now[1], was[1], values)


def _ignored(code: str, before: Iterable[Ignored], after: Iterable[Ignored]) -> Iterator[Weakening]:
    for each in after:
        pattern = join(each.folder, each.pattern)
        was = any(
            code in known.codes and (known.covers(pattern) or known[:2] == each[:2])
            for known in before
        )
        if code in each.codes and not was:
            yield Weakening("path", (code,), each.origin, DEFAULT, {"pattern": each.pattern})
