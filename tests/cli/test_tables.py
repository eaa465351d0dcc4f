"""``raci check`` on a table where it lives: what it says, where, and its exit status."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.command import define, raci
from tests.support.repositories import git
from tests.support.table_files import Laid, as_workbook

MATRIX = """\
# Shop

| Activity | Shop lead | Sales | Finance |
| --- | --- | --- | --- |
| Set prices | A | A | C |
| Settle returns | A/R | see contract | I |
| Close books | C | | R |
"""
LAID = Laid(
    [["", "Activity", "Shop lead", "Sales"], ["", "Set prices", "A", "A"], ["", "Ship", "A", "R"]]
)
MAPPED = """\
[tables."docs/raci.md"]
id = "shop"
letters = {"see contract" = "responsible"}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def findings(*arguments: str) -> list[dict[str, object]]:
    report = json.loads(raci("check", *arguments, "--format", "json").stdout)
    found: list[dict[str, object]] = report["findings"]
    return found


def test_says_first_what_was_read_and_refuses_what_it_does_not_understand() -> None:
    define(MATRIX, "team.md")
    result = raci("check", "team.md")
    assert result.exit_code == 2
    assert " ".join(result.stdout.split()).startswith(
        "Read: Shop: 3 roles across, 3 activities, 8 letters, RACI by its letters; "
        "1 cell not understood."
    )
    assert "team.md:6:26: error DEF018" in result.stdout
    chinese = raci("check", "team.md", "--lang", "zh").stdout
    assert chinese.startswith("已读取：Shop：横向 3 个岗位")


def test_findings_stand_at_their_cells() -> None:
    define(MATRIX, "raci.md")
    lines = raci("check", "raci.md", "--format", "concise").stdout.splitlines()
    assert lines[0].startswith("raci.md:5:20: error OVL203 sales and shop-lead")
    assert lines[2].startswith("raci.md:7:3: error GAP101 close-books")


def test_what_is_missing_beside_an_unknown_cell_is_not_reported() -> None:
    define("|Task|PM|Dev|QA|\n|-|-|-|-|\n|Build|C|boss|C|\n|Test|C|C|R|\n|Ship|A|R|C|\n", "m.md")
    gaps = [f["subject"] for f in findings("m.md") if f["code"] == "GAP101"]
    assert gaps == ["activity:test"]


