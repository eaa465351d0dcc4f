"""Fetches the browser libraries of the page: ``python -m tools.vendor [NAME@VERSION …]``.

Needs npm. Without arguments every library of ``vendored.json`` is fetched again, and each file must
have the hash that stands there; ``NAME@VERSION`` takes another version of one, writing its hashes.
Files are copied as the package publishes them, with its licence.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "raci" / "render" / "page" / "vendor"
LIST = "vendored.json"


class VendorError(Exception):
    """A package or a file of it is not what ``vendored.json`` says."""


@dataclass(frozen=True, slots=True)
class Library:
    """A package of npm: which version, its digest, and the files that are copied of it."""

    name: str
    version: str
    licence: str
    integrity: str
    """Subresource integrity of the package, as npm states it."""
    files: Mapping[str, str]
    """The name in our folder, and the path in the package."""
    sha256: Mapping[str, str]
    """The name in our folder, and the digest of the file."""


def vendored(folder: Path = FOLDER) -> dict[str, Library]:
    """Return what ``vendored.json`` of a folder lists, by name."""
    listed = json.loads((folder / LIST).read_text("utf-8"))
    return {entry["name"]: Library(**entry) for entry in listed["libraries"]}


def differences(library: Library, contents: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that are missing or have another hash than the library's."""
    found = {name: digest(content) for name, content in contents.items()}
    return [name for name, sha256 in library.sha256.items() if found.get(name) != sha256]


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fetch(library: Library) -> tuple[Library, dict[str, bytes]]:
    """Download the package; return the library with the digests found, and its files.

    Raises:
        VendorError: the package has other bytes than the library says, or lacks a file.
    """
    with tempfile.TemporaryDirectory() as folder:
        package = _packed(f"{library.name}@{library.version}", folder)
        integrity = (
            "sha512-" + base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
        )
        if library.integrity and integrity != library.integrity:
            raise VendorError(f"{library.name}: the package is {integrity}")
        with tarfile.open(package) as archive:
            files = {name: _member(archive, path) for name, path in library.files.items()}
            licence = json.loads(_member(archive, "package.json"))["license"]
    sha256 = {name: digest(content) for name, content in files.items()}
    stated = {"licence": licence, "integrity": integrity, "sha256": sha256}
    return Library(**{**asdict(library), **stated}), files


def _packed(package: str, folder: str) -> Path:
    command = ["npm", "pack", "--silent", "--ignore-scripts", package]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(Path(folder).glob("*.tgz"))


def _member(archive: tarfile.TarFile, path: str) -> bytes:
    try:
        file = archive.extractfile(f"package/{path}")
    except KeyError:
        file = None
    if file is None:
        raise VendorError(f"the package has no file {path}")
    return file.read()


def update(folder: Path, wanted: Mapping[str, str]) -> None:
    """Fetch every library of a folder, those of ``wanted`` in the version given there, and write.

    Raises:
        VendorError: a library is not listed, or what npm gives is not what is listed.
    """
    listed = vendored(folder)
    if unknown := wanted.keys() - listed.keys():
        raise VendorError(f"{LIST} does not list {', '.join(sorted(unknown))}")
    fetched = []
    for name, library in listed.items():
        if name in wanted:
            changed = {"version": wanted[name], "integrity": "", "sha256": {}}
            library = Library(**{**asdict(library), **changed})  # noqa: PLW2901
        found, files = fetch(library)
        if wrong := differences(library, files):
            raise VendorError(f"{name}: another hash than {LIST} has: {', '.join(wrong)}")
        fetched.append((found, files))
    for _, files in fetched:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    libraries = [asdict(found) for found, _ in fetched]
    text = json.dumps({"libraries": libraries}, indent=2, ensure_ascii=False)
    (folder / LIST).write_text(text + "\n", "utf-8")


def main(arguments: Iterable[str]) -> None:
    """Fetch what is listed; exit with a message where it is not as listed."""
    wanted = dict(argument.rpartition("@")[::2] for argument in arguments)
    try:
        update(FOLDER, wanted)
    except (VendorError, FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(f"not vendored: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
