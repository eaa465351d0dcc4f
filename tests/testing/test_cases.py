"""Test files: organisations, and all that is found in them."""

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from raci.schema import schema_path
from tests.support.command import define, raci

DAY = ("--as-of", "2026-11-28")
ORG = """\
raci: 1
org: {id: shop, accountable: department-head}
departments:
  sales: {head: boss}
roles:
  boss: {department: sales}
  clerk: {department: sales, duties: {sell: Sell things}}
platforms:
  till: {owners: [clerk], critical: true}
policies:
  has-deputy:
    for: platform
    require: size(platform.deputies) > 0
    message: {en: "{platform.id} of {platform.owners} has no deputy", zh: "{platform.id} 没有代理"}
"""
FOUND = "{rule: POL:has-deputy, at: platform:till}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "work").joinpath(".git").mkdir()
    define(ORG, "shop/org.yaml")
    return tmp_path


def case(*lines: str, path: str = "shop/tests/t.yaml") -> None:
    """Write a file with one case."""
    text = "".join(f"    {line}\n" for line in lines)
    define(f"raci-test: 1\ncases:\n  it:\n{text}", path)


def told(path: str = "shop", *arguments: str) -> tuple[int, list[str]]:
    """Return the exit status, and the lines about what does not hold."""
    ran = raci("test", path, *arguments, *DAY)
    assert not ran.stderr, ran.stderr
    lines = [line.strip() for line in ran.stdout.splitlines() if line[:2] == "  "]
    return ran.exit_code, lines


POL = "settings: {select: [POL]}"
INLINE = "organisation: {roles: {a: {}}, platforms: {x: {owners: [a]}}}"
MISSING = "- POL:has-deputy platform:till"
MESSAGE = "till of clerk has no deputy"
EXTRA = f"+ POL:has-deputy platform:till: {MESSAGE}"


def test_every_finding_is_expected_and_every_expectation_met() -> None:
    case("path: ..", POL, f"findings: [{FOUND}]")
    assert told() == (0, [])
    case("path: ..", POL)
    assert told() == (1, [EXTRA])
    case("path: ..", POL, f"findings: [{FOUND}, {{rule: POL:has-deputy, at: platform:bank}}]")
    assert told() == (1, ["- POL:has-deputy platform:bank"])
    case("path: ..", POL, f"findings: [{FOUND}, {FOUND}]")
    assert told() == (1, [MISSING])


def test_built_in_rules_are_tested_by_code_or_name_infos_too() -> None:
    unowned = "organisation: {platforms: {x: {}}}"
    case(unowned, "settings: {select: [platform-without-owner]}")
    assert told() == (1, ["+ GAP104 platform:x: x has no owner"])
    info = "settings: {select: [GAP104], severity: {GAP104: info}}"
    case(unowned, info)
    assert told()[0] == 1
    case(unowned, info, "findings: [{rule: platform-without-owner, at: platform:x}]")
    assert told() == (0, [])


def test_settings_select_rules_and_without_them_all_that_are_on_run() -> None:
    case(INLINE, "findings: [{rule: POL:has-deputy, at: platform:x}]")
    code, lines = told()
    assert code == 1
    assert lines
    assert all(line.startswith("+ ") for line in lines)
    case(INLINE, POL, "findings: [{rule: POL:has-deputy, at: platform:x}]")
    assert told() == (0, [])


