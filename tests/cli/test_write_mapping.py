"""``raci check FILE --write-mapping``: what it writes, where, and that it locks the heads."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import define, raci
from tests.support.repositories import git
from tests.support.table_files import FORMATS, Laid, as_workbook
from tests.support.table_layouts import render
from tests.support.table_matrices import EXAMPLE

MATRIX = """\
# Shop

| Activity | Shop lead | Sales | Finance |
| --- | --- | --- | --- |
| Set prices | A | R | C |
| Close books | A | | R |
"""
OTHER = "# Store\n\n| Activity | Clerk | Boss |\n| --- | --- | --- |\n| Store | R | A |\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*paths: str) -> None:
    ran = raci("check", *paths, "--write-mapping", "--exit-zero")
    assert ran.exit_code == 0, ran.output


def settings(path: str = "raci.toml") -> dict[str, Any]:
    return tomllib.loads(Path(path).read_text("utf-8"))


def lost(*paths: str) -> list[tuple[str, int]]:
    """Return what is said of heads that are gone, and the line where it is said."""
    report = json.loads(raci("check", *paths, "--format", "json").stdout)
    return [(f["message"], f["place"]["line"]) for f in report["findings"] if f["code"] == "DEF018"]


def test_writes_what_was_detected() -> None:
    define(MATRIX, "docs/raci.md")
    git(Path(), "init", "-q")
    write("docs/raci.md")
    assert settings() == {
        "tables": {
            "docs/raci.md": {
                "id": "docs-raci",
                "roles": "across",
                "header-rows": 1,
                "notation": "raci",
                "groups": "tag",
                "lock": [
                    {
                        "heading": "Shop",
                        "columns": ["Shop lead", "Sales", "Finance"],
                        "rows": ["Set prices", "Close books"],
                    }
                ],
            }
        }
    }
    assert raci("check", ".").exit_code == 0
    before = Path("raci.toml").read_bytes()
    write("docs/raci.md")
    assert Path("raci.toml").read_bytes() == before


def test_a_mapping_keeps_what_the_user_wrote() -> None:
    define(MATRIX.replace("| | R", "| see Bob | R"), "raci.md")
    own = '# ours\n[tables."raci.md"] # the plan\nid = "shop"\nletters = {"see Bob" = "informed"}\n'
    define(own + '\n[severity]\nGAP = "info"\n', "raci.toml")
    write("raci.md")
    text = Path("raci.toml").read_text("utf-8")
    assert text.startswith(own)
    assert text.endswith('[severity]\nGAP = "info"\n')
    assert settings()["tables"]["raci.md"]["id"] == "shop"


def test_the_nearest_settings_that_name_the_table_have_the_mapping() -> None:
    git(Path(), "init", "-q")
    define(MATRIX, "docs/raci.md")
    define('[project]\nname = "x"\n\n[tool.raci]\nlang = "en"\n', "docs/pyproject.toml")
    write("docs/raci.md")
    assert settings("docs/pyproject.toml")["tool"]["raci"]["tables"]["raci.md"]["id"] == "docs-raci"
    assert not Path("raci.toml").exists()
    define('[tables."docs/raci.md"]\nid = "top"\n', "raci.toml")
    define('[tool.raci]\nlang = "en"\n', "docs/pyproject.toml")
    write("docs/raci.md")
    assert settings()["tables"]["docs/raci.md"]["lock"]


@pytest.mark.parametrize(
    "above", ['selct = ["GAP"]\n', 'select = ["NONE"]\nselct = 1\n', "lang = \n"]
)
@pytest.mark.parametrize("path", ["raci.md", "docs/raci.md"])
def test_settings_with_errors_are_left_as_they_are(above: str, path: str) -> None:
    git(Path(), "init", "-q")
    define(MATRIX, path)
    own = (
        f'{above}[tables."{path}"]\nid = "mine"\nletters = {{foo = "informed"}}\n'
        f'[[tables."{path}".lock]]\ncolumns = ["Sales"]\n'
    )
    define(own, "raci.toml")
    ran = raci("check", path, "--write-mapping")
    assert ran.exit_code == 2
    assert "nothing written: raci.toml has errors" in ran.stderr
    assert "Wrote" not in ran.stderr
    assert "raci.toml:" in ran.stdout
    assert Path("raci.toml").read_text("utf-8") == own


def test_comments_in_a_lock_are_kept() -> None:
    define(MATRIX + "\n" + OTHER, "raci.md")
    define(
        """\
