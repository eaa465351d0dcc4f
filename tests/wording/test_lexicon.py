"""The lists of general vocabulary are clean: one form of a word, once below a heading."""

import re
import unicodedata
from pathlib import Path

import opencc
import pytest

from raci.wording import lexicon
from raci.wording.lexicon import Language

LISTS = sorted(
    path.relative_to(path.parent.parent) for path in Path(lexicon.__file__).parent.glob("*/*.txt")
)
FORMS = {"en": r"[a-z0-9à-ü][a-zà-ü0-9&'./-]*( [a-z0-9&'/-]+)*", "zh": r"[\u4e00-\u9fffA-Z]+"}


@pytest.fixture(params=LISTS, ids=str)
def listed(request: pytest.FixtureRequest) -> tuple[Language, str]:
    return request.param.parent.name, request.param.stem


def test_every_word_is_in_its_plain_form(listed: tuple[Language, str]) -> None:
    language, name = listed
    odd = [w for w in lexicon.words(language, name) if not re.fullmatch(FORMS[language], w)]
    assert not odd
    for word in lexicon.words(language, name):
        assert unicodedata.normalize("NFKC", word) == word


@pytest.mark.parametrize("name", [path.stem for path in LISTS if path.parent.name == "zh"])
def test_chinese_is_simplified(name: str) -> None:
    simplify = opencc.OpenCC("t2s").convert
    assert not [word for word in lexicon.words("zh", name) if simplify(word) != word]


def test_a_word_stands_once_below_a_heading(listed: tuple[Language, str]) -> None:
    for head, words in lexicon.entries(*listed).items():
        assert sorted(words) == sorted(set(words)), head


def test_verbs_have_their_classes() -> None:
    assert "approve" in lexicon.verb_classes("en")["sign off"]
    assert "approve" in lexicon.verb_classes("zh")["审批"]
    assert set(lexicon.verb_classes("en")) == lexicon.verbs("en")
    assert set(lexicon.entries("en", "verbs")) == set(lexicon.entries("zh", "verbs"))
