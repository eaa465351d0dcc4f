"""A file of YAML with several documents is read whole, each with its places in the file."""

from hypothesis import given
from hypothesis import strategies as st

from raci.source.yaml import read, read_all

TEXTS = st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 9), min_size=1), min_size=1)


@given(TEXTS)
def test_each_document_has_its_places_in_the_file(documents: list[dict[str, int]]) -> None:
    texts = ["".join(f"{key}: {value}\n" for key, value in each.items()) for each in documents]
    text = "---\n".join(texts)
    found = read_all(text.encode(), "a.yaml")
    assert [each.data for each in found] == documents
    lines = text.splitlines()
    for document in found:
        for key, value in document.data.items():
            assert lines[document.span([key]).line - 1] == f"{key}: {value}"


def test_an_alias_ends_with_its_document() -> None:
    first, second = read_all(b"a: &x [1]\nb: *x\n---\na: &x [2]\nb: *x\n", "a.yaml")
    assert (first.data["b"], second.data["b"]) == ([1], [2])


def test_one_document_is_the_same_either_way() -> None:
    for text in (b"", b"a: 1\n", b"--- \n"):
        assert read_all(text, "a.yaml")[0].data == read(text, "a.yaml").data
