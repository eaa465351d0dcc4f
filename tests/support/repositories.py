"""Real git repositories for tests, whatever the user's own git is told."""

import os
import subprocess
from pathlib import Path

IDENTITY = {
    "GIT_AUTHOR_NAME": "raci",
    "GIT_AUTHOR_EMAIL": "raci@example.org",
    "GIT_COMMITTER_NAME": "raci",
    "GIT_COMMITTER_EMAIL": "raci@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""The environment in which repositories are made."""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; give what it prints."""
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    ran = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def commit(top: Path, **files: str) -> str:
    """Write files and commit all that is there; give the commit's name."""
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "change", "--allow-empty")
    return git(top, "rev-parse", "HEAD")


def clone(top: Path, *options: str) -> Path:
    """Clone a repository into the folder ``clone`` beside it."""
    git(top.parent, "clone", "-q", *options, top.as_uri(), "clone")
    return top.parent / "clone"
