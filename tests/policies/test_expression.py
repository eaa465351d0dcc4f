"""Expressions are checked at their characters, bounded, and never end a run by themselves."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("cel_expr_python", reason="the extra raci[policies] is not installed")

from raci.check.run import Run
from raci.findings.finding import Finding
from raci.matrix.matrix import Matrix
from raci.policies.weigh import weigh
from raci.project import Project, check
from raci.rules import catalogue

SHOP: dict[str, Any] = {
    "raci": 1,
    "org": {"id": "shop"},
    "departments": {"sales": {"head": "boss"}, "desk": {"parent": "sales"}},
    "roles": {
        "boss": {"department": "sales"},
        "clerk": {"department": "desk", "duties": {"sell": "Sell"}},
        "bot": {"kind": "agent", "department": "desk", "duties": {"chat": "Chat"}},
    },
    "platforms": {"shop": {"owners": ["boss"], "critical": True}, "erp": {"owners": ["clerk"]}},
}


def found(policy: dict[str, Any], org: dict[str, Any] = SHOP) -> list[Finding]:
    policy = {**policy, "message": policy.get("message", "m")}
    data = {**org, "policies": {"p": policy}}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    report = check([Project.of({"org.yaml": text})], Run("2027-01-01"))
    return [f for f in report if f.code.startswith(("POL", "DEF"))]


def told(policy: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what is said, and the text that is marked, up to the end of its line."""
    data = {**SHOP, "policies": {"p": {**policy, "message": "m"}}}
    lines = json.dumps(data, ensure_ascii=False, indent=1).splitlines()
    return [
        (finding.say("en"), lines[finding.place.span.line - 1][finding.place.span.column - 1 :])
        for finding in found(policy)
    ]


MISTAKES = [
    ("role.id = 'x'", "`=` is no operator; did you mean ==?", "= 'x'"),
    (
        "role.id == 'a and b' and role.headcount > 1",
        "`and` is no operator; did you mean &&?",
        "and",
    ),
    ("not (role.id == 'x')", "`not` is no operator; did you mean !?", "not"),
    ("len(role.heads) > 1", "`len` is not known here; did you mean size?", "len"),
    ("role.heads.any(h, h == 'x')", "`any` is not known here; did you mean exists?", "any"),
    ("role.heads.exists(h, h.id == 'x')", "string has no fields", ".id"),
    ("role.id.exists(h, h == 'x')", "string is no list", ".id"),
    ("[1].all(a, [1].all(b, [1].all(c, [1].all(d, a == d))))", "more than 3 of all()", "[1]"),
    (" || ".join(["role.id.matches('a')"] * 5), "more than 4 regular expressions", "("),
    ("(" * 40 + "true" + ")" * 40, "recursion limit", "("),
    (
        "role.departmnt == 'x'",
        "role has no field `departmnt`; did you mean department?",
        "depar",
    ),
    ("role.zzz == 'x'", "role has no field `zzz`", "zzz"),
    ("rol.id == 'x'", "`rol` is not known here; did you mean role?", "rol.id"),
    (
        "role.heads.exits(h, h == 'x')",
        "`exits` is not known here; did you mean exists?",
        "exits",
    ),
    ("activity.id == 'x'", "`activity` is not known here", "activity"),
    ("role.heads == 'x'", "`==` cannot take ([string], string)", "== 'x'"),
    ("role.headcount == '1'", "`==` cannot take (int, string)", "== '1'"),
    ("'中文' == 1", "`==` cannot take (string, int)", "== 1"),
    ("role.headcount", "the value is int; expected true or false", "role.headcount"),
    ("role.id ==", "this is no expression", '"'),
    ("role.id.matches('[')", "this is no regular expression", "("),
    ("role.id.matches(role.name)", "a regular expression must be written as a text", "("),
    ("dyn(role).x == 1", "`dyn` is not available", "("),
    ("role.heads.map(h, department(h).roles).size() > 0", "this is a list of lists", "("),
    ("role.id == " + "role.id + " * 9 + "'x'", "more than 8 signs +", "role.id"),
    ("role == role('clerk')", "a role as a whole has no value", "== role"),
]


@pytest.mark.parametrize(("expression", "says", "at"), MISTAKES)
def test_a_mistake_is_told_at_its_character(expression: str, says: str, at: str) -> None:
    first, *_ = told({"for": "role", "require": expression})
    assert says in first[0]
    assert first[1].startswith(at)


