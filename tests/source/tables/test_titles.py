"""Which notation titles and names of files mean: a word in capitals may be a city too."""

from pathlib import Path

import pytest

from raci.source.tables.read import read_table
from tests.support.command import define, raci

RACI = "Task,PM,Dev,Ops\nBuild,A,R,I\nShip,A,R,I\n"
OTHER = "Task,PM,Dev,Ops\nBuild,A,R,P\nShip,A,P,I\n"


def notation(path: str, text: str = RACI) -> str:
    data = read_table(text.encode(), path, "x").document.data
    found: str = data["org"].get("notation", "raci")
    return found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("clients/paris/raci.csv", "raci"),
        ("paris/m.csv", "raci"),
        ("rapid-matrix/m.csv", "raci"),
        ("paris.csv", "raci"),
        ("paris-office.csv", "raci"),
        ("2026-paris.csv", "raci"),
        ("PARIS.csv", "paris"),
        ("paris-matrix.csv", "paris"),
        ("rapid_decision_chart.csv", "rapid"),
        ("RAPID模型.csv", "rapid"),
    ],
)
def test_only_the_stem_of_a_file_tells_its_notation(path: str, expected: str) -> None:
    assert notation(path) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("PARIS office", "raci"),
        ("Office PARIS: responsibility matrix", "raci"),
        ("PARIS 办公室责任矩阵", "raci"),
        ("PARIS", "paris"),
        ("PARIS chart", "paris"),
        ("The RAPID decision matrix of 2026", "rapid"),
        ("RAPID 责任矩阵", "rapid"),
    ],
)
def test_a_title_beats_letters_of_raci_where_it_is_clear(title: str, expected: str) -> None:
    rows = "\n".join("|" + line.replace(",", "|") + "|" for line in RACI.splitlines())
    rule = "|-|-|-|-|"
    text = f"# {title}\n\n{rows.replace(chr(10), chr(10) + rule + chr(10), 1)}\n"
    assert notation("m.md", text) == expected


@pytest.mark.parametrize("path", ["paris-office.csv", "paris.csv"])
def test_a_letter_that_raci_has_not_confirms_a_name(path: str) -> None:
    assert notation(path, OTHER) == "paris"


@pytest.mark.parametrize("path", ["clients/paris/raci.csv", "paris/m.csv", "rapid-matrix.csv"])
def test_check_and_import_read_the_same(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    define(RACI, path)
    checked = raci("check", path).stdout
    raci("import", path, "-o", "out")
    written = "".join(file.read_text("utf-8") for file in Path("out").rglob("*.yaml"))
    assert ("notation: rapid" in written) == ("RAPID" in checked) == ("rapid" in path)
    assert "paris" not in written.replace("clients-paris", "").replace("paris-m", "")
