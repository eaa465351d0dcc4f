"""Commits of several authors in real repositories, signed with real keys."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.repositories import git

NOTHING: Mapping[str, str] = {}


def commit_by(
    top: Path, author: str, files: Mapping[str, str] = NOTHING, key: Path | None = None
) -> str:
    """Write files and commit all that is there as an author, signed with a key; give its name."""
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    git(top, "add", "-A")
    signed = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}") if key else ()
    options = ("-S",) if key else ()
    git(top, *signed, "commit", "-q", "-m", "change", *options, f"--author=N <{author}>")
    return git(top, "rev-parse", "HEAD")


def new_key(folder: Path, name: str) -> Path:
    """Make a key without a passphrase."""
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError:
        pytest.skip("ssh-keygen is not installed")
    return key


def trust(top: Path, signers: Path, keys: Mapping[str, Path]) -> None:
    """Let git verify keys by a file of allowed signers, each for an address."""
    lines = (f"{who} {Path(f'{key}.pub').read_text(encoding='utf-8')}" for who, key in keys.items())
    signers.write_text("".join(lines), encoding="utf-8")
    git(top, "config", "gpg.ssh.allowedSignersFile", os.fspath(signers))
