"""Overlap: what makes it an error, and what is none."""

from typing import Any

import pytest

from raci.findings.finding import Finding
from raci.project import Project

SHOP = """
raci: 1
org: {id: shop}
roles:
  boss: {duties: {sell: %s}}
  clerk: {reports_to: boss, duties: {sell: %s}}
  aide: {reports_to: boss, responsible: [sell]}
"""


def found(code: str, text: str, settings: str = "") -> list[Finding]:
    files = {"org.yaml": text} | ({"raci.toml": settings} if settings else {})
    return [f for f in Project.of(files).check(as_of="2026-11-23") if f.code == code]


def severity(one: str, other: str, settings: str = "") -> str:
    (finding,) = found("OVL201", SHOP % (one, other), settings)
    return finding.severity.label


EQUAL = [
    ("Sell online", "sell ONLINE."),
    ("Responsible for selling online", "1. Selling online"),
    ("負責團購業務的聯繫", "团购业务的联系"),
    ("负责 Ｑ Ｑ 销售", "Q Q 销售。"),
    ("Sell online", "{zh: 在线销售, en: Sell online}"),
    ("{zh: 在线销售, en: Sell}", "{zh: 在线销售, en: Sell online by chat}"),
    ("{zh-Hant: 線上銷售}", "{zh: 线上销售}"),
]

