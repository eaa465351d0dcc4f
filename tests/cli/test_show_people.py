"""People have names on a local terminal, on request, and nowhere else."""

import json
from pathlib import Path

import pytest

from raci.cli.formats import FINDINGS
from raci.cli.progress import CI
from tests.support.command import define, raci
from tests.support.terminal import on_terminal

DAY = ("--as-of", "2026-11-23")
ORG = """\
raci: 1
org: {id: shop, people: complete}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
people:
  p-1:
    name: {zh: 王小明, en: Wang Xiaoming}
    roles:
      clerk: {until: 2026-06-30}
  p-2: {name: Li Lei, roles: {boss: {}, clerkk: {}}}
"""
NOTE = "lines about people are not shown; --show-people shows them, on a local terminal only"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in CI:
        monkeypatch.delenv(name, raising=False)
    define(ORG)
    return tmp_path


def test_hidden_lines_say_why_and_how_to_see_them() -> None:
    printed = " ".join(raci("check", *DAY).stdout.split())
    assert NOTE in printed
    assert "Li Lei" not in printed
    chinese = raci("check", "--lang", "zh", *DAY).stdout.replace("\n", "").replace(" ", "")
    assert "--show-people" in chinese
    assert "仅可在本地终端" in chinese


def test_a_finding_that_hides_nothing_says_nothing_of_it() -> None:
    define("raci: 1\norg: {id: shop}\nroles: {clerk: {duties: {pay: Pay}}}\n")
    assert "--show-people" not in raci("check", *DAY).stdout


def handle() -> str:
    data = json.loads(raci("check", "--format", "json", *DAY).stdout)
    (found,) = (f for f in data["findings"] if f["subject"] == "person:p-2")
    return str(found["fingerprint"])[:8]


def test_a_local_terminal_shows_names_and_lines_on_request() -> None:
    _, hidden = on_terminal("check", *DAY)
    assert "Li Lei" not in hidden
    status, shown = on_terminal("check", "--show-people", *DAY)
    assert status == 1
    assert "p-2: {name: Li Lei, roles: {boss: {}, clerkk: {}}}" in shown
    assert "are not shown" not in shown
    _, reason = on_terminal("why", handle(), "--show-people", *DAY)
    assert "p-2: {name: Li Lei" in reason
    assert "are not shown" not in reason
    _, loss = on_terminal("drill", "--without", "person:p-2", "--show-people", *DAY)
    assert "Li Lei (p-2)" in loss
    assert "Li Lei" not in on_terminal("drill", "--without", "person:p-2", *DAY)[1]


@pytest.mark.parametrize("command", [("check",), ("why", "abcd"), ("plan",), ("drill",)])
@pytest.mark.parametrize("variable", CI)
def test_a_ci_job_is_refused_though_it_has_a_terminal(
    command: tuple[str, ...], variable: str
) -> None:
    status, printed = on_terminal(*command, "--show-people", **{variable: "true"})
    assert status == 2
    assert "on a local terminal only" in " ".join(printed.split())


@pytest.mark.parametrize("command", [("check",), ("why", "abcd"), ("plan",), ("drill",)])
def test_a_pipe_or_file_is_refused(command: tuple[str, ...]) -> None:
    ran = raci(*command, "--show-people")
    assert ran.exit_code == 2
    assert "Li Lei" not in ran.output


@pytest.mark.parametrize("form", sorted(set(FINDINGS) - {"text"}))
def test_other_formats_have_ids_even_on_a_terminal(form: str, folder: Path) -> None:
    for arguments in (("--format", form), ("--format", form, "-o", "out", "--format", "text")):
        _, printed = on_terminal("check", "--show-people", *arguments, *DAY)
        written = (folder / "out").read_text("utf-8") if (folder / "out").exists() else printed
        assert "Li Lei" not in written
        assert "王小明" not in written
    assert "Li Lei" in printed


def test_a_text_in_a_file_has_ids(folder: Path) -> None:
    on_terminal("check", "--show-people", "-o", "out.txt", *DAY)
    assert "Li Lei" not in (folder / "out.txt").read_text("utf-8")
