"""The organisation's letters, wherever letters are printed."""

from pathlib import Path

import pytest

from tests.support.command import define, raci
from tests.support.page import page_data


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


ORG = """\
raci: 1
org: {id: shop, accountable: department-head, notation: NOTATION}
departments: {sales: {head: boss}}
roles:
  boss: {department: sales}
  clerk: {department: sales, duties: {sell: Sell}, support: [pay]}
  auditor: {signatory: [sell], verifier: [pay]}
activities:
  pay: {accountable: [boss], responsible: [boss], informed: [auditor]}
"""
OWN = "{D: [accountable], P: [responsible], A: [signatory], 知: [informed]}"


def printed(*command: str, notation: str = "rapid") -> str:
    define(ORG.replace("NOTATION", notation))
    result = raci(*command)
    assert result.exit_code == 0, result.output
    return result.stdout


def cells(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(",")[2:]] for line in text.splitlines()]


@pytest.mark.parametrize(
    ("notation", "rows"),
    [
        ("rapid", [["D", "P", "A"], ["P/D", "R", "informed/V"]]),
        ("raci", [["A", "R", "G"], ["R/A", "S", "I/V"]]),
        ("rasci-approval", [["accountable", "responsible", "A"], ["R", "S", "I/V"]]),
        (OWN, [["D", "P", "A"], ["P/D", "S", "知/V"]]),
    ],
)
def test_a_matrix_is_printed_in_the_notation(notation: str, rows: list[list[str]]) -> None:
    (head, pay, sell) = cells(
        printed("matrix", "--format", "csv", "--sort", "id", notation=notation)
    )
    order = [head.index(role) for role in ("boss", "clerk", "auditor")]
    derived, *others = (sell[at] for at in order)
    assert [derived.strip("()"), *others] == rows[0]
    assert derived == f"({rows[0][0]})"
    assert [pay[at] for at in order] == rows[1]


def test_the_legend_says_what_each_letter_means_and_what_the_notation_lacks() -> None:
    text = " ".join(printed("matrix").split())
    assert "P responsible: does the work; D accountable: answers for the outcome" in text
    assert "R support: helps" in text
    assert "A signatory: signs off" in text
    assert "informed after (the notation has no letter for it)" in text
    assert "(D) derived" in text
    text = " ".join(printed("matrix", notation="raci").split())
    assert "S support: helps (the notation has no letter for it)" in text


def test_a_legend_without_a_notation_says_nothing_of_one() -> None:
    define(ORG.replace(", notation: NOTATION", ""))
    assert "the notation has no letter" not in raci("matrix").stdout


def test_one_letter_for_two_functions_is_explained() -> None:
    text = " ".join(printed("matrix", notation="rasci-approval").split())
    assert "R responsible: does the work + accountable: answers for the outcome" in text
    assert "(accountable) derived" in text


def test_a_page_marks_who_answers_by_the_function_not_by_the_letter() -> None:
    palette = page_data(printed("matrix", "--format", "html"))["cells"]["palette"]
    kinds = {
        str(kind["letters"]): (kind["functions"], kind.get("derived", False)) for kind in palette
    }
    assert kinds["P/D"] == (["responsible", "accountable"], False)
    assert kinds["P"] == (["responsible"], False)
    assert kinds["A"] == (["signatory"], False)
    assert kinds["(D)"] == (["accountable"], True)


def test_show_why_and_diff_have_the_letters() -> None:
    assert "D" in printed("show", "activity:pay").split()
    define(ORG.replace("NOTATION", "rapid"), "a/org.yaml")
    define(
        ORG.replace("NOTATION", "rapid").replace("signatory: [sell]", "consulted: [sell]"),
        "b/org.yaml",
    )
    text = raci("diff", "a", "b", "--format", "markdown").stdout
    rows = [line.split("|")[2].strip() for line in text.splitlines() if line.startswith("| sell")]
    assert rows == ["I", "A"]
    page = page_data(raci("diff", "a", "b", "--format", "html").stdout)
    assert {"A", "I"} <= {str(kind["letters"]) for kind in page["cells"]["palette"]}


def test_letters_for_a_wording_are_those_of_the_notation() -> None:
    define(
        "raci: 1\norg: {id: shop, notation: rapid}\n"
        "roles: {clerk: {duties: {pay: P/D}}, boss: {duties: {pay: Pay}}}\n"
    )
    text = " ".join(raci("check", "--select", "DEF017").stdout.split())
    assert "responsible: [pay]" in text
    assert "accountable: [pay]" in text