@pytest.mark.parametrize(
    ("message", "holds"),
    [
        (f'"{MESSAGE}"', True),
        (f'{{en: "{MESSAGE}"}}', True),
        ('{zh: "till 没有代理"}', True),
        (f'{{en: "{MESSAGE}", zh: "till 没有代理"}}', True),
        ('"till has no deputy"', False),
        ('{zh: "till 没有"}', False),
        ('"till 没有代理"', False),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_message_may_be_expected_whatever_language_the_run_has(
    message: str, holds: bool, lang: str
) -> None:
    expected = f"{{rule: POL:has-deputy, at: platform:till, message: {message}}}"
    case("path: ..", POL, f"findings: [{expected}]")
    assert told("shop", "--lang", lang)[0] == int(not holds)


def test_a_message_in_the_language_of_the_case_s_settings() -> None:
    expected = '{rule: POL:has-deputy, at: platform:till, message: "till 没有代理"}'
    case("path: ..", "settings: {select: [POL], lang: zh}", f"findings: [{expected}]")
    assert told() == (0, [])


def test_another_message_is_told_beside_the_expected_one_in_its_language() -> None:
    expected = "{rule: POL:has-deputy, at: platform:till, message: {zh: 有}}"
    case("path: ..", POL, f"findings: [{expected}]")
    assert told() == (1, [f"{MISSING}: 有", "+ POL:has-deputy platform:till: till 没有代理"])


def test_two_findings_about_one_subject_are_two() -> None:
    unknown = "{rule: DEF004, at: role:a}"
    named = '{rule: DEF004, at: role:a, message: "deputies: there is no role `y`"}'
    for findings, left in (
        ([], ["+ DEF004 role:a: deputies: there is no role `x`", "`y`"]),
        ([unknown], ["`y`"]),
        ([unknown, named], []),
        ([named, unknown], []),
        ([named], ["`x`"]),
        ([named, named], ["- DEF004 role:a: deputies: there is no role `y`", "`x`"]),
        ([unknown, unknown, unknown], ["- DEF004 role:a"]),
    ):
        wanted = f"findings: [{', '.join(findings)}]"
        case("organisation: {roles: {a: {deputies: [x, y]}}}", "settings: {select: [DEF]}", wanted)
        code, lines = told()
        assert (code, len(lines)) == (int(bool(left)), len(left)), findings
        assert all(words in line for words, line in zip(left, lines, strict=True)), findings


def test_an_inline_organisation_has_the_policies_and_the_header_around_it() -> None:
    case(
        "organisation:",
        "  departments: {d: {head: h}}",
        "  roles: {h: {}, b: {department: d, duties: {buy: Buy}}}",
        "settings: {select: [GAP101]}",
    )
    assert told() == (0, [])
    case(
        "organisation:",
        "  org: {accountable: nobody}",
        "  departments: {d: {head: h}}",
        "  roles: {h: {}, b: {department: d, duties: {buy: Buy}}}",
        "settings: {select: [GAP101]}",
        "findings: [{rule: GAP101, at: activity:buy}]",
    )
    assert told() == (0, [])


def test_outside_any_organisation_a_case_has_what_it_says_alone() -> None:
    policy = "{for: role, require: 'role.kind == \"person\"', message: no person}"
    case(
        "organisation:",
        "  roles: {bot: {kind: agent}}",
        f"  policies: {{person: {policy}}}",
        "settings: {select: [POL:person]}",
        "findings: [{rule: POL:person, at: role:bot, message: no person}]",
        path="loose/t.yaml",
    )
    assert told("loose") == (0, [])
    assert told("loose/t.yaml") == (0, [])
    case(INLINE, POL, path="loose/t.yaml")
    assert told("loose") == (1, ["+ DEF011 org: " + told("loose")[1][0].partition("org: ")[2]])


def test_the_day_is_the_case_s_own_or_the_run_s() -> None:
    people = "people: {li: {roles: {a: {until: 2026-12-31}}}}"
    rule = "settings: {select: [PPL602]}"
    vacant = "{for: role, require: size(role.holders) > 0, message: vacant}"
    lines = ("organisation:", "  roles: {a: {}}", f"  {people}", f"  policies: {{v: {vacant}}}")
    select = rule.replace("PPL602", "POL:v")
    case(*lines, select)
    assert told()[0] == 0
    case(*lines, select, "as_of: 2027-01-01", "findings: [{rule: POL:v, at: role:a}]")
    assert told() == (0, [])
    case(*lines, select, "as_of: 2027-01-01")
    assert "it, as of 2027-01-01: failed" in raci("test", "shop", *DAY).stdout


def test_waived_and_baselined_findings_are_none() -> None:
    define(
        ORG
        + """\
waivers:
  till:
    rule: POL:has-deputy
    at: platform:till
    reason: It is small.
    approved_by: {boss: 2026-11-01}
    until: 2027-02-01
""",
        "shop/org.yaml",
    )
    case("path: ..", POL)
    assert told() == (0, [])
    define(ORG, "shop/org.yaml")
    assert raci("baseline", "shop", *DAY).exit_code == 0
    assert told() == (0, [])


def test_the_settings_files_of_an_organisation_count_for_it_and_not_for_inline_ones() -> None:
    define('ignore = ["POL"]\n', "shop/raci.toml")
    case("path: ..", "settings: {ignore: [GAP, ORG, OVL, PPL, TXT, LOD, SOD]}")
    assert told() == (0, [])
    case(INLINE, "settings: {select: [POL]}", "findings: [{rule: POL:has-deputy, at: platform:x}]")
    assert told() == (0, [])


def refused(*lines: str) -> str:
    case(*lines)
    ran = raci("test", "shop", *DAY)
    assert ran.exit_code == 2, ran.output
    assert not ran.stdout
    chinese = raci("test", "shop", "--lang", "zh", *DAY).stderr
    assert chinese != ran.stderr
    return ran.stderr


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (("path: ../..", POL), "", ""),
        (("path: ../../..",), "4:5", "leads out of the repository"),
        (("path: /",), "4:5", "leads out of the repository"),
        (("path: nowhere",), "4:5", "there is no organisation at"),
        (("path: ..", INLINE), "3:3", "exactly one of organisation and path"),
        ((POL,), "3:3", "exactly one of organisation and path"),
        (("pth: ..",), "4:5", "did you mean `path`?"),
        (("path: ..", "settings: {select: [GAP1O1]}"), "5:25", "write `GAP101`"),
        (("path: ..", "settings: {fail_on: error}"), "5:16", "fail-on"),
        (("path: ..", "as_of: soon"), "5:5", "soon"),
        (("path: ..", "findings: [{rule: GAP1O1, at: org}]"), "5:17", "write `GAP101`"),
        (
            ("path: ..", "findings: [{rule: POL:has-deputi, at: org}]"),
            "5:17",
            "write `POL:has-deputy`",
        ),
        (("path: ..", "findings: [{rule: GAP101}]"), "5:16", "`at`"),
        (("path: ..", "findings: [{rule: GAP101, at: platform}]"), "5:31", "platform"),
        (("organisation: {roles: {a: {head: b}}}",), "4:32", "there is no key `head`"),
        (
            ("organisation: {policies: {p: {for: role, forbid: role.nam, message: m}}}",),
            "4:59",
            "role has no field `nam`",
        ),
    ],
)
def test_what_cannot_be_read_ends_the_run_at_its_place(
    lines: tuple[str, ...], place: str, words: str
) -> None:
    if not place:
        define("raci: 1\norg: {id: other}\n", "other/org.yaml")
        place, words = "4:5", "there are several organisations"
    told = refused(*lines)
    assert f"shop/tests/t.yaml:{place}" in told
    assert words in told


