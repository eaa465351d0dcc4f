"""A printed matrix keeps the order in which its owner wrote it, to lie beside the original."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from raci.cli import cli
from tests.support.page import page_data

FILES = {
    "org.yaml": """\
raci: 1
org: {id: shop}
activities:
  weld: {name: Weld}
  cut: {name: Cut}
  bill: {name: Bill}
roles:
  mia: {duties: {pack: Pack it, cut: Cut it, ask: Ask}}
  ann: {duties: {bill: Bill it, pack: Pack it}}
""",
    "works/more.yaml": """\
raci: 1
departments:
  works:
    head: zoe
    duties: {weld: Weld it, audit: Audit it}
roles:
  zoe: {department: works, accountable: [weld, ship]}
  bob: {department: works, duties: {weld: Weld it, ship: Ship it, drill: Drill it}}
""",
}
ROLES = ["mia", "ann", "zoe", "bob"]
ROWS = ["weld", "cut", "bill", "pack", "ask", "audit", "ship", "drill"]
"""Read off the files above by hand: org.yaml, then works/; undeclared rows at their first key."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def raci(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, prog_name="raci")
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def order(text: str, ids: list[str]) -> list[str]:
    """Give the ids in the order in which a text first has them."""
    return sorted(ids, key=lambda id_: len(re.split(rf"\b{id_}\b", text)[0]))


def rows_and_roles(text: str) -> tuple[list[str], list[str]]:
    """Read a CSV matrix: the ids down the side, and across the head."""
    head, *lines = csv.reader(io.StringIO(text))

    def ids(cells: list[str]) -> list[str]:
        return [cell.rpartition("(")[2].rstrip(")") for cell in cells]

    return ids([line[0] for line in lines]), ids(head[2:])


def test_rows_and_columns_stand_as_they_are_written(folder: Path) -> None:
    assert rows_and_roles(raci("matrix", str(folder), "--format", "csv")) == (ROWS, ROLES)
    turned = raci("matrix", str(folder), "--format", "csv", "--by", "role")
    assert rows_and_roles(turned) == (ROLES, ROWS)


def test_sorting_by_id_gives_the_alphabet(folder: Path) -> None:
    text = raci("matrix", str(folder), "--format", "csv", "--sort", "id")
    assert rows_and_roles(text) == (sorted(ROWS), sorted(ROLES))


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_format_has_the_same_order(
    folder: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    text = raci("matrix", str(folder), "--format", form)
    assert order(text.partition("weld")[0], ROLES) == ROLES
    below = text[text.lower().index("weld") :]
    assert order(below, ROWS) == ROWS


def test_the_json_has_the_same_order(folder: Path) -> None:
    data = json.loads(raci("matrix", str(folder), "--format", "json"))
    assert [row["activity"] for row in data["rows"]] == ROWS


def test_a_comparison_lays_both_matrices_down_as_they_are_written(folder: Path) -> None:
    page = page_data(raci("diff", str(folder), str(folder), "--format", "html"))
    assert [each["id"] for each in page["roles"]] == ROLES
    assert [each["id"] for each in page["activities"]] == ROWS


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("role:bob", ["weld", "ship", "drill"]),
        ("role:mia", ["cut", "pack", "ask"]),
        ("department:works", ["weld", "audit"]),
    ],
)
def test_a_screen_keeps_the_order(folder: Path, ref: str, expected: list[str]) -> None:
    _, _, table = raci("show", ref, str(folder)).rpartition("---\n")
    lines = [line.split("  ")[0] for line in table.splitlines() if line and line[0] != " "]
    assert [re.sub(r".*\((\w+)\)", r"\1", line) for line in lines][: len(expected)] == expected


def test_copies_of_a_generic_duty_follow_their_departments(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(
        "raci: 1\norg: {id: shop}\n"
        "activities:\n  training: {each: department}\n  admin: {}\n"
        "departments: {works: {}, office: {}}\n"
        "roles:\n"
        "  clerk: {department: office, duties: {training: Train}}\n"
        "  smith: {department: works, duties: {training: Train, admin: Run}}\n",
        encoding="utf-8",
    )
    rows, roles = rows_and_roles(raci("matrix", str(tmp_path), "--format", "csv"))
    assert rows == ["training@works", "training@office", "admin"]
    assert roles == ["clerk", "smith"]
