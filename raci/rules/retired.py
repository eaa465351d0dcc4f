"""Rules that were retired or renamed, and the rules that took their places."""

from collections.abc import Mapping
from typing import NamedTuple


class RetiredRule(NamedTuple):
    """A former code and name; ``by`` is the code of the rule that took its place."""

    code: str
    name: str
    by: str


RETIRED = (RetiredRule("DEF005", "unused-activity", "GAP114"),)
"""Of a rule that only got another name, the code and ``by`` are the same."""

FORMER: Mapping[str, RetiredRule] = {
    name: rule for rule in RETIRED for name in (rule.code, rule.name) if name != rule.by
}
"""Retired rules by each code and name that no rule has any more."""


def retired(name: str) -> RetiredRule | None:
    """Return the retired rule with a code or name, None where there is none."""
    return FORMER.get(name.upper()) or FORMER.get(name.lower())


def today(name: str) -> str:
    """Return the code of the rule that took a name's place, else the name itself."""
    rule = retired(name)
    return rule.by if rule else name


def former_codes(code: str) -> tuple[str, ...]:
    """Return the codes of the retired rules whose place a rule took."""
    return tuple(rule.code for rule in RETIRED if rule.by == code != rule.code)