def test_all_mistakes_of_all_files_are_told_at_once() -> None:
    case("path: nowhere", path="shop/tests/u.yaml")
    told = refused("pth: ..", "findings: [{rule: GAP101}]")
    assert "u.yaml:4:5" in told
    assert "t.yaml:4:5" in told
    assert "t.yaml:5:16" in told


def test_a_path_over_a_link_is_not_followed(folder: Path) -> None:
    (folder / "work/shop/tests").mkdir()
    (folder / "work/shop/tests/link").symlink_to("..")
    assert "there is no organisation at" in refused("path: link")


def test_a_newer_version_is_told_alone() -> None:
    define("raci-test: 2\ncases: {}\nfoo: 1\n", "shop/t.yaml")
    ran = raci("test", "shop", *DAY)
    assert ran.exit_code == 2
    assert ran.stderr.count("DEF002") == 1


def test_an_organisation_that_cannot_be_read_is_told() -> None:
    define("raci: 1\norg: {id: other}\nrolls: {}\n", "other/org.yaml")
    assert "did you mean `roles`?" in refused("path: ../../other")


def test_a_test_file_is_no_definition() -> None:
    case("path: ..", POL, f"findings: [{FOUND}]")
    report = json.loads(raci("check", "shop", "--format", "json", *DAY).stdout)
    (organisation,) = report["organisations"]
    assert organisation["files"] == 1
    assert organisation["skipped_files"] == 0
    assert "tests" not in json.dumps(report["findings"])
    ran = raci("check", "shop/tests/t.yaml")
    assert (ran.exit_code, "`raci test` runs it" in ran.output) == (2, True)


