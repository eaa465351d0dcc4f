"""Rows of heads with people, firms or departments: who is appointed, and what is kept and told."""

import json
from pathlib import Path
from typing import Any

import pytest

from raci.source.tables.people import are_people
from raci.source.tables.read import read_table
from tests.support.command import raci
from tests.support.table_files import Laid, as_csv, as_html


def data_of(laid: Laid, path: str = "m.csv") -> dict[str, Any]:
    raw = as_html(laid) if path.endswith("html") else as_csv(laid)
    reading = read_table(raw, path, "x")
    assert not reading.doubts
    data: dict[str, Any] = reading.document.data
    return data


def appointed(data: dict[str, Any]) -> dict[str, list[str]]:
    return {each["name"]: [*each["roles"]] for each in data.get("people", {}).values()}


def laid(*heads: str) -> Laid:
    rows = [["Build", "A", "R", "C"], ["Ship", "A", "R", "I"]]
    return Laid([*(head.split("|") for head in heads), *rows])


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (["Ann Lee", "Bob O'Neill", "Xiomara Quispe"], ""),
        (["张伟", "李娜", "欧阳锋"], ""),
        (["Zhang Wei", "Li Na"], ""),
        (["Ann", "Bob / Eve", "TBD", "-"], ""),
        (["Mr Kowalski", "Ms. Nguyen"], ""),
        (["Xiomara Quispe", "Iñaki Etxeberria"], "Name"),
    ],
)
def test_names_of_people(texts: list[str], label: str) -> None:
    assert are_people(texts, label)


@pytest.mark.parametrize(
    "texts",
    [
        ["Human Resources", "Information Security", "Supply Chain"],
        ["Project Manager", "Finance Director"],
        ["Acme Ltd", "Our company"],
        ["Deutsche Bahn", "Air France"],
        ["Europe", "Asia"],
        ["安全部", "财务部"],
        ["高层", "管理层"],
        ["IT", "HR"],
        ["Ann Lee", "Vendor"],
        ["Xiomara Quispe", "Iñaki Etxeberria"],  # known to nobody here: not clear
        ["Ann Lee"],
    ],
)
def test_what_is_no_person_or_not_clearly(texts: list[str]) -> None:
    assert not are_people(texts, "")


@pytest.mark.parametrize(
    "heads",
    [
        ("Task|PM|Dev|QA", "Name|Anna Schmidt|John Smith|?x"),
        ("Name|Anna Schmidt|John Smith|?x", "Task|PM|Dev|QA"),
        ("Role|PM|Dev|QA", "Person|Kwame|Olumide|Xi"),
        ("Person|Kwame|Olumide|Xi", "Task|PM|Dev|QA"),
        ("Task|PM|Dev|QA", "姓名|阿依古丽|李娜|?x"),
        ("Task|PM|Dev|QA", "|Ann Lee|Bob Hall|Vendor"),
        ("Task|PM|Dev|QA", "Name|Ann Lee|TBD|Vendor"),
    ],
)
@pytest.mark.parametrize("path", ["m.csv", "m.html"])
def test_what_may_be_people_is_asked_and_names_stay_private(
    heads: tuple[str, str], path: str, tmp_path: Path
) -> None:
    matrix = laid(*heads)
    (tmp_path / path).write_bytes(as_html(matrix) if path == "m.html" else as_csv(matrix))
    ran = raci("check", str(tmp_path / path), "--format", "json")
    assert ran.exit_code == 2
    (asked,) = (f for f in json.loads(ran.stdout)["findings"] if f["code"] == "DEF018")
    assert "a person or a role" in asked["message"]
    row = next(head for head in heads if "PM" not in head).split("|")[1:]
    outputs = [ran.stdout, raci("check", str(tmp_path / path)).stdout]
    assert not [name for name in row for text in outputs if name != "TBD" and name in text]


@pytest.mark.parametrize(
    "heads",
    [
        ("|Business|Business|IT", "Name|Sponsor|Product Owner|Developer"),
        ("Phase|Business||IT", "Task name|Sponsor|Owner|Dev"),
        ("Department|Sales|Finance|IT", "Role name|Kam|Cfo|Dev"),
        ("Task|PM|Dev|QA", "Name|Mr Kwame|Ms Olumide|阿依古丽女士"),
        ("|Buyer|Acme Ltd|Ann Lee", "Task|PM|Dev|QA"),
    ],
)
def test_clear_heads_are_not_asked_about(heads: tuple[str, str]) -> None:
    data_of(laid(*heads))


