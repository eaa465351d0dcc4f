"""Which settings are weaker than others, and that what gets weaker is always named."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from raci.check.effective_settings import settings_of
from raci.check.settings import Settings
from raci.check.weakened_settings import weakened
from raci.findings.codes import ALWAYS
from raci.project import Project
from raci.rules import catalogue
from tests.check.test_settings import NAMES, PATHS, Data, levels, settle, thorough

SHOP = {"org.yaml": "raci: 1\norg: {id: shop}\n"}


def settings(text: str) -> Settings:
    return settings_of(Project.of({**SHOP, "raci.toml": text}), changes=True)


def cases(before: str, after: str) -> list[tuple[str, Any]]:
    """Give each weaker setting with the rules that it concerns, or how many."""
    told = weakened(settings(before), settings(after))
    return [(each.case, each.rules if len(each.rules) < 4 else len(each.rules)) for each in told]


def test_what_becomes_stricter_is_not_weaker() -> None:
    strict = 'mandatory = ["GAP"]\nfail-on = "info"\n[options.ORG407]\nmax = 3\n'
    assert cases("", strict) == []
    assert cases('ignore = ["GAP101"]\n', "") == []
    assert cases('[severity]\nGAP101 = "info"\n', '[severity]\nGAP101 = "warning"\n') == []
    assert (
        cases('[per-path-ignores]\n"*" = ["GAP"]\n', '[per-path-ignores]\n"a/*" = ["GAP"]\n') == []
    )


def test_an_option_that_makes_a_rule_report_more_is_not_weaker() -> None:
    assert cases("", "[options.ORG405]\nmax = 99\n") == []
    assert cases("", "[options.ORG405]\nmax = 3\n") == [("widened", ("ORG405",))]
    strict = 'extend-select = ["TXT704"]\n[options.TXT704]\nstrict = true\n'
    assert cases(strict, strict.replace("true", "false")) == [("widened", ("TXT704",))]


def test_a_rule_that_did_not_run_before_cannot_get_weaker() -> None:
    assert (
        cases('ignore = ["GAP101"]\n', 'ignore = ["GAP101"]\n[severity]\nGAP101 = "info"\n') == []
    )


def test_rules_that_one_setting_concerns_are_named_together() -> None:
    (told,) = cases("", 'ignore = ["SOD"]\n')
    assert told == ("left-out", sum(code.startswith("SOD") for code in NAMES))


def is_weaker(before: Settings, after: Settings) -> bool:
    """Say whether something may be reported by settings and not, or less, by others."""
    ran = set(before.selected) - ALWAYS
    return (
        not ran <= set(after.selected)
        or after.fail_on[0] > before.fail_on[0]
        or any(after.severities[code][0] < before.severities[code][0] for code in ran)
        or any(_is_wider(code, before, after) for code in ran)
        or any(
            after.ignores(code, path) and not before.ignores(code, path)
            for code in ran
            for path in PATHS
        )
        or any(
            code not in after.mandatory
            or after.mandatory[code].severity < mandate.severity
            or after.mandatory[code].fail_on > mandate.fail_on
            for code, mandate in before.mandatory.items()
        )
    )


def _is_wider(code: str, before: Settings, after: Settings) -> bool:
    values = (each.parameters(code) for each in (before, after))
    was, now = ({"max": 0.0, **each} for each in values)
    falling = {"ORG405", "TXT704"}
    return any(now[k] < was[k] if code in falling else now[k] > was[k] for k in was.keys() & now)


@thorough
@given(levels, levels)
def test_what_is_weaker_is_always_named(data: list[Data], other: list[Data]) -> None:
    before, after = settle(data), settle(other)
    told = weakened(before, after)
    if is_weaker(before, after):
        assert told
    elif not any(each.case == "path" for each in told):  # a pattern may match none of our paths
        assert not told


@thorough
@given(levels, st.integers(0, 99))
def test_nothing_is_weaker_than_itself_in_whatever_layout(data: list[Data], seed: int) -> None:
    assert not weakened(settle(data), settle(data, seed=seed))


def test_a_pattern_that_begins_at_the_root_is_as_wide_as_itself() -> None:
    data: list[Data] = [{}, {}, {"per-path-ignores": {"/old": ["CHG"]}}]
    assert not weakened(settle(data), settle(data))


def test_every_option_says_which_way_it_is_weaker() -> None:
    falling = {
        rule.code for rule in catalogue.rules() for option in rule.options if option.bounds.falling
    }
    assert falling == {"ORG405", "TXT704"}
