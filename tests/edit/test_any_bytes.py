"""A draft of any bytes: it holds the data asked for, or says why not."""

import contextlib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from raci.edit import Draft, EditError
from raci.source.decode import UnreadableError
from raci.source.yaml import read

TOKENS = (
    *("? ", "?", ": ", ":", "- ", "-", ", ", "[", "]", "{", "}", "&a ", "*a", "<<", "!!str ", "! "),
    *("| ", "|\n", ">-\n", "|+\n", '"', "'", '""', "''", "#", " # c", "---", "...", "%YAML 1.1"),
    *("\n", "\n", "\n", " ", "  ", "\t", "\r\n", "\r", "\u0085", "\u2028", "\ufeff", "a", "b", "1"),
    *("~", "null", "a: ", "b: ", "é", "客", "\U0001f600", "\\ud83d\\ude00", "a: 1\n", "- x\n"),
)
texts = st.lists(st.sampled_from(TOKENS), max_size=12).map("".join).map(str.encode)
VALUES = st.sampled_from(
    ["x", "", " ", "a: b", 1, True, None, [], {}, ["x", {"y": []}], {"k": "v\nw"}]
)
KEYS = st.sampled_from(["a", "b", "new", "", "?", "é", "x\ny"])
OPERATIONS = ("remove", "replace", "rename", "insert", "append")


def routes(data: Any) -> Iterator[tuple[str | int, ...]]:
    yield ()
    if isinstance(data, dict):
        yield from ((key, *below) for key, item in data.items() for below in routes(item))
    elif isinstance(data, list):
        yield from ((at, *below) for at, item in enumerate(data) for below in routes(item))


def edit(draft: Draft, data: st.DataObject) -> None:
    route = data.draw(st.sampled_from([*routes(draft.data)]))
    match data.draw(st.sampled_from(OPERATIONS)):
        case "remove":
            draft.remove(route, prune=data.draw(st.booleans()))
        case "replace":
            draft.replace(route, data.draw(VALUES))
        case "rename":
            draft.rename(route, data.draw(KEYS))
        case "insert":
            draft.insert(route, data.draw(KEYS), data.draw(VALUES))
        case "append":
            draft.append(route, data.draw(VALUES))


@given(texts | st.binary(max_size=30), st.sampled_from(["x.yaml", "x.json"]), st.data())
def test_it_holds_what_was_asked_for_or_refuses(raw: bytes, path: str, data: st.DataObject) -> None:
    with contextlib.suppress(UnreadableError):
        draft = Draft(raw, path)
        for _ in range(data.draw(st.integers(1, 3))):
            with contextlib.suppress(EditError):
                edit(draft, data)
        wanted = draft.data
        with contextlib.suppress(EditError):
            assert repr(read(draft.content, path).data) == repr(wanted)


@given(
    st.sampled_from(["?", " ?", "- ?", "[?]", "{?}", "a: {?}", "? ", "?\n:", "? a", "? &a"]),
    st.data(),
)
def test_a_key_that_is_not_written(text: str, data: st.DataObject) -> None:
    draft = Draft(text.encode(), "x.yaml")
    with contextlib.suppress(EditError):
        edit(draft, data)
        assert repr(read(draft.content, "x.yaml").data) == repr(draft.data)
