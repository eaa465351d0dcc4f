"""Messages and advice name functions by the letters of the organisation's notation."""

import re

import pytest

from raci.check.own_letters import in_letters_of
from raci.findings.codes import family
from raci.findings.notation import NOTATIONS
from raci.findings.text import Text
from raci.project import Project
from raci.rules import catalogue

ORG = """\
raci: 1
org: {id: shop, notation: NOTATION}
roles:
  head: {accountable: [pay], duties: {sell: Sell}}
  clerk: {reports_to: head, accountable: [pay], duties: {pay: Pay, sell: Sell}, informed: [sell]}
policies:
  named: {for: role, require: 'role.id == ""', message: A role has a name (A)}
"""


_WORD = re.compile(r"(?:^|[.;:] )A (?=[a-z])|\bI (?:am|have|do)\b")
"""An article at the beginning of a sentence, or a pronoun."""


def texts() -> list[tuple[str, str, Text]]:
    return [
        (code, f"{name}-{kind}", text)
        for code, page in catalogue.pages().items()
        for name, case in page.cases.items()
        for kind in ("message", "hint", "group", "table_hint")
        if (text := getattr(case, kind))
    ]


def advice(notation: str) -> dict[str, str]:
    project = Project.of({"org.yaml": ORG.replace("NOTATION", notation)})
    return {
        each.code: f"{each.message} / {each.hint}" for each in project.check(as_of="2026-11-23")
    }


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("raci", "keep A with the one that decides; give the others C, or R where they do"),
        ("rapid", "keep D with the one that decides; give the others I, or P where they do"),
        ("raci-alternative", "keep R with the one that decides; give the others C, or R where"),
        (
            "{A: signatory, R: support}",
            "keep accountable with the one that decides; give the others C, or responsible where",
        ),
    ],
)
def test_advice_is_in_the_letters_of_the_notation(notation: str, expected: str) -> None:
    assert expected in advice(notation)["OVL203"]


def test_a_notation_changes_no_fingerprint() -> None:
    prints = [
        sorted(
            each.fingerprint
            for each in Project.of({"org.yaml": ORG.replace("NOTATION", name)}).check()
        )
        for name in ("raci", "rapid", "rasci-approval")
    ]
    assert prints[0] == prints[1] == prints[2]


def test_a_bracket_that_no_letter_is_left_for_is_left_out() -> None:
    text = {"en": "need not be informed (I) as well", "zh": "不必再列为知会（I）"}
    assert in_letters_of({"I": NOTATIONS["rapid"]["I"]})(text) == {
        "en": "need not be informed as well",
        "zh": "不必再列为知会",
    }


def test_what_is_quoted_or_stands_for_a_value_is_kept() -> None:
    text = {"en": "give A to {A}, write `A`, see A.8.2, A-B, API and A's"}
    expected = {"en": "give D to {A}, write `A`, see A.8.2, A-B, API and A's"}
    assert in_letters_of(NOTATIONS["rapid"])(text) == expected


def test_texts_of_policies_are_kept() -> None:
    assert advice("rapid")["POL:named"].startswith("A role has a name (A)")


@pytest.mark.parametrize("notation", [{}, NOTATIONS["raci"], NOTATIONS["rasci"]])
def test_the_usual_letters_change_no_text(notation: dict[str, tuple[()]]) -> None:
    write = in_letters_of(notation)
    assert all(write(text) is text for _, _, text in texts())


def test_a_capital_letter_alone_in_a_text_of_raci_is_that_of_a_function() -> None:
    """No article and no pronoun is taken for a letter: English would need other words for it."""
    for code, name, text in texts():
        if family(code) != "DEF":
            assert not _WORD.search(text["en"]), (code, name)
