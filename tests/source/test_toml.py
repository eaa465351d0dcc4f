"""TOML with places: what is read is what tomllib reads, and each place is where it was read."""

import tomllib
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, time
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.findings.place import Span
from raci.source.decode import UnreadableError
from raci.source.document import Document
from raci.source.toml import read_toml
from raci.source.toml_positions import MAX_DEPTH, Scanner
from tests.support.toml_layouts import to_toml

Route = tuple[str | int, ...]


def read(text: str, *table: str) -> Document:
    document = read_toml(text.encode(), "raci.toml", table)
    assert document is not None
    return document


def refusal(text: str, *table: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        read_toml(text.encode(), "raci.toml", table)
    return refused.value


def offsets(document: Document, span: Span) -> tuple[int, int]:
    starts = document.lines.starts
    start = starts[span.line - 1] + span.column - 1
    return start, starts[span.end_line - 1] + span.end_column - 1


def attempt(text: str) -> tuple[Document | None, UnreadableError | None]:
    try:
        return read(text), None
    except UnreadableError as refused:
        return None, refused


def cut(document: Document, route: Route, *, value: bool = False) -> str:
    start, end = offsets(document, document.span(route, value=value))
    return document.text[start:end]


def at(document: Document, route: Route, *, value: bool = False) -> tuple[int, int]:
    span = document.span(route, value=value)
    return span.line, span.column


def routes(data: Any, above: Route = ()) -> Iterator[tuple[Route, Any]]:
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in entries:
        yield (*above, step), value
        if isinstance(value, dict | list):
            yield from routes(value, (*above, step))


@pytest.mark.parametrize(
    ("text", "route", "key", "value"),
    [
        ("a = 1", ("a",), "a", "1"),
        ("  a=1# one", ("a",), "a", "1"),
        ("# é = 0\n\na = true\r\n", ("a",), "a", "true"),
        ("\"a b\" = 'c\\'", ("a b",), '"a b"', "'c\\'"),
        ('\'a"\' = "\\"]"', ('a"',), "'a\"'", '"\\"]"'),
        ('"\\u00e9" = ""', ("é",), '"\\u00e9"', '""'),
        ("'' = ''", ("",), "''", "''"),
        ('a = """\n" \\""" # no\n"""""', ("a",), "a", '"""\n" \\""" # no\n"""""'),
        ("a = '''\r\n'' \\'''' # no", ("a",), "a", "'''\r\n'' \\''''"),
        ("a = 1979-05-27 07:32:00Z # then", ("a",), "a", "1979-05-27 07:32:00Z"),
        ("a = [1979-05-27 , 07:32:00]", ("a", 0), "1979-05-27", "1979-05-27"),
        ("a = [1979-05-27 , 07:32:00]", ("a", 1), "07:32:00", "07:32:00"),
        ("a = [ # ]\n 'x', # ,\n\t'y',\n]", ("a", 1), "'y'", "'y'"),
        ("a = [[], [1]]", ("a", 1, 0), "1", "1"),
        ("a = {b = 1, c.d = [2]}", ("a",), "a", "{b = 1, c.d = [2]}"),
        ("a = {b = 1, c.d = [2]}", ("a", "c"), "c", "c"),
        ("a = {b = 1, c.d = [2]}", ("a", "c", "d"), "d", "[2]"),
        ("a . 'b' . c = 1", ("a", "b"), "'b'", "'b'"),
        ("a . 'b' . c = 1", ("a", "b", "c"), "c", "1"),
        ("3.14 = 'pi'", ("3", "14"), "14", "'pi'"),
        ('[ x . "y" ] # z\na = 1', ("x", "y"), '"y"', '"y"'),
        ('[ x . "y" ] # z\na = 1', ("x", "y", "a"), "a", "1"),
        ("[[x]]\n[[x]]\na = 1", ("x", 1, "a"), "a", "1"),
    ],
)
def test_a_place_holds_the_key_and_the_value(text: str, route: Route, key: str, value: str) -> None:
    document = read(text)
    assert (cut(document, route), cut(document, route, value=True)) == (key, value)


PYPROJECT = """\
[project]
name = "shop"
[tool.raci.severity]
GAP104 = "warning"
[tool.raci]
select = ["GAP"]
limits.span = 7
[[tool.raci.overrides]]
path = "a"
[[tool.raci.overrides]]
path = "b"
[tool.raci.overrides.severity]
GAP101 = "info"
"""


@pytest.mark.parametrize(
    ("route", "key", "value"),
    [
        (("severity",), (3, 12), (3, 12)),
        (("severity", "GAP104"), (4, 1), (4, 10)),
        (("select",), (6, 1), (6, 10)),
        (("select", 0), (6, 11), (6, 11)),
        (("limits",), (7, 1), (7, 1)),
        (("limits", "span"), (7, 8), (7, 15)),
        (("overrides",), (8, 13), (8, 13)),
        (("overrides", 0), (8, 13), (8, 13)),
        (("overrides", 1), (10, 13), (10, 13)),
        (("overrides", 1, "path"), (11, 1), (11, 8)),
        (("overrides", 1, "severity"), (12, 22), (12, 22)),
        (("overrides", 1, "severity", "GAP101"), (13, 1), (13, 10)),
        (("nothing",), (5, 7), (5, 7)),
        (("select", "nothing"), (6, 1), (6, 1)),
    ],
)
def test_a_table_keeps_the_places_of_its_file(
    route: Route, key: tuple[int, int], value: tuple[int, int]
) -> None:
    part, whole = read(PYPROJECT, "tool", "raci"), read(PYPROJECT)
    assert part.data == tomllib.loads(PYPROJECT)["tool"]["raci"]
    assert at(part, route) == key
    if route[-1] != "nothing":
        assert at(part, route, value=True) == value
        assert part.span(route) == whole.span(("tool", "raci", *route))


def test_a_table_stands_at_its_own_header_even_below_its_parts() -> None:
    assert at(read("[a.b]\n[a]\n"), ("a",)) == (2, 2)


@pytest.mark.parametrize("text", ["", "raci = 1", "[tool.other]", "tool = 1", "[[tool]]\nraci = 1"])
def test_an_absent_table_is_none(text: str) -> None:
    assert read_toml(text.encode(), "pyproject.toml", ("tool", "raci")) is None


def test_an_empty_file_is_an_empty_map() -> None:
    assert read("").data == {}
    assert read("").span(("a",)) == (1, 1, 1, 1)


def test_dates_are_texts() -> None:
    text = "a = 1979-05-27T07:32:00Z\nb = [1979-05-27]\nc = 07:32:00.5"
    assert read(text).data == {
        "a": "1979-05-27T07:32:00+00:00",
        "b": ["1979-05-27"],
        "c": "07:32:00.500000",
    }


def test_keys_and_texts_are_in_nfc() -> None:
    document = read("'e\u0301' = 'e\u0301'")
    assert document.data == {"é": "é"}
    assert at(document, ("é",), value=True) == (1, 8)


def test_a_byte_order_mark_is_no_column() -> None:
    assert at(read("\ufeffa = 1"), ("a",), value=True) == (1, 5)


@pytest.mark.parametrize(
    ("text", "case", "span", "values"),
    [
        ("a = ", "toml-syntax", (1, 4, 1, 5), {"detail": "Invalid value"}),
        ("a = 1\nb = x\n", "toml-quotes", (2, 5, 2, 6), {"instead": ('b = "x"',)}),
        ("a = 1\r\nb = x\r\n", "toml-quotes", (2, 5, 2, 6), {"instead": ('b = "x"',)}),
        ("# \u2028\nb = x", "toml-quotes", (3, 5, 3, 6), {"instead": ('b = "x"',)}),
        ("a = [1,\n  2\n\n", "toml-syntax", (2, 4, 2, 5), {"detail": "Unclosed array"}),
        ("[a]\n[a]\n", "toml-syntax", (2, 3, 2, 4), {"detail": "Cannot declare ('a',) twice"}),
        ("a = 1\n[b]\na = 2\na = 3", "duplicate-key", (4, 1, 4, 2), {"key": "a", "line": 3}),
        ("a = {b = 1, 'b' = 2}", "duplicate-key", (1, 13, 1, 16), {"key": "b", "line": 1}),
        ("[a.b]\n[a]\nb = 1\n", "duplicate-key", (3, 1, 3, 2), {"key": "b", "line": 1}),
        ("'é' = 1\n'e\u0301' = 2", "duplicate-key", (2, 1, 2, 5), {"key": "é", "line": 1}),
        ("a = [0, nan]", "no-number", (1, 9, 1, 12), {"number": "nan"}),
        ("a = -inf", "no-number", (1, 5, 1, 9), {"number": "-inf"}),
        ("a = 1e999", "no-number", (1, 5, 1, 10), {"number": "1e999"}),
        ("a = 9223372036854775808", "no-number", (1, 5, 1, 24), {"number": "9223372036854775808"}),
        (f"a = 1\nb = {'9' * 5000}", "no-number", (2, 5, 2, 5005), {"number": "9" * 20}),
        (f"a = {'[' * 50}{']' * 50}", "too-deep", (1, 54, 1, 55), {"limit": 50}),
        (f"a = {'[' * 9000}{']' * 9000}", "too-deep", (1, 54, 1, 55), {"limit": 50}),
        (f"[{'.'.join('a' * 50)}]", "too-deep", (1, 100, 1, 101), {"limit": 50}),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_told_at_its_place(
    text: str, case: str, span: tuple[int, ...], values: dict[str, Any]
) -> None:
    refused = refusal(text)
    assert (refused.case, tuple(refused.span), refused.values) == (case, span, values)


def test_a_key_written_twice_is_told_with_both_places() -> None:
    assert refusal("[a]\nb = 1\nb = 2\n").first == Span(2, 1, 2, 2)


@pytest.mark.parametrize(
    ("raw", "case"),
    [("a = 1".encode("utf-16"), "utf-16"), (b"a = '\xff'", "not-utf-8")],
)
def test_another_encoding_is_refused_as_in_yaml(raw: bytes, case: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_toml(raw, "raci.toml")
    assert refused.value.case == case


def test_as_deep_as_allowed() -> None:
    text = f"a = {'[' * (MAX_DEPTH - 1)}1{']' * (MAX_DEPTH - 1)}"
    assert cut(read(text), ("a", *[0] * (MAX_DEPTH - 1))) == "1"


def test_what_other_tools_write_is_their_business() -> None:
    other = f"[tool.other]\na = nan\nb = {10**30}\nc = {'[' * 60}{']' * 60}\n"
    document = read(other + "[tool.raci]\nselect = 1", "tool", "raci")
    assert document.data == {"select": 1}
    assert at(document, ("select",)) == (1, 2), "what the scanner lost stands at what is around it"


TEXTS = st.text(st.sampled_from("ab\"'\\ \n\t=.#[]{},é角😀\u2028") | st.characters(codec="utf-8"))
KEYS = st.text("abc-_0", min_size=1, max_size=3) | TEXTS.map(lambda key: key[:4])
SCALARS = st.one_of(
    TEXTS,
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1000, 1, 1)),
    st.dates(date(1000, 1, 1)),
    st.times(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.lists(st.dictionaries(KEYS, inner, max_size=3), max_size=3)
    ),
    max_leaves=12,
)
DATA = st.dictionaries(KEYS, VALUES, max_size=4).filter(lambda data: not has_twins(data))


def has_twins(data: Any) -> bool:
    """Tell whether two keys of a map are one in NFC."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    is_twin = isinstance(data, dict) and len({nfc(key) for key in data}) < len(data)
    return is_twin or any(map(has_twins, inner))


def plain(value: Any) -> Any:
    """Give tomllib's data as raci's are to be."""
    if isinstance(value, dict):
        return {nfc(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return list(map(plain, value))
    if isinstance(value, str):
        return nfc(value)
    return value.isoformat() if isinstance(value, date | time) else value


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def steps(document: Document, data: Any) -> Iterator[tuple[Route, Route, Any]]:
    """Give each route as raci spells it, as tomllib does, and the value."""
    for (route, _), (written, value) in zip(routes(document.data), routes(data), strict=True):
        yield route, written, value


@given(DATA, st.randoms(use_true_random=False))
def test_data_are_those_of_tomllib_in_any_layout(data: dict[str, Any], random: Random) -> None:
    text = to_toml(data, random)
    assert tomllib.loads(text) == data, "the layout is no layout of the data"
    document = read(text)
    assert document.data == plain(data)
    for key, value in data.items():
        part = read(text, key)
        assert part.data == plain(value)
        for route, _ in routes(part.data) if isinstance(value, dict) else ():
            assert part.span(route) == document.span((nfc(key), *route))


@given(DATA, st.randoms(use_true_random=False))
def test_every_place_holds_what_was_read_there(data: dict[str, Any], random: Random) -> None:
    text = to_toml(data, random)
    document = read(text)
    for route, written, value in steps(document, tomllib.loads(text)):
        here = cut(document, route, value=True)
        if isinstance(written[-1], str):
            assert tomllib.loads(f"{cut(document, route)} = 0") == {written[-1]: 0}
        if isinstance(value, dict | list) and here[0] not in "[{":
            name = next(step for step in reversed(written) if isinstance(step, str))
            assert tomllib.loads(f"{here} = 0") == {name: 0}
        else:
            assert tomllib.loads(f"x = {here}") == {"x": value}


@given(DATA, st.randoms(use_true_random=False))
def test_what_is_written_at_a_place_changes_that_alone(
    data: dict[str, Any], random: Random
) -> None:
    text = to_toml(data, random)
    document = read(text)
    for route, written, value in steps(document, tomllib.loads(text)):
        if isinstance(value, dict | list):
            continue
        start, end = offsets(document, document.span(route, value=True))
        expected = deepcopy(data)
        holder: Any = expected
        for step in written[:-1]:
            holder = holder[step]
        holder[written[-1]] = "anew"
        assert tomllib.loads(f"{text[:start]}'anew'{text[end:]}") == expected
        if isinstance(written[-1], str):
            start, end = offsets(document, document.span(route))
            holder["another key"] = value
            del holder[written[-1]]
            assert tomllib.loads(f"{text[:start]}'another key'{text[end:]}") == expected


@given(DATA, st.randoms(use_true_random=False), TEXTS)
def test_no_text_makes_it_crash(data: dict[str, Any], random: Random, noise: str) -> None:
    text = to_toml(data, random)
    cut_at = random.randint(0, len(text))
    for damaged in (text[:cut_at], text[:cut_at] + noise + text[cut_at:], noise):
        Scanner(damaged).scan()
        document, refused = attempt(damaged)
        if document:
            assert document.data == plain(tomllib.loads(document.text))
        elif refused:
            assert refused.case in ("toml-syntax", "duplicate-key", "no-number", "utf-16")
            assert refused.span.line <= len(damaged.splitlines()) + 1
