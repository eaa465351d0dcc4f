"""Trees from a git revision: the same files as on disk, and words where git has none to give."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from raci.source.discover import find_in
from raci.source.files import Folder
from raci.source.git import Revision, folder_in, git_folder, merge_base, repository_of, resolve
from raci.source.git_program import GitError
from raci.source.uncommitted import uncommitted
from tests.support.command import raci
from tests.support.repositories import IDENTITY, clone, commit, git

ORG = "raci: 1\norg: {id: a}\nroles: {clerk: {duties: {pay: Pay}}}\n"


@pytest.fixture(autouse=True, scope="module")
def _identity() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in IDENTITY.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a repository with one commit on main: ``org/org.yaml``."""
    top = tmp_path.resolve() / "repository"
    top.mkdir()
    git(top, "init", "-q", "-b", "main")
    commit(top, **{"org/org.yaml": ORG})
    monkeypatch.chdir(top)
    return top


def refusal(repository: Path, rev: str) -> str:
    with pytest.raises(GitError) as caught:
        resolve(repository, rev)
    return str(caught.value)


def test_a_revision_gives_the_files_as_they_were(repository: Path) -> None:
    before = resolve(repository, "HEAD")
    commit(repository, **{"org/org.yaml": "raci: 1\nbroken", "org/part.yaml": ORG})
    (repository / "org/org.yaml").unlink()
    tree = Revision(repository, before, "org", "main~1")
    assert list(tree.paths()) == ["org.yaml"]
    assert tree.read("org.yaml") == ORG.encode()
    assert tree.title("org.yaml") == "main~1:org/org.yaml"
    assert list(tree.above()) == ["", ".."]
    (found,) = find_in(tree)
    assert [document.path for document in found.documents] == ["org.yaml"]
    assert not found.defects


def test_titles_are_what_git_show_takes(repository: Path) -> None:
    sha = resolve(repository, "main")
    whole = Revision(repository, sha, name="main")
    assert [whole.title(path) for path in ("", *whole.paths())] == ["main:.", "main:org/org.yaml"]
    assert Revision(repository, sha, "org").title("") == f"{sha[:12]}:org"
    assert git(repository, "show", whole.title("org/org.yaml")) == ORG.strip()


