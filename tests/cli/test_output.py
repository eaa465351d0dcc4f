"""Nothing that raci prints or writes orders a terminal or a CI job to do something."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from raci.cli import COMMANDS
from raci.cli.formats import CHANGE, EVIDENCE, FINDINGS, HISTORY, LOSSES, MATRIX
from raci.findings.days import today
from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, commit, git

DAY = ("--as-of", "2026-11-23")
APPROVED = ("--by", "manager", "--until", "2026-12-01", *DAY)
HOSTILE = (
    "::set-output name=x::y\n::error::a\r::warning::b\r\n  ::notice::c\x1b[31m\x1b]0;t\x07"
    "\x7f\x85::d\x9b2J\u2028::e\u202ef\u2066g ##[error]h ##vso[task]i ##teamcity[j]"
)
TEXT = json.dumps(HOSTILE)
FOLDER = "::error::x\n::warning::y"
FILE = "a\n::set-output name=x::y\x1b[31m\u202e##[error].yaml"
ORGANISATION = f"""\
raci: 1
org: {{id: shop, name: {TEXT}}}
departments: {{sales: {{head: manager, name: {TEXT}}}}}
roles:
  manager: {{name: {TEXT}, department: sales, accountable: [pay]}}
activities:
  sell: {{name: {TEXT}}}
  pay:
    name: |
      ::error::a line that stands beside one that is mended
        ::warning::another
    informed: [managr]
platforms: {{mall: {{name: {TEXT}, owners: [clerk]}}}}
people: {{p-1: {{name: {TEXT}, roles: {{clerk: {{}}}}}}}}
waivers:
  w:
    rule: GAP103
    at: activity:sell
    reason: {TEXT}
    approved_by: {{manager: 2026-11-02}}
    until: 2026-12-31
"""
CLERK = f"""\
raci: 1
roles:
  clerk: {{reports_to: manager, department: sales, name: {TEXT}, duties: {{pay: {TEXT}, gone: {TEXT}}}}}
"""  # noqa: E501
SETTINGS = f"[per-path-ignores]\n{TEXT} = ['OVL']\n"
PROPOSAL = f"""\
raci-proposal: 1
title: {TEXT}
base: {json.dumps(FOLDER)}
reason: {TEXT}
steps:
  - on: 2027-02-01
    title: {TEXT}
    changes:
      - add: role:packer
        as: {{name: {TEXT}, department: sales, reports_to: manager, duties: {{pay: {TEXT}}}}}
        because: {TEXT}
        assumes: {TEXT}
      - set: activity:pay
        as: {{consulted: [clerk]}}
