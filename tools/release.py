"""Builds a release into ``dist/`` and tries it as a user would; uploads nothing.

``python -m tools.release`` stops unless version, changelog, tag and working tree agree;
``python -m tools.release --dry-run`` skips that, builds, tries, and leaves ``dist/`` alone.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from raci.version import __version__

ROOT = Path(__file__).parent.parent
EXAMPLE = "ecommerce"


class NotReadyError(Exception):
    """The release cannot be made; the message says what to do about it."""


def check_agreement(
    version: str, changelog: str, tags: Collection[str], head_tags: Collection[str]
) -> None:
    """Check that the version, the changelog's top heading and the tag agree.

    ``tags`` are all tags of the repository, ``head_tags`` those of HEAD. Only tags that begin with
    ``v`` and a digit count as tags of a version.

    Raises:
        NotReadyError: they do not agree.
    """
    heading = re.search(r"^## (.*)$", changelog, re.MULTILINE)
    named, _, day = heading[1].partition(", ") if heading else ("", "", "")
    if named != version or not _is_date(day):
        raise NotReadyError(
            f"the top heading of CHANGELOG.md is {f'## {heading[1]}' if heading else 'missing'!r}, "
            f"and raci/version.py has {version}: "
            f"write '## {version}, YYYY-MM-DD' with the day of the release, or change the version"
        )
    tag = f"v{version}"
    of_versions = sorted(name for name in head_tags if re.match(r"v\d", name))
    if of_versions and of_versions != [tag]:
        raise NotReadyError(
            f"HEAD has the tag {', '.join(of_versions)}, and raci/version.py has {version}: "
            f"tag the commit {tag} and nothing else, or change the version"
        )
    if tag in tags and tag not in head_tags:
        raise NotReadyError(
            f"{tag} is the tag of another commit, so {version} is released already: "
            f"change raci/version.py and add a heading to CHANGELOG.md"
        )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check_checkout(root: Path, version: str) -> None:
    """Check that a checkout is clean and that all that names its version agrees.

    Raises:
        NotReadyError: it is not, or does not.
    """
    if changes := run(["git", "status", "--porcelain"], root):
        raise NotReadyError(f"the working tree has changes, commit or remove them:\n{changes}")
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    tags = run(["git", "tag"], root).split()
    check_agreement(version, changelog, tags, run(["git", "tag", "--points-at"], root).split())


def lowest_versions(pyproject: str) -> list[str]:
    """Return the lowest version of each dependency that a ``pyproject.toml`` admits, as pins.

    Raises:
        NotReadyError: a dependency has no lower bound.
    """
    pins: list[str] = []
    for dependency in tomllib.loads(pyproject)["project"]["dependencies"]:
        match = re.fullmatch(r"([\w.-]+)\s*>=\s*([\w.]+)(\s*,.*)?", dependency)
        if not match:
            raise NotReadyError(f"pyproject.toml: write {dependency!r} as 'name>=version'")
        pins.append(f"{match[1]}=={match[2]}")
    return pins


def build(source: Path, target: Path, *kinds: str) -> list[Path]:
    """Build a source tree's ``--wheel`` or ``--sdist`` into a folder; return the files there."""
    run([sys.executable, "-m", "build", *kinds, "--outdir", str(target), str(source)], source)
    return sorted(target.iterdir())


def check_sdist(sdist: Path, wheel: Path, folder: Path) -> None:
    """Check that the sdist builds the same wheel.

    Raises:
        NotReadyError: files differ.
    """
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    (rebuilt,) = build(source, folder / "wheel", "--wheel")
    ours, theirs = _contents(wheel), _contents(rebuilt)
    if differing := [n for n in sorted(ours | theirs) if ours.get(n) != theirs.get(n)]:
        raise NotReadyError(f"the sdist builds another wheel: {', '.join(differing)} differ")


def _contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def try_wheel(wheel: Path, pins: Sequence[str], folder: Path) -> None:
    """Install a wheel with some versions pinned in an empty environment, and do the main job there.

    Raises:
        NotReadyError: it does not install, or a command does not do what it should.
    """
    run([sys.executable, "-m", "venv", str(folder / "venv")], folder)
    python, work = folder / "venv" / "bin" / "python", folder / "work"
    run([str(python), "-m", "pip", "install", "--quiet", str(wheel), *pins], folder)
    print(run([str(python), "-m", "pip", "freeze", "--exclude", "raci"], folder))
    shutil.copytree(ROOT / "org" / EXAMPLE, work / EXAMPLE)
    raci = str(python.with_name("raci"))
    if (printed := run([raci, "--version"], work)) != f"raci, version {__version__}\n":
        raise NotReadyError(f"raci --version prints {printed!r}")
    findings = json.loads(run([raci, "check", EXAMPLE, "--format", "json"], work, status=1))
    if not findings["findings"]:
        raise NotReadyError(f"raci check {EXAMPLE} exits with 1 and has no findings")
    run([raci, "check", EXAMPLE], work, status=1)
    json.loads(run([raci, "schema"], work))
    for arguments in (["matrix", EXAMPLE], ["drill", EXAMPLE], ["rules"], ["packs"]):
        if not run([raci, *arguments], work):
            raise NotReadyError(f"raci {' '.join(arguments)} prints nothing")


def run(command: Sequence[str], folder: Path, status: int = 0) -> str:
    """Run a command, free of this checkout's modules; return its standard output.

    Raises:
        NotReadyError: its exit status is not the expected one.
    """
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if ran.returncode != status:
        raise NotReadyError(
            f"{' '.join(command)}\nexit status {ran.returncode}, expected {status}\n"
            f"{ran.stdout}{ran.stderr}"
        )
    return ran.stdout


def publish(files: Sequence[Path], dist: Path) -> None:
    """Put the built files and their checksums, nothing else, into a folder."""
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir()
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    for file in files:
        shutil.copy(file, dist)
    (dist / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def release(*, dry_run: bool) -> None:
    """Build a release and try it; write ``dist/`` unless it is a dry run.

    Raises:
        NotReadyError: something is not in order.
    """
    if not dry_run:
        check_checkout(ROOT, __version__)
    pins = lowest_versions((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"Building raci {__version__}")
        files = build(ROOT, folder / "dist", "--wheel", "--sdist")
        (sdist,) = (file for file in files if file.name.endswith(".tar.gz"))
        (wheel,) = (file for file in files if file.suffix == ".whl")
        print("Checking the metadata, and that the sdist builds the same wheel")
        run([sys.executable, "-m", "twine", "check", "--strict", *map(str, files)], ROOT)
        (folder / "sdist").mkdir()
        check_sdist(sdist, wheel, folder / "sdist")
        for kind, versions in (("lowest", pins), ("newest", ())):
            print(f"Trying the wheel with the {kind} dependencies:")
            (folder / kind).mkdir()
            try_wheel(wheel, versions, folder / kind)
        if not dry_run:
            publish(files, ROOT / "dist")
    print("Nothing is written: a dry run" if dry_run else "Written: dist/")


if __name__ == "__main__":
    try:
        release(dry_run="--dry-run" in sys.argv[1:])
    except NotReadyError as error:
        sys.exit(f"No release: {error}")
