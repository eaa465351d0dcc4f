"""The exit status never says less than what happened: nothing judged is no success."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from raci.cli import main
from raci.cli.formats import FINDINGS
from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.rules import catalogue
from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, commit, git

DAY = ("--as-of", "2026-11-23")
CLEAN = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
"""
FAILED = CLEAN.replace("accountable: [pay]", "duties: {hire: Hire people}")
UNOWNED = CLEAN + "platforms: {till: {}}\n"
EVERY_FAMILY = "CHG,DEF,GAP,LOD,ORG,OVL,PPL,SOD,TXT"
SILENT = f"'*' = {EVERY_FAMILY.split(',')}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def test_the_families_are_all_that_there_are() -> None:
    families = {code.rstrip("0123456789") for code in catalogue.names()}
    assert families == set(EVERY_FAMILY.split(","))


# 2: nothing was judged


def unjudged(*arguments: str) -> str:
    """Give what is told of a run that judged nothing; no option makes that a success."""
    for more in ((), ("--exit-zero",), ("--fail-on", "error")):
        ran = raci("check", *arguments, *more, *DAY)
        assert ran.exit_code == 2, more
    return ran.output


@pytest.mark.parametrize("beside", [None, "readme: x\n", "dishes: [soup]\n"])
def test_an_empty_folder_is_no_success(beside: str | None) -> None:
    if beside:
        define(beside, "menu.yaml")
    assert "error DEF011" in unjudged()
    assert "error DEF011" in unjudged(".")


def test_a_folder_of_which_everything_is_hidden_is_no_success(folder: Path) -> None:
    define(CLEAN, ".hidden/org.yaml")
    (folder / "link.yaml").symlink_to(folder / ".hidden/org.yaml")
    assert "error DEF011" in unjudged()


def test_one_of_several_paths_without_an_organisation_is_no_success() -> None:
    define(CLEAN, "org/org.yaml")
    Path("empty").mkdir()
    assert raci("check", "org").exit_code == 0
    assert "empty:1:1: error DEF011" in unjudged("org", "empty")


@pytest.mark.parametrize(
    "arguments", [("--select", "SOD301"), ("--select", "SOD301,DEF001"), ("--ignore", EVERY_FAMILY)]
)
def test_a_selection_of_what_does_not_apply_is_no_success(arguments: tuple[str, ...]) -> None:
    define(FAILED)
    assert "no rule had anything to check" in unjudged(*arguments)


@pytest.mark.parametrize(
    "settings",
    [
        "select = []\n",
        'select = ["SOD301"]\n',
        f"ignore = {EVERY_FAMILY.split(',')}\n",
        f"[per-path-ignores]\n{SILENT}",
        f"[per-path-ignores]\n{SILENT.replace('*', 'org')}",
        f"[per-path-ignores]\n{SILENT.replace('*', '*.yaml')}",
        (
            f"[per-path-ignores]\n{SILENT.replace('*', 'org/org.yaml')}"
            f"{SILENT.replace('*', 'org/part.yaml')}"
        ),
        'select = ["GAP"]\n[per-path-ignores]\n"*" = ["GAP"]\n',
    ],
)
def test_settings_that_leave_nothing_to_judge_are_no_success(settings: str) -> None:
    define(FAILED, "org/org.yaml")
    define("raci: 1\nplatforms: {till: {}}\n", "org/part.yaml")
    define(settings, "raci.toml")
    assert "no rule had anything to check" in unjudged()


def test_settings_that_leave_one_file_to_judge_are_a_check() -> None:
    define(FAILED, "org/org.yaml")
    define("raci: 1\nplatforms: {till: {owners: [boss]}}\n", "org/part.yaml")
    define(f"[per-path-ignores]\n{SILENT.replace('*', 'org/org.yaml')}", "raci.toml")
    ran = raci("check", *DAY)
    assert ran.exit_code == 0
    assert "DEF011" not in ran.stdout


@pytest.mark.parametrize(
    "text", ["- x\n", "raci-baseline: 1\nfindings: [x]\n", "raci: 1\n\t", "a: ["]
)
def test_a_baseline_that_cannot_be_read_is_no_success(text: str) -> None:
    define(CLEAN)
    define(text, "raci-baseline.yaml")
    assert "raci-baseline.yaml:" in unjudged()
    assert "Not checked: shop" in unjudged()
    assert "raci-baseline.yaml:" in unjudged("--no-baseline")


@pytest.mark.parametrize("text", ["select = [", "unknown = 1\n", 'select = ["GAP999"]\n'])
def test_settings_that_cannot_be_read_are_no_success(text: str) -> None:
    define(CLEAN)
    define(text, "raci.toml")
    assert "raci.toml:" in unjudged()


def test_a_baseline_over_what_cannot_be_read_hides_nothing() -> None:
    define(FAILED)
    assert raci("baseline", *DAY).exit_code == 0
    assert raci("check", *DAY).exit_code == 0
    define(FAILED + "x: 1\n")
    assert "error DEF002" in unjudged()
    define("raci: 1\n\t- x", "part.yaml")
    assert "error DEF001" in unjudged()


