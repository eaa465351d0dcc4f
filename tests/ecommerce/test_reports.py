"""The audit pack and other reports of the e-commerce department are what raci writes today."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import raci
from tests.support.paths import ROOT

FOLDER = ROOT / "reports" / "formats"
PACK = ROOT / "reports" / "ecommerce"
DAY = "2026-11-23"
COMMANDS = {
    f"{command}.{lang}.{suffix}": [command, "org/ecommerce", "--lang", lang, *more]
    for lang in ("en", "zh")
    for command, suffix, more in (
        ("matrix", "md", []),
        ("matrix", "csv", []),
        ("matrix", "json", []),
        ("check", "txt", ["--show", "info", "--exit-zero"]),
        ("check", "json", ["--exit-zero"]),
    )
} | {
    f"plan.{lang}.{suffix}": ["plan", "org/proposals/operating-groups.yaml", "--lang", lang]
    for lang in ("en", "zh")
    for suffix in ("md", "json")
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_report_is_current(name: str, tmp_path: Path, accept: bool) -> None:
    target = (FOLDER if accept else tmp_path) / name
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "raci", *COMMANDS[name], "--as-of", DAY, "-o", str(target)]
    ran = subprocess.run(command, cwd=ROOT, check=False, env={"COLUMNS": "60", "LANG": "de_DE"})
    assert ran.returncode == (name.startswith("plan")), "the plan has open questions"
    assert target.read_bytes() == (FOLDER / name).read_bytes()


def test_the_pack_is_current(accept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbook is compared by its parts: how they are packed differs between machines."""
    monkeypatch.chdir(ROOT)
    folder = str(PACK.relative_to(ROOT))
    if accept:
        shutil.rmtree(PACK, ignore_errors=True)
        raci("report", "org/ecommerce", "-o", folder, "--as-of", DAY, "--no-vcs")
    ran = raci("report", "--verify", folder, "org/ecommerce")
    assert ran.exit_code == 0, ran.output
    assert "made the files again" in ran.stderr


def test_nothing_else_stands_there() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_escape_sequence_stands_in_it(name: str) -> None:
    assert not re.search(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", (FOLDER / name).read_text("utf-8"))