@pytest.mark.parametrize(
    "text",
    [
        (
            "| Role | Name | Build | Ship |\n|-|-|-|-|\n| PM | Ann Lee | A | I |\n"
            "| Developer | John Smith | R | ?x |\n| Tester | Bob Hall | C | R |\n"
        ),
        (
            "| Role | Name | Build | Ship |\n|-|-|-|-|\n| PM | Ann Lee | E | F |\n"
            "| Developer | John Smith | F | E |\n| Tester | Bob Hall | E | F |\n"
        ),
    ],
)
@pytest.mark.parametrize("suffix", ["md", "csv", "html"])
def test_a_line_that_names_a_person_is_not_printed(text: str, suffix: str, tmp_path: Path) -> None:
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines()]
    matrix = Laid([rows[0], *rows[2:]])
    raws = {"md": text.encode(), "csv": as_csv(matrix), "html": as_html(matrix)}
    (tmp_path / f"m.{suffix}").write_bytes(raws[suffix])
    ran = raci("check", str(tmp_path / f"m.{suffix}"))
    assert ran.exit_code == 2
    assert "DEF018" in ran.stdout
    assert not [name for name in ("Lee", "Smith", "Hall") if name in ran.stdout]


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_of_markdown_is_no_title(mark: str) -> None:
    table = "| Task | PM | Dev |\n|-|-|-|\n| Build | A | R |\n| Ship | A | R |\n"
    text = f"{mark}\nlayout: page\nowner: Anna Schmidt\n{mark}\n\n{table}"
    data = read_table(text.encode(), "m.md", "x").document.data
    assert "name" not in data["org"]
    ruled = read_table(f"---\n# Plan\n\n{table}\n---\n".encode(), "m.md", "x").document.data
    assert ruled["org"]["name"] == "Plan"
    titled = read_table(text.replace("\n\n", "\n\nPlan\n---\n").encode(), "m.md", "x")
    assert titled.document.data["org"]["name"] == "Plan"


@pytest.mark.parametrize(
    "heads",
    [
        ("|Ann Lee|Bob Hall|Eve Fox", "Task|PM|Developer|Legal"),
        ("Task|PM|Developer|Legal", "|Ann Lee|Bob Hall|Eve Fox"),
    ],
)
def test_people_have_the_roles_beside_them(heads: tuple[str, str]) -> None:
    data = data_of(laid(*heads))
    assert [*data["roles"]] == ["pm", "developer", "legal"]
    assert appointed(data) == {"Ann Lee": ["pm"], "Bob Hall": ["developer"], "Eve Fox": ["legal"]}
    assert not any("lee" in id_ for id_ in data["people"])


def test_a_merged_cell_holds_several_roles_or_has_several_holders() -> None:
    over = laid("|Ann Lee||Bob Hall", "Task|PM|Developer|Legal")
    over.merged = [(0, 1, 1, 2)]
    assert appointed(data_of(over, "m.html")) == {
        "Ann Lee": ["pm", "developer"],
        "Bob Hall": ["legal"],
    }
    below = laid("Task|Developer||Legal", "|Ann Lee|Bob Hall|Eve Fox")
    for path, merged in (("m.html", [(0, 1, 1, 2)]), ("m.csv", [])):
        below.merged = list(merged)
        data = data_of(below, path)
        assert data["activities"]["build"]["accountable"] == ["developer"]
        assert data["activities"]["build"]["responsible"] == ["developer-2"]
        assert appointed(data) == {
            "Ann Lee": ["developer"],
            "Bob Hall": ["developer-2"],
            "Eve Fox": ["legal"],
        }


def test_people_beside_roles_down() -> None:
    rows = [["Role", "Name", "Build", "Ship"], ["PM", "Ann Lee", "A", "A"]]
    rows += [["Developer", "Bob Hall", "R", "R"], ["Legal", "Ann Lee", "C", "I"]]
    data = data_of(Laid(rows))
    assert appointed(data) == {"Ann Lee": ["pm", "legal"], "Bob Hall": ["developer"]}
    assert data["activities"]["ship"]["informed"] == ["legal"]


def test_what_is_not_clearly_people_is_kept_and_told() -> None:
    firms = laid("|Buyer||Acme Ltd", "Task|PM|Developer|PM")
    firms.merged = [(0, 1, 1, 2)]
    reading = read_table(as_html(firms), "m.html", "x")
    data = reading.document.data
    assert "people" not in data
    assert {id_: role["note"] for id_, role in data["roles"].items()} == {
        "buyer-pm": "Buyer",
        "developer": "Buyer",
        "acme-ltd-pm": "Acme Ltd",
    }
    assert reading.tables[0].above == ("Buyer", "Acme Ltd")
    assert reading.tables[0].people == 0


def test_firms_in_csv_stand_over_all_roles_up_to_the_next_firm() -> None:
    laid = Laid([["", "Buyer", "", "Acme Ltd", ""], ["Task", "PM", "Dev", "PM", "Dev"]])
    laid.rows += [["Build", "A", "R", "C", ""], ["Ship", "", "R", "A", "I"]]
    data = data_of(laid)
    assert [*data["roles"]] == ["buyer-pm", "buyer-dev", "acme-ltd-pm", "acme-ltd-dev"]
    assert data["activities"]["ship"]["informed"] == ["acme-ltd-dev"]