def test_nothing_in_the_base_and_nothing_here_is_no_success(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    (folder / ".git").rmdir()
    git(folder, "init", "-q")
    commit(folder, readme="x")
    assert "error DEF011" in unjudged("--since", "HEAD")
    define(FAILED)
    assert raci("check", "--since", "HEAD", *DAY).exit_code == 1


@pytest.mark.parametrize("form", FINDINGS)
def test_no_format_says_that_all_is_well_where_nothing_was_judged(form: str) -> None:
    ran = raci("check", "--format", form, *DAY)
    assert ran.exit_code == 2
    assert "All clear" not in ran.stdout
    assert "DEF011" in ran.stdout or "nothing-checked" in ran.stdout


# 3: a defect of raci or of a rule


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let GAP101 fail at whatever it judges."""

    def judge(row: Row, _matrix: Matrix) -> Iterator[Hit]:
        yield Hit(impossible=1 / len(row.roles(Function.SIGNATORY)))

    rules: dict[str, Any] = dict(catalogue._judging())
    rule, page = rules["GAP101"]
    rules["GAP101"] = replace(rule, judge=judge), page
    monkeypatch.setattr(catalogue, "_judging", lambda: rules)


@pytest.mark.usefixtures("crashing")
@pytest.mark.parametrize("form", FINDINGS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_rule_that_crashes_is_told_by_name_and_the_others_go_on(form: str, lang: str) -> None:
    define(UNOWNED)
    ran = raci("check", "--format", form, "--lang", lang, *DAY)
    assert ran.exit_code == 3
    assert "GAP101" in ran.stdout
    assert "activity-without-accountable" in ran.stdout
    assert "ZeroDivisionError" in ran.stdout
    assert "GAP104" in ran.stdout
    assert "Traceback" not in ran.output


@pytest.mark.usefixtures("crashing")
@pytest.mark.parametrize(
    "arguments",
    [("--exit-zero",), ("--ignore", "DEF"), ("--fail-on", "error"), ("--diff",), ("--fix",),
     ("--select", "GAP101"), ("-",)],
)  # fmt: skip
def test_no_option_hides_that_a_rule_crashed(arguments: tuple[str, ...]) -> None:
    define(UNOWNED)
    ran = raci("check", *arguments, *DAY, input=UNOWNED)
    assert ran.exit_code == 3
    assert "GAP101" in ran.output


@pytest.mark.usefixtures("crashing")
def test_no_file_hides_that_a_rule_crashed() -> None:
    define(UNOWNED)
    define("ignore = ['DEF']\n[per-path-ignores]\n'*' = ['DEF']\n", "raci.toml")
    raci("baseline", *DAY)
    assert raci("check", *DAY).exit_code == 3


@pytest.mark.usefixtures("crashing")
def test_a_rule_that_is_left_out_does_not_crash() -> None:
    define(CLEAN)
    assert raci("check", "--ignore", "GAP101", *DAY).exit_code == 0


def test_a_crash_takes_nothing_out_of_the_baseline(request: pytest.FixtureRequest) -> None:
    define(FAILED)
    assert raci("baseline", *DAY).exit_code == 0
    before = Path("raci-baseline.yaml").read_text(encoding="utf-8")
    assert "GAP101" in before
    request.getfixturevalue("crashing")
    for option in ((), ("--prune",), ("--frozen",)):
        ran = raci("baseline", *option, *DAY)
        assert ran.exit_code == 3, option
        assert "GAP101" in ran.stderr
        assert Path("raci-baseline.yaml").read_text(encoding="utf-8") == before


def test_a_defect_of_raci_itself_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("this cannot be")

    define(CLEAN)
    monkeypatch.setattr(catalogue, "rules", broken)
    monkeypatch.setattr(sys, "argv", ["raci", "check"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "raci has a defect: RuntimeError: this cannot be. Please report it.\n"


# As a process


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [(CLEAN, (), 0), (FAILED, (), 1), (FAILED, ("--exit-zero",), 0), (CLEAN + "x: 1\n", (), 2),
     (CLEAN, ("--gone",), 2)],
)  # fmt: skip
def test_the_process_ends_with_that_status(
    text: str, arguments: tuple[str, ...], status: int
) -> None:
    define(text)
    command = [sys.executable, "-m", "raci", "check", "--format", "json", *arguments, *DAY]
    ran = subprocess.run(command, check=False, capture_output=True, env={"LANG": "C"})
    assert ran.returncode == status
    assert b"Traceback" not in ran.stderr
    if ran.stdout:
        assert json.loads(ran.stdout)["summary"]["failed"] == (text is not CLEAN)


def test_a_reader_that_leaves_early_is_no_crash() -> None:
    define(FAILED + "".join(f"  r{n}: {{duties: {{a{n}: A}}}}\n" for n in range(3000)))
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "raci", "check", "--format", "concise"]
    ran = subprocess.run(command, check=False, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert ran.returncode != 0
    assert b"Traceback" not in ran.stderr