NAMES = st.text("ab .财'\"\n\t:*?[é\\-", min_size=1, max_size=4).filter(
    lambda t: t not in (".", "..")
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
SUFFIXES = st.sampled_from([".yaml", ".yml", ".json", ".txt", ""])
FILES = st.dictionaries(st.builds(str.__add__, PATHS, SUFFIXES), st.binary(max_size=9), max_size=5)


@settings(max_examples=15)
@given(FILES)
@example(
    {":(top)a/客 户\n.yaml": b"\r\n\0", "-a/b.json": b"", "a.yaml/b.yaml": b"", ".git.yaml": b""}
)
@example({"twice/a.yaml": b"same", "twice/b.yaml": b"same", ":(top)a/c.yaml": b"100644 blob\n"})
def test_a_revision_is_the_folder_that_was_committed(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve()
        git(top, "init", "-q")
        git(top, "config", "core.autocrlf", "false")
        for name, text in files.items():
            write_if_possible(top / name, text)
        git(top, "add", "-A", "-f")
        git(top, "commit", "-q", "-m", "all", "--allow-empty")
        sha = resolve(top, "HEAD")
        kept = sorted(path.name for path in top.iterdir() if path.is_dir() and path.name != ".git")
        for below in ("", *kept):
            disk, tree = Folder(top / below), Revision(top, sha, below)
            assert list(tree.paths()) == list(disk.paths())
            assert [tree.read(path) for path in tree.paths()] == [*map(disk.read, disk.paths())]


def write_if_possible(path: Path, text: bytes) -> None:
    """Write a file unless another has taken its folder's place, or a folder its own."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        return


def test_links_and_submodules_are_left_out(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    commit(other, **{"in.yaml": ORG})
    (repository / "link.yaml").symlink_to("org/org.yaml")
    git(repository, "submodule", "--quiet", "add", str(other), "sub")
    sha = commit(repository)
    assert list(Revision(repository, sha).paths()) == ["org/org.yaml"]
    with pytest.raises(GitError, match=r"^main:sub is a submodule"):
        list(Revision(repository, sha, "sub", "main").paths())
    assert repository_of(repository / "sub/in.yaml") == repository / "sub"


def test_what_is_no_folder_of_the_revision_is_told(repository: Path) -> None:
    sha = resolve(repository, "main")
    for folder, words in (("gone", "there is no folder main:gone"), ("org/org.yaml", "not a fol")):
        with pytest.raises(GitError, match=words):
            list(Revision(repository, sha, folder, "main").paths())


def test_an_empty_commit_is_a_tree_without_files(repository: Path) -> None:
    git(repository, "rm", "-q", "-r", "org")
    assert list(Revision(repository, commit(repository)).paths()) == []


def test_a_file_of_another_kind_can_be_read_and_one_that_is_not_there_cannot(
    repository: Path,
) -> None:
    tree = Revision(repository, commit(repository, **{"org/raci.toml": "x = 1\n"}), "org", "main")
    assert tree.read("raci.toml") == b"x = 1\n"
    with pytest.raises(FileNotFoundError, match=r"main:org/gone\.yaml"):
        tree.read("gone.yaml")


def test_bytes_come_as_they_are_stored_and_no_filter_runs(repository: Path) -> None:
    ran = repository.parent / "ran"
    git(repository, "config", "filter.evil.smudge", f"touch {ran}")
    git(repository, "config", "diff.evil.textconv", f"touch {ran}; cat")
    (repository / ".gitattributes").write_text("*.yaml text eol=crlf filter=evil diff=evil\n")
    sha = commit(repository)
    assert Revision(repository, sha).read("org/org.yaml") == ORG.encode()
    assert not ran.exists()


def test_bytes_that_the_repository_has_lost_cannot_be_read(repository: Path) -> None:
    tree = Revision(repository, resolve(repository, "main"), name="main")
    blob = git(repository, "rev-parse", "main:org/org.yaml")
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitError, match=r"lacks main:org/org.yaml; if it is a partial clone"):
        tree.read("org/org.yaml")
    for call in (("check", "org", "--since", "main"), ("diff", "main", "org")):
        ran = raci(*call)
        assert ran.exit_code == 2
        assert "git fetch --refetch" in ran.output


def test_a_repository_is_found_around_what_is_and_what_was(repository: Path) -> None:
    for path in (".", "org", "org/org.yaml", "gone/deeper.yaml", repository / "org"):
        assert repository_of(Path(path)) == repository, path


def test_a_second_work_tree_is_a_repository_of_its_own(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", str(tmp_path / "second"), "-b", "other")
    top = repository_of(tmp_path / "second/org")
    assert top == (tmp_path / "second").resolve()
    assert resolve(top, "HEAD") == resolve(repository, "main")


def test_where_there_is_no_work_tree_that_is_told(repository: Path, tmp_path: Path) -> None:
    for path in (tmp_path, repository / ".git"):
        with pytest.raises(GitError, match="lies in no work tree"):
            repository_of(path)


def test_a_path_is_a_folder_of_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "org")
    assert folder_in(repository, Path(".")) == "org"
    assert folder_in(repository, Path("..")) == ""
    assert folder_in(repository, Path("../gone/x")) == "gone/x"
    with pytest.raises(GitError, match="outside of the repository"):
        folder_in(repository, Path("../.."))


def test_a_revision_is_any_name_of_a_commit(repository: Path) -> None:
    first = resolve(repository, "HEAD")
    git(repository, "tag", "-a", "v1", "-m", "annotated")
    second = commit(repository)
    assert {resolve(repository, rev) for rev in ("v1", "main~1", "HEAD^", first[:8])} == {first}
    assert {resolve(repository, rev) for rev in ("main", "@", "refs/heads/main")} == {second}


NONE = ["", "--help", "-h", "--all", "^HEAD", "HEAD..HEAD", "a\nb", "a\0b", "\ud800", "HEAD:org"]


@pytest.mark.parametrize("rev", NONE, ids=ascii)
def test_what_names_no_commit_is_refused(repository: Path, rev: str) -> None:
    assert refusal(repository, rev)


def test_a_misspelt_branch_brings_the_nearest_to_mind(repository: Path) -> None:
    assert refusal(repository, "mian") == "unknown revision `mian`: did you mean `main`?"
    assert refusal(repository, "mian~0") == "unknown revision `mian~0`: did you mean `main~0`?"
    assert refusal(repository, "quite-other") == "unknown revision `quite-other`"
    assert refusal(repository, "main~9") == "unknown revision `main~9`"


def test_a_branch_known_only_at_the_remote_is_named_with_it(repository: Path) -> None:
    git(repository, "branch", "release")
    message = refusal(clone(repository), "release")
    assert message == "unknown revision `release`: did you mean `origin/release`?"


def test_the_advice_to_fetch_a_branch_works(repository: Path) -> None:
    git(repository, "branch", "zzz")
    here = clone(repository, "--single-branch")
    command = "git fetch origin zzz:refs/remotes/origin/zzz"
    assert refusal(here, "origin/zzz") == f"unknown revision `origin/zzz`: run `{command}`"
    git(here, *command.split()[1:])
    assert resolve(here, "origin/zzz") == resolve(repository, "zzz")


def test_a_misspelt_branch_of_a_remote_is_one_to_fetch_or_the_nearest(repository: Path) -> None:
    message = refusal(clone(repository), "origin/mian^")
    assert message == (
        "unknown revision `origin/mian^`: run `git fetch origin mian:refs/remotes/origin/mian`"
        "; did you mean `origin/main^`?"
    )


def test_in_a_shallow_clone_the_advice_is_to_fetch_more(repository: Path) -> None:
    old = resolve(repository, "main")
    commit(repository)
    here = clone(repository, "--depth=1")
    for rev in ("main~1", "origin/main~1", old):
        assert refusal(here, rev) == (
            f"unknown revision `{rev}`: this is a shallow clone: run `git fetch --unshallow`"
            " (GitHub Actions: fetch-depth: 0; GitLab: GIT_DEPTH: 0)"
        )
    git(here, "fetch", "-q", "--unshallow")
    assert resolve(here, "main~1") == old


def test_before_the_first_commit_that_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert refusal(tmp_path, "HEAD").endswith("the repository has no commits yet")


def test_the_merge_base_is_where_two_branches_parted(repository: Path) -> None:
    base = resolve(repository, "main")
    git(repository, "checkout", "-q", "-b", "side")
    commit(repository, side="1")
    git(repository, "checkout", "-q", "main")
    commit(repository, main="1")
    assert merge_base(repository, "side") == base
    with pytest.raises(GitError, match="unknown revision `sid`: did you mean `side`"):
        merge_base(repository, "sid")


def test_unrelated_histories_have_no_merge_base(repository: Path) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    commit(repository, other="1")
    with pytest.raises(GitError, match=r"^`main` and HEAD have no common history$"):
        merge_base(repository, "main")


def test_a_merge_base_beyond_a_shallow_clone_is_to_be_fetched(repository: Path) -> None:
    git(repository, "branch", "side")
    commit(repository, main="1")
    git(repository, "checkout", "-q", "side")
    commit(repository, side="1")
    here = clone(repository, "--depth=1", "--no-single-branch")
    with pytest.raises(GitError, match="no common history: this is a shallow clone"):
        merge_base(here, "origin/main")


def test_without_git_that_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(GitError, match="git is not installed"):
        repository_of(repository)


def fake_git(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program before git on the PATH that does something else first."""
    real = shutil.which("git")
    program = folder / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n{script}\nexec {real} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def runs(group: int) -> bool:
    """Tell whether a process of a group runs; one that ended and that nobody waits for does not."""
    listed = subprocess.check_output(["ps", "-A", "-o", "pgid=,stat="], text=True)
    groups = (line.split() for line in listed.splitlines())
    return any(int(pgid) == group and not stat.startswith("Z") for pgid, stat in groups)


def test_git_that_does_not_end_is_stopped_with_all_that_it_started(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_git(repository, "echo $$ > started; sleep 600 & sleep 600", monkeypatch)
    monkeypatch.setattr("raci.source.git_program.SECONDS", 0.5)
    with pytest.raises(GitError, match=r"`git -C .* rev-parse --show-toplevel` has not ended"):
        repository_of(repository)
    group = int((repository / "started").read_text())
    until = time.monotonic() + 10  # what is killed may take a moment to go
    while runs(group) and time.monotonic() < until:
        time.sleep(0.05)
    assert not runs(group)


def test_git_that_does_not_end_ends_the_run(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_git(repository, "sleep 600", monkeypatch)
    monkeypatch.setattr("raci.source.git_program.SECONDS", 0.3)
    for call in (("check", "org", "--since", "main"), ("diff", "main", "org")):
        ran = raci(*call)
        assert ran.exit_code == 2
        assert "has not ended after 0.3 seconds" in ran.output
        assert "run it yourself" in ran.output


def test_a_check_lets_git_fetch_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_git(repository, 'echo "$GIT_NO_LAZY_FETCH" >> asked', monkeypatch)
    assert raci("check", "org", "--since", "main").exit_code == 0
    assert {*Path("asked").read_text().split()} == {"1"}


def test_git_that_distrusts_the_owner_speaks_for_itself(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for ask in (lambda: repository_of(repository), lambda: resolve(repository, "main")):
        with pytest.raises(GitError, match=r"dubious ownership[\s\S]*--add safe\.directory"):
            ask()


def test_a_hook_of_another_repository_does_not_lead_astray(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    here = resolve(repository, "HEAD")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    monkeypatch.setenv("GIT_GLOB_PATHSPECS", "1")
    assert repository_of(repository / "org") == repository
    assert resolve(repository, "HEAD") == here
    assert list(Revision(repository, here, "org").paths()) == ["org.yaml"]


def test_it_works_inside_a_hook(repository: Path) -> None:
    hook = repository / ".git/hooks/pre-commit"
    script = (
        "from pathlib import Path\nfrom raci.source.git import *\n"
        "top = repository_of(Path('org'))\n"
        "tree = Revision(top, resolve(top, 'HEAD'), folder_in(top, Path('org')))\n"
        "Path('told').write_text(' '.join(tree.paths()))\n"
    )
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    hook.chmod(0o755)
    commit(repository, **{"org/new.yaml": "a: 1\n"})
    assert (repository / "told").read_text(encoding="utf-8") == "org.yaml"


def lacking(repository: Path, folder: str = "org", *more: str) -> list[str]:
    """Give the files below a folder that are not committed as they are."""
    below = repository / folder
    found = [path for path in below.rglob("*.yaml") if path.is_file()]
    files = {path.relative_to(below).as_posix(): path.read_bytes() for path in found}
    return uncommitted(repository, folder, {**dict.fromkeys(more), **files})


def test_what_is_committed_as_it_is(repository: Path) -> None:
    commit(repository, **{"org/part.yaml": ORG, "org/sub/sub.yaml": ORG, "other.yaml": ORG})
    assert not lacking(repository)
    assert not lacking(repository, "", "never.yaml")
    (repository / "org/part.yaml").write_text("raci: 1\n")
    assert lacking(repository) == ["part.yaml"]
    assert lacking(repository, "") == ["org/part.yaml"]
    git(repository, "add", "-A")
    (repository / "org/part.yaml").write_text(ORG)
    assert lacking(repository) == ["part.yaml"], "git would restore what is staged"
    git(repository, "reset", "-q", "--hard")
    (repository / "org/part.yaml").unlink()
    (repository / "org/new.yaml").write_text(ORG)
    assert lacking(repository, "org", "part.yaml") == ["part.yaml", "new.yaml"]
    commit(repository)
    assert not lacking(repository, "org", "part.yaml")


def test_without_a_commit_or_a_folder_in_it_nothing_is_committed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "org").mkdir()
    (tmp_path / "org/org.yaml").write_text(ORG)
    assert lacking(tmp_path) == ["org.yaml"]
    git(tmp_path, "add", "-A")
    assert lacking(tmp_path) == ["org.yaml"]
    commit(tmp_path, **{"a.yaml": ORG})
    (tmp_path / "new").mkdir()
    (tmp_path / "new/org.yaml").write_text(ORG)
    assert lacking(tmp_path, "new") == ["org.yaml"]
    assert not lacking(tmp_path)


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_line_ends_that_git_changes_are_no_difference(repository: Path, setting: str) -> None:
    git(repository, "config", "core.autocrlf", setting)
    (repository / "org/part.yaml").write_bytes(ORG.replace("\n", "\r\n").encode())
    commit(repository)
    assert not lacking(repository)
    git(repository, "rm", "-q", "-r", "--cached", ".")
    git(repository, "reset", "-q", "--hard")
    assert not lacking(repository)


def test_no_program_of_the_repository_is_run(repository: Path) -> None:
    commit(repository, **{".gitattributes": "*.yaml filter=evil diff=evil\n"})
    evil = f"touch {repository.parent}/evil; cat"
    for key in ("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv"):
        git(repository, "config", key, evil)
    git(repository, "config", "core.fsmonitor", evil)
    (repository / "org/org.yaml").write_text(ORG + "# later\n")
    assert lacking(repository) == ["org.yaml"]
    assert not (repository.parent / "evil").exists()


def test_the_folder_of_git_is_found_by_the_files(repository: Path, tmp_path: Path) -> None:
    assert git_folder(repository / "org") == (repository, repository / ".git")
    tree = tmp_path / "tree"
    git(repository, "worktree", "add", "-q", str(tree))
    own = git(tree, "rev-parse", "--absolute-git-dir")
    assert git_folder(tree / "org") == (tree, Path(own))
    git(repository, "submodule", "add", "-q", repository.as_uri(), "sub")
    found = git_folder(repository / "sub/org")
    assert found
    assert found[0] == repository / "sub"
    assert found[1].samefile(repository / ".git/modules/sub")


@pytest.mark.parametrize("text", ["", "gitdir: /nowhere\n", "\0", "gitdir: "])
def test_what_is_not_git_is_passed_over(repository: Path, text: str) -> None:
    (repository / "org/.git").write_text(text)
    assert git_folder(repository / "org") == (repository, repository / ".git")
    (repository / "org/.git").unlink()
    (repository / "org/.git").mkdir()
    assert git_folder(repository / "org") == (repository, repository / ".git")
