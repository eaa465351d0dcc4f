"""``raci check --fix`` and ``--diff``: what is mended in the files, what is left, what is told."""

import difflib
import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.edit.unified_diff import NOT_SHOWN, text_diff
from tests.support.command import define, raci

DAY = ("--as-of", "2026-11-23")
SLIP = """\
raci: 1
org: {id: shop}
roles:
  # who answers
  manager: {accountable: [pay]}
  clerk:
    reports_to: manager
    duties: {pay: Pay the invoices}
activities:
  pay:
    informed: [managr]    # told at the end of the month
"""
MENDED = SLIP.replace("managr", "manager")
TOLD_NO_MORE = SLIP[: SLIP.index("    informed")].replace("pay:\n", "pay: {}\n")
"""Mended, and mended again: who answers need not be told."""
WAIVER = """\
waivers:
  needless:
    rule: GAP101
    at: activity:pay
    reason: Long mended.
    approved_by: {manager: 2026-11-02}
    until: 2026-12-31
"""
IN_USE = """\
  told-anyway:
    rule: OVL210
    at: activity:pay
    involves: [role:manager]
    reason: So they want it.
    approved_by: {clerk: 2026-11-02}
    until: 2026-12-31
"""
NOTHING_MENDED = "Nothing can be fixed safely.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(path: str = "org.yaml") -> str:
    return Path(path).read_bytes().decode()


def test_what_is_safe_is_mended_and_the_rest_of_the_file_stays() -> None:
    define(SLIP)
    ran = raci("check", "--fix", *DAY)
    assert read() == MENDED
    assert ran.stderr == "Fixed 1 finding in 1 file.\n"


def test_the_report_is_of_the_files_as_they_are_then() -> None:
    define(SLIP)
    assert raci("check", *DAY).exit_code == 1
    ran = raci("check", "--fix", "--format", "json", *DAY)
    assert ran.exit_code == 0
    assert [f["code"] for f in json.loads(ran.stdout)["findings"]] == ["OVL210"]
    ran = raci("check", "--fix", "--format", "json", *DAY)
    assert json.loads(ran.stdout)["findings"] == []
    assert read() == TOLD_NO_MORE
    assert raci("check", "--fix", *DAY).stderr == NOTHING_MENDED
    assert read() == TOLD_NO_MORE


def test_what_a_machine_cannot_know_is_left_and_still_fails() -> None:
    define(SLIP.replace("{accountable: [pay]}", "{}"))
    ran = raci("check", "--fix", "--format", "concise", *DAY)
    assert ran.exit_code == 1
    assert "GAP101" in ran.stdout
    assert "DEF004" not in ran.stdout


def test_only_what_is_selected_is_mended() -> None:
    define(MENDED + WAIVER)
    for options in (("--select", "GAP"), ("--select", "DEF"), ("--ignore", "DEF,OVL210")):
        raci("check", "--fix", *options, *DAY)
        assert read() == MENDED + WAIVER, options
    raci("check", "--fix", "--ignore", "OVL210", *DAY)
    assert read() == MENDED


def test_a_waiver_without_use_is_removed_and_one_in_use_stays() -> None:
    define(MENDED + WAIVER + IN_USE)
    assert raci("check", "--fix", *DAY).stderr == "Fixed 1 finding in 1 file.\n"
    assert read() == MENDED + "waivers:\n" + IN_USE


@pytest.mark.parametrize("hide", ["waived", "baselined", "ignored"])
def test_what_is_accepted_is_left_alone(hide: str) -> None:
    text = MENDED
    if hide == "waived":
        text += "waivers:\n" + IN_USE
    define(text)
    if hide == "baselined":
        assert raci("baseline", *DAY).exit_code == 0
    if hide == "ignored":
        define('[per-path-ignores]\n"org.yaml" = ["OVL210"]\n', "raci.toml")
    for option in ("--fix", "--diff"):
        ran = raci("check", option, *DAY)
        assert ran.exit_code == 0
        assert read() == text
    assert ran.stdout == ""
    if hide == "baselined":
        raci("check", "--fix", "--no-baseline", *DAY)
        assert read() == TOLD_NO_MORE


# --diff


def test_a_diff_is_shown_and_nothing_written() -> None:
    define(SLIP)
    ran = raci("check", "--diff", *DAY)
    assert ran.exit_code == 1
    assert read() == SLIP
    assert ran.stdout == (
        "--- org.yaml\n"
        "+++ org.yaml\n"
        "@@ -8,4 +8,4 @@\n"
        "     duties: {pay: Pay the invoices}\n"
        " activities:\n"
        "   pay:\n"
        "-    informed: [managr]    # told at the end of the month\n"
        "+    informed: [manager]    # told at the end of the month\n"
    )
    assert ran.stderr == ""