"""
BROKEN = {
    "unreadable": f"raci: 1\n- {TEXT}\n",
    "an unknown key": f"raci: 1\norg: {{id: shop}}\n{TEXT}: {TEXT}\n",
    "a bad id": f"raci: 1\norg: {{id: shop}}\nroles: {{{TEXT}: {{name: {TEXT}}}}}\n",
    "a bad value": f"raci: 1\norg: {{id: shop}}\nroles: {{clerk: {{reports_to: {TEXT}}}}}\n",
    "a bad org": f"raci: 1\norg: {{id: {TEXT}}}\nroles: {{clerk: {TEXT}}}\n",
    "no definition": f"{TEXT}\n",
}
BROKEN_SETTINGS = (
    f"{TEXT} = 1\n",
    f"lang = {TEXT}\n",
    f"select = [{TEXT}]\n",
    f"[severity]\n{TEXT} = {TEXT}\n",
    f"[options.{TEXT}]\nx = 1\n",
    f"x = '{HOSTILE}\n",
)
COLOUR = re.compile(r"\x1b\[(?:0|1|2|3\d;1)m")
OBEYED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|##(?:\[|vso\[|teamcity\[)"
)
ANNOTATION = re.compile(r"::(?:error|warning|notice) file=[^:]*,title=\w+ [\w-]+::")


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    define(ORGANISATION, f"{FOLDER}/org.yaml")
    define(CLERK, f"{FOLDER}/{FILE}")
    define(SETTINGS, f"{FOLDER}/raci.toml")
    define(PROPOSAL, "proposal.yaml")
    commit(tmp_path)
    return tmp_path


def assert_obeyed_by_none(text: str, *, annotations: bool = False) -> None:
    """Read a text as a terminal and as the runners of GitHub and Azure read it."""
    text = COLOUR.sub("", text)
    assert not OBEYED.search(text), ascii(OBEYED.search(text))
    for line in text.split("\n"):
        if annotations and ANNOTATION.match(line):
            continue
        assert not line.lstrip().startswith("::"), ascii(line)


def assert_inert(ran: Result, *, annotations: bool = False) -> None:
    assert_obeyed_by_none(ran.stdout, annotations=annotations)
    assert_obeyed_by_none(ran.stderr)


def fingerprint() -> str:
    found = json.loads(raci("check", FOLDER, "--format", "json", *DAY).stdout)["findings"]
    return str(next(each["fingerprint"] for each in found if each["severity"] == "error"))


def calls() -> Iterator[tuple[str, ...]]:
    """Yield calls of every command in every format, with the organisation of hostile texts."""
    for form in FINDINGS:
        yield "check", FOLDER, "--format", form, "--show", "info", "--show", "waived", "-v"
    yield "check", FOLDER, "--since", "HEAD"
    yield "check", FOLDER, "--color", "always"
    yield "check", FOLDER, "--statistics"
    yield "check", FOLDER, "--timing"
    yield "check", FOLDER, "--show-settings"
    yield "check", FOLDER, "--diff"
    yield "check", FOLDER, "--fix"
    for form in MATRIX:
        yield from (("matrix", FOLDER, "--format", form, "--by", by) for by in ("role", "activity"))
    for form in EVIDENCE:
        yield "why", "FINGERPRINT", FOLDER, "--format", form
    for ref in ("role:clerk", "activity:pay", "department:sales", "platform:mall"):
        yield "show", ref, FOLDER
    for form in LOSSES:
        yield "drill", FOLDER, "--format", form
    for form in CHANGE:
        yield "plan", "proposal.yaml", "--format", form
        yield "diff", "HEAD", FOLDER, "--format", form
    yield from (("history", FOLDER, "--format", form) for form in HISTORY)
    yield "history", FOLDER, "activity:pay", "--on", "TODAY"
    yield "plan", "proposal.yaml", "--for", "role:clerk"
    yield "apply", "proposal.yaml"
    yield "apply", "proposal.yaml", "--ahead-of-date", "--dry-run"
    yield "apply", "proposal.yaml", "--ahead-of-date"
    yield "waive", "FINGERPRINT", FOLDER, "--reason", HOSTILE, *APPROVED
    yield "baseline", FOLDER
    yield "baseline", FOLDER, "--frozen"
    yield "schema", "--with-ids", FOLDER
    yield from (("rules",), ("rule", "GAP101"), ("packs",), ("pack", "payroll"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("call", [*calls()], ids=lambda call: ascii(" ".join(call))[:60])
def test_texts_names_of_files_and_folders(call: tuple[str, ...], lang: str) -> None:
    known = {"FINGERPRINT": fingerprint, "TODAY": today}
    call = tuple(known[part]() if part in known else part for part in call)
    ran = raci(*call, "--lang", lang)
    assert ran.exit_code in (0, 1), ran.stderr
    assert_inert(ran, annotations="github" in call)


@pytest.mark.parametrize("suffix", ["txt", "json", "sarif", "xml", "md", "csv", "html"])
def test_files_that_are_written(suffix: str) -> None:
    for command in ("check", "matrix", "plan"):
        named = "proposal.yaml" if command == "plan" else FOLDER
        raci(command, named, "-o", f"{command}.{suffix}")
    for path in Path().glob(f"*.{suffix}"):
        assert_obeyed_by_none(path.read_bytes().decode())


def test_a_job_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    raci("check", FOLDER, "--format", "github", "-v")
    assert_obeyed_by_none(Path("summary.md").read_bytes().decode())
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", f"{HOSTILE}/summary.md")
    assert_inert(raci("check", FOLDER, "--format", "github"), annotations=True)


def parameters(command: click.Command) -> Iterator[tuple[str, ...]]:
    """Yield calls that give a hostile text to each parameter of a command, and beside them."""
    yield (HOSTILE,)
    yield HOSTILE, HOSTILE, HOSTILE, HOSTILE
    yield (f"--{HOSTILE}",)
    yield (f"-x{HOSTILE}",)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from ((name, HOSTILE) for name in parameter.opts)
            yield from ((f"{name}={HOSTILE}",) for name in parameter.opts if name[:2] == "--")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_arguments(command: click.Command, lang: str) -> None:
    for call in parameters(command):
        assert_inert(raci(str(command.name), *call, "--lang", lang))
        assert_inert(raci(str(command.name), FOLDER, *call, "--lang", lang))
        assert_inert(raci(str(command.name), "proposal.yaml", *call, "--lang", lang))


def test_the_program_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for call in ((HOSTILE,), (f"--{HOSTILE}",), ("--lang", HOSTILE), (f"--lang={HOSTILE}",)):
        assert_inert(raci(*call))
    monkeypatch.setenv("RACI_LANG", HOSTILE)
    assert_inert(raci("check", FOLDER))


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_files_that_cannot_be_used(broken: str) -> None:
    Path(FOLDER, "org.yaml").unlink()
    define(broken, f"{FOLDER}/{FILE}")
    for form in FINDINGS:
        ran = raci("check", FOLDER, "--format", form)
        assert_inert(ran, annotations=form == "github")
    for call in (("matrix", FOLDER), ("baseline", FOLDER), ("plan", f"{FOLDER}/{FILE}")):
        assert_inert(raci(*call))


@pytest.mark.parametrize("broken", BROKEN_SETTINGS)
def test_settings_that_cannot_be_used(broken: str) -> None:
    Path(FOLDER, "raci.toml").write_bytes(broken.encode())
    for form in FINDINGS:
        ran = raci("check", FOLDER, "--format", form)
        assert_inert(ran, annotations=form == "github")
    assert_inert(raci("check", FOLDER, "--show-settings"))
    os.chdir(FOLDER)
    for call in (("check",), ("matrix",), ("rules",), ("matrix", "--format", "x")):
        assert_inert(raci(*call))


def test_a_sentence_keeps_its_line_ends_and_cleans_its_values() -> None:
    for name in ("one\n  two", "three"):
        define("raci: 1\norg: {id: a}\nroles: {clerk: {}}\n", f"many/{name}/org.yaml")
    assert raci("matrix", "many").stderr.splitlines()[-3:] == [
        "Error: 2 organisations found, name one:",
        r"  many/one\x0a  two",
        "  many/three",
    ]
