"""CODEOWNERS files: which rules count, whom they name, and what is told of the others."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.convert import codeowners
from raci.convert.imported import Imported
from raci.source.decode import UnreadableError

from .imports import counted, findings, listed, options, source, told
from .test_path_patterns import PATHS, SEGMENTS, searched


def imported(text: str, tmp_path: Path, *paths: str, path: str = "CODEOWNERS") -> Imported:
    result = codeowners.read(source(text, path), options(files=listed(tmp_path, *paths)))
    findings(result)
    return result


def owners(result: Imported) -> dict[str, list[str]]:
    names = {id_: role["name"] for id_, role in result.data.get("roles", {}).items()}
    return {
        platform["name"]: [names[id_] for id_ in platform.get("owners", ())]
        for platform in result.data.get("platforms", {}).values()
    }


def test_a_rule_is_a_platform_and_whom_it_names_are_roles(tmp_path: Path) -> None:
    text = "# all\n* @org/core li@example.org\n\n/docs/ @writer @Org/Core # words\n"
    result = imported(text, tmp_path, "a.py", "docs/x.md")
    assert owners(result) == {
        "*": ["@org/core", "li@example.org"],
        "/docs/": ["@writer", "@org/core"],
    }
    assert result.data["platforms"]["docs"] == {
        "name": "/docs/",
        "kind": "paths",
        "owners": ["writer", "org-core"],
    }
    assert told(result) == []
    assert result.origins["platforms", "docs"].span == (4, 1, 4, 7)


def test_what_owns_nothing_in_the_end_is_told(tmp_path: Path) -> None:
    text = "/docs/ @old\n/gone/ @nobody\n/docs/ @new\n/src/x @one\n/src/ @two\n"
    result = imported(text, tmp_path, "docs/a", "src/x", "top.md")
    assert owners(result) == {"/docs/": ["@new"], "/src/": ["@two"]}
    assert told(result) == [
        ("left-out", "rule-without-path", 2),
        ("left-out", "rule-overridden", 1),
        ("left-out", "rule-overridden", 4),
        ("left-out", "owner-of-nothing", 1),
        ("left-out", "owner-of-nothing", 2),
        ("left-out", "owner-of-nothing", 4),
        ("doubt", "unowned-paths", 1),
    ]


def test_a_rule_without_owners_leaves_its_paths_without_any(tmp_path: Path) -> None:
    result = imported("* @all\n/free/\n", tmp_path, "a", "free/b")
    assert owners(result) == {"*": ["@all"], "/free/": []}
    assert told(result) == [("doubt", "rule-without-owner", 2)]
    assert [f.subject for f in findings(result) if f.code == "GAP104"] == ["platform:free"]


def test_a_line_that_github_skips_is_told_and_counts_for_nothing(tmp_path: Path) -> None:
    text = "* @all\n/a @org/team, team\n!/b @x\n/[cd] @x\n\\#e @x\n/f @two @x/y/z\n"
    result = imported(text, tmp_path, "a", "b", "c", "#e", "f")
    assert owners(result) == {"*": ["@all"]}
    assert told(result) == [
        ("doubt", "owner-skips-line", 2),
        ("doubt", "owner-skips-line", 2),
        ("doubt", "not-of-github", 3),
        ("doubt", "not-of-github", 4),
        ("doubt", "not-of-github", 5),
        ("doubt", "owner-skips-line", 6),
    ]


GITLAB = """
* @default
[Docs][2] @docs
docs/
README.md @@maintainer boss
!docs/api/
^[Database] @g/db/admins
/db/
docs/
[DOCS]
/guide/
"""


def test_each_section_of_gitlab_has_owners_of_its_own(tmp_path: Path) -> None:
    paths = ("a", "docs/x", "docs/api/y", "README.md", "db/z", "guide/g")
    result = imported(GITLAB, tmp_path, *paths)
    assert owners(result) == {
        "*": ["@default"],
        "docs/": ["@g/db/admins"],
        "README.md": ["@@maintainer"],
        "/db/": ["@g/db/admins"],
        "/guide/": ["@docs"],
    }
    assert {*result.data["platforms"]} >= {"docs-docs", "database-docs"}
    assert told(result) == [
        ("left-out", "approvals", 3),
        ("doubt", "no-owner", 5),
        ("left-out", "optional-section", 7),
    ]


def test_owners_that_are_none_do_not_become_the_sections(tmp_path: Path) -> None:
    result = imported("[A] @a\nx\ny boss\n", tmp_path, "x", "y")
    assert owners(result) == {"x": ["@a"], "y": []}
    assert told(result) == [("doubt", "rule-without-owner", 3), ("doubt", "no-owner", 3)]


def test_what_a_section_excludes_has_no_owner_there(tmp_path: Path) -> None:
    text = "[A] @a\nx/\n!x/y/\nx/y/z\n!nothing\n"
    result = imported(text, tmp_path, "x/1", "x/y/2", "x/y/z")
    assert owners(result) == {"x/": ["@a"]}
    assert told(result) == [
        ("left-out", "rule-without-path", 5),
        ("left-out", "rule-overridden", 4),
        ("doubt", "unowned-paths", 1),
    ]


def test_without_a_list_all_rules_count_but_those_written_again(tmp_path: Path) -> None:
    (tmp_path / "CODEOWNERS").write_text("")
    text = "[S] @s\n/a @old\n/a @new\n!/b\n"
    result = codeowners.read(source(text, str(tmp_path / "CODEOWNERS")), options())
    assert owners(result) == {"/a": ["@new"]}
    assert told(result) == [
        ("doubt", "no-list", 1),
        ("left-out", "excluded-unlisted", 4),
        ("left-out", "rule-overridden", 2),
        ("left-out", "owner-of-nothing", 2),
    ]


def test_git_knows_the_paths_of_the_repository(tmp_path: Path) -> None:
    for path in ("docs/a", ".github/CODEOWNERS"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    file = source("/docs/ @a\n/src/ @b\n", str(tmp_path / ".github/CODEOWNERS"))
    result = codeowners.read(file, options())
    assert owners(result) == {"/docs/": ["@a"]}
    assert counted(result)["unowned-paths"] == 1


def test_a_list_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    file = source("* @a\n", "CODEOWNERS")
    missing = codeowners.read(file, options(files=str(tmp_path / "no.txt")))
    assert told(missing) == [("doubt", "list-unreadable", 1)]
    assert told(imported("* @a\n", tmp_path)) == [("doubt", "empty-list", 1)]


def test_owners_whose_names_make_one_id_stay_two(tmp_path: Path) -> None:
    result = imported("* @a/b @a-b\n", tmp_path, "x")
    assert owners(result) == {"*": ["@a/b", "@a-b"]}


@pytest.mark.parametrize("text", ["", "\n# only words\n", "*", "[", "[]", "^[x", "\\", "@a", "! !"])
def test_any_text_gives_a_sound_definition(text: str, tmp_path: Path) -> None:
    told(imported(text, tmp_path, "a"))


def test_bytes_that_are_no_text_are_an_error() -> None:
    with pytest.raises(UnreadableError):
        codeowners.read(source(b"\xff* @a", "CODEOWNERS"), options())


@pytest.mark.parametrize(
    ("path", "mine"),
    [("CODEOWNERS", True), (".github/codeowners", True), ("CODEOWNERS.txt", True), ("a.md", False)],
)
def test_it_knows_its_files_by_name(path: str, mine: bool) -> None:
    assert codeowners.is_mine(source("", path)) == mine


PATTERNS = st.builds(
    lambda segments, rooted, closed: "/" * rooted + "/".join(segments) + "/" * closed,
    st.lists(SEGMENTS, min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(PATTERNS, min_size=1, max_size=6), st.lists(PATHS, min_size=1, unique=True))
def test_the_last_rule_that_matches_wins(
    tmp_path_factory: pytest.TempPathFactory, patterns: list[str], paths: list[str]
) -> None:
    text = "\n".join(f"{pattern} @owner-{n}" for n, pattern in enumerate(patterns))
    file = listed(tmp_path_factory.getbasetemp(), *paths)
    result = codeowners.read(source(text, "CODEOWNERS"), options(files=file))
    winners = [
        max((n for n, pattern in enumerate(patterns) if searched(pattern, path)), default=-1)
        for path in paths
    ]
    assert sorted(result.data.get("roles", {})) == sorted({f"owner-{n}" for n in winners if n >= 0})
    without = [remark.values["n"] for remark in result.remarks if remark.key == "unowned-paths"]
    assert sum(without) == winners.count(-1)
    told(result)


def test_a_team_is_no_single_person(tmp_path: Path) -> None:
    result = imported("* @acme/core\n/docs @ann\n/x a/b@acme.example\n", tmp_path)
    kinds = {role["name"]: role.get("kind") for role in result.data["roles"].values()}
    assert kinds == {"@acme/core": "collective", "@ann": None, "a/b@acme.example": None}
    named = [each.subject for each in findings(result) if each.code == "PPL602"]
    assert "acme-core" not in " ".join(map(str, named))
