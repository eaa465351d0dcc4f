"""What the shells offer behind a half-typed word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from raci.rules import catalogue
from tests.support.paths import ROOT

ORG = """\
raci: 1
org: {id: shop}
departments: {office: {head: boss}, 客服部: {}}
roles:
  boss: {department: office, duties: {pay: Pay the invoices}}
  "$(touch${IFS}pwned)": {department: office}
  clerk: {department: 客服部}
platforms: {window: {owners: [clerk]}}
people: {kim: {name: Kim, roles: {clerk: {}}}}
separations: {two-hands: {between: [[activity:pay], [activity:close]]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "org.yaml").write_text(ORG, encoding="utf-8")
    launcher = tmp_path / "bin" / "raci"
    launcher.parent.mkdir()
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m raci "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    return tmp_path


def offered(line: str, folder: Path) -> list[str]:
    """Ask by click's own protocol: the words, and the number of the one that is being typed."""
    words = line.split(" ")
    ran = subprocess.run(
        [sys.executable, "-m", "raci"],
        cwd=folder,
        env=os.environ
        | {
            "_RACI_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert not ran.stderr
    return [answer.partition(",")[2] for answer in ran.stdout.splitlines() if answer]


def test_commands_and_options(folder: Path) -> None:
    assert {"check", "matrix", "show", "rules"} <= set(offered("raci ", folder))
    assert offered("raci mat", folder) == ["matrix"]
    assert {"--select", "--fail-on"} <= set(offered("raci check --", folder))
    assert offered("raci check --fail-on w", folder) == ["warning"]
    assert offered("raci completion ", folder) == ["bash", "zsh", "fish"]


def test_rules(folder: Path) -> None:
    pages = catalogue.pages()
    names = {page.name for page in pages.values()}
    assert set(offered("raci rule ", folder)) == {*pages, *names}
    assert offered("raci rule overlap-in-l", folder) == ["overlap-in-line"]
    assert (
        {"GAP", "GAP101"}
        <= set(offered("raci check --select ", folder))
        <= {
            *pages,
            *names,
            *(code[:3] for code in pages),
        }
    )
    assert offered("raci check --select GAP,OVL20", folder)[0] == "GAP,OVL201"
    assert "GAP101,GAP101" not in offered("raci check --ignore GAP101,", folder)


def test_refs_of_the_working_folder(folder: Path) -> None:
    everything = ["role:boss", "role:clerk", "activity:pay", "platform:window"]
    everything += ["department:office", "department:客服部", "separation:two-hands"]
    assert offered("raci show ", folder) == everything
    assert offered("raci show role:c", folder) == ["role:clerk"]
    assert offered("raci history . role:c", folder) == ["role:clerk"]
    assert offered("raci matrix --only department:客", folder) == ["department:客服部"]
    assert {ref.partition(":")[0] for ref in offered("raci matrix --only ", folder)} == {
        "department",
        "role",
        "platform",
    }


@pytest.mark.parametrize("text", ["raci: 1\norg: {id: shop}\nroles: [", "", "raci: 2\n", None])
def test_where_nothing_can_be_read_nothing_is_offered(folder: Path, text: str | None) -> None:
    if text is None:
        (folder / "org.yaml").unlink()
    else:
        (folder / "org.yaml").write_text(text, encoding="utf-8")
    assert offered("raci show ", folder) == []


BASH = """\
source <(raci completion bash)
COMP_LINE=$1 COMP_POINT=${#1}
_raci_completion raci
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("raci comp", ["completion"]),
        ("raci show ro", ["role:boss", "role:clerk"]),
        ("raci show role:", ["boss", "clerk"]),
        ("raci show role:cl", ["clerk"]),
        ("raci show department:客", ["客服部"]),
        ("raci check --ignore OVL,GAP101", ["OVL,GAP101"]),
        ("raci nothing-like-it", [""]),
    ],
)
def test_the_script_for_bash_completes_what_bash_breaks_at_colons(
    line: str, answers: list[str], folder: Path
) -> None:
    ran = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", line],
        cwd=folder,
        env=os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (ran.stdout.splitlines(), ran.stderr) == (answers, "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_get_click_s_own_script(shell: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "raci", "completion", shell],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert f"_RACI_COMPLETE={shell}_complete" in ran.stdout
