"""What is escaped says the same to a reader, and nothing to a terminal or a CI job."""

import json
import re

from hypothesis import example, given
from hypothesis import strategies as st

from raci.render.columns import styled
from raci.render.escape import clean, in_json, inert
from tests.cli.test_output import HOSTILE, assert_obeyed_by_none

texts = st.lists(
    st.sampled_from(re.findall(r"\W|\w+", HOSTILE)) | st.text(max_size=3), max_size=9
).map("".join)


@given(texts)
@example(HOSTILE)
@example(f"{styled('error', 'error', True)}: ::x\n\t::y")
def test_an_output_gives_no_order_and_keeps_its_lines_and_colours(text: str) -> None:
    shown = inert(text.replace("\r\n", "\n"))
    assert_obeyed_by_none(shown)
    assert inert(shown) == shown
    assert shown.count("\n") == text.count("\n")
    coloured = f"{styled(clean(text), 'warning', True)}\n"
    assert inert(coloured) == coloured


@given(st.recursive(texts, lambda x: st.lists(x) | st.dictionaries(texts, x), max_leaves=9))
@example({HOSTILE: HOSTILE})
def test_json_gives_no_order_and_says_the_same(data: object) -> None:
    shown = in_json(json.dumps(data, ensure_ascii=False, indent=1))
    assert_obeyed_by_none(shown)
    assert json.loads(shown) == data
