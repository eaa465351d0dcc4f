"""Commands that write side by side: nobody's update is lost, or its author is told."""

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from raci.edit import lock
from raci.project import Project
from tests.support.command import define, raci
from tests.support.waivers import DAY, SHOP

MALLS = [f"mall-{number}" for number in range(8)]
ORG = SHOP.replace("  mall: {}\n", "".join(f"  {mall}: {{}}\n" for mall in MALLS))
SLIP = "raci: 1\nactivities:\n  online-sales: {informed: [seler]}\n"
PROPOSAL = """\
raci-proposal: 1
title: A chat
base: org
steps:
  - on: 2027-02-01
    changes:
      - set: role:seller
        as: {headcount: 3}
"""
TERMS = ("--reason=Hiring.", "--by=manager", "--until=2027-03-31")
Arguments = tuple[str, ...]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    define(ORG, f"{tmp_path}/org/org.yaml")
    define(SLIP, f"{tmp_path}/org/more/sales.yaml")
    define(PROPOSAL, f"{tmp_path}/chat.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def waive(mall: str = MALLS[0]) -> Arguments:
    report = Project.folder("org").check(as_of=DAY[1])
    (found,) = (each for each in report if str(each.subject) == f"platform:{mall}")
    return ("waive", found.handle, "org", *TERMS, *DAY)


def fix() -> Arguments:
    return ("check", "--fix", "--exit-zero", "org", *DAY)


def baseline() -> Arguments:
    return ("baseline", "org", *DAY)


def apply() -> Arguments:
    return ("apply", "chat.yaml", "--ahead-of-date", *DAY)


WRITERS = (waive, fix, baseline, apply)
Writer = Callable[[], Arguments]


def at_once(commands: list[Arguments]) -> list[tuple[int, str]]:
    """Run commands at the same time; give the exit status of each and what it says."""
    program = (sys.executable, "-m", "raci")
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*program, *each], stdout=pipe, stderr=pipe, text=True)
        for each in commands
    ]
    ended = [(process.communicate(), process.returncode) for process in running]
    return [(status, out + err) for (out, err), status in ended]


def test_of_eight_waivers_at_once_all_stand() -> None:
    ran = at_once([waive(mall) for mall in MALLS])
    assert [status for status, _ in ran] == [0] * 8, ran
    assert len(Project.folder("org").org.waivers) == 8


def test_writers_of_all_kinds_at_once_lose_nothing() -> None:
    commands = [*(waive(mall) for mall in MALLS[:4]), baseline(), baseline(), fix(), apply()]
    ran = at_once(commands)
    assert [status for status, _ in ran] == [0] * 8, ran
    project = Project.folder("org")
    assert project.sound
    assert len(project.org.waivers) == 4
    assert project.org.roles["seller"].headcount == 3
    assert "seller" in Path("org/more/sales.yaml").read_text()
    assert project.baseline
    assert not list(Path("org").rglob(".*"))


@contextmanager
def another_writer(folder: str) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@pytest.mark.parametrize("writer", WRITERS)
def test_who_waits_too_long_is_told_for_whom(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    arguments = writer()
    before = contents()
    with another_writer("org"):
        ran = raci(*arguments)
        assert ran.exit_code == 2
        assert "another raci is writing in 'org'" in ran.stderr
        assert "另一个 raci 正在写入 'org'" in raci(*arguments, "--lang=zh").stderr
        assert contents() == before
        assert raci("check", "org", "--exit-zero").exit_code == 0
    assert raci(*arguments).exit_code == 0


def test_a_lock_is_given_back_whatever_comes_of_the_command() -> None:
    arguments = waive()
    for _ in range(2):
        assert raci(*arguments, "--until=2026-01-01").exit_code == 2
        assert raci(*arguments, "--id=a b").exit_code == 2
    with another_writer("org"):
        pass


def test_several_organisations_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    define(ORG.replace("id: shop", "id: branch"), "branch/org.yaml")
    for busy in ("org", "branch"):
        with another_writer(busy):
            ran = raci("baseline", "branch", "org", *DAY)
            assert f"another raci is writing in '{busy}'" in ran.stderr
    assert not list(Path().rglob("raci-baseline.yaml"))
    assert raci("baseline", "org", "branch", "org/org.yaml", *DAY).exit_code == 0


def test_where_there_are_no_locks_a_writer_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", flock)
    assert raci(*waive()).exit_code == 0


@pytest.mark.parametrize("writer", WRITERS)
def test_what_an_editor_saves_meanwhile_stays(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = writer()
    write = os.write
    target = {
        waive: "org/org.yaml",
        fix: "org/more/sales.yaml",
        baseline: "org/raci-baseline.yaml",
        apply: "org/org.yaml",
    }[writer]

    def write_later(handle: int, content: bytes) -> int:
        Path(target).write_text("# edited\n")
        return write(handle, content)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write_later)
        ran = raci(*arguments)
    assert ran.exit_code == 2
    assert f"{target} has changed since it was read: run the command again" in ran.stderr
    assert Path(target).read_text() == "# edited\n"
    assert not list(Path("org").rglob(".*"))


def test_a_file_edited_while_it_was_judged_is_not_fixed() -> None:
    from raci.check.fix import fixed

    project = Project.folder("org")
    findings = list(project.check(as_of=DAY[1]))
    file = Path("org/more/sales.yaml")
    for text in (SLIP.replace("activities", "# why\nactivities"), "raci: [", None):
        if text is None:
            file.unlink()
        else:
            file.write_text(text)
        result = fixed(project, findings)
        assert not result.drafts
        assert [error.sentence.key for _, error in result.refused] == ["changed-since-read"]


def contents() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


@pytest.mark.parametrize("how", [">", ">>"])
def test_a_report_goes_where_the_output_goes(how: str) -> None:
    Path("report").write_text("before\n")
    line = f"{sys.executable} -m raci matrix org --format json -o /dev/stdout {how} report"
    subprocess.run(["sh", "-ec", line], check=True)
    text = Path("report").read_text()
    assert text.startswith("before\n{" if how == ">>" else "{")


def test_a_report_is_not_written_through_a_link() -> None:
    Path("report.json").write_text("before\n")
    Path("link.json").symlink_to("report.json")
    ran = raci("matrix", "org", "-o", "link.json")
    assert ran.exit_code == 2
    assert "'link.json' is not written: 'link.json' is a symbolic link" in ran.stderr
    assert "是符号链接" in raci("matrix", "org", "-o", "link.json", "--lang=zh").stderr
    assert Path("report.json").read_text() == "before\n"


def test_a_baseline_without_entries_is_written_anew() -> None:
    Path("org/raci-baseline.yaml").write_text("raci-baseline: 1\nfindings: []\n")
    ran = raci("baseline", "org")
    assert ran.exit_code == 0, ran.stderr
    assert "activity" in Path("org/raci-baseline.yaml").read_text()
