"""The patterns of CODEOWNERS files, against the examples of GitHub's and GitLab's own pages."""

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.convert.path_patterns import PathPattern, github_pattern, gitlab_pattern

GITHUB = [
    ("*", "a a/b .x/y", ""),
    ("*.js", "a.js x/a.js", "a.jsx js"),
    ("/build/logs/", "build/logs/a build/logs/a/b", "build/logs x/build/logs/a"),
    ("docs/*", "docs/getting-started.md", "docs/build-app/troubleshooting.md x/docs/a"),
    ("apps/", "apps/x y/apps/x y/apps/x/z", "apps xapps/y"),
    ("/apps/github", "apps/github apps/github/x", "apps/githubx x/apps/github"),
    ("**/logs", "logs build/logs scripts/logs/x deeply/nested/logs/a", "xlogs logs.txt"),
    ("*/yarn.lock", "a/yarn.lock", "yarn.lock a/b/yarn.lock"),
    ("/*", "a", "a/b"),
    ("a/**/b", "a/b a/x/b a/x/y/b/z", "ab x/a/b"),
    ("/build/**", "build/a build/a/b", "build"),
    ("docs/**/*.md", "docs/a.md docs/x/y.md", "a.md docs/a.mdx"),
    ("a?c", "abc x/abc", "ac a/c"),
    ("Docs", "Docs/a", "docs/a"),
    ("/", "", "a a/b"),
]
GITLAB = [
    ("*", "a a/b .x", ""),
    ("README.md", "README.md x/README.md", "README.mdx"),
    ("/docs", "docs", "docs/a x/docs"),
    ("docs/", "docs/a x/docs/a/b", "docs"),
    ("/docs/*", "docs/a docs/.a", "docs/a/b"),
    ("/docs/**/*.md", "docs/a.md docs/x/y.md", "a.md"),
    ("docs/*.md", "docs/a.md x/docs/a.md", "docs/x/a.md"),
    ("/a**b", "ab axxb", "a/b"),
    ("[ab].c", "a.c x/b.c", "c.c"),
    ("[!ab].c", "c.c", "a.c"),
    ("[a-c].c", "b.c", "d.c"),
    ("\\#x", "#x y/#x", "\\#x"),
    ("[z-a]", "", "a z"),
    ("a[", "", "a a["),
]


@pytest.mark.parametrize(("text", "yes", "no"), GITHUB)
def test_github_matches_as_its_page_says(text: str, yes: str, no: str) -> None:
    check(github_pattern(text), yes.split(), no.split())


@pytest.mark.parametrize(("text", "yes", "no"), GITLAB)
def test_gitlab_matches_as_its_page_says(text: str, yes: str, no: str) -> None:
    check(gitlab_pattern(text), yes.split(), no.split())


def check(pattern: PathPattern, yes: list[str], no: list[str]) -> None:
    paths = sorted([*yes, *no])
    assert [path for path in paths if pattern.matches(path)] == sorted(yes)
    assert [paths[number] for number in pattern.among(paths)] == sorted(yes)


def test_a_space_is_escaped() -> None:
    for pattern in (github_pattern("/a\\ b"), gitlab_pattern("/a\\ b")):
        check(pattern, ["a b"], ["a\\ b", "ab"])


def test_no_pattern_takes_long() -> None:
    start = monotonic()
    for make in (github_pattern, gitlab_pattern):
        assert not make("/" + "*a" * 40 + "b").matches("a" * 4000)
        assert not make("a/" + "**/a/" * 30 + "b").matches("a/" * 400 + "c")
    assert monotonic() - start < 2


NAMES = st.text("ab.", min_size=1, max_size=3)
SEGMENTS = st.one_of(st.just("**"), st.text("ab.*?", min_size=1, max_size=4))
PATHS = st.lists(NAMES.filter(lambda name: name != "."), min_size=1, max_size=4).map("/".join)


@given(st.lists(SEGMENTS, min_size=1, max_size=4), st.booleans(), st.booleans(), st.lists(PATHS))
def test_github_matches_as_a_plain_search_does(
    segments: list[str], rooted: bool, closed: bool, paths: list[str]
) -> None:
    text = "/" * rooted + "/".join(segments) + "/" * closed
    pattern = github_pattern(text)
    assert [pattern.matches(path) for path in paths] == [searched(text, path) for path in paths]
    listed = sorted(set(paths))
    assert [listed[n] for n in pattern.among(listed)] == [p for p in listed if searched(text, p)]


def searched(text: str, path: str) -> bool:
    """Try every way in which a pattern may match a path: an own reading of GitHub's page."""
    segments = [segment for segment in text.split("/") if segment]
    if "/" not in text.rstrip("/"):
        segments = ["**", *segments]
    return _below(segments, text.endswith("/"), path.split("/"))


def _below(segments: list[str], closed: bool, path: list[str]) -> bool:
    first, *rest = segments
    if first == "**" and rest:
        return any(_below(rest, closed, path[n:]) for n in range(len(path)))
    if not path or (first != "**" and not _is_like(first, path[0])):
        return False
    if rest:
        return _below(rest, closed, path[1:])
    return len(path) > 1 if closed else first != "*" or len(path) == 1


def _is_like(glob: str, name: str) -> bool:
    if not glob:
        return not name
    if glob[0] == "*":
        return any(_is_like(glob[1:], name[n:]) for n in range(len(name) + 1))
    return bool(name) and glob[0] in ("?", name[0]) and _is_like(glob[1:], name[1:])
