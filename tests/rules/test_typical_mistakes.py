"""What people who are no programmers write first, and the advice that they must get."""

from collections.abc import Iterator
from typing import Any

import pytest

from raci.findings.finding import Finding
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.rules import catalogue
from raci.schema.validate import accepts, problems
from raci.source.yaml import read
from tests.rules.test_definition import (
    ELSEWHERE,
    HEAD,
    TABLE,
    case_of,
    is_clear,
    judge,
    places,
    raws,
)
from tests.support.rehearsals import made, rehearsal_report

ROLES = HEAD + "roles:\n"
WAIVER = "rule: GAP101, at: org, reason: so, approved_by: {boss: 2026-01-02}, until: 2027-01-01"


def settings(text: str) -> dict[str, str]:
    return {"org.yaml": HEAD, "raci.toml": text}


def baseline(text: str) -> dict[str, str]:
    return {"org.yaml": HEAD, "raci-baseline.yaml": text}


def waiver(right: str, wrong: str) -> str:
    assert right in WAIVER
    text = WAIVER.replace(right, wrong)
    return f"{HEAD}roles: {{boss: {{name: 老板}}}}\nwaivers:\n  w: {{{text}}}\n"


MISTAKES: list[tuple[str, str, Any, str]] = [
    # indentation
    (
        "DEF001",
        "too-far",
        ROLES + "  boss:\n    name: Boss\n      «headcount: 2\n",
        "    headcount: 2",
    ),
    ("DEF001", "too-far", ROLES + "  boss: {}\n    «clerk: {}\n", "  clerk: {}"),
    (
        "DEF001",
        "too-near",
        ROLES + "  boss:\n    name: Boss\n   «headcount: 2\n",
        "    headcount: 2",
    ),
    ("DEF001", "too-near", ROLES + "    boss:\n      name: B\n  «clerk: {}\n", "    clerk: {}"),
    ("DEF001", "tab", ROLES + "«\tclerk: {}\n", "  clerk: {}"),
    ("DEF001", "tab", ROLES + "  clerk:\n«\t\tname: x\n", "    name: x"),
    # colons
    ("DEF001", "no-colon", ROLES + "  clerk«\n    name: Clerk\n", "  clerk:"),
    (
        "DEF001",
        "no-colon",
        ROLES + "  clerk:\n    name« Clerk\n    headcount: 2\n",
        "    name: Clerk",
    ),
    (
        "DEF001",
        "no-blank",
        ROLES + "  clerk:\n    name«:Clerk\n    headcount: 2\n",
        "    name: Clerk",
    ),
    ("DEF001", "no-blank", ROLES + "  clerk«:{}\n  boss: {}\n", "  clerk: {}"),
    (
        "DEF001",
        "equals",
        ROLES + "  clerk:\n    name «= Clerk\n    kind: person\n",
        "    name: Clerk",
    ),
    (
        "DEF001",
        "colon",
        ROLES + "  clerk:\n    name: Clerk«: the one\n",
        '    name: "Clerk: the one"',
    ),
    # full-width characters
    ("DEF001", "wide-mark", ROLES + "  店长«：\n    name: 店长\n", "  店长:"),
    ("DEF001", "wide-mark", ROLES + "  clerk: {}\n  店长«：{}\n  boss: {}\n", "  店长: {}"),
    (
        "DEF001",
        "wide-mark",
        ROLES + "  店长:\n    name«：张三\n    headcount: 2\n",
        "    name: 张三",
    ),
    (
        "DEF001",
        "wide-mark",
        ROLES + "  a: {name: B«，headcount: 2}\n",
        "  a: {name: B, headcount: 2}",
    ),
    ("DEF001", "wide-mark", ROLES + "  a: «｛name: B｝\n", "  a: {name: B}"),
    ("DEF001", "wide-mark", ROLES + "  a: {name: «“B: the one”}\n", '  a: {name: "B: the one"}'),
    ("DEF001", "wide-mark", "raci«：1\norg: {id: shop}\n", "raci: 1"),
    ("DEF002", "wide-mark", ROLES + "  店长«： 老板\n", "店长: {name: 老板}"),
    ("DEF002", "wide-mark", ROLES + "  clerk: {name«：店员, headcount: 2}\n", "name: 店员"),
    ("DEF002", "wide-mark", ROLES + "  clerk: {deputies: «［boss］}\n", "deputies: [boss]"),
    ("DEF002", "wide-mark", ROLES + "  clerk:\n    deputies:\n      «－boss\n", "deputies: [boss]"),
    ("DEF002", "wide-mark", ROLES + "  a: {accountable: sell«，pay}\n", "accountable: [sell, pay]"),
    (
        "DEF002",
        "wide-mark",
        ROLES + "  a: {responsible: 付款«、收货}\n",
        "responsible: [付款, 收货]",
    ),
    (
        "DEF004",
        "several",
        ROLES + "  甲: {}\n  乙: {}\n  clerk: {deputies: [«甲，乙]}\n",
        "甲, 乙",
    ),
    # quotes, brackets, first characters
    ("DEF001", "open-quote", ROLES + '  clerk: {name: «"Clerk}\n  boss: {}\n', ""),
    ("DEF001", "open-bracket", ROLES + "  clerk:\n    deputies: «[boss\n    headcount: 2\n", "]"),
    ("DEF001", "open-bracket", ROLES + "  clerk: «{name: x\n  boss: {}\n", "}"),
    ("DEF001", "no-comma", ROLES + "  clerk: {name: x; headcount«: 2}\n", "}"),
    ("DEF001", "closing", ROLES + "  clerk: {name: x}«}\n", ""),
    ("DEF001", "behind", ROLES + '  clerk:\n    name: "The" «one\n    headcount: 2\n', ""),
    ("DEF001", "start", ROLES + "  clerk:\n    name: «@home\n", '    name: "@home"'),
    ("DEF001", "start", ROLES + "  clerk: {name: «`x`}\n", '  clerk: {name: "`x`"}'),
    ("DEF001", "start", ROLES + "  clerk:\n    name: «> 5 years\n", '    name: "> 5 years"'),
    ("DEF001", "dash", ROLES + "  clerk:\n    deputies: «- boss\n", "      - boss"),
    ("DEF001", "mixed", ROLES + "  - clerk\n  «boss: {}\n", "- "),
    ("DEF001", "mixed", ROLES + "  boss: {}\n  «- clerk\n", "- "),
    ("DEF001", "conflict", ROLES + "«<<<<<<< HEAD\n  a: {}\n=======\n  b: {}\n>>>>>>> x\n", ">>>>"),
    ("DEF001", "duplicate-key", ROLES + "  boss: {}\n  «boss: {}\n", ""),
    # lists for maps, texts for lists
    (
        "DEF002",
        "not-a-map",
        HEAD + "«roles:\n  - id: clerk\n    title: Clerk\n    manager: boss\n",
        "  clerk: {name: Clerk, reports_to: boss}",
    ),
    (
        "DEF002",
        "not-a-map",
        HEAD + "«roles:\n  - Sales clerk\n",
        "  sales-clerk: {name: Sales clerk}",
    ),
    (
        "DEF002",
        "not-a-map",
        HEAD + "«roles:\n  - clerk: {headcount: 2}\n",
        "  clerk: {headcount: 2}",
    ),
    (
        "DEF002",
        "not-a-map",
        HEAD + "«activities:\n  - name: Pay\n    A: boss\n    标签: money, risk\n",
        "accountable: [boss]",
    ),
    ("DEF002", "not-a-map", HEAD + "«departments: [销售部]\n", "  销售部: {}"),
    ("DEF002", "not-a-map", HEAD + "«roles: 12\n", "  ID: {}"),
    (
        "DEF002",
        "not-a-map",
        ROLES + "  a:\n    «duties:\n    - Sell by chat\n",
        "sell-by-chat: Sell by chat",
    ),
    (
        "DEF002",
        "not-a-map",
        ROLES + "  a:\n    «duties:\n    - 负责收款，并记账\n",
        "负责收款: 负责收款，并记账",
    ),
    ("DEF002", "not-a-map", ROLES + "  a: {«duties: sell}\n", "  sell: {}"),
    ("DEF002", "not-a-map", ROLES + "  «clerk: Sales clerk\n", "clerk: {name: Sales clerk}"),
    ("DEF002", "not-a-map", ROLES + "  «clerk: name = Clerk\n", "clerk: {name: Clerk}"),
    ("DEF002", "not-a-list", ROLES + "  a: {«accountable: pay}\n", "accountable: [pay]"),
    (
        "DEF002",
        "not-a-list",
        ROLES + "  a:\n    «accountable: pay, sell\n",
        "accountable: [pay, sell]",
    ),
    (
        "DEF002",
        "not-a-list",
        ROLES + "  a:\n    «deputies:\n      -x\n      -y\n",
        "deputies: [x, y]",
    ),
    ("DEF002", "not-one-text", ROLES + "  a: {«reports_to: [a]}\n", "reports_to: a"),
    ("DEF002", "several-texts", ROLES + "  a: {«reports_to: [a, b]}\n", "reports_to: a"),
    ("DEF002", "not-a-map", ROLES + "  «a: [pay, sell]\n", "    pay: {}"),
    ("DEF002", "not-a-ref", HEAD + "separations: {s: {of: [«pay], only: [role:a]}}\n", ""),
    ("DEF002", "not-a-text", ROLES + "  a: {«name: 12}\n", 'name: "12"'),
    ("DEF002", "not-an-integer", ROLES + "  a: {«headcount: 2人}\n", "headcount: 2"),
    ("DEF002", "not-a-boolean", HEAD + "activities: {pay: {«critical: 是}}\n", "critical: true"),
    ("DEF002", "not-a-boolean", HEAD + "activities: {pay: {«critical: no}}\n", "critical: false"),
    (
        "DEF002",
        "not-a-date",
        HEAD + "departments: {a: {«reviewed: 2027/6/5}}\n",
        "reviewed: 2027-06-05",
    ),
    ("DEF002", "not-a-date", HEAD + "departments: {a: {«reviewed: 2027年6月5日}}\n", "2027-06-05"),
    ("DEF002", "null-map", ROLES + "  «clerk:\n", "clerk: {}"),
    ("DEF002", "null", ROLES + "  clerk: {«department: }\n", ""),
    (
        "DEF002",
        "unquoted-comma",
        ROLES + "  a: {duties: {sell: {en: Sell, «pack, and ship}}}\n",
        'en: "Sell, pack, and ship"',
    ),
    # other words for keys
    ("DEF002", "id-as-key", ROLES + "  clerk: {«id: clerk}\n", "clerk"),
    *(
        ("DEF002", "unknown-key-near", f"{HEAD}{section}: {{x: {{«{word}: {value}}}}}\n", f"{key}")
        for section, word, value, key in (
            ("roles", "manager", "boss", "reports_to"),
            ("roles", "boss", "b", "reports_to"),
            ("roles", "上级", "b", "reports_to"),
            ("roles", "汇报给", "b", "reports_to"),
            ("roles", "title", "B", "name"),
            ("roles", "岗位", "B", "name"),
            ("roles", "responsibilities", "{}", "duties"),
            ("roles", "岗位职责", "{}", "duties"),
            ("roles", "职责", "[sell]", "duties"),
            ("roles", "ｎａｍｅ", "B", "name"),
            ("roles", "崗位職責", "{}", "duties"),
            ("roles", "dept", "d", "department"),
            ("roles", "部门", "d", "department"),
            ("roles", "members", "2", "headcount"),
            ("roles", "FTE", "2", "headcount"),
            ("roles", "编制", "2", "headcount"),
            ("roles", "backup", "b", "deputies: [b]"),
            ("roles", "dutys", "{}", "duties"),
            ("roles", "Reports-To", "b", "reports_to"),
            ("departments", "manager", "b", "head"),
            ("departments", "负责人", "b", "head"),
            ("departments", "上级部门", "b", "parent"),
            ("platforms", "owner", "b", "owners: [b]"),
            ("platforms", "负责人", "b", "owners: [b]"),
            ("platforms", "type", "shop", "kind"),
            ("activities", "R", "[b]", "responsible"),
            ("activities", "A", "b", "accountable: [b]"),
            ("activities", "C", "[b]", "consulted"),
            ("activities", "I", "[b]", "informed"),
            ("activities", "S", "[b]", "support"),
            ("activities", "V", "[b]", "verifier"),
            ("activities", "G", "[b]", "signatory"),
            ("activities", "知会", "[b]", "informed"),
            ("activities", "description", "x", "note"),
        )
    ),
    ("DEF002", "unknown-key-near", HEAD + "«岗位: {}\n", "roles"),
    ("DEF002", "unknown-key-near", HEAD + "«tasks: {}\n", "activities"),
    ("DEF002", "unknown-key-near", "raci: 1\norg: {id: x, «title: Shop}\n", "name"),
    ("DEF002", "not-a-language-near", ROLES + "  a: {name: {«chinese: 店员}}\n", "zh"),
    ("DEF002", "not-a-language-near", "raci: 1\norg: {id: x, languages: [«英文]}\n", "en"),
    # names and Refs for ids
    ("DEF002", "named", ROLES + "  b: {name: {en: The Boss}}\n  a: {«reports_to: the boss}\n", "b"),
    ("DEF002", "named", ROLES + "  b: {name: The Boss}\n  a: {deputies: [«The Boss]}\n", "b"),
    ("DEF004", "named", ROLES + "  b: {name: 店长}\n  a: {«reports_to: 店长}\n", "b"),
    ("DEF004", "named", ROLES + "  b: {name: Boss}\n  a: {«reports_to: ｂＯＳＳ}\n", "b"),
    (
        "DEF004",
        "named",
        HEAD
        + "departments: {d: {name: {zh: 财务, en: Money}}}\nroles: {a: {«department: Money}}\n",
        "d",
    ),
    ("DEF004", "named", ROLES + "  b: {name: 店长}\nplatforms: {m: {owners: [«店长]}}\n", "b"),
    (
        "DEF004",
        "named",
        ROLES + "  b: {name: 店长}\nactivities: {s: {accountable: [«店长]}}\n",
        "b",
    ),
    ("DEF004", "named", waiver("{boss:", "{«老板:"), "boss"),
    ("DEF004", "named", waiver("at: org", "«at: role:老板"), "role:boss"),
    ("DEF002", "ref-for-id", ROLES + "  b: {}\n  a: {«reports_to: role:b}\n", "b"),
    ("DEF002", "not-an-id", ROLES + "  «Sales clerk: {}\n", "sales-clerk"),
    ("DEF002", "not-a-ref-near", waiver("at: org", "«at: boss"), "role:boss"),
    ("DEF002", "not-a-ref-near", waiver("at: org", "«at: post:boss"), "role:boss"),
    ("DEF002", "not-a-ref-near", waiver("at: org", "«at: 岗位:boss"), "role:boss"),
    # waivers
    ("DEF002", "unknown-key-near", waiver("reason", "«because"), "reason"),
    ("DEF002", "unknown-key-near", waiver("until", "«expires"), "until"),
    (
        "DEF002",
        "not-a-map",
        waiver("approved_by: {boss: 2026-01-02}", "«approved_by: boss"),
        "{boss: 20",
    ),
    (
        "DEF002",
        "not-a-date",
        waiver("until: 2027-01-01", "«until: 31.12.2026"),
        "until: 2026-12-31",
    ),
    # settings and baseline
    ("DEF001", "toml-colon", settings("select«: [GAP]\n"), 'select = ["GAP"]'),
    ("DEF001", "toml-quotes", settings("fail-on = «warning\n"), 'fail-on = "warning"'),
    ("DEF001", "toml-quotes", settings("select = «[GAP, OVL]\n"), 'select = ["GAP", "OVL"]'),
    ("DEF001", "wide-mark", settings("lang = «“zh”\n"), 'lang = "zh"'),
    ("DEF002", "not-a-list", settings("«select = 'GAP, OVL'\n"), 'select = ["GAP", "OVL"]'),
    ("DEF002", "not-a-map", settings("«options = 3\n"), "options = {"),
    ("DEF002", "unknown-key-near", settings("«disable = ['GAP']\n"), "ignore"),
    ("DEF002", "not-an-option-near", settings("«fail-on = 'warn'\n"), "warning"),
    ("DEF002", "not-a-list", baseline("raci-baseline: 1\n«findings: x\n"), "findings:"),
    (
        "DEF002",
        "not-a-version",
        baseline("«raci-baseline: one\nfindings: []\n"),
        "raci-baseline: 1",
    ),
]