def test_both_options_show_and_do_not_write() -> None:
    define(SLIP)
    assert raci("check", "--fix", "--diff", *DAY).exit_code == 1
    assert read() == SLIP


def test_where_nothing_is_to_mend_the_diff_is_empty_whatever_else_is_wrong() -> None:
    define(TOLD_NO_MORE.replace("{accountable: [pay]}", "{}"))
    ran = raci("check", "--diff", *DAY)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "")
    assert raci("check", *DAY).exit_code == 1


def test_exit_zero_holds_for_a_diff_too() -> None:
    define(SLIP)
    ran = raci("check", "--diff", "--exit-zero", *DAY)
    assert ran.exit_code == 0
    assert ran.stdout


@pytest.mark.parametrize(
    "write",
    [
        str,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: f"\ufeff{text}",
        lambda text: text + WAIVER + "# the end",
        lambda text: f"{text}    name: |\n      ::error::x\n      ::warning::y",
    ],
)
def test_the_diff_applied_gives_what_fix_writes(write: Callable[[str], str], folder: Path) -> None:
    (folder / ".git").rmdir()
    paths = ("a/org.yaml", "b/客 户.yaml", 'c/"a\\b"\n::error::x\u202e.yaml')
    for path in paths:
        file = folder / path
        file.parent.mkdir()
        file.write_bytes(write(SLIP).replace("id: shop", f"id: {path[0]}").encode())
    shown = raci("check", "--diff", *DAY)
    assert shown.stderr == ""
    patch = shown.stdout_bytes
    assert patch.count(b"@@ -") >= 3
    assert not re.search(rb"^\s*::", patch, re.MULTILINE)
    subprocess.run(["git", "init", "-q"], check=True)
    apply = ["git", "apply", "-p0", "--whitespace=nowarn"]
    subprocess.run(apply, input=patch, check=True)
    applied = [(folder / path).read_bytes() for path in paths]
    subprocess.run([*apply, "-R"], input=patch, check=True)
    raci("check", "--fix", *DAY)
    assert applied == [(folder / path).read_bytes() for path in paths]


def test_a_diff_with_escapes_says_that_it_is_no_patch() -> None:
    define(SLIP.replace("# told", "# ##[error] \u202e told"))
    ran = raci("check", "--diff", *DAY)
    assert r"#\#[error] \u202e told" in ran.stdout
    assert ran.stderr == (
        "org.yaml: the difference has escaped characters and cannot be applied as a patch\n"
    )


def test_paths_are_as_the_user_sees_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    define(SLIP, "shop/org.yaml")
    (folder / "other").mkdir()
    monkeypatch.chdir(folder / "other")
    assert raci("check", "../shop", "--diff", *DAY).stdout.startswith("--- ../shop/org.yaml\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [("raci: 1\n\t- x\n", "DEF001"), (SLIP + "x: 1\n", "DEF002"), ("dishes: 1\n", "DEF011")],
)
def test_a_diff_of_what_cannot_be_judged_is_no_success(text: str, code: str) -> None:
    define(text)
    ran = raci("check", "--diff", *DAY)
    assert ran.exit_code == 2
    assert code in ran.stderr
    assert ran.stdout == ""
    ran = raci("check", "--fix", *DAY)
    assert ran.exit_code == 2
    assert code in ran.stdout
    assert read() == text


def test_the_diff_of_others_is_shown_beside_what_cannot_be_judged() -> None:
    define(SLIP, "a/org.yaml")
    define("raci: 1\norg: {id: b}\nx: 1\n", "b/org.yaml")
    ran = raci("check", "--diff", *DAY)
    assert ran.exit_code == 2
    assert ran.stdout.startswith("--- a/org.yaml\n")
    assert "b/org.yaml:3:1: error DEF002" in ran.stderr


# Several files: all or none


def two_files() -> None:
    define(SLIP)
    define("raci: 1\nactivities:\n  hire:\n    accountable: [manager]\n    support: [clrek]\n",
           "hiring.yaml")  # fmt: skip
    define(SLIP.replace("id: shop", "id: far"), "far/org.yaml")


def test_all_files_of_all_organisations_are_mended() -> None:
    two_files()
    ran = raci("check", "--fix", *DAY)
    assert ran.stderr == "Fixed 3 findings in 3 files.\n"
    assert "[clerk]" in read("hiring.yaml")
    assert "[manager]" in read()
    assert "[manager]" in read("far/org.yaml")


