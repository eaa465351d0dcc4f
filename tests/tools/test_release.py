"""A release is made only where version, changelog, tag and working tree agree."""

import os
from collections.abc import Collection
from pathlib import Path

import pytest

from raci.version import __version__
from tests.support.paths import ROOT
from tests.support.repositories import IDENTITY, commit, git
from tools import release
from tools.release import NotReadyError, check_agreement, check_checkout, lowest_versions, publish

CHANGELOG = "# Changelog\n\n## 1.2.0, 2027-01-15\n\n- New.\n\n## 1.1.0, 2026-12-01\n"


@pytest.mark.parametrize(
    ("tags", "head_tags"),
    [((), ()), (["v1.1.0"], ()), (["v1.1.0", "v1.2.0"], ["v1.2.0"]), (["v1.2.0"], ["v1.2.0", "x"])],
)
def test_a_release_that_agrees_is_made(tags: Collection[str], head_tags: Collection[str]) -> None:
    check_agreement("1.2.0", CHANGELOG, tags, head_tags)


@pytest.mark.parametrize(
    ("changelog", "tags", "head_tags", "message"),
    [
        ("# Changelog\n", (), (), "missing"),
        ("## 1.2.0, unreleased\n", (), (), "write '## 1.2.0, YYYY-MM-DD'"),
        ("## Unreleased\n\n## 1.2.0, 2027-01-15\n", (), (), "write '## 1.2.0, YYYY-MM-DD'"),
        ("## 1.2.0\n", (), (), "write '## 1.2.0, YYYY-MM-DD'"),
        ("## 1.2.0, 2027-02-30\n", (), (), "write '## 1.2.0, YYYY-MM-DD'"),
        ("## 1.3.0, 2027-01-15\n", (), (), "'## 1.3.0, 2027-01-15', and raci/version.py has 1.2.0"),
        (CHANGELOG, ["v1.1.0"], ["v1.1.0"], "HEAD has the tag v1.1.0"),
        (CHANGELOG, ["v1.1.0", "v1.2.0"], ["v1.1.0", "v1.2.0"], "HEAD has the tag v1.1.0, v1.2.0"),
        (CHANGELOG, ["v1.2.0"], (), "released already"),
    ],
)
def test_a_release_that_does_not_agree_stops_with_what_to_do(
    changelog: str, tags: Collection[str], head_tags: Collection[str], message: str
) -> None:
    with pytest.raises(NotReadyError, match=r".") as error:
        check_agreement("1.2.0", changelog, tags, head_tags)
    assert message in str(error.value)


def test_the_checkout_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    git(tmp_path, "init", "-q")
    commit(tmp_path, **{"CHANGELOG.md": CHANGELOG})
    check_checkout(tmp_path, "1.2.0")
    git(tmp_path, "tag", "v1.2.0")
    check_checkout(tmp_path, "1.2.0")
    (tmp_path / "left.txt").write_text("")
    with pytest.raises(NotReadyError, match=r"has changes.*\n.*left\.txt"):
        check_checkout(tmp_path, "1.2.0")
    commit(tmp_path)
    with pytest.raises(NotReadyError, match="tag of another commit"):
        check_checkout(tmp_path, "1.2.0")


def test_nothing_is_built_where_they_do_not_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(root: Path, version: str) -> None:
        assert (root, version) == (ROOT, __version__)
        raise NotReadyError("no")

    monkeypatch.setattr(release, "check_checkout", disagree)
    monkeypatch.setattr(release, "build", lambda *_: pytest.fail("it builds"))
    with pytest.raises(NotReadyError, match="no"):
        release.release(dry_run=False)


def test_the_lowest_versions_are_those_of_pyproject() -> None:
    head = "[project]\ndependencies = "
    assert lowest_versions(f'{head}["a>=1", "b-c >= 2.0.1, <3"]') == ["a==1", "b-c==2.0.1"]
    with pytest.raises(NotReadyError, match="write 'a' as 'name>=version'"):
        lowest_versions(f'{head}["a"]')
    assert lowest_versions((ROOT / "pyproject.toml").read_text("utf-8"))


def test_dist_holds_the_built_files_and_their_checksums(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "old.whl").write_text("")
    (tmp_path / "new.whl").write_text("abc")
    publish([tmp_path / "new.whl"], tmp_path / "dist")
    assert {file.name for file in (tmp_path / "dist").iterdir()} == {"new.whl", "SHA256SUMS"}
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (tmp_path / "dist" / "SHA256SUMS").read_text() == f"{digest}  new.whl\n"


@pytest.mark.skipif("RACI_RELEASE" not in os.environ, reason="takes a minute: make release-check")
def test_a_release_builds_and_works() -> None:
    release.release(dry_run=True)