NAMES = [f"{number}-{case}" for number, (_, case, _, _) in enumerate(MISTAKES)]


@pytest.mark.parametrize(("code", "case", "given", "advice"), MISTAKES, ids=NAMES)
def test_a_typical_mistake_gets_one_error_at_its_place_and_what_to_write(
    code: str, case: str, given: Any, advice: str
) -> None:
    files, place = places(raws(given))
    found = [each for each in judge(files) if each.code in ("DEF001", "DEF002", "DEF004")]
    assert [(each.code, case_of(each), str(each.place)) for each in found] == [(code, case, place)]
    is_clear(found[0])
    for lang in ("en", "zh"):
        assert advice in advised(found[0], lang)
        printed = findings_text(found, Options(lang=lang))
        assert all(line in printed for line in found[0].instead)


def advised(finding: Finding, lang: str) -> str:
    return "\n".join((finding.advise(lang), *finding.instead))


def corrected() -> Iterator[tuple[str, Any]]:
    """Give mistakes of shape, each with the data of its file after the advice is followed."""
    for code, case, given, _ in MISTAKES:
        if code != "DEF002" or not isinstance(given, str):
            continue
        files, _ = places(raws(given))
        document = read(files["org.yaml"], "org.yaml")
        for route, hit in problems(document):
            if hit.values.get("instead") and not case.startswith(("unknown-key", "wide-mark")):
                lines = read("\n".join(hit.values["instead"]).encode(), "x.yaml").data
                node = document.data
                for step in route[:-1]:
                    node = node[step]
                if case == "unquoted-comma":
                    node.clear()
                node.update(lines)
                yield given, document.data


