"""What each command may import: starting is most of what a small organisation costs."""

import subprocess
import sys

import pytest

from tests.support.command import raci
from tests.support.paths import ROOT

HEAVY = {
    "cel_expr_python", "difflib", "google", "hypothesis", "jsonschema", "jsonschema_rs",
    "opencc", "pydantic", "tabulate", "wcwidth", "yaml",
}  # fmt: skip
READING = {"yaml", "jsonschema_rs"}
POLICIES = {"cel_expr_python", "google"}
SCRIPT = """
import contextlib, io, sys
from raci.cli import main
sys.argv = ["raci", *sys.argv[1:]]
status = 0
with contextlib.redirect_stdout(io.StringIO()):
    try:
        main()
    except SystemExit as end:
        status = end.code or 0
assert status in (0, 1), status
print(*sys.modules)
"""


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--help"], set()),
        (["check", "--help"], set()),
        (["check", "org/ecommerce"], READING | {"wcwidth"} | POLICIES),
        (["check", "org/ecommerce", "--format", "json"], READING | POLICIES),
        (["check", "org/ecommerce", "--format", "github"], READING | POLICIES),
        (["check", "org/ecommerce", "--format", "markdown"], READING | POLICIES),
        (["check", "org/ecommerce", "--ignore", "POL", "--format", "json"], READING),
        (["test", "org/ecommerce", "--format", "json"], READING | POLICIES),
        (["test", "org/ecommerce"], READING | POLICIES),
        (["matrix", "org/ecommerce", "--format", "json"], READING),
        (["drill", "org/ecommerce", "--format", "json"], READING),
        (["diff", "org/ecommerce", "org/ecommerce", "--format", "json"], READING | POLICIES),
        (["plan", "org/proposals/operating-groups.yaml", "--format", "json"], READING | POLICIES),
        (["matrix", "org/ecommerce", "--format", "csv"], READING),
        (["matrix", "org/ecommerce", "--format", "html"], READING | POLICIES),
        (["matrix", "org/ecommerce"], READING | {"wcwidth", "tabulate"}),
        (["rule", "GAP101"], {"yaml"}),
        (["schema"], set()),
        (["schema", "--with-ids", "org/ecommerce"], READING),
        (["completion", "bash"], set()),
        (["completion", "zsh"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_imports_no_more_than_it_uses(arguments: list[str], allowed: set[str]) -> None:
    command = [sys.executable, "-c", SCRIPT, *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {name.partition(".")[0] for name in ran.stdout.split()}
    assert imported & HEAVY == allowed


def test_importing_raci_imports_nothing_heavy() -> None:
    code = "import raci, sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {name.partition(".")[0] for name in ran.stdout.split()} & HEAVY


def test_leaving_at_once_loses_nothing_of_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    call = ("check", "org/ecommerce", "--show", "info", "--as-of", "2026-11-23")
    command = [sys.executable, "-m", "raci", *call]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    here = raci(*call)
    assert (ran.returncode, ran.stdout, ran.stderr) == (here.exit_code, here.stdout, here.stderr)
    assert here.exit_code == 1