MERELY_NEAR = [
    ("Handle returns and refunds", "Handle refunds and returns"),
    ("通过旺旺、QQ等进行在线销售", "负责通过阿里旺旺进行在线销售"),
    ("Sell online", "Sell online by chat"),
    ("{zh: 在线销售}", "{en: Sell online}"),
    ("{}", "{}"),
    ("Sell online", "{}"),
    ("负责", "负责"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_the_same_words_in_one_line_are_an_error(one: str, other: str) -> None:
    assert severity(one, other) == severity(other, one) == "error"


@pytest.mark.parametrize(("one", "other"), MERELY_NEAR)
def test_words_that_are_merely_near_are_a_warning(one: str, other: str) -> None:
    assert severity(one, other) == severity(other, one) == "warning"


def test_a_severity_that_is_set_counts_for_every_case_and_raises_no_remark() -> None:
    assert severity("Sell", "Sell", '[severity]\nOVL201 = "info"\n') == "info"
    assert severity("Sell", "Buy", '[severity]\nOVL201 = "error"\n') == "error"
    audience = "raci: 1\norg: {id: shop}\nroles: {a: {informed: [x]}, b: {responsible: [x]}}\n"
    (finding,) = found("GAP108", audience, '[severity]\nGAP108 = "error"\n')
    assert finding.severity.label == "info"


def test_the_fingerprint_does_not_hang_on_the_words() -> None:
    (same,), (other,) = (found("OVL201", SHOP % ("Sell", words)) for words in ("Sell", "Buy"))
    assert same.fingerprint == other.fingerprint


ROLES = """
raci: 1
org: {id: shop}
departments: {office: {}}
roles:
  one: {department: office, %s}
  two: {department: office, %s}
"""


def case(one: str, two: str, more: str = "") -> list[str]:
    """Give how many activities each finding says are shared."""
    return [str(f.values["shared"]) for f in found("OVL206", ROLES % (one, two) + more)]


def test_two_rows_are_a_job_only_where_there_is_nothing_else() -> None:
    assert case("responsible: [a, b]", "responsible: [a, b]") == ["2"]
    assert case("responsible: [a, b]", "responsible: [a, b], consulted: [c]") == []
    assert case("responsible: [a, b, c]", "responsible: [a, b, c], consulted: [d]") == ["3"]
    assert case("responsible: [a, b]", "responsible: [a, b, c]") == []
    assert case("responsible: [a, b, c]", "responsible: [a, b, c, d, e, f]") == ["3"]


def test_roles_for_different_platforms_are_no_duplicates() -> None:
    rows = "responsible: [a, b, c]"
    platforms = "platforms: {x: {owners: [one]}, y: {owners: [two]}}\n"
    assert case(rows, rows, platforms) == []
    assert case(rows, rows, "platforms: {x: {owners: [one]}}\n") == ["3"]


def test_rows_that_are_worded_differently_are_not_shared() -> None:
    words = "duties: {a: Guard the %s, b: Keep the %s keys, c: Lock the %s}"
    assert case(words % ("mall", "mall", "mall"), words % ("yard", "yard", "yard")) == []
    assert case(words % ("mall", "mall", "mall"), words % ("mall", "mall", "mall")) == ["3"]


def test_activities_that_no_duty_words_are_compared_by_name() -> None:
    text = "raci: 1\norg: {id: shop}\nactivities:\n  a: {name: Approve budget}\n"
    (named,) = found("OVL205", text + "  b: {name: approve BUDGET}\n")
    assert (named.subject, named.involves, named.severity.label) == (
        "activity:a",
        ("activity:b",),
        "info",
    )
    roles = "roles: {clerk: {duties: {b: Approve budget}}}\n"
    (duty,) = found("OVL205", text + roles)
    assert (duty.subject, duty.involves) == ("activity:a", ("duty:clerk/b",))
    assert found("OVL205", text + "  b: {name: Prepare budget}\n") == []


PAY = """
raci: 1
org: {id: shop%s}
activities: {pay: {name: %s}, ok: {name: %s}}
"""


@pytest.mark.parametrize("names", [("Make payments", "Approve payments"), ("执行付款", "审批付款")])
def test_what_packs_keep_apart_is_recognised_by_their_own_words(names: Any) -> None:
    (finding,) = found("SOD310", PAY % ("", *names))
    assert finding.values["pack"] == "raci:purchase-to-pay"
    assert finding.severity.label == "info"
    assert found("SOD310", PAY % (", extends: [raci:payroll]", *names)) == []
    alone = PAY % ("", names[0], "Water the flowers")
    assert found("SOD310", alone) == []
    more = ", ".join(f"more-{number}" for number in range(3))
    (nothing,) = found("SOD310", f"{alone}roles: {{gardener: {{responsible: [{more}]}}}}\n")
    assert nothing.involves == ()


def rows(total: int, checked: int, more: str = "") -> str:
    names = [f"a{number}" for number in range(total)]
    own, others = ", ".join(names[checked:]), ", ".join(names[:checked])
    return (
        f"raci: 1\norg: {{id: shop}}\nroles:\n  clerk: {{responsible: [{', '.join(names)}],"
        f" accountable: [{own}]}}\n  boss: {{accountable: [{others}]{more}}}\n"
    )


def test_nobody_checks_anybody_where_nearly_all_rows_are_in_one_hand() -> None:
    assert len(found("SOD309", rows(10, 0))) == 1
    assert len(found("SOD309", rows(11, 1))) == 1
    assert found("SOD309", rows(10, 1)) == []
    assert found("SOD309", rows(7, 0)) == []
    assert found("SOD309", rows(10, 0, ", verifier: [a0]")) == []


SIBLINGS = """
raci: 1
org: {id: shop}
departments: {office: {}, yard: {}}
roles:
  anna: {accountable: [b, c]}
  bert: {accountable: [d, e, f, x]}
  robot: {kind: agent, accountable: [g]}
activities:
  a: {consulted: [bert]%s}
  b: {department: office}
  c: {department: office}
  d: {department: office, tags: [t]}
  e: {tags: [t]}
  f: {department: yard}
  g: {department: office}
"""


@pytest.mark.parametrize(
    ("keys", "proposal"),
    [
        (
            "department: office",
            "anna is accountable for 2 activities of the same department (office)",
        ),
        ("tags: [t]", "bert is accountable for 2 activities with the same tag (t)"),
        ("department: yard", "bert is accountable for 1 activity of the same department (yard)"),
        ("", ""),
    ],
)
def test_who_answers_for_siblings_is_proposed(keys: str, proposal: str) -> None:
    (finding,) = found("GAP101", SIBLINGS % (keys and f", {keys}"))
    assert proposal in finding.hint
    assert ("accountable for" in finding.hint) == bool(proposal)
    assert finding.involves == ()
