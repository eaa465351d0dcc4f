"""A bar shows how far a long run is, at a terminal alone."""

from collections.abc import Callable
from contextlib import redirect_stderr
from contextvars import copy_context
from io import StringIO

import pytest

from raci.cli import progress
from raci.cli.language import begin as speak
from raci.project import Project
from raci.source.watched import watched
from tests.support.waivers import SHOP, TODAY


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    for name in progress.CI:
        monkeypatch.delenv(name, raising=False)
    return Terminal()


def shown(does: Callable[[], object], stream: StringIO, *arguments: str) -> str:
    """Run something as raci runs a command, and give what stands on standard error."""

    def run() -> None:
        speak(arguments)
        progress.begin()
        does()

    with redirect_stderr(stream):
        copy_context().run(run)
    return stream.getvalue()


def loops() -> None:
    items = (each for n in watched(range(3), "commits") for each in watched([n, n], "rules"))
    assert [*items] == [0, 0, 1, 1, 2, 2]


def test_the_outermost_loop_has_a_bar_that_counts(terminal: Terminal) -> None:
    told = shown(loops, terminal)
    assert "Reading commits" in told
    assert "3/3" in told
    assert "rules" not in told
    assert "读取提交" in shown(loops, terminal, "--lang", "zh")


def test_what_is_quick_has_none(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    assert shown(loops, terminal) == ""


@pytest.mark.parametrize("where", ["pipe", "dumb terminal", *progress.CI])
def test_nobody_sees_it_elsewhere(
    where: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb" if where == "dumb terminal" else "xterm")
    if where in progress.CI:
        monkeypatch.setenv(where, "true")
    assert shown(loops, StringIO() if where == "pipe" else terminal) == ""


def test_a_check_shows_its_rules_and_many_files_theirs(terminal: Terminal) -> None:
    more = {f"{n}.yaml": f"raci: 1\nroles: {{r{n}: {{}}}}\n" for n in range(20)}
    told = shown(lambda: Project.of({"org.yaml": SHOP, **more}).check(as_of=TODAY), terminal)
    assert "Reading files" in told
    assert "21/21" in told
    assert "Running rules" in told


def fails() -> None:
    for number in watched(range(2), "files"):
        _ = 1 // number


def test_an_error_in_a_loop_leaves_the_next_one_its_bar(terminal: Terminal) -> None:
    def loop() -> None:
        with pytest.raises(ZeroDivisionError):
            fails()
        list(watched(range(2), "rules"))

    assert "Running rules" in shown(loop, terminal)
