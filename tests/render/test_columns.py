"""Text measured without a table of widths, where it needs none, is measured the same."""

import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from raci.render.columns import columns, cut, pad, wrap
from raci.source.yaml import read

texts = st.text(st.sampled_from("ab -~中（é\u0301\u200d\x1b[1m\t\n")) | st.text(max_size=20)


@given(texts, st.integers(0, 20), st.integers(0, 20))
def test_widths_are_those_of_the_library(text: str, start: int, end: int) -> None:
    assert columns(text) == wcwidth.width(text)
    assert pad(text, end) == wcwidth.ljust(text, end)
    assert cut(text, start, end) == wcwidth.clip(text, start, end)


@given(st.integers(0, 100))
def test_the_place_of_a_key_is_found_in_a_map_of_any_size(size: int) -> None:
    keys = [f"key-{number}" for number in range(size)]
    document = read("".join(f"{key}: {{}}\n" for key in keys).encode(), "org.yaml")
    for number, key in enumerate(keys):
        assert document.span([key]) == (number + 1, 1, number + 1, len(key) + 1)


def test_no_line_ends_with_an_opening_bracket() -> None:
    text = "规则：代码、名称或类别（GAP,OVL201），另见（说明）"
    for width in range(16, 50):
        lines = wrap(text, width)
        assert "".join(lines) == text
        assert not any(line.endswith("（") for line in lines), lines
