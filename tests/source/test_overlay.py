"""Files that an editor has not saved: they count as if they stood on disk."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from raci.findings.place import Place
from raci.source.discover import OrganisationFiles, find
from raci.source.files import Files, Folder, Overlay

ORG = "raci: 1\norg: {id: %s}\nroles: {clerk: {duties: {pay: Pay}}}\n"
PART = "raci: 1\nroles: {%s: {duties: {pay: Pay}}}\n"
BROKEN = "raci: 1\nroles: [\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder that looks like a repository, so that nothing above it counts."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def unsaved(files: Mapping[str, str]) -> dict[Path, bytes]:
    return {Path(name).resolve(): text.encode() for name, text in files.items()}


def look(path: str, overlay: Mapping[str, str]) -> list[OrganisationFiles]:
    return find([Path(path)], unsaved(overlay))


def told(found: list[OrganisationFiles]) -> list[tuple[str, str]]:
    """Give what is wrong with the files: the codes and the paths as they are shown."""
    hits = [(each, verdict.code, verdict.hit.at) for each in found for verdict in each.defects]
    return [(code, each.title(at.path)) for each, code, at in hits if isinstance(at, Place)]


def files_of(found: list[OrganisationFiles]) -> list[tuple[str, str, int]]:
    """Give the organisations: id, folder, number of files."""
    heads = [(each, d.data["org"]) for each in found for d in each.documents if "org" in d.data]
    return [(head["id"], each.title(""), len(each.documents)) for each, head in heads]


@pytest.mark.parametrize("path", ["a", "a/new.yaml", "a/org.yaml", "."])
def test_a_file_that_is_not_there_yet_is_added(path: str) -> None:
    write({"a/org.yaml": ORG % "a"})
    found = look(path, {"a/new.yaml": PART % "boss"})
    assert files_of(found) == [("a", "a", 2)]


def test_a_new_file_may_be_the_root_itself_in_a_folder_that_is_not_there_yet() -> None:
    found = look("a/b/org.yaml", {"a/b/org.yaml": ORG % "b"})
    assert (files_of(found), told(found)) == ([("b", "a/b", 1)], [])


def test_a_broken_file_is_replaced_by_a_good_one_and_a_good_one_by_a_broken_one() -> None:
    write({"a/org.yaml": ORG % "a", "a/part.yaml": BROKEN})
    for path in ("a", "a/part.yaml"):
        assert told(look(path, {})) == [("DEF001", "a/part.yaml")]
        assert told(look(path, {"a/part.yaml": PART % "x"})) == []
    Path("a/part.yaml").write_text(PART % "x", encoding="utf-8")
    for path in ("a", "a/part.yaml"):
        assert told(look(path, {})) == []
        assert told(look(path, {"a/part.yaml": BROKEN})) == [("DEF001", "a/part.yaml")]


@pytest.mark.parametrize("path", ["a/deep/new.yaml", "a/deep"])
def test_the_root_is_found_above(path: str) -> None:
    write({"a/org.yaml": ORG % "a", "a/deep/part.yaml": PART % "x"})
    assert files_of(look(path, {"a/deep/new.yaml": PART % "y"})) == [("a", "a", 3)]


def test_a_root_that_is_not_saved_is_found_above() -> None:
    write({"a/deep/part.yaml": PART % "x"})
    found = look("a/deep/part.yaml", {"a/org.yaml": ORG % "a"})
    assert files_of(found) == [("a", "a", 2)]


def test_a_saved_root_whose_header_was_just_deleted_is_none() -> None:
    write({"a/org.yaml": ORG % "a", "a/deep/part.yaml": PART % "x"})
    found = look("a/deep/part.yaml", {"a/org.yaml": PART % "clerk"})
    assert told(found) == [("DEF002", "a/deep/part.yaml")]


def test_a_file_of_no_organisation_is_told() -> None:
    assert told(look("part.yaml", {"part.yaml": PART % "x"})) == [("DEF002", "part.yaml")]


@pytest.mark.parametrize("name", ["compose.yaml", "notes.txt", ".hidden.yaml"])
def test_a_file_that_is_no_definition_is_told(name: str) -> None:
    write({"org.yaml": ORG % "a"})
    text = "services: {}\n" if name == "compose.yaml" else PART % "x"
    assert told(look(name, {name: text})) == [("DEF011", name)]


def test_a_link_stands_for_the_file_it_leads_to() -> None:
    write({"a/org.yaml": ORG % "a"})
    Path("link.yaml").symlink_to("a/org.yaml")
    assert files_of(look("link.yaml", {})) == [("a", "a", 1)]
    assert files_of(look("link.yaml", {"a/org.yaml": ORG % "b"})) == [("b", "a", 1)]


def test_an_organisation_found_with_and_without_unsaved_files_above_is_checked_once() -> None:
    write({"a/org.yaml": ORG % "a", "a/deep/part.yaml": PART % "x"})
    paths = [Path("a/deep"), Path("a"), Path("."), Path("a/org.yaml")]
    overlay = unsaved({"a/deep/part.yaml": PART % "y"})
    assert [found.title("") for found in find(paths, overlay)] == ["a"]


PLACES = ("org.yaml", "a/org.yaml", "a/part.yaml", "a/b/org.yaml", "a/b/c/part.json", "a/.h/p.yaml")
TEXTS = st.sampled_from((ORG % "one", ORG % "two", PART % "x", BROKEN, "", "other: 1\n", "raci: ["))
FILES = st.dictionaries(st.sampled_from(PLACES), TEXTS)


@given(FILES, FILES, st.sampled_from((".", "a", "a/b", "a/b/c")))
@example({"org.yaml": BROKEN}, {"org.yaml": ORG % "one", "a/b/c/part.json": BROKEN}, "a/b/c")
@settings(max_examples=100)
def test_unsaved_files_count_as_if_they_were_saved(
    saved: dict[str, str], edited: dict[str, str], path: str
) -> None:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        try:
            Path(".git").mkdir()
            Path("a/b/c").mkdir(parents=True)
            write(saved)
            paths = [Path(path), *(Path(name) for name in edited)]
            seen = [outline(each) for each in find(paths, unsaved(edited))]
            write(edited)
            assert seen == [outline(each) for each in find(paths)]
        finally:
            os.chdir(before)


def outline(found: OrganisationFiles) -> object:
    texts = [(document.path, document.text) for document in found.documents]
    defects = [(each.code, each.hit.at, each.hit.case) for each in found.defects]
    return found.title(""), texts, defects, found.skipped


def test_settings_may_stand_in_the_folders_up_to_the_top_of_the_repository(folder: Path) -> None:
    write({"raci.toml": "x = 1\n", "a/b/org.yaml": ORG % "b"})
    tree = Folder(folder / "a/b")
    assert list(tree.above()) == ["", "..", "../.."]
    assert tree.read("../../raci.toml") == b"x = 1\n"
    assert tree.title("../../raci.toml") == "raci.toml"
    assert list(Folder(folder).above()) == [""]
    assert list(Folder(Path("/")).above()) == [""]


def test_unsaved_settings_above_are_read_and_are_no_files_of_the_tree(folder: Path) -> None:
    write({"a/org.yaml": ORG % "a"})
    (found,) = find([Path("a")], unsaved({"raci.toml": "x = 2\n", "out.yaml": ORG % "o"}))
    assert list(found.files.paths()) == ["org.yaml"]
    assert found.files.read("../raci.toml") == b"x = 2\n"
    assert list(found.files.above()) == ["", ".."]


def test_an_overlay_lies_on_any_tree() -> None:
    tree = Overlay(Files({"b.yaml": "b", "c.yaml": "c"}), {"c.yaml": b"new", "a.json": b"a"})
    assert {path: tree.read(path) for path in tree.paths()} == {
        "a.json": b"a",
        "b.yaml": b"b",
        "c.yaml": b"new",
    }
    assert (list(tree.above()), tree.title("a.json")) == ([""], "a.json")