def test_every_message_about_expressions_is_tried() -> None:
    policies: list[dict[str, Any]] = [
        {"for": "role", "require": expression} for expression, _, _ in MISTAKES
    ]
    policies += [{"for": "role", "require": "true", "message": "{"}]
    policies.append({"for": "role", "let": {"org": "1"}, "require": "true"})
    policies += [{"for": "role", "require": "true", "at": at} for at in ("zzz", "dutties")]
    policies += [{"for": "role", "require": "true", "message": f"{{role.id == '{'a' * 2000}'}}"}]
    tried = {finding.within[0] for policy in policies for finding in found(policy)}
    assert {
        case
        for case in catalogue.page("DEF002").cases
        if case.startswith(("expression-", "message-", "policy-"))
    } - tried == SELDOM


SELDOM = {"expression-attribute", "expression-attribute-near", "expression-double"}
"""What only attributes bring about: tests/policies/test_attributes.py."""


def test_all_mistakes_are_told_at_once() -> None:
    policy = {
        "for": "role",
        "when": "role.kin == 'agent'",
        "let": {"low": "role.headcont < 2"},
        "forbid": "low && role.id == 1 && rle.id == 'x'",
        "message": {"en": "{role.idd} and {low}", "zh": "{role.id"},
    }
    assert [say.partition(": ")[0] for say, _ in told(policy)] == [
        "policies.p.when",
        "policies.p.let.low",
        "policies.p.forbid",
        "policies.p.forbid",
        "policies.p.message.en",
        "policies.p.message.zh",
    ]


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0 == 1",
        "[1][5] == 1",
        "9223372036854775807 + 1 > 0",
        "int(role.id) == 1",
        "role('nobody').headcount == 1",
        "side('none', 0) == []",
    ],
)
def test_what_has_no_value_is_a_defect_of_the_policy(expression: str) -> None:
    defects = found({"for": "role", "require": expression})
    assert {each.code for each in defects} == {"DEF015"}
    assert {each.subject for each in defects} == {"role:boss", "role:clerk", "role:bot"}
    assert expression in defects[0].say("en")


def wide(n: int) -> dict[str, Any]:
    return {"raci": 1, "org": {"id": "wide"}, "departments": {f"d{i}": {} for i in range(n)}}


@pytest.mark.parametrize(
    "expression",
    [
        "org.departments.all(d, department(d).id != '')",
        "org.departments.all(a, org.departments.all(b, a != b || true))",
    ],
)
def test_what_takes_too_many_steps_is_stopped_alike_on_every_machine(expression: str) -> None:
    assert not found({"for": "org", "require": expression}, wide(90))
    defects = found({"for": "org", "require": expression}, wide(10_001))
    assert [each.code for each in defects] == ["DEF015"]


def test_functions_may_look_up_so_much_only() -> None:
    org = wide(1500)
    for id_, department in org["departments"].items():
        department["parent"] = f"d{max(0, int(id_[1:]) - 1)}" if id_ != "d0" else None
    org["departments"]["d0"] = {}
    (defect,) = found({"for": "org", "require": "org.departments.all(d, size(below(d)) >= 0)"}, org)
    assert "more than 1000000 items looked up" in defect.say("en")


def test_empty_values_and_what_is_written() -> None:
    policy = {
        "for": "department",
        "require": "department.reviewed == '' && !has(department.reviewed)",
    }
    assert not found(policy)
    reviewed = {**SHOP, "departments": {"sales": {"reviewed": "2026-01-01"}}}
    reviewed |= {"roles": {}, "platforms": {}}
    assert not found({"for": "department", "require": "has(department.reviewed)"}, reviewed)
    assert found({"for": "department", "forbid": "has(department.reviewed)"}, reviewed)
    assert not found({"for": "role", "require": "role(role.manager).kind in ['', 'person']"})


def test_a_message_names_things_and_lists_them() -> None:
    policy = {
        "for": "department",
        "let": {"bots": "department.roles.filter(r, role(r).kind == 'agent')"},
        "require": "size(bots) == 0",
        "message": "{bots} of {department.id}: {size(bots)}, {size(bots) > 1 ? 'many' : 'one'}",
    }
    org = {**SHOP, "roles": {**SHOP["roles"], "bot": {**SHOP["roles"]["bot"], "name": "Chat bot"}}}
    (finding,) = found(policy, org)
    assert finding.say("en", named=True) == "Chat bot (bot) of desk: 1, one"


def test_only_those_for_which_when_holds_are_judged() -> None:
    project = Project.of(
        {
            "org.yaml": json.dumps(
                {
                    **SHOP,
                    "policies": {
                        "p": {
                            "for": "platform",
                            "when": "platform.critical",
                            "require": "size(platform.deputies) > 0",
                            "message": "m",
                        }
                    },
                }
            )
        }
    )
    report = check([project], Run("2027-01-01"))
    (tally,) = (t for checked in report.organisations for t in checked.tallies if t.code == "POL:p")
    assert (tally.subjects, tally.findings) == (1, 1)


def _values(policy: dict[str, Any], subject: Any, matrix: Matrix) -> Iterator[tuple[str, Any]]:
    from raci.model.build import policy as build

    for part in weigh(build("p", {"message": "m", **policy}), subject, matrix):
        yield part.text, part.value


