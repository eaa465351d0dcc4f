"""``make new-rule`` writes a function and a page that have the shape of all others."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from raci.findings.codes import family
from raci.rules import catalogue
from raci.rules.page import load_page
from tests.rules.test_rule_pages import SECTIONS
from tests.support.paths import ROOT
from tools import new_rule as tool
from tools.new_rule import WrongRuleError, new_rule

CODES = {f"{family(code)}199": family(code).lower() for code in catalogue.names()}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a run of raci needs, and add a rule to each family."""
    top = tmp_path_factory.mktemp("copy")
    for name in ("raci", "schemas"):
        shutil.copytree(ROOT / name, top / name, ignore=shutil.ignore_patterns("__pycache__"))
    for code, name in CODES.items():
        new_rule(code, f"new-{name}", top / "raci" / "rules")
    return top


def raci(copy: Path, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "raci", *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_catalogue_finds_the_new_rule_of_every_family(copy: Path) -> None:
    printed = raci(copy, "rules")
    for code, name in CODES.items():
        assert f"{code}  new-{name}" in printed
        assert "TODO" in raci(copy, "rule", code)


def test_the_new_rule_runs_and_flags_nothing_yet(copy: Path) -> None:
    (copy / "org.yaml").write_text("raci: 1\norg: {id: shop}\nroles:\n  clerk: {}\n")
    printed = raci(copy, "check", "org.yaml", "--select", "GAP199", "--format", "json")
    judged = {rule["code"]: rule["subjects"] for rule in json.loads(printed)["rules"]}
    assert judged["GAP199"] == 1


def test_the_new_page_has_all_that_pages_have(copy: Path) -> None:
    for code, name in CODES.items():
        (path,) = copy.glob(f"raci/rules/*/new_{name}.md")
        page = load_page(path)
        assert (page.code, page.name) == (code, f"new-{name}")
        assert all(page.section(heading) for heading in SECTIONS)
        assert page.body["zh"].count("```yaml") == page.body["en"].count("```yaml")
        assert page.examples("Fails")
        assert page.examples("Passes")
        assert ("before/org.yaml" in page.examples("Fails")[0].files) == (name == "chg")


def test_the_new_function_is_in_style(copy: Path) -> None:
    files = [str(path) for path in copy.glob("raci/rules/*/new_*.py")]
    assert len(files) == len(CODES)
    for options in (("check",), ("format", "--check")):
        command = [sys.executable, "-m", "ruff", *options, *files]
        command += ["--config", str(ROOT / "pyproject.toml")]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ("gap199", "some-pattern", "three capital letters and three digits"),
        ("GAP1", "some-pattern", "three capital letters and three digits"),
        ("GAP199", "Some-pattern", "small words joined by hyphens"),
        ("GAP199", "some_pattern", "small words joined by hyphens"),
        ("GAP199", "pattern", "small words joined by hyphens"),
        ("GAP104", "some-pattern", r"GAP104 is taken: .*platform_without_owner\.md"),
        ("GAP199", "vacant-role", r"vacant-role is taken: .*vacant_role\.md"),
        ("XYZ199", "some-pattern", "no family XYZ; there are CHG, DEF, GAP"),
    ],
)
def test_a_wrong_code_or_name_is_refused(code: str, name: str, message: str) -> None:
    before = sorted(catalogue.FOLDER.rglob("*"))
    with pytest.raises(WrongRuleError, match=message):
        new_rule(code, name)
    assert sorted(catalogue.FOLDER.rglob("*")) == before


def test_it_prints_the_files_and_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    made = (tmp_path / "a.py", tmp_path / "a.md", tmp_path / "a.zh.md")
    monkeypatch.setattr(tool, "new_rule", lambda *_: made)
    tool.main("GAP199", "some-pattern")
    assert capsys.readouterr().out.startswith("a.py\na.md\na.zh.md\nNext: replace each TODO")
