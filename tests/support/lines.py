"""Lines of commits on given days, in real repositories."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.repositories import IDENTITY, git

FileTexts = Mapping[str, str | bytes | None]
NOTHING: FileTexts = {}


def new_line(top: Path, patch: pytest.MonkeyPatch) -> Path:
    """Make an empty repository and work in it."""
    for name, value in IDENTITY.items():
        patch.setenv(name, value)
    top = top.resolve()
    top.mkdir(parents=True, exist_ok=True)
    git(top, "init", "-q", "-b", "main")
    patch.chdir(top)
    return top


def commit_on(when: str, message: str, files: FileTexts = NOTHING) -> str:
    """Write files (None deletes one), commit them at a moment, ``2026-01-31``; give the name."""
    for name, text in files.items():
        path = Path(name)
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    moment = when if "T" in when else f"{when}T12:00:00+0000"
    patch = pytest.MonkeyPatch()
    with patch.context() as context:
        context.setenv("GIT_AUTHOR_DATE", moment)
        context.setenv("GIT_COMMITTER_DATE", moment)
        git(Path(os.curdir), "add", "-A")
        git(Path(os.curdir), "commit", "-q", "--allow-empty", "-m", message)
    return git(Path(os.curdir), "rev-parse", "HEAD")