def run(room: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run raci where no file may grow beyond some bytes: as on a disk that is full."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    command = [sys.executable, "-B", "-m", "raci", "check", *arguments, *DAY]
    return subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=limit)


def test_where_one_file_cannot_be_written_none_is(folder: Path) -> None:
    two_files()
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    small = len(read("hiring.yaml")) + 1
    assert all(len(text) > small for path, text in before.items() if path.name == "org.yaml")
    ran = run(small, "--fix")
    assert ran.returncode == 2
    assert "org.yaml' cannot be written: the file is too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Fixed" not in ran.stderr
    assert not ran.stdout
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()} == before
    assert run(100_000, "--fix").returncode in (0, 1)
    assert {path.read_bytes() for path in before} != set(before.values())


def test_a_file_keeps_its_permissions(folder: Path) -> None:
    define(SLIP)
    (folder / "org.yaml").chmod(0o640)
    raci("check", "--fix", *DAY)
    assert (folder / "org.yaml").stat().st_mode & 0o777 == 0o640


# What is not safe


def test_what_stands_by_an_alias_is_told_and_left_while_the_rest_is_mended() -> None:
    text = SLIP.replace("informed: [managr]", "informed: &told [managr]") + (
        "  hire: {informed: *told, accountable: [manager], support: [clrek]}\n"
    )
    define(text)
    ran = raci("check", "--fix", *DAY)
    assert ran.exit_code == 1
    lines = ran.stderr.splitlines()
    assert all(line.startswith("not fixed: org.yaml:") for line in lines[:-1])
    assert len(lines) == 3
    assert lines[-1] == "Fixed 1 finding in 1 file."
    assert read() == text.replace("clrek", "clerk")
    assert raci("check", "--diff", *DAY).stderr.splitlines() == lines[:-1]


def test_a_fix_that_would_bring_an_error_is_told_and_left() -> None:
    text = SLIP.replace("clerk:", "clerk:\n    accountable: [pay]").replace(
        "{accountable: [pay]}", "{}"
    )
    define(text.replace("informed", "accountable"))
    for option in ("--fix", "--diff"):
        ran = raci("check", option, *DAY)
        assert ran.stderr.startswith("not fixed: shop: the fix would cause OVL203: clerk and")
        assert read() == text.replace("informed", "accountable")
    assert (ran.exit_code, ran.stdout) == (0, "")


def test_standard_input_is_not_mended() -> None:
    for option in ("--fix", "--diff"):
        ran = raci("check", "-", option, input=SLIP)
        assert ran.exit_code == 2
        assert "standard input cannot be fixed" in ran.stderr


# The differences themselves

TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d", "\n", "a\r\n"]), max_size=24).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_without_anything_private_a_diff_is_as_python_makes_it(before: str, after: str) -> None:
    expected = difflib.unified_diff(text_lines(before), text_lines(after), "x", "y")
    told = "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in expected
    )
    assert text_diff(before, after, ("x", "y")) == told


@given(st.lists(st.sampled_from("abcdef"), max_size=20), st.data())
def test_no_private_line_is_shown_and_the_others_apply(
    letters: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(letters)))
    last = data.draw(st.integers(first, len(letters)))
    lines = [f"Li Lei {x}\n" if first <= n < last else f"{x}\n" for n, x in enumerate(letters)]
    after = list(lines)
    for at in data.draw(st.lists(st.integers(0, 20), max_size=3)):
        if at < len(after) and not after[at].startswith("Li"):
            after[at] = data.draw(st.sampled_from(["", "x\n", "x\ny\n"]))
    offsets = len("".join(lines[:first])), len("".join(lines[:last]))
    patch = text_diff("".join(lines), "".join(after), ("x", "y"), offsets)
    assert "Li Lei" not in patch
    if NOT_SHOWN not in patch:
        assert list(applied(patch, lines)) == text_lines("".join(after))


def text_lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + list(
        filter(None, text.split("\n")[-1:])
    )


def applied(patch: str, lines: list[str]) -> Iterator[str]:
    """Apply a unified diff; what it says of the old lines must be so."""
    at = 0
    for line in patch.splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            start, _, length = line.split()[1][1:].partition(",")
            to = int(start) - (length != "0")
            yield from lines[at:to]
            at = to
        elif line[0] == "+":
            yield line[1:]
        else:
            assert lines[at] == line[1:]
            at += 1
            if line[0] == " ":
                yield line[1:]
    yield from lines[at:]
