"""What a user meets at the command line."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from wcwidth import width

from raci.check.runner import lint
from raci.cli import cli
from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.project import Project
from raci.rules.rule import rule
from raci.schema import schema_path
from tests.support.page import page_data
from tests.support.paths import ROOT

CLEAN = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
"""
WARNED = CLEAN + "  idle: {reports_to: boss}\n"
FAILED = CLEAN.replace("accountable: [pay]", "duties: {hire: Hire people}")
ECOMMERCE = str(ROOT / "org" / "ecommerce")
DAY = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def raci(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, prog_name="raci")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def define(text: str, path: str = "org.yaml") -> None:
    Path(path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        (CLEAN, (), 0),
        (WARNED, (), 0),
        (WARNED, ("--fail-on", "warning"), 1),
        (WARNED, ("--fail-on", "warning", "--exit-zero"), 0),
        (FAILED, (), 1),
        (FAILED, ("--exit-zero",), 0),
        (FAILED, ("--ignore", "GAP101,GAP"), 0),
        (FAILED, ("--since", "HEAD"), 2),
        (FAILED, ("--format", "text", "-o", "no/folder.txt"), 2),
        (FAILED, ("--color", "always"), 1),
        (FAILED, ("--lang", "zh"), 1),
        (FAILED, ("--show-settings",), 0),
        (FAILED, ("--show-settings", "--select", "GAP999"), 2),
        (CLEAN + "x: 1\n", ("--show-settings",), 0),
        (CLEAN + "x: 1\n", ("--fix",), 2),
        (CLEAN + "x: 1\n", ("--diff", "--exit-zero"), 2),
        (FAILED, ("--diff",), 0),
        (CLEAN + "x: 1\n", (), 2),
        (CLEAN + "x: 1\n", ("--exit-zero",), 2),
        (CLEAN + "x: 1\n", ("--ignore", "DEF"), 2),
        (CLEAN + "\t", (), 2),
        ("services: {}\n", (), 2),
        ("raci: 1\norg: {id: empty}\n", (), 2),
        (CLEAN, ("--select", "SOD301"), 2),
        (CLEAN, ("--select", "GAP999"), 2),
        (CLEAN, ("--as-of", "yesterday"), 2),
        (CLEAN, ("--format", "pdf"), 2),
        (CLEAN, ("nowhere",), 2),
    ],
)
def test_exit_status(text: str, arguments: tuple[str, ...], status: int) -> None:
    define(text)
    assert raci("check", *arguments).exit_code == status


def test_a_rule_that_crashes_is_told_by_name_and_the_others_go_on() -> None:
    @rule("XXX999", of=Row)
    def crashing(row: Row, _matrix: Matrix) -> Iterator[Hit]:
        yield Hit(impossible=1 / len(row.roles(Function.RESPONSIBLE)[1:]))

    project = Project.of({"org.yaml": FAILED})
    from raci.rules import catalogue

    rules = (crashing, *catalogue.rules())
    outcome = lint(project.matrix, rules, frozenset({"XXX999", "GAP101"}))
    found = [project.completer.finding(verdict) for verdict in outcome.verdicts]
    assert {finding.code for finding in found} == {"DEF015", "GAP101"}
    crashed = next(finding for finding in found if finding.code == "DEF015")
    assert "crashing" in crashed.message
    assert "ZeroDivisionError" in crashed.message
    report = Report("2026-11-23", (), tuple(found))
    assert report.exit_status() == 3


def test_no_traceback_and_no_output_file_when_the_call_is_wrong() -> None:
    define(CLEAN)
    result = raci("check", "--select", "GAP11", "-o", "out.json")
    assert result.exit_code == 2
    assert "did you mean GAP" in result.stderr
    assert not Path("out.json").exists()


def test_no_summary_of_a_command_is_cut() -> None:
    summaries = raci("--help").stdout.partition("Commands:")[2]
    assert "baseline" in summaries
    assert "..." not in summaries


def test_several_formats_at_once_each_with_its_file() -> None:
    define(FAILED)
    result = raci("check", "--format", "json", "-o", "out.json", "--format", "text")
    assert result.exit_code == 1
    assert "error GAP101" in result.stdout
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["summary"]["failed"]
    raci("check", "--format", "concise", "-o", "a.txt", "-o", "b.json")
    assert Path("a.txt").read_text(encoding="utf-8").startswith("org.yaml:")
    assert Path("b.json").read_text(encoding="utf-8").startswith("{")


