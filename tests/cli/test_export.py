"""``raci export``: what each format is written to, and what becomes of a workbook."""

import sys
from pathlib import Path

import pytest

from raci.source.tables.read import read_table
from tests.support.command import define, raci

ORG = """\
raci: 1
org: {id: shop, notation: daci}
roles:
  boss: {name: {en: Boss, zh: 主管}, accountable: [pay]}
  clerk: {reports_to: boss, responsible: [pay], accountable: [sell]}
people:
  p-1: {name: Secret Name, git: secret@example.org, roles: {boss: {}}}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    define(ORG)


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("matrix.xlsx", b"PK"),
        ("CODEOWNERS", b"# Owners of the paths of shop"),
        ("docs/CODEOWNERS", b"# Owners of the paths of shop"),
        ("chart.mmd", b"---\ntitle: "),
    ],
)
def test_the_name_of_a_file_chooses(file: str, begins: bytes) -> None:
    Path("docs").mkdir()
    assert raci("export", "-o", file).exit_code == 0
    assert Path(file).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "choose --format xlsx, codeowners, mermaid, or a file with -o"),
        (("--format", "xlsx"), "write it to a file with -o FILE.xlsx"),
        (("-o", "matrix.pdf"), "choose one of .xlsx, CODEOWNERS, .mmd"),
        (("--format", "xlsx", "-o", "no/such/folder.xlsx"), "no/such"),
    ],
)
def test_what_cannot_be_written_is_refused(arguments: tuple[str, ...], says: str) -> None:
    result = raci("export", *arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


def test_the_library_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = raci("export", "-o", "matrix.xlsx")
    assert result.exit_code == 2
    assert "pip install 'raci[excel]'" in result.stderr
    assert not Path("matrix.xlsx").exists()
    assert raci("export", "--format", "mermaid").exit_code == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_check_of_the_workbook_judges_the_same(lang: str) -> None:
    assert raci("export", "-o", "matrix.xlsx", "--lang", lang).exit_code == 0
    of_table, of_folder = (
        raci("check", path, "--format", "concise", "--select", "GAP101,GAP102,OVL203").stdout
        for path in ("matrix.xlsx", ".")
    )
    assert of_table.count(" GAP102 ") == of_folder.count(" GAP102 ") == 1
    assert of_table.count(" GAP101 ") == of_folder.count(" GAP101 ") == 0
    data = read_table(Path("matrix.xlsx").read_bytes(), "matrix.xlsx", "x").document.data
    assert data["org"]["notation"] == "daci"


def test_no_export_names_people() -> None:
    for file in ("CODEOWNERS", "chart.mmd", "matrix.xlsx"):
        raci("export", "-o", file)
        assert b"ecret" not in Path(file).read_bytes()


def test_a_broken_definition_is_told() -> None:
    define("raci: 1\norg: {id: shop, notation: rasic}\n")
    result = raci("export", "--format", "mermaid")
    assert result.exit_code == 2
    assert "DEF002" in result.stderr
