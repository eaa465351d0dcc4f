"""Letters for functions: nothing vanishes, and no letter stands for two things."""

from collections.abc import Iterator
from itertools import chain, combinations

import pytest

from raci.findings.notation import NOTATIONS, OWN, Letters, Meaning, Notation, functions_of
from raci.findings.ref import FUNCTIONS, Function
from tests.support.organisations import OWN_NOTATIONS

KNOWN = ({}, *NOTATIONS.values(), *OWN_NOTATIONS)


def every_choice() -> Iterator[Meaning]:
    sizes = range(1, len(FUNCTIONS) + 1)
    return chain.from_iterable(combinations(FUNCTIONS, size) for size in sizes)


@pytest.mark.parametrize("notation", KNOWN)
def test_signs_say_just_what_a_role_is(notation: Notation) -> None:
    letters = Letters(notation)
    meanings: dict[str, Meaning] = {}
    for held in every_choice():
        signs = letters.of(held)
        assert {each for sign in signs for each in sign.functions} == {*held}
        for sign in signs:
            text = sign.letter or sign.functions[0].value
            assert meanings.setdefault(text, sign.functions) == sign.functions
            if sign.known:
                assert {*(notation or OWN)[sign.letter]} == {*sign.functions}


@pytest.mark.parametrize("notation", KNOWN)
def test_a_letter_is_printed_for_its_meaning(notation: Notation) -> None:
    letters = Letters(notation)
    for meaning in filter(None, notation.values()):
        assert [sign.functions for sign in letters.of(meaning)] == [
            tuple(function for function in FUNCTIONS if function in meaning)
        ]


@pytest.mark.parametrize(
    ("name", "held", "printed"),
    [
        ("raci", "responsible accountable", "R A"),
        ("raci", "support signatory", "S G"),
        ("rasci-approval", "responsible accountable", "R"),
        ("rasci-approval", "responsible", ""),
        ("rasci-approval", "accountable consulted", "- C"),
        ("raci-vs", "support signatory", "- S"),
        ("rapid", "responsible accountable consulted informed", "P D I -"),
        ("daci", "responsible accountable", "D A"),
        ("mocha", "signatory", "A"),
    ],
)
def test_letters_and_words(name: str, held: str, printed: str) -> None:
    signs = Letters(NOTATIONS[name]).of(map(Function, held.split()))
    assert " ".join(sign.letter or "-" for sign in signs) == (printed or "-")


def test_functions_are_one_or_a_list() -> None:
    assert functions_of("support") == functions_of(["support"]) == (Function.SUPPORT,)