def test_who_writes_the_lines_has_a_definition() -> None:
    followed = list(corrected())
    assert len(followed) > 25
    for given, data in followed:
        assert accepts(data), given


def test_no_message_about_yaml_speaks_of_toml() -> None:
    for code in ("DEF001", "DEF002"):
        for name, case in catalogue.page(code).cases.items():
            words = " ".join([*case.message.values(), *case.hint.values()])
            assert "TOML" not in words or name.startswith("toml-"), name


def test_lines_that_may_name_a_person_are_not_shown() -> None:
    for text in (
        "people:\n  p: {title: Li Lei}\n",
        "people:\n  - Li Lei\n",
        "people:\n  p：{name: Li Lei}\n  q: {}\n",
    ):
        for lang in ("en", "zh"):
            assert "Li Lei" not in findings_text(
                list(judge({"org.yaml": (HEAD + text).encode()})), Options(lang=lang)
            )


def test_one_of_several_words_for_a_key_is_chosen_by_what_is_there_already() -> None:
    text = f"{HEAD}roles: {{a: {{name: A, position: B}}}}\n"
    (found,) = (each for each in judge({"org.yaml": text.encode()}) if each.code == "DEF002")
    assert case_of(found) == "unknown-key"


def test_a_value_that_is_right_already_is_not_written_again() -> None:
    files, _ = places(raws(settings("fail_on = 'error'\n")))
    (found,) = (each for each in judge(files) if each.code == "DEF002")
    assert found.instead == ()