def test_workbook_findings_name_the_cell() -> None:
    Path("plan.xlsx").write_bytes(as_workbook(replace(LAID, sheet="RACI plan")))
    result = raci("check", "plan.xlsx", "--format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith("plan.xlsx:RACI plan!D2: error OVL203 ")
    (double, *_) = findings("plan.xlsx")
    place = double["place"]
    assert isinstance(place, dict)
    assert place["cell"] == "RACI plan!D2"
    assert (place["line"], place["column"]) == (2, 4)
    assert "(RACI plan!D2)" in raci("check", "plan.xlsx", "--format", "github").stdout
    sarif = json.loads(raci("check", "plan.xlsx", "--format", "sarif").stdout)
    text = sarif["runs"][0]["results"][0]["message"]["text"]
    assert "(RACI plan!D2)" in text


def test_workbook_findings_show_their_row_with_the_cell_underlined() -> None:
    Path("plan.xlsx").write_bytes(as_workbook(LAID))
    frame = "  2 | B: Set prices | C: A | D: A\n"
    for line in raci("check", "plan.xlsx").stdout.split("error OVL203")[1:]:
        assert frame + "    |                           ^\n" in line
    result = raci("check", "plan.xlsx", "--format", "sarif")
    region = json.loads(result.stdout)["runs"][0]["results"][0]["locations"][0]
    assert region["physicalLocation"]["region"]["startColumn"] == 4


def test_a_long_row_of_a_workbook_is_cut_around_its_cell() -> None:
    heads = [f"Role {number}" for number in range(300)]
    letters = ["A" if number in (0, 250) else "R" for number in range(300)]
    single = ["A", *["R"] * 299]
    rows = [["Task", *heads], ["Ship", *letters], ["Sell", *single], ["Pack", *single]]
    Path("plan.xlsx").write_bytes(as_workbook(Laid(rows)))
    lines = raci("check", "plan.xlsx", "--select", "OVL203").stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  2 | "))
    assert max(len(line) for line in lines[at : at + 2]) <= 80
    assert lines[at][lines[at + 1].index("^")] == "A"


def test_a_mapping_explains_cells_and_lets_a_folder_take_the_table() -> None:
    define(MATRIX, "docs/raci.md")
    assert raci("check", ".").exit_code == 2  # no table is read unless it is named
    define(MAPPED, "raci.toml")
    for path in (".", "docs/raci.md"):
        report = json.loads(raci("check", path, "--format", "json").stdout)
        (organisation,) = report["organisations"]
        assert organisation["id"] == "shop"
        (table,) = organisation["tables"]
        assert (table["letters"], table["present"], table["not_understood"]) == (9, 9, 0)
    assert raci("check", ".").exit_code == 1


def test_the_id_is_the_path_below_the_top_of_the_repository(tmp_path: Path) -> None:
    define(MATRIX, "docs/Team plan.md")
    report = json.loads(raci("check", "docs/Team plan.md", "--format", "json").stdout)
    assert report["organisations"][0]["id"] == "team-plan"
    git(tmp_path, "init", "-q")
    report = json.loads(raci("check", "docs/Team plan.md", "--format", "json").stdout)
    assert report["organisations"][0]["id"] == "docs-team-plan"


def test_what_edits_a_definition_says_what_can_be_done_about_a_table() -> None:
    define(
        MATRIX.replace("see contract", "R") + "| Ship | A | R | |\n| Sell | A | R | |\n", "raci.md"
    )
    print_ = str(findings("raci.md")[0]["fingerprint"])
    terms = ("--reason", "agreed", "--by", "sales", "--until", "2099-01-01")
    for *arguments, status in (
        ("waive", print_, "raci.md", *terms, 2),
        ("packs", "--suggest", "--write", "raci.md", 2),
        ("packs", "--suggest", "raci.md", 0),
    ):
        result = raci(*map(str, arguments))
        assert result.exit_code == status
        said = " ".join(f"{result.stderr} {result.stdout}".split())
        assert "raci does not edit 'raci.md', a table" in said
        assert "`raci import raci.md -o FOLDER`" in said
    assert raci("baseline", "raci.md").exit_code == 0


def test_since_and_baseline(tmp_path: Path) -> None:
    define(MATRIX.replace("see contract", "R"), "raci.md")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "matrix")
    assert raci("check", "raci.md").exit_code == 1
    assert raci("check", "raci.md", "--since", "HEAD").exit_code == 0
    define(MATRIX.replace("see contract", "A"), "raci.md")
    new = raci("check", "raci.md", "--since", "HEAD", "--format", "concise").stdout
    assert new.startswith("raci.md:6:26: error OVL203")
    assert raci("baseline", "raci.md").exit_code == 0
    assert Path("raci.md.raci-baseline.yaml").is_file()
    assert raci("check", "raci.md").exit_code == 0


def test_two_tables_that_share_an_id() -> None:
    define(MATRIX.replace("see contract", "R"), "plan.md")
    define("Task,PM,Dev\nBuild,A,R\n", "plan.csv")
    result = raci("check", "plan.md", "plan.csv")
    assert result.stdout.count("Read: ") == 2
    assert "error DEF003" in result.stdout
    assert '[tables."plan.csv"]' in result.stdout
    define('[tables."plan.csv"]\nid = "plan-csv"\n', "raci.toml")
    assert "DEF003" not in raci("check", "plan.md", "plan.csv").stdout


