"""No English message says "1 activities": a number agrees with what it counts."""

import re
from collections.abc import Iterator

import pytest

from raci.render.phrases import phrases
from raci.rules import catalogue
from tests.support.paths import ROOT

NEVER_ONE = {"several-organisations", "same-id-organisations", "manager-circle"}
"""Phrases that are said of two things or more."""


def messages() -> Iterator[tuple[str, str, str]]:
    """Yield all English texts of rules: the rule, which text, the text."""
    for code in catalogue.names():
        for name, case in catalogue.page(code).cases.items():
            texts = {"message": case.message, "hint": case.hint, "group": case.group}
            texts["table hint"] = case.table_hint
            yield from ((code, f"{name} {what}", t["en"]) for what, t in texts.items() if t)


def choices() -> Iterator[tuple[str, str]]:
    """Yield what texts say of one and of several: ``{n:activity|activities}``."""
    for _, _, text in messages():
        yield from re.findall(r"\{\w+:([^|}]*)\|([^}]*)\}", text)


PLURALS = {many for one, many in choices() if re.fullmatch(rf"{one}e?s|\w+ies|people", many)}
COUNTED = re.compile(rf"\{{(\w+)\}} (?:\w+(?:ing|ed|more|less|severe) )*({'|'.join(PLURALS)})\b")


def test_nouns_are_known_by_their_choices() -> None:
    assert {"activities", "people", "roles", "days", "separations"} <= PLURALS
    assert COUNTED.search("{count} working roles")


@pytest.mark.parametrize("code", catalogue.names())
def test_a_number_in_a_message_chooses_its_noun(code: str) -> None:
    for of, which, text in messages():
        wrong = [hole for hole, _ in COUNTED.findall(text)] if of == code else []
        if which.endswith(" group"):
            wrong = [hole for hole in wrong if hole != "n"]  # a group has two findings or more
        assert wrong == [], f"{which}: {text}"


FAMILIES = sorted(path.stem for path in (ROOT / "raci/render/phrases").glob("*.json"))
NOUNS = "|".join({*PLURALS, "locations", "findings", "results", "organisations", "places", "files"})


@pytest.mark.parametrize("family", FAMILIES)
def test_a_number_in_a_phrase_chooses_its_noun(family: str) -> None:
    for key, (english, *_) in phrases(family).items():
        for one in english.split("|")[:1]:
            found = re.search(rf"\{{n\}} (?:(?!of)\w+ )*?({NOUNS})\b", one)
            assert found is None or key in NEVER_ONE, f"{key}: {one}"