def test_a_file_that_cannot_be_written_is_an_error() -> None:
    define(CLEAN)
    result = raci("check", "-o", "no/such/folder/out.json")
    assert result.exit_code == 2
    assert "no/such/folder/out.json" in result.stderr
    assert raci("check", "-o", "out.xyz").exit_code == 2


def test_select_and_ignore_take_codes_names_and_families() -> None:
    for chosen in ("GAP101", "activity-without-accountable", "GAP"):
        define(FAILED)
        told = {f["code"] for f in report("--select", chosen)["findings"]}
        assert told == {"GAP101"}, chosen
        left = {f["code"] for f in report("--select", chosen, "--ignore", "GAP101")["findings"]}
        assert left <= {"DEF011"}, chosen


def report(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(raci("check", "--format", "json", *arguments).stdout)
    return found


def test_what_is_always_run_cannot_be_ignored() -> None:
    define(CLEAN + "  late: {reports_to: bos, duties: {pay: Pay}}\n")
    codes = {f["code"] for f in report("--ignore", "DEF")["findings"]}
    assert "DEF004" in codes


def test_the_summary_says_what_did_not_fail() -> None:
    define(WARNED)
    result = raci("check", *DAY)
    assert "1 warning below the failing severity" in result.stdout
    assert "as of 2026-11-23" in result.stdout
    assert "rules not applicable (--verbose lists them)" in result.stdout.replace("\n", " ")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_the_screen(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    org = "org/ecommerce"
    for command in (
        ("check", org, "--show", "info"),
        ("matrix", org),
        ("matrix", org, "--by", "role"),
        ("show", "role:cs-supervisor", org),
        ("show", "department:promotion", org),
        ("show", "platform:jd", org),
        ("show", "activity:online-sales", org),
        ("rules",),
    ):
        lines = raci(*command, "--lang", lang).stdout.splitlines()
        assert lines
        wide = [line for line in lines if width(line) > 80]
        assert not wide, command


@pytest.mark.parametrize("column", [0, 30, 60, 200])
def test_the_caret_stands_below_the_key_among_wide_characters(column: int) -> None:
    text = f"{{en: A, zh: {'在线销售' * (column // 4)}x}}"
    roles = f"roles: {{a: {{name: {text}, reports_to: nobody, duties: {{pay: Pay}}}}}}"
    define(f"raci: 1\norg: {{id: a}}\n{roles}\n")
    lines = raci("check", "--select", "GAP102,DEF004").stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip("| ").startswith("^"))
    before = width(lines[at][: lines[at].index("^")])
    shown = lines[at - 1]
    start = next(n for n in range(len(shown)) if width(shown[:n]) == before)
    assert shown[start:].startswith("reports_to")


def test_colour_is_a_wish() -> None:
    define(FAILED)
    assert "\x1b[" not in raci("check").stdout
    assert "\x1b[" in raci("check", "--color", "always").stdout
    assert "\x1b[" not in raci("check", "--color", "never").stdout


def test_what_a_terminal_or_a_log_would_obey_is_escaped() -> None:
    name = r'"\u001b[31mred\u202e ::error::x ##[debug]y ' + "word " * 15 + '::warning::z"'
    define(f"raci: 1\norg: {{id: a}}\nroles: {{clerk: {{name: {name}, duties: {{pay: Pay}}}}}}\n")
    for arguments in (("check", "--show", "info"), ("matrix",), ("show", "role:clerk")):
        shown = raci(*arguments).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "##[" not in shown
        assert not [line for line in shown.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_json_is_of_its_schema(lang: str) -> None:
    for name, command in (("findings", "check"), ("matrix", "matrix")):
        schema = json.loads(schema_path(name).read_text(encoding="utf-8"))
        data = json.loads(raci(command, ECOMMERCE, "--format", "json", "--lang", lang).stdout)
        jsonschema.validate(data, schema)
    define("raci: 1\n- x\n")
    broken = json.loads(raci("check", "--format", "json").stdout)
    jsonschema.validate(broken, json.loads(schema_path("findings").read_text(encoding="utf-8")))
    assert broken["findings"][0]["code"] == "DEF001"
    assert broken["summary"]["failed"]


@pytest.mark.parametrize(
    "people",
    [
        "people: {p-1: Li Lei}",
        "people: {p-1: {name: [Li Lei]}}",
        "people:\n  p-1:\n    name: Li Lei\n    nme: x",
        "people:\n  p-1:\n    name: Li Lei\n    name: Li Lei",
        "people: {p-1: {name: Li Lei}}, platforms: {x: {owners: [gone]}}}",
    ],
)
def test_no_error_about_people_tells_a_name(people: str) -> None:
    define(f"{{raci: 1, org: {{id: a}}, {people}\n" if people.endswith("}}}") else CLEAN + people)
    for form in ("json", "concise", "text"):
        shown = raci("check", "--format", form).stdout
        assert "DEF00" in shown
        assert "Li Lei" not in shown


def test_json_names_no_person() -> None:
    define(CLEAN + "people: {p-1: {name: Wang Xiaoming, roles: {clerk: {}, gone: {}}}}\n")
    for form in ("json", "concise", "text"):
        assert "Wang" not in raci("check", "--format", form).stdout
    assert "p-1" in raci("check", "--format", "json").stdout


@pytest.mark.parametrize(
    "blank", ["", " ", "\t", "\r\n", "\xa0", "\u3000", "\u2003 ", "\u200b", "\ufeff"]
)
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_is_made_harmless_in_csv(blank: str, sign: str) -> None:
    name = json.dumps(f"{blank}{sign}1+1")
    define(f"raci: 1\norg: {{id: a}}\nroles: {{clerk: {{name: {name}, duties: {{pay: Pay}}}}}}\n")
    raci("matrix", "-o", "out.csv")
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    (cell,) = (cell for cell in cells if f"{sign}1+1" in cell)
    assert cell[0] in "'\\"
    assert not [each for each in cells if each.strip().startswith(sign)]


def test_html_escapes_everything() -> None:
    evil = "<script>alert(1)</script>"
    define(
        f"raci: 1\norg: {{id: a, name: '{evil}'}}\n"
        f"roles: {{clerk: {{name: '{evil}', duties: {{pay: Pay}}}}}}\n"
        f"activities: {{pay: {{name: '{evil}'}}}}\n"
    )
    raci("matrix", "-o", "out.html")
    page = Path("out.html").read_text(encoding="utf-8")
    assert evil not in page
    assert page.count("<script") == 2, "its own script and its data"
    assert page_data(page)["activities"][0]["name"] == evil


def test_derived_entries_are_marked_everywhere() -> None:
    define(
        "raci: 1\norg: {id: a, accountable: department-head}\n"
        "departments: {d: {head: boss}}\n"
        "roles: {boss: {department: d}, clerk: {department: d, duties: {pay: Pay}}}\n"
    )
    for suffix in ("txt", "md", "csv", "html"):
        raci("matrix", "-o", f"out.{suffix}")
        assert "(A)" in Path(f"out.{suffix}").read_text(encoding="utf-8").replace("\\", "")
    raci("matrix", "-o", "out.json")
    (row,) = json.loads(Path("out.json").read_text(encoding="utf-8"))["rows"]
    assert [(c["role"], c["derived"]) for c in row["cells"]] == [("clerk", False), ("boss", True)]
    assert row["cells"][1]["because"] == ["head:d", "duty:clerk/pay"]
    assert "(derived)" in raci("show", "role:clerk").stdout


def test_only_part_of_the_matrix() -> None:
    (whole, *parts) = (
        json.loads(raci("matrix", ECOMMERCE, "--format", "json", *only).stdout)["rows"]
        for only in (
            (),
            ("--only", "department:logistics"),
            ("--only", "role:crm"),
            ("--only", "platform:qq"),
        )
    )
    assert len(whole) == 31
    rows = [[row["activity"] for row in part] for part in parts]
    assert rows == [
        ["shipping", "courier-management", "order-printing"],
        ["member-marketing"],
        ["online-sales"],
    ]


def test_planned_and_archived_activities_are_shown_when_asked_for() -> None:
    define(CLEAN + "activities: {later: {status: planned}, gone: {status: archived}}\n")
    assert "later" not in raci("matrix").stdout
    assert "later" in raci("matrix", "--status", "all").stdout
    assert raci("check").exit_code == 0


def test_a_generic_duty_is_shown_by_department() -> None:
    define(
        "raci: 1\norg: {id: a}\ndepartments: {d: {}, e: {}}\n"
        "roles:\n  x: {department: d, duties: {train: Train}}\n"
        "  y: {department: e, support: [train]}\n"
        "activities: {train: {each: department}}\n"
    )
    whole = raci("show", "activity:train").stdout
    assert "train@d" in whole
    assert "train@e" in whole
    assert "train@d" in raci("show", "activity:train@d").stdout


def test_where_one_organisation_is_needed_several_are_listed() -> None:
    for name in ("a", "b"):
        Path(name).mkdir()
        define(CLEAN, f"{name}/org.yaml")
    for arguments in (("matrix",), ("show", "role:clerk")):
        result = raci(*arguments)
        assert result.exit_code == 2
        assert "\n  a\n  b" in result.stderr


@pytest.mark.parametrize("ref", ["role:clerc", "clerk", "roles:clerk", "person:p", "activity:"])
def test_a_wrong_ref_comes_with_the_nearest(ref: str) -> None:
    define(CLEAN)
    result = raci("show", ref)
    assert result.exit_code == 2
    assert "role:" in result.stderr or "activity:" in result.stderr


def test_a_broken_definition_is_told_by_matrix_and_show_too() -> None:
    define(CLEAN + "x: 1\n")
    for arguments in (("matrix",), ("matrix", "-o", "out.md"), ("show", "role:clerk")):
        result = raci(*arguments)
        assert result.exit_code == 2
        assert "org.yaml:6:1: error DEF002" in result.stderr
    assert not Path("out.md").exists()


def test_rules_lists_every_rule_and_rule_prints_a_page() -> None:
    listed = raci("rules").stdout
    assert "GAP101" in listed
    for name in ("GAP101", "activity-without-accountable"):
        page = raci("rules", name, "--lang", "zh").stdout
        assert "GAP101" in page
        assert "## 为什么重要" in page
        assert "## Why" not in page
        assert "错误 GAP101" in page
        assert raci("rule", name, "--lang", "zh").stdout == page
    assert "did you mean GAP101" in raci("rules", "GAP1O1").stderr


@pytest.mark.parametrize(
    ("lang", "heading"), [("en", "## Why it matters"), ("zh", "## 为什么重要")]
)
def test_the_help_of_a_rule_in_sarif_is_its_page_in_the_language_of_the_run(
    lang: str, heading: str
) -> None:
    define(FAILED)
    log = json.loads(raci("check", "--format", "sarif", "--lang", lang).stdout)
    helps = [rule["help"]["markdown"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert helps
    assert all(heading in text for text in helps)


def test_findings_are_sorted_by_severity_path_line_code_and_subject() -> None:
    define(
        "raci: 1\norg: {id: a}\ndepartments: {l: {duties: {triage: a, discharge: b}}}\n"
        "roles: {x: {department: l, reports_to: gone}}\n"
    )
    told = [(f["code"], f["subject"]) for f in report()["findings"]]
    assert told.index(("GAP103", "mandate:l/discharge")) < told.index(
        ("GAP103", "mandate:l/triage")
    )


@pytest.mark.parametrize("form", ["csv", "html", "markdown"])
def test_a_name_cannot_begin_a_line_of_a_report(form: str) -> None:
    define(CLEAN + 'activities: {pay: {name: "::a\\n::error::x"}}\n')
    lines = raci("matrix", "--format", form).stdout.splitlines()
    assert not [line for line in lines if line.lstrip().startswith("::")]


def test_two_formats_do_not_share_the_terminal() -> None:
    define(CLEAN)
    assert raci("check", "--format", "json", "--format", "text").exit_code == 2


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_empty_selection_is_a_mistake(option: str) -> None:
    define(CLEAN)
    for names in ("", ","):
        assert raci("check", option, names).exit_code == 2


def test_letter_case_does_not_matter_where_a_rule_is_named() -> None:
    define(FAILED)
    for chosen in ("gap101", "Activity-Without-Accountable", "gap"):
        assert {f["code"] for f in report("--select", chosen)["findings"]} == {"GAP101"}
    assert raci("rules", "ovl201").stdout == raci("rules", "OVL201").stdout


def test_an_empty_matrix_says_so() -> None:
    define("raci: 1\norg: {id: a}\nroles: {x: {}}\n")
    assert "No activities" in raci("matrix").stdout


@pytest.mark.parametrize("text", ["{en: Plan, budget}", "{en: Foo, bar}", "{zh: 甲, 乙}"])
def test_a_text_that_a_comma_cut_is_told_as_that(text: str) -> None:
    define(f"raci: 1\norg: {{id: a}}\nroles: {{x: {{name: {text}, duties: {{y: {text}}}}}}}\n")
    told = report()["findings"]
    assert len(told) == 2
    assert all("comma" in finding["message"] + finding["hint"] for finding in told)


def codes(text: str) -> set[tuple[str, str]]:
    define(text)
    return {(f["code"], f["subject"]) for f in report()["findings"]}


def test_a_list_that_names_an_unknown_role_is_not_told_to_lack_that_function() -> None:
    head = "raci: 1\norg: {id: a}\nroles: {x: {duties: {z: Z}}, a: {accountable: [z%s]}}\n"
    told = codes(head % "" + "activities: {w: {responsible: [ghost]}}\n")
    assert told == {("DEF004", "activity:w")}
    rest = "activities: {y: {platforms: [q], responsible: [ghost]}}\n"
    told = codes(head % ", y" + rest + "platforms: {q: {owners: [x], deputies: [a]}}\n")
    assert told == {("DEF004", "activity:y")}


def test_a_role_without_department_in_a_generic_duty_is_told_once_from_either_side() -> None:
    head = "raci: 1\norg: {id: a}\ndepartments: {d: {head: x}}\n"
    head += "activities: {t: {each: department%s}}\n"
    roles = "roles: {x: {department: d, duties: {z: Z}, accountable: [z]}, n: {%s}}\n"
    assert codes(head % "" + roles % "duties: {t: T}") == {("DEF004", "role:n")}
    assert codes(head % ", responsible: [n]" + roles % "") == {("DEF004", "activity:t")}


def test_a_cycle_is_no_line_with_two_levels() -> None:
    told = codes("raci: 1\norg: {id: a}\nroles: {a: {reports_to: a}, b: {}, c: {}}\n")
    assert {code for code, _ in told} == {"ORG401"}


def test_a_separation_of_another_form_is_not_counted_as_judged() -> None:
    among = "separations: {s: {among: [['tag:a'], ['tag:b']], at_most: 1}}\n"
    define(CLEAN + "activities: {pay: {tags: [a, b]}}\n" + among)
    (judged,) = (rule for rule in report()["rules"] if rule["code"] == "SOD301")
    assert not judged["applicable"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("-o", "out.unknown"),
        ("--statistics", "--format", "json"),
        ("--diff", "-o", "out.json"),
        ("--select", "GAP999"),
    ],
)
def test_a_wrong_call_mends_nothing(wrong: tuple[str, ...]) -> None:
    text = CLEAN + "activities:\n  pay: {informed: [boss]}\n"
    define(text)
    assert raci("check", "--fix", *wrong).exit_code == 2
    assert Path("org.yaml").read_text(encoding="utf-8") == text
    assert raci("check", "--fix").exit_code == 0
    assert Path("org.yaml").read_text(encoding="utf-8") != text


def test_what_is_ignored_by_path_is_counted() -> None:
    define(FAILED)
    define('[per-path-ignores]\n"org.yaml" = ["GAP101"]\n', "raci.toml")
    result = raci("check", *DAY)
    assert result.exit_code == 0
    assert "Ignored by path: 2" in result.stdout
    assert report()["organisations"][0]["ignored"] == 2


def test_no_baseline_holds_what_is_wrong_with_a_waiver() -> None:
    waiver = "  w: {rule: GAP101, at: activity:hire, reason: So., approved_by: {boss: 2026-11-01}, "
    own = FAILED + f"waivers:\n{waiver}until: 2029-01-01, involves: [role:boss]}}\n"
    define(own)
    before = [f["code"] for f in report(*DAY)["findings"] if f["status"] == "new"]
    assert "DEF010" in before
    assert raci("baseline", *DAY).exit_code == 0
    assert [f["code"] for f in report(*DAY)["findings"] if f["status"] == "new"] == [
        "DEF010",
        "DEF009",
    ]


def test_a_full_disk_is_no_defect_of_raci() -> None:
    define(FAILED)
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "raci", "check", "."]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 2
    assert "defect" not in ran.stderr