def test_only_the_files_below_the_path_run() -> None:
    case("path: ..", POL, path="shop/tests/one.yaml")
    case("path: ..", POL, path="shop/more/two.yaml")
    assert told("shop") == (1, [EXTRA, EXTRA])
    assert told("shop/more") == (1, [EXTRA])
    assert told("shop/tests/one.yaml") == (1, [EXTRA])
    assert raci("test", "shop/org.yaml", *DAY).exit_code == 2


def test_names_of_people_are_nowhere(folder: Path) -> None:
    people = "people: {li: {name: Li Si, roles: {a: {until: 2026-01-01}}}}"
    vacant = "{for: person, require: size(person.roles) > 1, message: '{person.id} is free'}"
    case("organisation:", "  roles: {a: {}}", f"  {people}", f"  policies: {{v: {vacant}}}", POL)
    for form in ("text", "json", "junit"):
        ran = raci("test", "shop", "--format", form, *DAY)
        assert ran.exit_code == 1
        assert "person:li" in ran.stdout
        assert "Li Si" not in ran.output


def test_text_fits_eighty_columns() -> None:
    wide = "会员" * 30
    define(ORG.replace("没有代理", wide), "shop/org.yaml")
    case("path: ..", "settings: {lang: zh, select: [POL]}")
    lines = raci("test", "shop", "--lang", "zh", *DAY).stdout.splitlines()
    from wcwidth import wcswidth

    assert max(map(wcswidth, lines)) <= 80
    assert any(line.startswith("  + POL:has-deputy") for line in lines)


def test_json_has_the_published_shape_and_everything() -> None:
    case("path: ..", POL, "findings: [{rule: GAP101, at: org, message: {zh: 有}}]")
    for arguments in ((), ("--coverage",)):
        ran = raci("test", "shop", "--format", "json", *arguments, *DAY)
        report = json.loads(ran.stdout)
        schema = json.loads(schema_path("test-report").read_text("utf-8"))
        jsonschema.Draft202012Validator(schema).validate(report)
    (result,) = report["results"]
    assert not result["holds"]
    assert result["missing"] == [{"rule": "GAP101", "at": "org", "messages": {"zh": "有"}}]
    (extra,) = result["unexpected"]
    assert (extra["rule"], extra["message"]) == ("POL:has-deputy", MESSAGE)
    assert (extra["file"], extra["line"]) == ("shop/org.yaml", 9)
    assert report["coverage"][0]["lacks_failing_example"]


def test_junit_counts_what_does_not_hold() -> None:
    case("path: ..", POL)
    case("path: ..", POL, f"findings: [{FOUND}]", path="shop/tests/good.yaml")
    root = ElementTree.fromstring(raci("test", "shop", "--format", "junit", *DAY).stdout)
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "1", "0")
    assert [suite.get("name") for suite in root] == ["shop/tests/good.yaml", "shop/tests/t.yaml"]
    (failure,) = root.iter("failure")
    assert failure.text == EXTRA


def test_several_formats_go_to_files() -> None:
    case("path: ..", POL)
    ran = raci("test", "shop", "--format", "junit", "-o", "a.xml", "-o", "b.json", *DAY)
    assert (ran.exit_code, ran.output) == (1, "")
    assert Path("a.xml").read_text().startswith("<?xml")
    assert json.loads(Path("b.json").read_text())["results"]
    assert raci("test", "shop", "--format", "text", "--format", "json").exit_code == 2
    assert raci("test", "shop", "-o", "a.sarif").exit_code == 2


@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_text_of_others_gives_a_terminal_no_orders(form: str) -> None:
    define(ORG.replace("has no deputy", "\\u001b[31m"), "shop/org.yaml")
    case("path: ..", POL)
    ran = raci("test", "shop", "--format", form, "--color", "never", *DAY)
    assert ran.exit_code == 1
    assert "\x1b" not in ran.stdout
