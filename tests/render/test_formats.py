"""What machines read: SARIF, GitLab's Code Quality, JUnit. Each as its readers need it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import jsonschema_rs
import pytest
from click.testing import CliRunner
from hypothesis import example, given

from raci.check.run import Run
from raci.check.runner import lint
from raci.check.settings import Selection
from raci.cli import cli
from raci.findings.finding import Acceptance, Change, Finding, Hit, Severity
from raci.findings.place import Place, Span
from raci.findings.ref import Ref
from raci.findings.report import BaseInfo, Report, RuleInfo
from raci.matrix.rows import Row
from raci.project import Project, check
from raci.render.findings import gitlab, junit, sarif
from raci.render.findings import json as own
from raci.render.findings.options import PLAIN, Options
from raci.rules import catalogue
from raci.rules.rule import rule
from tests.support.organisations import documents
from tests.support.paths import ROOT

DAY = "2026-11-23"
SHOP = """\
raci: 1
org: {id: shop}
roles:
  boss: {duties: {pay: Pay the invoices}, accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay all invoices, hire: Hire people}}
  idle: {reports_to: boss}
"""
CLEAN = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay all invoices}}
"""
BROKEN = SHOP + "x: 1\ny: 2\n"
WAIVER = Acceptance(
    Ref("waiver:season"),
    {"en": "Until the season\nends.", "zh": "旺季结束前。"},
    ((Ref("role:boss"), "2026-11-01"),),
    "2027-03-31",
)
SCHEMA = json.loads(
    (ROOT / "tests" / "fixtures" / "schemas" / "sarif-2.1.0.json").read_text("utf-8")
)
STRUCTURE = jsonschema.Draft7Validator(SCHEMA)
# one pattern of the published schema, the language's, has a bracket too many
MENDED = json.loads(json.dumps(SCHEMA).replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$"))
FORMATS = jsonschema_rs.Draft7Validator(MENDED, validate_formats=True)

Files = Mapping[str, str | bytes]


def judged(files: Files, fail_on: Severity | None = None) -> Report:
    return check(Project.all_of(files), Run(DAY, Selection(fail_on=fail_on)))


def shop(text: str = SHOP) -> Report:
    return judged({"org.yaml": text})


def sheets() -> Mapping[str, RuleInfo]:
    return {
        code: RuleInfo(code, page.name, page.severity, page.title, page.body["en"])
        for code, page in catalogue.pages().items()
    }


FULL = Options(sheets=sheets)


def changed(report: Report, code: str, **changes: Any) -> Report:
    findings = (replace(f, **changes) if f.code == code else f for f in report)
    return replace(report, findings=tuple(findings))


def _fail(why: str) -> NoReturn:
    raise ZeroDivisionError(why)


def crashed() -> Report:
    @rule("GAP101", of=Row)
    def activity_without_accountable(_row: Row, _matrix: Any) -> Iterator[Hit]:
        yield Hit(impossible=_fail("no boss"))

    project = Project.of({"org.yaml": CLEAN})
    outcome = lint(project.matrix, (activity_without_accountable,), frozenset({"GAP101"}))
    findings = tuple(map(project.completer.finding, outcome.verdicts))
    (checked,) = shop(CLEAN).organisations
    return Report(DAY, (replace(checked, tallies=outcome.tallies),), findings, inputs="0" * 64)


# Readers: each parses a report and demands all that holds for any


def read_sarif(report: Report, options: Options = PLAIN) -> Any:
    log = json.loads(sarif.render(report, options))
    STRUCTURE.validate(log)
    FORMATS.validate(log)
    assert "" not in list(_leaves(log))
    (run,) = log["runs"]
    codes = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert codes == sorted(set(codes))
    for described in run["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription"):
            assert len(described[key]["text"]) <= 1024
        assert len(described["properties"]["tags"]) <= 10
    for result in run["results"]:
        assert codes[result["ruleIndex"]] == result["ruleId"]
        assert isinstance(result["suppressions"], list)
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            region = place["physicalLocation"]["region"]
            assert region["startLine"] == region["endLine"]
            assert region["startColumn"] <= region["endColumn"]
        ids = [str(place["id"]) for place in result.get("relatedLocations", ())]
        assert re.findall(r"(?<=\]\()\d+(?=\))", result["message"]["text"]) == ids
    notified = run["invocations"][0]
    assert notified["executionSuccessful"] == (report.exit_status() < 2)
    return run


def _leaves(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _leaves(item)
    else:
        yield data


def read_gitlab(report: Report, options: Options = PLAIN) -> list[Any]:
    issues: list[Any] = json.loads(gitlab.render(report, options))
    assert len(issues) == len(report.of_status("new"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["description"].startswith(f"{issue['check_name']}: ")
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1
    return issues


def read_junit(report: Report, options: Options = PLAIN) -> ET.Element:
    text = junit.render(report, options)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    root = ET.fromstring(text.encode())
    assert len(root) >= 1
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert cases
        outcomes = Counter(child.tag for case in cases for child in case)
        assert int(element.attrib["tests"]) == len(cases)
        for attribute, tag in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert int(element.attrib[attribute]) == outcomes[tag]
    for case in root.iter("testcase"):
        assert len([child for child in case if child.tag != "system-out"]) <= 1
    failed = root.attrib["failures"], root.attrib["errors"]
    assert (failed != ("0", "0")) == (report.exit_status() > 0)
    assert (failed[1] != "0") == (report.exit_status() > 1)
    return root


def case_of(root: ET.Element, code: str) -> ET.Element:
    (found,) = (c for c in root.iter("testcase") if c.attrib["classname"].endswith(f".{code}"))
    return found


# All of them


@given(documents())
@example({"raci": 1, "org": {"id": "A"}, "roles": {"\x00": {}}})
@example([])
def test_every_report_can_be_read(data: Any) -> None:
    report = judged({"teams/客服/org.json": json.dumps(data)})
    options = Options(lang="zh", folder="a b", sheets=sheets)
    for how in (PLAIN, options):
        read_sarif(report, how)
        read_gitlab(report, how)
        read_junit(report, how)


def test_a_finding_has_one_fingerprint_in_all_formats() -> None:
    report = shop()
    prints = [finding.fingerprint for finding in report]
    assert prints
    assert [f["fingerprint"] for f in json.loads(own.render(report))["findings"]] == prints
    results = read_sarif(report)["results"]
    assert [r["partialFingerprints"]["raciFinding/v1"] for r in results] == prints
    assert [issue["fingerprint"] for issue in read_gitlab(report)] == prints
    told = "\n".join(read_junit(report).itertext())
    assert sorted(re.findall(r"fingerprint: (\w+)", told)) == sorted(prints)


@pytest.mark.parametrize("render", [sarif.render, gitlab.render, junit.render])
def test_no_format_tells_a_name_or_a_line(render: Any) -> None:
    people = "people: {p-1: {name: Wang Xiaoming, roles: {clerk: {}, gone: {}}}} # Li Lei\n"
    report = shop(SHOP.replace("idle:", "idle: # Zhao\n   ") + people)
    assert any(finding.place.path and "gone" in finding.message for finding in report)
    text = render(report, FULL)
    assert not [name for name in ("Wang", "Li Lei", "Zhao", str(Path.cwd())) if name in text]


def test_the_command_line_writes_all_of_them_in_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    below = tmp_path / "组织"
    below.mkdir()
    (below / "org.yaml").write_text(SHOP, encoding="utf-8")
    monkeypatch.chdir(below)
    outputs = ("--format", "gitlab", "-o", "quality.json", "-o", "out.sarif", "-o", "out.xml")
    ran = CliRunner().invoke(cli, ["check", "--as-of", DAY, *outputs])
    assert (ran.exit_code, ran.output) == (1, "")
    issues = json.loads((below / "quality.json").read_text("utf-8"))
    assert {issue["location"]["path"] for issue in issues} == {"组织/org.yaml"}
    (run,) = json.loads((below / "out.sarif").read_text("utf-8"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E7%BB%84%E7%BB%87/org.yaml"
    assert "## Why it matters" in run["tool"]["driver"]["rules"][0]["help"]["markdown"]
    root = ET.parse(below / "out.xml").getroot()
    assert case_of(root, "GAP101").attrib["name"] == "activity-without-accountable"


# SARIF


def test_a_result_links_its_message_to_the_other_places() -> None:
    (result,) = (r for r in read_sarif(shop())["results"] if r["ruleId"] == "OVL201")
    root = {"uri": "org.yaml", "uriBaseId": "%SRCROOT%"}
    assert result["level"] == "warning"
    assert result["message"]["text"] == (
        "pay is done by clerk and by boss, above it. Help: keep R with clerk, give boss A."
        " See [clerk](1)."
    )
    (location,) = result["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "activity:pay"}]
    region = {"startLine": 4, "startColumn": 19, "endLine": 4, "endColumn": 22}
    assert location["physicalLocation"] == {"artifactLocation": root, "region": region}
    (related,) = result["relatedLocations"]
    region = {"startLine": 5, "startColumn": 38, "endLine": 5, "endColumn": 41}
    assert related == {
        "id": 1,
        "message": {"text": "clerk"},
        "physicalLocation": {"artifactLocation": root, "region": region},
    }


def test_a_region_ends_with_its_line() -> None:
    place = Place(Ref("role:idle"), "org.yaml", Span(2, 3, 4, 1), "  idle:")
    for source, end in (("  idle:", 8), ("", 4)):
        report = changed(shop(), "GAP108", place=replace(place, source=source))
        (result,) = (r for r in read_sarif(report)["results"] if r["ruleId"] == "GAP108")
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": end}


@pytest.mark.parametrize(
    ("path", "folder", "uri"),
    [
        ("组织/a b.yaml", "", "组织/a b.yaml"),
        ("./org.yaml", "teams", "teams/org.yaml"),
        ("../org.yaml", "teams/客服", "teams/org.yaml"),
        ("a:b%20?#.yaml", "", "a:b%20?#.yaml"),
        (".", "", "."),
    ],
)
def test_a_path_starts_at_the_top_and_is_encoded(path: str, folder: str, uri: str) -> None:
    report = shop()
    place = replace(report.findings[0].place, path=path)
    report = replace(report, findings=(replace(report.findings[0], place=place),))
    (result,) = read_sarif(report, Options(folder=folder))["results"]
    found = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", found)
    assert unquote(found) == uri
    assert read_gitlab(report, Options(folder=folder))[0]["location"]["path"] == uri


def test_a_name_that_is_no_text_makes_no_traceback() -> None:
    report = shop()
    place = replace(report.findings[0].place, path="\udcff.yaml")
    report = replace(report, findings=(replace(report.findings[0], place=place),))
    read_sarif(report)
    read_gitlab(report)
    for render in (sarif.render, gitlab.render, junit.render):
        render(report).encode()


def test_rules_are_those_that_judged_with_their_pages() -> None:
    report = shop()
    rules = {each["id"]: each for each in read_sarif(report, FULL)["tool"]["driver"]["rules"]}
    (checked,) = report.organisations
    applicable = {tally.code for tally in checked.tallies if tally.applicable}
    assert rules.keys() == applicable | {finding.code for finding in report}
    assert len(applicable) < len(checked.tallies)
    described = rules["GAP101"]
    assert described["shortDescription"]["text"] == "An activity has no accountable role"
    assert described["help"]["text"].startswith("An activity has no accountable role (A)")
    assert described["help"]["markdown"].startswith("# GAP101 activity-without-accountable\n")
    assert described["defaultConfiguration"] == {"level": "error"}
    assert described["properties"]["problem.severity"] == "error"
    chinese = read_sarif(report, replace(FULL, lang="zh"))["tool"]["driver"]["rules"]
    assert {"text": "活动没有最终负责岗位"} in [each["shortDescription"] for each in chinese]


def test_what_is_accepted_is_suppressed_with_the_reason() -> None:
    report = changed(shop(), "OVL201", status="waived", waiver=WAIVER)
    report = changed(report, "GAP101", status="baselined")
    results = {result["ruleId"]: result for result in read_sarif(report)["results"]}
    assert results["OVL201"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waived by season, approved by boss 2026-11-01, until 2027-03-31:"
            " Until the season ends.",
        }
    ]
    (suppression,) = results["GAP101"]["suppressions"]
    assert suppression["justification"] == "in the baseline"
    assert results["GAP108"]["suppressions"] == []
    assert not [result for result in results.values() if "baselineState" in result]


def test_results_are_compared_only_with_what_there_is() -> None:
    report = changed(shop(), "OVL201", change="worse")
    report = changed(report, "GAP108", change="new")
    (kept,) = (f for f in report if f.code == "GAP101")
    changes: tuple[tuple[Change, str], ...] = (("unchanged", "unchanged"), ("better", "updated"))
    for change, state in changes:
        known = BaseInfo("main", (replace(kept, change=change),), 0)
        findings = tuple(f for f in report if f is not kept)
        compared = replace(report, findings=findings, before=known)
        states = {r["ruleId"]: r.get("baselineState") for r in read_sarif(compared)["results"]}
        assert (states["OVL201"], states["GAP101"], states["GAP108"]) == ("updated", state, "new")


def test_what_was_not_judged_is_notified() -> None:
    run = read_sarif(shop(BROKEN))
    notified = run["invocations"][0]["toolConfigurationNotifications"]
    assert [each["associatedRule"]["id"] for each in notified] == ["DEF002", "DEF002"]
    assert notified[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
    run = read_sarif(crashed())
    (notified,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notified["associatedRule"] == {"id": "GAP101", "index": 1}
    assert "no boss" in notified["message"]["text"]
    assert [result["ruleId"] for result in run["results"]] == ["DEF015"]


def test_no_maximum_is_exceeded_in_silence() -> None:
    report = shop()
    first, *rest = report.findings
    many = [replace(first, status="waived", waiver=WAIVER)] * 3 + [first] * 24_998 + rest
    log = json.loads(sarif.render(replace(report, findings=tuple(many))))["runs"][0]
    assert len(log["results"]) == 25_000
    assert not [result for result in log["results"] if result["suppressions"]]
    (notified,) = log["invocations"][0]["toolExecutionNotifications"]
    assert notified["message"]["text"].startswith(
        f"{len(many) - 25_000} less severe findings omitted"
    )
    report = changed(report, "OVL201", related=(first.place,) * 1_200)
    (result,) = (r for r in read_sarif(report)["results"] if r["ruleId"] == "OVL201")
    assert len(result["locations"]) + len(result["relatedLocations"]) == 1_000
    assert result["message"]["text"].endswith("(201 more locations omitted.)")


def test_no_text_of_a_definition_becomes_a_link_or_a_placeholder() -> None:
    report = shop(CLEAN + '"[x](1)": 1\n"{0}": 1\n')
    told = " ".join(result["message"]["text"] for result in read_sarif(report)["results"])
    assert "[x] (1)" in told
    assert "{ 0}" in told


# GitLab


def test_an_issue_of_gitlab() -> None:
    issue = next(issue for issue in read_gitlab(shop()) if issue["check_name"] == "OVL201")
    assert issue == {
        "description": "OVL201: pay is done by clerk and by boss, above it",
        "check_name": "OVL201",
        "fingerprint": next(f.fingerprint for f in shop() if f.code == "OVL201"),
        "severity": "minor",
        "location": {"path": "org.yaml", "lines": {"begin": 4}},
    }
    assert gitlab.render(shop(CLEAN)) == "[]\n"


def test_repeats_keep_apart_and_lines_do_not_matter() -> None:
    moved = "# a line more\n" + BROKEN
    prints = [issue["fingerprint"] for issue in read_gitlab(shop(BROKEN))]
    assert len(prints) == 2
    assert [issue["fingerprint"] for issue in read_gitlab(shop(moved))] == prints


def test_gitlab_does_not_see_what_is_accepted() -> None:
    report = changed(shop(), "OVL201", status="waived", waiver=WAIVER)
    report = changed(report, "GAP101", status="baselined")
    codes = {issue["check_name"] for issue in read_gitlab(report)}
    assert "GAP108" in codes
    assert not codes & {"OVL201", "GAP101"}


# JUnit


def test_a_suite_shows_what_failed_what_passed_and_what_had_nothing_to_judge() -> None:
    root = read_junit(shop(), FULL)
    (suite,) = root
    assert suite.attrib["name"] == "shop"
    properties = {each.attrib["name"]: each.attrib["value"] for each in suite.iter("property")}
    assert properties == {"as_of": DAY, "path": "."}
    failed = case_of(root, "GAP101")
    assert failed.attrib["classname"] == "shop.raci.GAP101"
    assert failed.attrib["name"] == "activity-without-accountable"
    failure = failed.find("failure")
    assert failure is not None
    assert failure.attrib == {
        "message": "org.yaml:5:61: hire has nobody who is accountable",
        "type": "error",
    }
    assert (failure.text or "").splitlines()[:2] == [
        "org.yaml:5:61: error GAP101 hire has nobody who is accountable",
        "  help: name the one role that answers for it: accountable: [ROLE]",
    ]
    assert [(e.tag, e.text) for e in case_of(root, "ORG401")] == [
        ("system-out", "3 subjects judged")
    ]
    (idle,) = case_of(root, "GAP104")
    assert idle.tag == "skipped"
    assert idle.attrib["message"].startswith("not applicable")


def test_several_findings_of_a_rule_are_one_failure_that_lists_all() -> None:
    report = shop(SHOP.replace("hire: Hire people", "hire: Hire people, fire: Fire people"))
    failure = case_of(read_junit(report), "GAP101").find("failure")
    assert failure is not None
    assert failure.attrib["message"].endswith("fire has nobody who is accountable (and 1 more)")
    assert (failure.text or "").count("fingerprint: ") == 2


def test_what_does_not_fail_the_run_does_not_fail_the_suite() -> None:
    case = case_of(read_junit(shop()), "OVL201")
    assert [element.tag for element in case] == ["system-out"]
    assert "org.yaml:4:19: warning OVL201 pay is done by" in (case[0].text or "")
    report = judged({"org.yaml": SHOP}, fail_on=Severity.WARNING)
    failure = case_of(read_junit(report), "OVL201").find("failure")
    assert failure is not None
    assert failure.attrib["type"] == "warning"


def test_what_is_accepted_is_skipped_with_the_reason() -> None:
    report = changed(shop(), "GAP101", status="waived", waiver=WAIVER)
    report = changed(report, "OVL201", status="baselined")
    root = read_junit(report)
    waived = case_of(root, "GAP101")[0]
    assert waived.tag == "skipped"
    assert "until 2027-03-31: Until the season ends." in waived.attrib["message"]
    assert case_of(root, "OVL201")[0].attrib == {"message": "in the baseline"}
    chinese = read_junit(report, Options(lang="zh"))
    assert "旺季结束前。" in case_of(chinese, "GAP101")[0].attrib["message"]


def test_a_rule_fails_by_what_is_new_though_the_rest_is_accepted() -> None:
    report = shop(SHOP.replace("hire: Hire people", "hire: Hire people, fire: Fire people"))
    first = next(finding for finding in report if finding.code == "GAP101")
    accepted = replace(first, status="waived", waiver=WAIVER)
    findings = tuple(accepted if finding is first else finding for finding in report)
    failure = case_of(read_junit(replace(report, findings=findings)), "GAP101").find("failure")
    assert failure is not None
    assert "more" not in failure.attrib["message"]
    assert "GAP101 (waived)" in (failure.text or "")


def test_a_crash_is_the_error_of_the_rule_that_crashed() -> None:
    root = read_junit(crashed())
    error = case_of(root, "GAP101").find("error")
    assert error is not None
    assert error.attrib["type"] == "DEF015"
    assert "no boss" in error.attrib["message"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "DEF011"),
        ({"org.yaml": "raci: 1\norg: {id: shop}\n\t"}, "DEF001"),
        ({"org.yaml": BROKEN}, "DEF002"),
        ({"a.yaml": "raci: 1\nroles: {a: {}}\n"}, "DEF002"),
    ],
)
def test_what_cannot_be_checked_is_an_error(files: Files, code: str) -> None:
    root = read_junit(judged(files))
    assert case_of(root, code).find("error") is not None


def test_organisations_with_one_id_keep_their_findings() -> None:
    report = judged({"a/org.yaml": SHOP, "b/org.yaml": CLEAN})
    first, second = read_junit(report)
    assert [p.attrib["value"] for p in first.iter("property")] == [DAY, "a"]
    assert case_of(first, "GAP101").find("failure") is not None
    assert case_of(second, "GAP101").find("failure") is None
    assert case_of(second, "DEF003").find("failure") is not None


def test_xml_takes_every_character_that_a_text_may_hold() -> None:
    forbidden = [chr(code) for code in (0, 8, 0xB, 0x1F, 0x7F, 0xD800, 0xFFFE, 0xFFFF)]
    found: list[Finding] = list(shop())
    values = {**found[0].values, "activity": "".join(forbidden) + "]]><&\"'\n::error::x"}
    report = replace(shop(), findings=(replace(found[0], values=values),))
    text = junit.render(report)
    told = "".join(ET.fromstring(text.encode()).itertext())
    assert "]]><&\"'" in told
    assert not any(character in text for character in forbidden)


def test_a_report_of_nothing_is_no_empty_suite() -> None:
    root = ET.fromstring(junit.render(Report(DAY, (), ())).encode())
    assert [element.tag for element in root.iter("skipped")] == ["skipped"]
