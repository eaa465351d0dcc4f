"""What a killed run left: every writer says how to mend it, and readers say so and go on."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, commit, git
from tests.support.waivers import DAY
from tests.support.writers import (
    FILES,
    WRITERS,
    Scene,
    Writer,
    apply,
    baseline,
    fix,
    mending,
    shown,
    texts,
    waive,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no fork")
APPLY_WITH_GIT, APPLY, FIX = (WRITERS[name] for name in ("apply with git", "apply", "fix"))


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return tmp_path


def run(lines: list[str]) -> None:
    assert lines
    subprocess.run(["sh", "-ec", "\n".join(lines)], check=True, capture_output=True)


def left_by_raci() -> list[str]:
    return [name for name in texts() if "/." in f"/{name}"]


@pytest.mark.parametrize("writer", [APPLY_WITH_GIT, APPLY, FIX])
def test_no_writer_starts_before_and_readers_go_on(writer: Writer) -> None:
    scene = Scene(writer)
    commands = [waive(), baseline(), fix(), apply()]
    scene.half_done()
    half = shown(texts())
    lines = mending(raci(*baseline()).stderr)
    assert lines
    for command in commands:
        ran = raci(*command)
        assert (ran.exit_code, mending(ran.stderr)) == (2, lines)
        assert "上次运行中断，'shop' 只改了一部分。" in raci(*command, "--lang=zh").stderr
        assert shown(texts()) == half
    check, plan = ("check", "shop", *DAY), ("plan", "jd.yaml", *DAY)
    for command in (check, plan, (*baseline(), "--frozen")):
        ran = raci(*command)
        assert ran.stdout
        assert mending(ran.stderr) == lines


def test_only_the_organisation_itself_is_held_up() -> None:
    scene = Scene(APPLY_WITH_GIT)
    define(scene.before["shop/org.yaml"].decode().replace("id: shop", "id: other"), "other/o.yaml")
    scene.half_done()
    assert raci("baseline", "other", *DAY).exit_code == 0


@pytest.mark.parametrize("where", ["shop/more", "elsewhere"])
@pytest.mark.parametrize("writer", [APPLY_WITH_GIT, APPLY, FIX])
def test_the_lines_are_those_for_the_working_folder(
    writer: Writer, where: str, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / "elsewhere").mkdir()
    os.rename(top / "elsewhere", top.parent / "elsewhere")
    scene = Scene(writer)
    scene.half_done()
    monkeypatch.chdir(top / "shop/more" if where != "elsewhere" else top.parent / where)
    run(mending(raci("baseline", os.path.relpath(top / "shop"), *DAY).stderr))
    monkeypatch.chdir(top)
    assert shown(texts()) == shown(scene.before)
    assert raci(*scene.arguments).exit_code == 0
    assert texts() == scene.after


@pytest.fixture
def worktree(top: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    main = top / "main"
    main.mkdir()
    monkeypatch.chdir(main)
    Scene(APPLY_WITH_GIT)
    git(main, "worktree", "add", "-q", str(top / "tree"))
    monkeypatch.chdir(top / "tree")
    yield Scene(Writer(apply, files=5))
    assert not list((main / ".git").rglob("journal.json"))


def test_in_a_second_work_tree_it_is_the_same(worktree: Scene, top: Path) -> None:
    worktree.half_done()
    assert list((top / "main/.git/worktrees/tree/raci").rglob("journal.json"))
    worktree.recover()


def settled_by_git() -> None:
    git(Path(), "stash", "-q", "-u")


def settled_by_commit() -> None:
    commit(Path())


def settled_by_keeping() -> None:
    told = raci(*baseline()).stderr
    run([told.splitlines()[-1]])


@pytest.mark.parametrize("settle", [settled_by_git, settled_by_commit, settled_by_keeping])
def test_it_is_forgotten_once_the_files_are_settled_in_another_way(settle: object) -> None:
    scene = Scene(APPLY_WITH_GIT)
    scene.half_done()
    assert callable(settle)
    settle()
    ran = raci(*baseline())
    assert ran.exit_code == 0, ran.stderr
    left = [name for name in left_by_raci() if "/" in name]
    assert not left  # the proposal's own folder is tidied by the next apply


def test_what_git_cannot_see_comes_from_the_copies() -> None:
    """A fix needs no commit: what is not committed comes back too."""
    scene = Scene(FIX)
    path = Path("shop/more/send.yaml")
    path.write_text(path.read_text() + "# not committed\n")
    scene.before = texts()
    scene.half_done()
    run(mending(raci(*baseline()).stderr))
    assert shown(texts()) == shown(scene.before)


NAMES = ["it's.yaml", "-x.yaml", "a[b]*.yaml", "a b.yaml", "人事.yaml", "$(id).yaml", ":!c.yaml"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("writer", [APPLY_WITH_GIT, APPLY])
def test_any_name_is_quoted(
    writer: Writer, name: str, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {path.replace("pack.yaml", name): text for path, text in FILES.items()}
    scene = Scene(writer, files | {"shop/ab.yaml": "raci: 1\n"})
    define("raci: 1\n# not committed, and a pattern must not mean it\n", "shop/ab.yaml")
    scene.before = texts()
    scene.half_done()
    monkeypatch.chdir("shop")
    lines = mending(raci("baseline", *DAY).stderr)
    run(lines)
    monkeypatch.chdir(top)
    assert shown(texts()) == shown(scene.before)


FORGED = {
    "outside": {"path": "../victim.yaml", "before": None, "after": None, "copy": None},
    "absolute": {"path": "/victim.yaml", "before": None, "after": None, "copy": None},
    "no definition": {"path": "run.sh", "before": None, "after": None, "copy": None},
    "a copy outside": {"path": "org.yaml", "before": "00", "after": "11", "copy": "../../k"},
    "no such copy": {"path": "org.yaml", "before": "00", "after": "11", "copy": "0"},
    "a copy that is a link": {"path": "org.yaml", "before": "00", "after": "11", "copy": "link"},
    "a number": {"path": 5, "before": None, "after": None, "copy": None},
    "other keys": {"path": "org.yaml"},
}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"raci-journal": 2, "files": []}', *FORGED])
def test_a_journal_that_raci_did_not_write_is_not_obeyed(text: str) -> None:
    Scene(APPLY)
    if text in FORGED:
        text = json.dumps({"raci-journal": 1, "files": [FORGED[text]]})
    define(text, "shop/.raci-unfinished/journal.json")
    Path("shop/.raci-unfinished/link").symlink_to("/etc/hostname")
    define("raci: 1\n", "victim.yaml")
    before = texts()
    ran = raci(*baseline())
    assert ran.exit_code == 2
    assert not mending(ran.stderr)
    assert "shop/.raci-unfinished/journal.json should say what" in ran.stderr
    assert texts() == before
    assert raci("check", "shop", "--exit-zero", *DAY).exit_code == 0


def test_what_is_not_of_the_journal_is_not_removed_with_it(top: Path) -> None:
    Scene(APPLY)
    define("mine", "elsewhere/0")
    Path("shop/.raci-unfinished").symlink_to(top / "elsewhere")
    assert "'shop/.raci-unfinished' cannot be written" in raci(*baseline()).stderr
    assert Path("elsewhere/0").read_text() == "mine"
    Path("shop/.raci-unfinished").unlink()
    define("mine", "shop/.raci-unfinished/notes")
    assert raci(*baseline()).exit_code == 2
    assert Path("shop/.raci-unfinished/notes").read_text() == "mine"


def test_a_temporary_file_that_was_left_is_removed_and_that_is_said() -> None:
    Scene(APPLY)
    for name in ("shop/.raci-0123abcd.tmp", "shop/more/.raci-0123abcd.tmp"):
        define("raci: 1\n", name)
    for name in ("mine.tmp", "0123abcd.out", "89abcdef.out"):
        define("", f"shop/.raci-{name}")
    yesterday = time.time() - 24 * 3600
    os.utime("shop/.raci-89abcdef.out", (yesterday, yesterday))
    ran = raci(*baseline())
    assert ran.stderr == (
        "shop/.raci-0123abcd.tmp: removed, left over from an interrupted run\n"
        "shop/.raci-89abcdef.out: removed, left over from an interrupted run\n"
        "shop/more/.raci-0123abcd.tmp: removed, left over from an interrupted run\n"
    )
    assert sorted(left_by_raci()) == ["shop/.raci-0123abcd.out", "shop/.raci-mine.tmp"]


def test_what_another_writer_is_about_to_write_is_not_removed() -> None:
    scene = Scene(APPLY)
    define(scene.before["shop/org.yaml"].decode().replace("id: shop", "id: b"), "shop/b/org.yaml")
    define("", "shop/b/.raci-0123abcd.tmp")
    assert raci("baseline", "shop/org.yaml", *DAY).exit_code == 0
    assert left_by_raci() == ["shop/b/.raci-0123abcd.tmp"]


def changed() -> None:
    path = Path("shop/pack.yaml")
    path.write_text(path.read_text() + "# an idea\n")


def staged() -> None:
    changed()
    git(Path(), "add", "-A")


def staged_and_changed_back() -> None:
    before = Path("shop/pack.yaml").read_text()
    staged()
    Path("shop/pack.yaml").write_text(before)


def untracked() -> None:
    git(Path(), "rm", "-q", "--cached", "shop/pack.yaml")
    git(Path(), "commit", "-q", "-m", "untracked")


def ignored() -> None:
    untracked()
    commit(Path(), **{".gitignore": "pack.yaml\n"})


def assumed() -> None:
    git(Path(), "update-index", "--assume-unchanged", "shop/pack.yaml")
    changed()


@pytest.mark.parametrize(
    "how", [changed, staged, staged_and_changed_back, untracked, ignored, assumed]
)
def test_a_proposal_is_applied_to_committed_files_alone(how: object) -> None:
    Scene(APPLY_WITH_GIT)
    assert callable(how)
    how()
    before = texts()
    ran = raci(*apply())
    assert ran.exit_code == 2
    assert "git stash`:\n  shop/pack.yaml\n" in ran.stderr
    assert "请先提交" in raci(*apply(), "--lang=zh").stderr
    assert texts() == before
    assert raci(*apply(), "--dry-run").exit_code == 0


def test_files_that_the_proposal_leaves_alone_need_not_be_committed() -> None:
    Scene(APPLY_WITH_GIT)
    define("raci: 1\n# an idea\n", "shop/idea.yaml")
    assert raci(*apply()).exit_code == 0


def test_before_the_first_commit_nothing_is_committed() -> None:
    Scene(APPLY)
    git(Path(), "init", "-q")
    ran = raci(*apply())
    assert ran.exit_code == 2
    assert "  shop/pack.yaml\n" in ran.stderr


def test_where_git_cannot_be_run_there_are_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(APPLY_WITH_GIT)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        scene.half_done()
    lines = mending(raci(*baseline()).stderr)
    assert lines
    assert not [line for line in lines if "restore" in line]
    scene.recover()
