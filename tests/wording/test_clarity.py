"""Wordings of many fields, each called by a careful reader: what is told of them, and how often.

Floors are for the whole of the list; a wording that fails alone is no reason to add its words.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from raci.wording.clarity.compound import separate_duties
from raci.wording.clarity.language import language_of
from raci.wording.clarity.vague import vague_words
from raci.wording.clarity.verbless import is_verbless
from raci.wording.lexicon import Language

LINES = (Path(__file__).parent / "wordings.tsv").read_text(encoding="utf-8").splitlines()
WORDINGS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
JUDGES: dict[str, Callable[[Language, str], object]] = {
    "vague": vague_words,
    "verbless": lambda language, text: (
        not vague_words(language, text) and is_verbless(language, text)
    ),
    "compound": separate_duties,
}


def test_plain_wordings_are_known_by_their_language() -> None:
    for text, _ in WORDINGS:
        assert language_of("", text) == ("en" if text.isascii() else "zh"), text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", JUDGES)
def test_precision_and_recall(kind: str, language: Language) -> None:
    told = {
        text: label
        for text, label in WORDINGS
        if language_of("", text) == language and JUDGES[kind](language, text)
    }
    wanted = [t for t, label in WORDINGS if label == kind and language_of("", t) == language]
    found = [text for text in wanted if text in told]
    wrong = [text for text, label in told.items() if label != kind]
    missed = [text for text in wanted if text not in told]
    assert len(found) >= 0.9 * len(wanted), missed
    # a line may be compound and vague in one; what is sound must be left alone
    assert len(found) >= 0.9 * len(told), wrong


@pytest.mark.parametrize("text", [t for t, label in WORDINGS if label == "sound"])
def test_sound_wordings_are_left_alone_by_default(text: str) -> None:
    language = language_of("", text)
    assert language is not None
    assert vague_words(language, text) is None
    assert not is_verbless(language, text)
