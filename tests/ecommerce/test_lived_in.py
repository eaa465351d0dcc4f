"""The e-commerce department as a team lives with it: settings, and waivers of each honest kind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from raci.findings.report import Report
from raci.project import Project
from tests.support.paths import ROOT

DAY = "2026-11-23"
HERE = ROOT / "tests" / "ecommerce"
GOLDEN = HERE / "golden"
FORMATS = {
    "zh.txt": ("text", "zh", "--show-waived"),
    "zh.md": ("markdown", "zh"),
    "en.md": ("markdown", "en"),
    "sarif": ("sarif", "en"),
    "xml": ("junit", "en"),
}
WAIVED = {
    "GAP103 mandate:promotion/brand-awareness": "promotion-is-hiring-awareness",
    "GAP104 platform:qq": "qq-is-given-up",
    "GAP106 department:promotion": "promotion-is-hiring",
    "OVL201 activity:online-sales": "campaign-weeks",
    "OVL206 role:bd-manager": "handover-of-business-development",
}


def checked(day: str = DAY) -> Report:
    return Project.folder(HERE).check(as_of=day)


def test_the_definition_is_the_departments_own_but_for_what_is_added() -> None:
    own = {path.name: path.read_bytes() for path in (ROOT / "org" / "ecommerce").iterdir()}
    copy = {path.name: path.read_bytes() for path in HERE.glob("*.yaml")}
    added = {name: copy[name] for name in ("manager.yaml", "waivers.yaml")}
    assert copy == own | added


def test_what_is_waived_is_waived_and_nothing_else() -> None:
    waived = checked().of_status("waived")
    told = {f"{f.code} {f.subject}": f.waiver.waiver.id for f in waived if f.waiver}
    assert told == WAIVED


def test_everything_else_is_told_as_before_but_for_the_settings() -> None:
    before = {f.fingerprint for f in Project.folder(ROOT / "org" / "ecommerce").check(as_of=DAY)}
    after = {f.fingerprint: f for f in checked()}
    gone = {f"{f.code} {f.subject}" for f in _own() if f.fingerprint not in after}
    assert gone == {"GAP109 role:finance-and-admin-officer"}  # ignored in this file
    assert not [f for print_, f in after.items() if print_ not in before]
    assert {f.severity.label for f in after.values() if f.code == "OVL201"} == {"error"}


def _own() -> Report:
    return Project.folder(ROOT / "org" / "ecommerce").check(as_of=DAY)


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        ("2026-12-31", set()),
        ("2027-01-01", {"handover-of-business-development"}),
        ("2027-03-01", {"promotion-is-hiring", "promotion-is-hiring-awareness"}),
        ("2027-04-01", {"campaign-weeks", "qq-is-given-up"}),
    ],
)
def test_a_waiver_that_has_run_out_is_told_and_its_finding_is_back(
    day: str, gone: set[str]
) -> None:
    report = checked(day)
    expired = {f.subject.id for f in report if f.code == "DEF007"}
    assert gone <= expired
    waived = {f.waiver.waiver.id for f in report.of_status("waived") if f.waiver}
    assert waived == set(WAIVED.values()) - expired
    assert report.exit_status() == 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_report_is_current(name: str, tmp_path: Path, accept: bool) -> None:
    form, lang, *more = FORMATS[name]
    target = (GOLDEN if accept else tmp_path) / f"check.{name}"
    GOLDEN.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "raci", "check", "tests/ecommerce", "--as-of", DAY]
    command += ["--format", form, "-o", str(target), "--lang", lang, *more]
    unset = ("GITHUB_STEP_SUMMARY",)
    kept = {key: value for key, value in os.environ.items() if key not in unset}
    ran = subprocess.run(command, cwd=ROOT, check=False, env=kept | {"COLUMNS": "60"})
    assert ran.returncode == 1
    assert target.read_bytes() == (GOLDEN / f"check.{name}").read_bytes()


def test_nothing_else_stands_there() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"check.{name}" for name in FORMATS}


def test_what_is_waived_is_suppressed_and_skipped() -> None:
    sarif = json.loads((GOLDEN / "check.sarif").read_text(encoding="utf-8"))
    suppressed = [r for r in sarif["runs"][0]["results"] if r["suppressions"]]
    assert len(suppressed) == len(WAIVED)
    junit = (GOLDEN / "check.xml").read_text(encoding="utf-8")
    assert "The post is advertised." in junit
    assert "2027-02-28" in junit