def test_several_tables_that_share_an_id_are_all_judged_and_each_told_its_own() -> None:
    for path in ("a/plan.md", "b/plan.md", "c/plan.md"):
        define(MATRIX.replace("see contract", "R"), path)
    define("raci: 1\norg: {id: plan}\n", "d/org.yaml")
    paths = ("d", "a/plan.md", "b/plan.md", "c/plan.md")
    report = json.loads(raci("check", *paths, "--format", "json").stdout)
    assert len(report["organisations"]) == 4
    double = [each["place"]["path"] for each in report["findings"] if each["code"] == "OVL203"]
    assert {*double} == {*paths[1:]}
    hints = [f["hint"] for f in report["findings"] if f["code"] == "DEF003"]
    lines = [hint.splitlines()[1:] for hint in hints]
    define("\n".join(line for each in lines for line in each), "raci.toml")
    assert len(lines) == 3
    assert "DEF003" not in raci("check", *paths).stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("|Task|PM|Dev|\n|-|-|-|\n|Build|E|F|\n|Test|F|E|\n", "belong to no notation"),
        ("# Plan\n\nNothing to see.\n", "no responsibility matrix found"),
        (
            "|Task|PM|Dev|\n|-|-|-|\n"
            + "".join(f"|T{n}|R|{'A' if n < 3 else 'S'}|\n" for n in range(9)),
            "may mean “approves”",
        ),
    ],
)
def test_what_cannot_be_decided_is_refused(text: str, says: str) -> None:
    define(text, "m.md")
    result = raci("check", "m.md")
    assert result.exit_code == 2
    assert says in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("notation", "code"),
    [
        ('"rasci-approval"', 0),
        ('"rasci"', 1),
        ('{R = "responsible", A = "accountable", S = []}', 1),
    ],
)
def test_the_notation_of_a_mapping(notation: str, code: int) -> None:
    rows = "".join(f"|T{n}|R|{'A' if n < 3 else 'S'}|\n" for n in range(9))
    define(f"|Task|PM|Dev|\n|-|-|-|\n{rows}", "m.md")
    define(f'[tables."m.md"]\nnotation = {notation}\n', "raci.toml")
    assert raci("check", "m.md").exit_code == code


def test_a_file_that_is_no_workbook() -> None:
    define(MATRIX, "raci.xlsx")
    result = raci("check", "raci.xlsx")
    assert result.exit_code == 2
    assert "rename it so that it ends in .md" in result.stdout


def test_a_fix_never_touches_a_table() -> None:
    define("|Task|PM|Dev|\n|-|-|-|\n|Build|A/C|R|\n|Ship|A|R|\n", "m.md")
    before = Path("m.md").read_text("utf-8")
    raci("check", "m.md", "--fix")
    assert Path("m.md").read_text("utf-8") == before


def test_a_missing_library_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("plan.xlsx").write_bytes(as_workbook(LAID))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    result = raci("check", "plan.xlsx")
    assert result.exit_code == 2
    assert "pip install 'raci[excel]'" in " ".join(result.stdout.split())


def test_people_in_heads_hold_roles_and_are_not_named() -> None:
    define(",Ann Lee,,Bob Hall\nTask,PM,Payer,Buyer\nBuy,A,,R\nPay,A,R,\n", "raci.csv")
    ran = raci("check", "raci.csv", "--format", "json")
    (organisation,) = json.loads(ran.stdout)["organisations"]
    assert organisation["tables"][0]["people"] == 2
    text = raci("check", "raci.csv")
    assert "2 people in the heads" in " ".join(text.stdout.split())
    for output in (ran.output, text.output, raci("matrix", "raci.csv").output):
        assert "Lee" not in output
        assert "Bob" not in output


def test_what_stands_above_roles_is_told() -> None:
    define(",Our company,,Acme Ltd\nTask,PM,Payer,Buyer\nBuy,A,,R\nPay,A,R,\n", "raci.csv")
    said = " ".join(raci("check", "raci.csv").stdout.split())
    assert "; above roles, kept as notes: Our company, Acme Ltd." in said


def test_a_folder_of_matrices_says_how_to_check_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    define(
        "| Task | Chief | Clerk |\n|---|---|---|\n| Pay | A | R |\n| Ship | A | R |\n",
        "docs/page.md",
    )
    define("# Read me\n", "README.md")
    define("raci: 1\n", "codeowners.txt")
    ran = raci("check")
    assert ran.exit_code == 2
    assert "raci check docs/page.md" in ran.output.replace("\n   ", "")
    assert "README.md" not in ran.output
    assert "raci init" in ran.output
    for name in ("jd.docx", "jd.txt", "CODEOWNERS"):
        define("text\n", name)
        ran = raci("check", name)
        assert ran.exit_code == 2
        assert f"raci import {name} -o FOLDER" in " ".join(ran.output.split())
    assert raci("init", ".").exit_code == 0