def test_each_part_of_an_expression_has_its_value() -> None:
    matrix = Project.of({"org.yaml": json.dumps(SHOP)}).matrix
    policy = {
        "for": "role",
        "require": "(size(role.heads) + 1) * 2 > 3 && role.heads.exists(h, h != '')",
    }
    values = dict(_values(policy, matrix.org.roles["clerk"], matrix))
    assert values == {
        "(size(role.heads) + 1) * 2 > 3 && role.heads.exists(h, h != '')": "false",
        "(size(role.heads) + 1) * 2 > 3": "false",
        "(size(role.heads) + 1) * 2": 2,
        "size(role.heads) + 1": 1,
        "size(role.heads)": 0,
        "role.heads": (),
        "role.heads.exists(h, h != '')": "false",
    }


def test_signs_in_texts_are_not_counted() -> None:
    assert not found({"for": "role", "forbid": "role.id == '+++++++++++'"})


def test_names_of_values_are_no_arguments_of_a_hit() -> None:
    names = ("case", "severity", "label", "at", "involves", "also", "fix", "measure", "route")
    policy = {
        "for": "role",
        "let": dict.fromkeys(names, "role.id"),
        "require": "false",
        "message": " ".join(f"{{{name}}}" for name in names),
    }
    assert {finding.code for finding in found(policy)} == {"POL:p"}
    assert {finding.say("en") for finding in found(policy)} == {
        " ".join([id_] * len(names)) for id_ in ("boss", "clerk", "bot")
    }


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("role == role('clerk')", "a role as a whole has no value"),
        ("role in [role('clerk')]", "a role as a whole has no value"),
        ("role.heads.map(h, department(h)) == []", "a department as a whole has no value"),
        ("{'a': 1}.map(k, k) == ['a']", "map is no list"),
        ("size({0: {0: role.id}}) > 0", "this is a list of lists"),
        ("size([{0: role.id}]) > 0", "this is a list of lists"),
    ],
)
def test_what_would_be_judged_wrongly_or_grow_is_refused(expression: str, says: str) -> None:
    assert says in told({"for": "role", "require": expression})[0][0]


def test_what_is_printed_is_a_value() -> None:
    (finding, *_) = found({"for": "role", "require": "true", "message": "{role} of {role.id}"})
    assert "a role as a whole has no value" in finding.say("en")


def test_sums_count_through_names() -> None:
    policy = {
        "for": "role",
        "let": {"a": "role.id + role.id + role.id", "b": "a + a + a", "c": "b + b"},
        "require": "c != ''",
    }
    assert "more than 8 signs +" in found(policy)[0].say("en")


def test_a_name_is_not_taken_twice() -> None:
    for name in ("role", "org", "as_of"):
        policy = {"for": "role", "let": {name: "'x'"}, "require": "true"}
        assert f"`{name}` is known already" in found(policy)[0].say("en")


def test_a_variable_of_a_macro_is_no_name_of_the_policy() -> None:
    policy = {
        "for": "role",
        "let": {"r": "1 / 0 == 1"},
        "require": "role.heads.all(r, r != '')",
    }
    assert not found(policy)


def test_every_policy_sees_the_organisation() -> None:
    policy = {"for": "role", "require": "size(role.responsible) <= org.medians.responsible"}
    assert not found(policy)
    assert found({"for": "role", "require": "org.roles > 3"})


def test_two_policies_that_fail_on_one_subject_are_two_defects() -> None:
    policies = {n: {"for": "org", "require": "1 / 0 == 1", "message": "m"} for n in ("p", "q")}
    text = json.dumps({**SHOP, "policies": policies})
    report = check([Project.of({"org.yaml": text})], Run("2027-01-01"))
    prints = [finding.fingerprint for finding in report if finding.code == "DEF015"]
    assert len(prints) == len({*prints}) == 2


def test_comments_and_quoted_fields_are_no_parts() -> None:
    matrix = Project.of({"org.yaml": json.dumps(SHOP)}).matrix
    policy = {"for": "role", "require": "role.id == 'boss' // it's (so\n || role.`vacant`"}
    values = dict(_values(policy, matrix.org.roles["clerk"], matrix))
    assert values["role.id == 'boss'"] == "false"


@pytest.mark.parametrize(
    ("at", "says"),
    [("nonsense", "role has no key `nonsense`"), ("dutties", "did you mean duties?")],
)
def test_a_finding_stands_at_a_key_that_there_is(at: str, says: str) -> None:
    (finding,) = found({"for": "role", "require": "true", "at": at})
    assert says in finding.say("en")
    assert not found({"for": "role", "require": "true", "at": "duties/sell"})
    assert not found({"for": "org", "require": "true", "at": "languages"})