[[tables."raci.md".lock]] # the shop's
heading = "Shop"
columns = [
  "Shop lead", # answers
  # sells
  "Sales",
  "Finance", # pays
]
rows = ["Set prices", "Close books", "Gone"]
[[tables."raci.md".lock]] # the store's
heading = "Store"
columns = ["Clerk", "Boss"] # both
rows = ["Store"]
""",
        "raci.toml",
    )
    define(MATRIX.replace("| Sales |", "| Press | Sales team |") + "\n" + OTHER, "raci.md")
    write("raci.md")
    text = Path("raci.toml").read_text("utf-8")
    for comment in ("the shop's", "answers", "sells", "pays", "the store's", "both"):
        assert f"# {comment}\n" in text
    assert not lost("raci.md")


@pytest.mark.parametrize(
    ("before", "after", "says", "line"),
    [
        ("| Sales |", "| Sales team |", "the column “Sales” is gone; “Sales team” is new", 3),
        ("| Sales |", "| CFO |", "the column “Sales” is gone; “CFO” is new", 3),
        ("| Close books | A | | R |\n", "", "the row “Close books” is gone", 5),
        (
            "| Set prices",
            "| Set prices now",
            "the row “Set prices” is gone; “Set prices now” is",
            5,
        ),
    ],
)
def test_a_head_that_is_gone_is_told(before: str, after: str, says: str, line: int) -> None:
    define(MATRIX, "raci.md")
    write("raci.md")
    define(MATRIX.replace(before, after), "raci.md")
    ((message, at),) = lost("raci.md")
    assert message.startswith(says)
    assert at == line
    assert raci("check", "raci.md").exit_code == 2
    write("raci.md")
    assert not lost("raci.md")


def test_new_heads_and_another_order_are_fine() -> None:
    define(MATRIX, "raci.md")
    write("raci.md")
    rows = MATRIX.replace("| Finance |", "| Finance | CEO |").splitlines()
    define("\n".join([*rows[:4], "| Sell | A | R | | I |", *reversed(rows[4:])]) + "\n", "raci.md")
    assert not lost("raci.md")


def test_each_matrix_has_its_lock() -> None:
    define(MATRIX + "\n" + OTHER, "raci.md")
    write("raci.md")
    assert [lock["heading"] for lock in settings()["tables"]["raci.md"]["lock"]] == [
        "Shop",
        "Store",
    ]
    define(
        MATRIX.replace("# Shop", "# Our shop") + "\n" + OTHER.replace("Clerk", "Cook"), "raci.md"
    )
    assert [message for message, _ in lost("raci.md")] == [
        "the column “Clerk” is gone; “Cook” is new"
    ]
    define(MATRIX, "raci.md")
    assert [message for message, _ in lost("raci.md")] == [
        "the table “Store” is gone; raci.toml has locked it"
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_any_format(format_: str) -> None:
    path, raw = render(EXAMPLE, "groups-in-row-and-column", format_)
    Path(path).write_bytes(raw)
    write(path)
    assert not lost(path)
    other = replace(EXAMPLE, roles=("Sponsor", *EXAMPLE.roles[1:]))
    Path(path).write_bytes(render(other, "groups-in-row-and-column", format_)[1])
    (message, _), *more = lost(path)
    assert message == "the column “Project Manager” is gone; “Sponsor” is new"
    assert not more


def test_a_head_that_is_gone_from_a_sheet_is_told_at_a_cell() -> None:
    for matrix in (EXAMPLE, replace(EXAMPLE, roles=(*EXAMPLE.roles[:3], "Legal team", "采购经理"))):
        Path("m.xlsx").write_bytes(render(matrix, "titled", "xlsx")[1])
        if not Path("raci.toml").exists():
            write("m.xlsx")
    assert "m.xlsx:Plan!E3: error DEF018" in raci("check", "m.xlsx").stdout


def test_what_cannot_be_written_is_said() -> None:
    define("raci: 1\norg: {id: shop}\n", "org.yaml")
    assert "needs a table" in raci("check", ".", "--write-mapping").stderr
    assert raci("check", "-", "--write-mapping", input="raci: 1\norg: {id: x}\n").exit_code == 2
    define("|Task|PM|Dev|\n|-|-|-|\n|Build|E|F|\n|Test|F|E|\n", "odd.md")
    assert "not written: odd.md" in raci("check", "odd.md", "--write-mapping").stderr
    define(MATRIX, "raci.md")
    define('tables."raci.md".id = "x"\nlang = "en"\n', "raci.toml")
    ran = raci("check", "raci.md", "--write-mapping")
    assert ran.exit_code == 2
    assert "raci.toml cannot be changed safely" in ran.stderr
    assert raci("check", "raci.md", "--write-mapping", "--fix").exit_code == 2


DATED = "Owner: M. Baxter, last updated {day} Nov 2026\nTask,Boss,Clerk\nPlan,A,R\nPay,A,R\n"


def test_a_line_above_the_only_matrix_may_change() -> None:
    plan = (
        "# {day} Nov\n\n| Task | Boss | Clerk |\n|---|---|---|\n| Plan | A | R |\n| Pay | A | R |\n"
    )
    other = "\n# Contacts\n\n| Name | Phone |\n|---|---|\n| Mia | 12 |\n"
    for path, text in (("m.csv", DATED), ("m.md", plan + other)):
        define(text.format(day=12), path)
        write(path)
        assert "heading" not in settings()["tables"][path]
        define(text.format(day=13), path)
        assert lost(path) == []


@pytest.mark.parametrize("key", ["sheet", "heading"])
def test_a_key_that_no_matrix_matches_is_named_and_can_be_written_anew(key: str) -> None:
    sheet = [["Task", "Boss", "Clerk"], ["Plan", "A", "R"], ["Pay", "A", "R"]]
    Path("m.xlsx").write_bytes(as_workbook(Laid(sheet)))
    Path("raci.toml").write_text(f'[tables."m.xlsx"]\n{key} = "Last year"\n', "utf-8")
    ((message, _),) = lost("m.xlsx")
    assert message.startswith(f"raci.toml says {key} = “Last year”")
    assert raci("check", "m.xlsx").exit_code == 2
    assert raci("check", "m.xlsx", "--write-mapping").exit_code == 0
    assert "Last year" not in Path("raci.toml").read_text("utf-8")
    assert lost("m.xlsx") == []


def test_a_new_head_in_the_place_of_one_that_is_gone_is_named() -> None:
    define(MATRIX, "m.md")
    write("m.md")
    define(MATRIX.replace("Sales", "Marketing"), "m.md")
    ran = raci("check", "m.md")
    assert "the column “Sales” is gone; “Marketing” is new" in ran.stdout
    assert "m.md:3:26" in ran.stdout


@pytest.mark.parametrize(
    ("path", "shown"), [("docs/m.md", "docs/m.md"), ("my plan.md", "'my plan.md'")]
)
def test_advice_prints_the_command_with_the_path(path: str, shown: str) -> None:
    define(MATRIX, path)
    write(path)
    define(MATRIX.replace("Sales", "Marketing"), path)
    report = json.loads(raci("check", path, "--format", "json").stdout)
    assert f"`raci check {shown} --write-mapping`" in report["findings"][0]["hint"]