ORG = """\
raci: 1
org: {id: shop}
departments:
  sales: {head: manager, name: {zh: 销售部, en: Sales team}}
  support: {}
roles:
  manager: {department: sales}
  clerk: {department: sales, duties: {sell: Sell online.}, reports_to: manager, name: 店员}
  packer: {department: support, duties: {packing: Pack parcels.}}
platforms:
  mall: {owners: [clerk]}
people:
  p1: {roles: {clerk: {}}}
"""


def told(change: str) -> list[Finding]:
    head = "raci-proposal: 1\ntitle: T\nbase: .\nsteps:\n- on: 2027-02-01\n  changes:\n"
    return list(
        rehearsal_report({"org.yaml": ORG, "proposal.yaml": f"{head}  - {change}\n"}).findings
    )


CHANGES: list[tuple[str, str, str]] = [
    *(
        (f"{{{word}: {about}}}", "unknown-key-near", verb)
        for word, about, verb in (
            ("hire", "role:new, as: {department: sales}", "add"),
            ("create", "role:new", "add"),
            ("new", "department:new", "add"),
            ("新增", "role:new", "add"),
            ("hire", "'appointment:p1/packer'", "appoint"),
            ("remove", "role:clerk", "retire"),
            ("delete", "department:support", "retire"),
            ("close", "platform:mall", "retire"),
            ("fire", "role:clerk", "retire"),
            ("删除", "role:clerk", "retire"),
            ("fire", "'appointment:p1/clerk'", "end"),
            ("remove", "'owner:mall/clerk'", "release"),
            ("transfer", "role:clerk, to: department:support", "move"),
            ("调动", "role:clerk, to: department:support", "move"),
            ("transfer", "'duty:clerk/sell', to: packer", "hand_over"),
            ("reassign", "'duty:clerk/sell', to: packer", "hand_over"),
            ("移交", "'duty:clerk/sell', to: packer", "hand_over"),
            ("promote", "'appointment:p1/manager'", "appoint"),
            ("join", "[role:clerk, role:packer], into: clerk", "merge"),
            ("combine", "[role:clerk, role:packer], into: clerk", "merge"),
            ("合并", "[role:clerk, role:packer], into: clerk", "merge"),
            ("change", "role:clerk, as: {headcount: 2}", "set"),
            ("hire", "clerk", "add"),
        )
    ),
    ("{retire: 'duty:clerk/sell'}", "other-verb", "release: duty:clerk/sell"),
    ("{add: 'owner:mall/packer'}", "other-verb", "assign: owner:mall/packer"),
    ("{retire: 'appointment:p1/clerk'}", "other-verb", "end"),
    ("{appoint: role:packer}", "not-a-ref", "id"),
    ("{appoint: p1/packer}", "not-a-ref", ""),
    ("{assign: 'duty:packer/sell'}", "not-a-ref-near", "assignment:sell/responsible/packer"),
    ("{move: post:clerk, to: department:support}", "not-a-ref-near", "role:clerk"),
    ("{set: role:clerk, headcount: 2}", "under-as", "as: {headcount: 2}"),
    ("{add: role:x, as: {headcount: 2}, name: X}", "under-as", "as: {headcount: 2, name: X}"),
    ("{retire: role:clerk, drop: ['duty:clerk/sell']}", "unknown-key-near", "dropping"),
    ("{hand_over: 'duty:clerk/sell', into: packer}", "unknown-key-near", "to"),
    ("{hand_over: 'duty:clerk/sell', to: department:sales}", "not-a-ref", ""),
    ("{split: role:clerk, into: [packer]}", "not-a-map", "packer: []"),
    ("{move: role:clerk, to: Sales team}", "named", "department:sales"),
    ("{assign: 'assignment:sell/R/packer'}", "no-such-function-near", "sell/responsible/packer"),
    ("{because: so}", "no-verb", "add"),
    ("{add: role:new, move: role:clerk, to: sales}", "two-verbs", "- "),
    ("{rename: role:clerk}", "missing-key", "to"),
    ("add role:new", "not-a-map", ""),
    ("{hand_over: 'duty:clerk/sell', to: 店员}", "named", "clerk"),
    ("{add: role:new, as: {department: Sales team}}", "named", "sales"),
    ("{add: role:new, as: {manager: clerk}}", "unknown-key-near", "reports_to"),
]


