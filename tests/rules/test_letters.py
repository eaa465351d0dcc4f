"""Who copies a matrix writes letters where words belong: told once, with what to write instead."""

import pytest

from raci.check.run import Run
from raci.findings.finding import Finding
from raci.project import Project, check

HEAD = "raci: 1\norg: {id: shop}\n"

WORDINGS = {
    "A": "A",
    "R/A": "R/A",
    "r": "R",
    "r / a": "R/A",
    "AR": "A/R",
    "A, C，I": "A/C/I",
    "Ｒ／Ａ": "R/A",
    "R A": "R/A",
    "G V": "G/V",
}
WORDS = ["is", "as", "a via", "Rate", "X", "R&D", "R-A", "rate suppliers", "付款", "A1", "{}"]


def found(text: str) -> list[Finding]:
    return list(check(Project.all_of({"org.yaml": HEAD + text}), Run("2026-11-23")))


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("holder", ["roles", "departments"])
def test_letters_are_no_wording(wording: str, holder: str) -> None:
    lines = (f'{{pay: "{wording}"}}', f'{{pay: {{zh: 付款, en: "{wording}"}}}}')
    for duties in lines:
        marked = [
            f for f in found(f"{holder}: {{clerk: {{duties: {duties}}}}}\n") if f.code == "DEF017"
        ]
        assert [f.values["letters"] for f in marked] == [WORDINGS[wording]]
        assert marked[0].severity.label == "error"


@pytest.mark.parametrize("wording", WORDS)
def test_words_are(wording: str) -> None:
    quoted = wording if wording == "{}" else f'"{wording}"'
    codes = {f.code for f in found(f"roles: {{clerk: {{duties: {{pay: {quoted}}}}}}}\n")}
    assert "DEF017" not in codes


def test_the_hint_says_what_to_write_in_the_users_own_ids() -> None:
    first, second = [
        f
        for f in found("roles: {manager: {duties: {budget: A, pay: C/I}}}\n")
        if f.code == "DEF017"
    ]
    assert "accountable: [budget]" in first.hint
    assert "consulted: [pay] and informed: [pay]" in second.hint
    assert "accountable: [budget]" in first.advise("zh")


def test_what_follows_from_letters_is_not_told_again() -> None:
    codes = [
        f.code
        for f in found(
            "roles:\n  manager: {duties: {budget: A, pay: A}}\n"
            "  clerk: {reports_to: manager, duties: {budget: R, pay: R}}\n"
        )
    ]
    assert codes == ["DEF017"] * 4


@pytest.mark.parametrize("first", ["a", "z"])
def test_letters_are_compared_with_no_words_and_hide_none(first: str) -> None:
    """Whichever id comes first: letters in one language leave the words of the other."""
    roles = (
        f"  {first}1: {{duties: {{buy: {{zh: 采购办公用品, en: A}}}}}}\n"
        "  m: {duties: {order: {zh: 负责采购办公用品, en: B goods}}}\n"
        f"  {first}2: {{duties: {{sign: A}}}}\n"
        "  n: {duties: {stamp: A}}\n"
    )
    (pair,) = [f for f in found(f"roles:\n{roles}") if f.code == "OVL205"]
    assert {pair.subject, *pair.involves} == {f"duty:{first}1/buy", "duty:m/order"}
