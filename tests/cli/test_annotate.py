"""``raci check --annotate``: what it takes, what it refuses, and what it writes."""

import json
from pathlib import Path

import pytest

from tests.support.command import define, raci
from tests.support.table_files import Laid, as_workbook

MATRIX = """\
| Activity | Shop lead | Sales | Finance |
| --- | --- | --- | --- |
| Set prices | A | A | C |
| Close books | C | | R |
"""
ORGANISATION = "raci: 1\norg: {id: shop}\nroles: {lead: {}}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refused(*arguments: str) -> str:
    """Return why the command refuses to annotate; it writes nothing."""
    before = {path: path.read_bytes() for path in Path().iterdir()}
    result = raci("check", *arguments)
    assert result.exit_code == 2
    assert {path: path.read_bytes() for path in Path().iterdir()} == before
    return " ".join(result.stderr.split())


def test_writes_a_copy_and_reports_as_without_it() -> None:
    define(MATRIX, "raci.md")
    plain = raci("check", "raci.md", "--format", "json")
    result = raci("check", "raci.md", "--format", "json", "--annotate", "out.md")
    assert (result.exit_code, result.stdout) == (plain.exit_code, plain.stdout)
    assert result.stderr == "Wrote out.md: 4 cells marked, 3 findings listed.\n"
    assert Path("raci.md").read_text() == MATRIX
    copy = Path("out.md").read_text()
    assert '| Set prices<sup><a href="#raci-3">🟡3</a></sup> | A<sup>' in copy
    assert copy.count('<a href="#raci-1">🔴1</a>') == 2  # at both who are accountable
    for finding in json.loads(plain.stdout)["findings"]:
        assert finding["fingerprint"][:8] in copy


def test_an_earlier_copy_is_replaced() -> None:
    define(MATRIX, "raci.md")
    define("old", "out.md")
    raci("check", "raci.md", "--annotate", "out.md", "--lang", "zh")
    assert "## 检查结果" in Path("out.md").read_text()


def test_a_copy_of_a_copy_has_marks_of_its_own() -> None:
    define(MATRIX, "raci.md")
    raci("check", "raci.md", "--annotate", "out.md")
    raci("check", "out.md", "--annotate", "again.md")
    again = Path("again.md").read_text()
    assert again.count('<a id="raci-1">') == again.count('<a id="raci-2-1">') == 1


def test_waived_findings_are_marked_on_request_only() -> None:
    define(MATRIX, "raci.md")
    raci("baseline", "raci.md")
    for option, listed in (((), 0), (("--show", "baselined"), 3)):
        result = raci("check", "raci.md", "--annotate", "out.md", *option)
        assert f"{listed} findings listed" in result.stderr


def test_cells_that_are_not_understood_are_marked() -> None:
    define(MATRIX + "| Settle returns | A/R | see Bo | I |\n", "raci.md")
    result = raci("check", "raci.md", "--annotate", "out.md")
    assert result.exit_code == 2
    assert "see Bo<sup>" in Path("out.md").read_text()


def test_the_source_is_never_written() -> None:
    define(MATRIX, "raci.md")
    Path("link.md").hardlink_to("raci.md")
    for out in ("raci.md", "./raci.md", "link.md"):
        assert "is the file that is checked" in refused("raci.md", "--annotate", out)


@pytest.mark.parametrize("output", ["copy.md", "./copy.md", "sub/../copy.md"])
def test_the_report_and_the_copy_are_two_files(output: str) -> None:
    define(MATRIX, "raci.md")
    Path("sub").mkdir()
    ran = raci("check", "raci.md", "-o", output, "--annotate", "copy.md")
    assert ran.exit_code == 2
    assert "name the same file" in ran.stderr
    assert not Path("copy.md").exists()


def test_a_copy_over_a_link_is_refused() -> None:
    define(MATRIX, "raci.md")
    define("mine", "real.md")
    Path("soft.md").symlink_to("real.md")
    assert "is a symbolic link" in refused("raci.md", "--annotate", "soft.md")


def test_the_copy_has_the_suffix_of_its_source() -> None:
    define(MATRIX, "raci.md")
    assert "must end in .md" in refused("raci.md", "--annotate", "out.xlsx")
    Path("m.xlsx").write_bytes(as_workbook(Laid([["Task", "PM"], ["Ship", "R"], ["Sell", "R"]])))
    assert "must end in .xlsx" in refused("m.xlsx", "--annotate", "out.xlsm")


def test_only_one_table_in_a_format_with_room_for_marks() -> None:
    define(MATRIX, "raci.md")
    define(MATRIX, "other.md")
    define("Task,PM,Ops\nShip,A,R\nSell,A,R\n", "m.csv")
    assert "name one of these" in refused("raci.md", "other.md", "--annotate", "out.md")
    assert "Save 'm.csv' as .xlsx" in refused("m.csv", "--annotate", "out.csv")
    define(ORGANISATION, "shop/org.yaml")
    result = raci("check", "shop", "--annotate", "out.md")
    assert (result.exit_code, Path("out.md").exists()) == (2, False)
    assert "a definition in YAML" in " ".join(result.stderr.split())


@pytest.mark.parametrize("option", ["--fix", "--diff", "--show-settings"])
def test_not_with_what_changes_or_shows_something_else(option: str) -> None:
    define(MATRIX, "raci.md")
    assert "cannot be used with" in refused("raci.md", "--annotate", "out.md", option)


def test_what_cannot_be_read_is_not_written() -> None:
    define("no table\n", "raci.md")
    result = raci("check", "raci.md", "--annotate", "out.md")
    assert result.exit_code == 2
    assert "DEF011" in result.stdout
    assert not Path("out.md").exists()


def test_a_workbook_of_another_kind_under_the_suffix_is_refused() -> None:
    book = as_workbook(Laid([["Task", "PM"], ["Ship", "R"], ["Sell", "R"]]))
    Path("m.xlsx").write_bytes(book.replace(b"xl/styles.xml", b"xl/styles.xmk"))
    assert "Save it as .xlsx" in refused("m.xlsx", "--annotate", "out.xlsx")