@pytest.mark.parametrize(("change", "case", "advice"), CHANGES)
def test_a_mistake_in_a_proposal_is_one_error_that_says_what_to_write(
    change: str, case: str, advice: str
) -> None:
    found = told(change)
    assert [case_of(each) for each in found] == [case]
    assert found[0].place.span.line == 7
    is_clear(found[0])
    for lang in ("en", "zh"):
        assert advice in advised(found[0], lang)


@pytest.mark.parametrize(
    "change",
    [
        "{set: person:p1, name: Li Lei}",
        "{add: person:p2, as: {title: Li Lei}}",
        "{retire: 'appointment:Li Lei/clerk'}",
        "{hire: person:Li-Lei}",
        "{appoint: Li-Lei/packer}",
    ],
)
def test_what_a_proposal_says_about_a_person_is_not_shown(change: str) -> None:
    found = told(change)
    assert found
    for lang in ("en", "zh"):
        printed = findings_text(found, Options(lang=lang))
        assert "Li Lei" not in printed
        assert "Li-Lei" not in printed


@pytest.mark.parametrize("about", ["person:p1", "p1/packer", "role:packer"])
def test_an_appointment_is_asked_for_in_its_own_form(about: str) -> None:
    (found,) = told(f"{{appoint: {about}}}")
    wanted = "packer" if about == "role:packer" else "ROLE"
    assert f"appointment:PERSON/{wanted}" in found.message


