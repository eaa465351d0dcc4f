"""A command that writes is killed at every step: nothing is lost, or the next run mends it."""

import errno
import os
import re
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PROFILE
from tests.support.command import raci
from tests.support.faults import Fault, Happens
from tests.support.repositories import IDENTITY
from tests.support.writers import WRITERS, Scene, mending, shown, texts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no fork")


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no test cuts the power
    return tmp_path


@pytest.fixture(params=WRITERS)
def scene(top: Path, request: pytest.FixtureRequest) -> Scene:
    return Scene(WRITERS[request.param])


MOST_STEPS = "apply in linked files"
"""Every kind of step is in it."""

LONGEST = pytest.mark.parametrize("scene", [MOST_STEPS], indirect=True)


def test_a_writer_is_killed_at_every_step(scene: Scene, request: pytest.FixtureRequest) -> None:
    """Of writers with fewer kinds of steps, the gate takes every fifth."""
    is_longest = request.node.callspec.params["scene"] == MOST_STEPS
    for torn in (False, True):
        for at in count(1, 1 if is_longest or PROFILE == "hunt" else 5):
            scene.reset()
            if not scene.kill(at, torn=torn):
                break
            scene.recover()
        assert texts() == scene.after
        assert at > (1 if torn else 5)


@settings(
    max_examples=4 if PROFILE == "gate" else 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=st.integers(min_value=1, max_value=40),
    then=st.integers(min_value=1, max_value=40),
    torn=st.booleans(),
)
def test_the_run_after_a_killed_one_is_killed_too(
    scene: Scene, first: int, then: int, torn: bool
) -> None:
    scene.reset()
    scene.kill(first, torn=torn)
    scene.kill(then)
    scene.recover()


CANNOT_WRITE = re.compile(r"^Error: '[\w./-]+' cannot be written: [\w ]+$", re.MULTILINE)


@LONGEST
@pytest.mark.parametrize("error", [OSError(errno.EIO, "no luck"), KeyboardInterrupt()])
def test_an_error_at_any_step_leaves_all_as_before_or_as_after(
    scene: Scene, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in count(1):
        scene.reset()
        with monkeypatch.context() as patch:
            fault = Fault(at, raises(error))
            fault.install(patch.setattr)
            ran = raci(*scene.arguments)
        if fault.calls < at:
            break
        if isinstance(error, KeyboardInterrupt):
            assert texts() in (scene.before, scene.after)
            assert ran.stderr.endswith("\nInterrupted.\n")
        else:
            assert texts() == (scene.after if ran.exit_code == 0 else scene.before)
            assert ran.exit_code == 0 or CANNOT_WRITE.search(ran.stderr), ran.stderr
    assert at > 5


@LONGEST
def test_a_full_disk_loses_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    full = raises(OSError(errno.ENOSPC, "full"))
    for at in count(1):
        scene.reset()
        with monkeypatch.context() as patch:
            fault = Fault(at, full, ("write", "mkdir"), lasting=True)
            fault.install(patch.setattr)
            ran = raci(*scene.arguments)
        if fault.calls < at:
            break
        assert ran.exit_code == 2
        assert "no space left on the disk" in ran.stderr
        half_done = shown(texts()) not in (shown(scene.before), shown(scene.after))
        assert bool(mending(ran.stderr)) == half_done
        scene.recover()
    assert at > 1


def raises(error: BaseException) -> Happens:
    def happens(_function: Callable[..., Any], _arguments: Sequence[Any]) -> None:
        raise error

    return happens
