"""Rows of heads with people, firms or departments: who is appointed, and what is kept and told."""

from typing import Any

import pytest

from raci.source.tables.people import are_people
from raci.source.tables.read import read_table
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