@pytest.mark.parametrize(
    ("bare", "ref"),
    [
        ("merge: [role:clerk, role:packer], into: clerk", "into: clerk/into: role:clerk"),
        ("hand_over: 'duty:clerk/sell', to: packer", "to: packer/to: role:packer"),
        ("rename: role:clerk, to: cashier", "to: cashier/to: role:cashier"),
        ("move: role:clerk, to: department:support", "department:support/support"),
        (
            "split: role:clerk, into: {packer: [platform:mall, 'duty:sell', person:p1]}",
            "{packer/{'role:packer'",
        ),
    ],
)
def test_an_id_and_its_ref_mean_the_same_where_either_may_stand(bare: str, ref: str) -> None:
    right, _, other = ref.partition("/")
    assert right in bare
    head = "raci-proposal: 1\ntitle: T\nbase: .\nsteps:\n- on: 2027-02-01\n  changes:\n"
    states = []
    for change in (bare, bare.replace(right, other)):
        files = {"org.yaml": ORG, "proposal.yaml": f"{head}  - {{{change}}}\n"}
        rehearsal = made(files)
        assert not rehearsal.verdicts
        states.append(rehearsal.stages[-1].state.definition)
    assert states[0] == states[1] != read(ORG.encode(), "org.yaml").data


def test_every_case_of_a_page_is_a_typical_mistake_or_in_the_table_of_bad_input() -> None:
    cases = {case for _, case, _, _ in MISTAKES} | {case for _, case, _ in (*TABLE, *CHANGES)}
    for code in ("DEF001", "DEF002"):
        assert set(catalogue.page(code).cases) - ELSEWHERE - {"syntax"} <= cases
