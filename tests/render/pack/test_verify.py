"""A pack is what its lists say, and each way in which it is not is told once."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest

from raci.render.pack.read import MOST_BYTES
from tests.support.command import define, raci
from tests.support.paths import ROOT
from tests.support.signatures import new_key
from tests.support.waivers import DAY, OVERLAP, SHOP, waived

LISTS = ("manifest.json", "SHA256SUMS", "statement.json")
ALL = ", ".join(LISTS)
PACK = Path("pack")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("made")
    here = Path.cwd()
    os.chdir(top)
    define(waived(OVERLAP), "org/org.yaml")
    assert raci("report", "org", "-o", "pack", *DAY).exit_code == 0
    os.chdir(here)
    return top


@pytest.fixture(autouse=True)
def _folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


def verified(*path: str) -> tuple[int, list[str]]:
    """Give the exit status of ``--verify`` and what it tells, without the last line."""
    ran = raci("report", "--verify", "pack", *path)
    return ran.exit_code, ran.stdout.splitlines()[:-1]


def differs(*told: str, path: tuple[str, ...] = ()) -> None:
    assert verified(*path) == (1, list(told))


def edit(path: str, change: Callable[[Any], object]) -> None:
    data, before = (json.loads((PACK / path).read_bytes()) for _ in range(2))
    change(data)
    if data != before:
        (PACK / path).write_text(json.dumps(data), "utf-8")


def seal(*paths: str) -> None:
    """Do what a forger does: list the files as they are now."""
    edit("manifest.json", _update)
    for path in (*paths, "manifest.json"):
        digest = sha256((PACK / path).read_bytes()).hexdigest()
        lines = (PACK / "SHA256SUMS").read_text("utf-8").splitlines()
        kept = [line for line in lines if not line.endswith(f"  {path}")]
        (PACK / "SHA256SUMS").write_text("\n".join([*kept, f"{digest}  {path}", ""]), "utf-8")
        edit("statement.json", partial(_state, path, digest))


def _update(data: Any) -> None:
    for each in data["files"]:
        if "sha256" in each:
            each["sha256"] = sha256((PACK / each["path"]).read_bytes()).hexdigest()


def _state(path: str, digest: str, data: Any) -> None:
    for subject in data["subject"]:
        if subject["name"] == path:
            subject["digest"]["sha256"] = digest


@pytest.mark.parametrize("path", [(), ("org",)])
def test_a_pack_as_it_was_made_is_equal(path: tuple[str, ...]) -> None:
    assert verified(*path) == (0, [])


def test_changed_missing_and_further_files_are_told() -> None:
    with (PACK / "findings.md").open("ab") as file:
        file.write(b" ")
    (PACK / "matrix.csv").unlink()
    define("", "pack/deep/new.txt")
    differs(
        "extra: deep/new.txt is in no list",
        f"changed: findings.md is not as {ALL} list it",
        f"missing: matrix.csv (listed in {ALL})",
    )


def test_names_of_files_order_no_terminal_and_no_log_anything() -> None:
    (PACK / "\x1b[31mred\n::error::x").write_bytes(b"")
    ran = raci("report", "--verify", "pack")
    assert ran.exit_code == 1
    assert "\x1b" not in ran.stdout
    assert "\n::error" not in ran.stdout


@pytest.mark.parametrize("path", ["SHA256SUMS", "statement.json"])
def test_a_missing_list_is_a_missing_file(path: str) -> None:
    (PACK / path).unlink()
    assert verified()[1] == [f"missing: {path} (listed in )"]


def test_a_file_that_one_list_leaves_out_is_told() -> None:
    edit("manifest.json", lambda data: data["files"].pop(0))
    edit("statement.json", lambda data: data["subject"].pop(1))
    differs(
        "not listed: findings.json is missing from manifest.json",
        "not listed: findings.md is missing from statement.json",
        "changed: manifest.json is not as SHA256SUMS, statement.json list it",
    )


@pytest.mark.parametrize(
    "text", ["nonsense\n", "\udcff", "[]", '{"subject": [1]}', "1", "[" * 10_000]
)
@pytest.mark.parametrize("path", ["SHA256SUMS", "statement.json"])
def test_a_list_that_is_none_is_told(path: str, text: str) -> None:
    (PACK / path).write_bytes(text.encode(errors="surrogateescape"))
    differs(f"unreadable: {path} is not a list of checksums")


@pytest.mark.parametrize("end", [b"\r\n", b"\nx", None])
def test_sums_with_other_lines_or_one_twice_are_no_list(end: bytes | None) -> None:
    raw = (PACK / "SHA256SUMS").read_bytes()
    first, _ = raw.split(b"\n", 1)
    (PACK / "SHA256SUMS").write_bytes(raw.replace(b"\n", end) if end else raw + first + b"\n")
    differs("unreadable: SHA256SUMS is not a list of checksums")


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "1", '{"version": 1}', "[" * 10_000, "\udcff"]
)
def test_a_folder_without_a_manifest_cannot_be_verified(text: str) -> None:
    (PACK / "manifest.json").write_bytes(text.encode(errors="surrogateescape"))
    assert verified()[0] == 2
    (PACK / "manifest.json").unlink()
    assert verified()[0] == 2


def test_what_a_manifest_says_of_its_inputs_must_be_true_in_itself() -> None:
    edit("manifest.json", lambda data: data["read"].pop())
    seal()
    differs(
        "contradiction: the digest of the inputs in manifest.json is not that of the files it "
        "names as read"
    )


def test_manifest_and_statement_must_agree() -> None:
    edit("statement.json", lambda data: data["predicate"].update(as_of="2026-01-01"))
    differs("contradiction: statement.json, manifest.json differ about as_of")


def test_links_and_special_files_are_never_read() -> None:
    (PACK / "matrix.json").unlink()
    (PACK / "matrix.json").symlink_to("/etc/passwd")
    (PACK / "findings.md").unlink()
    os.mkfifo(PACK / "findings.md")
    (PACK / "above").symlink_to("..")
    special = "is a link or a special file, or larger than any file of a pack"
    differs(
        "extra: above is in no list",
        f"not a file: findings.md {special}",
        f"not a file: matrix.json {special}",
    )


def test_a_file_too_large_for_a_pack_is_not_read_whole() -> None:
    with (PACK / "matrix.csv").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with (PACK / "new.bin").open("wb") as file:
        file.truncate(1 << 40)
    (told, extra) = verified()[1]
    assert told.startswith("not a file: matrix.csv")
    assert extra == "extra: new.bin is in no list"


def test_a_workbook_packed_by_another_zlib_is_the_same() -> None:
    """It stands with other bytes in the checksums of another machine, with the same parts."""
    repacked = BytesIO()
    with ZipFile(PACK / "matrix.xlsx") as book, ZipFile(repacked, "w", ZIP_STORED) as other:
        for name in reversed(book.namelist()):
            other.writestr(name, book.read(name))
    (PACK / "matrix.xlsx").write_bytes(repacked.getvalue())
    differs("changed: matrix.xlsx is not as SHA256SUMS, statement.json list it")
    seal("matrix.xlsx")
    assert verified("org") == (0, [])


def test_a_workbook_with_another_letter_is_another() -> None:
    changed = BytesIO()
    with ZipFile(PACK / "matrix.xlsx") as book, ZipFile(changed, "w") as other:
        for name in book.namelist():
            other.writestr(name, book.read(name).replace(b"<t>A</t>", b"<t>R</t>"))
    (PACK / "matrix.xlsx").write_bytes(changed.getvalue())
    seal("matrix.xlsx")
    differs("changed: matrix.xlsx is not as manifest.json list it")


@pytest.mark.parametrize("raw", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_no_workbook_of_the_pack(raw: bytes) -> None:
    (PACK / "matrix.xlsx").write_bytes(raw)
    edit("manifest.json", lambda data: [each.pop("parts_sha256", None) for each in data["files"]])
    seal("matrix.xlsx")
    differs("changed: matrix.xlsx is not as manifest.json list it")


# Against the files as they are now


def test_inputs_that_changed_came_or_went_are_told() -> None:
    define(SHOP, "org/org.yaml")
    define("raci: 1\nroles: {x: {}}\n", "org/more.yaml")
    define("fail-on = 'error'\n", "org/raci.toml")
    differs(
        "input new: more.yaml was not there",
        "input changed: org.yaml",
        "input new: raci.toml was not there",
        path=("org",),
    )
    define(SHOP.replace("shop", "mart"), "mart/org.yaml")
    differs("other organisation: mart", "input changed: org.yaml", path=("mart",))


def test_a_forged_file_is_found_by_making_it_again() -> None:
    edit("findings.json", lambda data: data["findings"].pop())
    seal("findings.json")
    assert verified() == (0, [])
    differs(
        "not the same: findings.json is not what raci makes of these inputs",
        "not the same: manifest.json is not what raci makes of these inputs",
        path=("org",),
    )


def test_a_pack_of_another_version_or_folder_is_not_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edit("manifest.json", lambda data: data.update(raci="0.0.1"))
    edit("statement.json", lambda data: data["predicate"].update(raci="0.0.1"))
    seal()
    ran = raci("report", "--verify", "pack", "org")
    assert ran.exit_code == 0
    assert "raci 0.0.1 made them" in ran.stderr
    monkeypatch.chdir("org")
    assert raci("report", "--verify", "../pack", ".").exit_code == 0


def test_a_path_without_an_organisation_is_an_error() -> None:
    Path("empty").mkdir()
    assert verified("empty")[0] == 2
    ran = raci("report", "--verify", "pack", "-o", "other")
    assert (ran.exit_code, Path("other").exists()) == (2, False)


# Signed with what people have


def commands(program: str) -> str:
    """Give the commands that docs/audit.md shows for a program."""
    text = (ROOT / "docs/audit.md").read_text("utf-8")
    (block,) = [b for b in re.findall("^```sh\n(.*?)^```$", text, re.M | re.S) if program in b]
    return str(block)


def shell(script: str, folder: str = ".") -> int:
    """Run commands in a shell that stops at the first that fails."""
    command = ["sh", "-ec", script]
    return subprocess.run(command, check=False, cwd=folder, capture_output=True).returncode


def needs(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")


def test_sha256sum_verifies_as_the_docs_show() -> None:
    needs("sha256sum")
    assert shell(commands("-c SHA256SUMS")) == 0
    (PACK / "matrix.csv").write_bytes(b"other")
    assert shell(commands("-c SHA256SUMS")) == 1


def test_sha256sum_gives_the_digest_of_the_inputs_as_the_docs_show() -> None:
    needs("sha256sum")
    command = ["sh", "-ec", commands("sort -k 2")]
    ran = subprocess.run(command, cwd="org", capture_output=True, check=True, text=True)
    assert ran.stdout.split()[0] == json.loads((PACK / "manifest.json").read_bytes())["inputs"]


def test_ssh_keygen_signs_as_the_docs_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenSSH looks for no home in ``HOME``: the path of the key is put in place of it."""
    key = new_key(Path("keys"), "auditor")
    signing = commands("ssh-keygen").replace("~/.ssh/auditor", str(key))
    assert shell(signing) == 0
    ran = raci("report", "--verify", "pack", "org")
    assert ran.exit_code == 0
    assert "statement.json.sig" in ran.stderr
    edit("statement.json", lambda data: data["predicate"].update(as_of="2026-01-01"))
    assert shell(signing.splitlines()[-1]) != 0


def test_gpg_signs_as_the_docs_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("gpg")
    home = tmp_path / "gnupg"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    assert shell("gpg --batch --passphrase '' --quick-generate-key auditor ed25519 sign") == 0
    try:
        assert shell(commands("gpg")) == 0
        assert verified() == (0, [])
        (PACK / "SHA256SUMS").write_bytes(b"other")
        assert shell(commands("gpg").splitlines()[-1]) != 0
    finally:
        shell("gpgconf --kill gpg-agent")
