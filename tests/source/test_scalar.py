"""A character of a YAML scalar is found where it is written, whatever the style."""

import textwrap
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from raci.source.scalar import offsets

WORDS = st.lists(
    st.sampled_from(
        ["a", "b == 1", "it's", '"中文"', "&&", "(x)", "é", "x: y", "# z", "\\d", "😀"]
    ),
    min_size=1,
    max_size=8,
)


def read(text: str) -> tuple[str, str]:
    """Return the value of the only key, as written and as read."""
    node = yaml.compose(text)
    assert isinstance(node, yaml.MappingNode)
    value = node.value[0][1]
    return text[value.start_mark.index : value.end_mark.index], value.value


def laid_out(words: list[str], style: str, width: int) -> str:
    value = " ".join(words)
    if style in "|>":
        lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        return f"key: {style}-\n" + "".join(f"    {line}\n" for line in lines)
    return yaml.safe_dump({"key": value}, default_style=style, width=width, allow_unicode=True)


@given(WORDS, st.sampled_from(["'", '"', "|", ">"]), st.integers(4, 60), st.randoms())
def test_every_character_is_where_it_is_written(
    words: list[str], style: str, width: int, random: Random
) -> None:
    raw, value = read(laid_out(words, style, width))
    found = offsets(raw, value)
    assert len(found) == len(value) + 1
    assert found == sorted(found)
    for at, character in zip(found, value, strict=False):
        written = raw[at]
        folded = character in " \n" and written in " \n"
        assert written == character or folded or written == "\\", (raw, value, at)


@pytest.mark.parametrize(
    ("text", "needle", "line", "column"),
    [
        ("k: one two\n", "two", 1, 8),
        ("k: one\n  two\n", "two", 2, 3),
        ("k: 'it''s two'\n", "two", 1, 11),
        ('k: "a\\tb \\u4e2d two"\n', "two", 1, 17),
        ('k: "a\\\n   two"\n', "two", 2, 4),
        ("k: |\n  one\n    two\n", "two", 3, 5),
        ("k: >\n  one\n\n  two\n", "two", 4, 3),
    ],
)
def test_a_word_is_found(text: str, needle: str, line: int, column: int) -> None:
    raw, value = read(text)
    at = text.index(raw) + offsets(raw, value)[value.index(needle)]
    before = text[:at]
    assert (before.count("\n") + 1, at - before.rfind("\n")) == (line, column)
