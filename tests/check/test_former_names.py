"""A rule that was retired or renamed is read as what took its place, everywhere."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from raci.findings.codes import family
from raci.project import Project
from raci.rules import catalogue
from raci.rules.retired import RETIRED
from raci.schema import schema_path
from tests.support.command import define, raci

SHOP = """\
raci: 1
org: {id: shop}
roles:
  clerk: {duties: {sell: Sell}, accountable: [sell]}
activities:
  count-stock: {}
  open-branch: {}
  sell: {}
"""
WAIVER = """\
waivers:
  not-yet:
    rule: %s
    at: activity:open-branch
    reason: The branch opens next year.
    approved_by: {clerk: 2026-11-01}
    until: 2027-03-31
"""
BASELINE = """\
raci-baseline: 1
findings:
  - {"rule": "DEF005", "at": "activity:count-stock", "involves": [], "since": "2026-11-01"}
"""
DAY = ("--as-of", "2026-11-23")
FORMER = "05126953"
"""The fingerprint that count-stock's finding had as DEF005."""

former = pytest.mark.parametrize("name", ["DEF005", "unused-activity", "Def005"])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    define(SHOP)
    return tmp_path


def judged(*arguments: str) -> tuple[int, list[tuple[str, str, str]]]:
    """Check; give the exit status, and of each finding code, severity and status."""
    ran = raci("check", *DAY, "--format", "json", *arguments)
    found: list[Any] = json.loads(ran.stdout)["findings"]
    return ran.exit_code, [(f["code"], f["severity"], f["status"]) for f in found]


def test_a_repository_that_names_a_retired_rule_goes_on_working() -> None:
    define(SHOP + WAIVER % "unused-activity")
    define(BASELINE, "raci-baseline.yaml")
    define(
        'mandatory = ["DEF005"]\nselect = ["DEF", "unused-activity"]\n'
        '[severity]\nDEF005 = "warning"\n'
        '[per-path-ignores]\n"old/*" = ["unused-activity"]\n',
        "raci.toml",
    )
    ran = raci("check", *DAY)
    assert ran.exit_code == 0
    assert "Stale" not in ran.stdout
    (note,) = (line for line in ran.stdout.splitlines() if "ormer rule names" in line)
    assert "DEF005 is GAP114 activity-without-anybody (raci.toml:1:14 and 2 more places)" in note
    assert "unused-activity is GAP114 activity-without-anybody (raci.toml:2:18 and" in note
    assert "GAP114" in raci("check", *DAY, "--lang", "zh").stdout
    assert judged() == (0, [("GAP114", "warning", "baselined"), ("GAP114", "warning", "waived")])


@former
def test_each_setting_reads_a_former_name(name: str) -> None:
    open_ = [("GAP114", "error", "new")] * 2
    for text, expected in {
        f'select = ["{name}"]': (1, open_),
        f'ignore = ["{name}", "GAP101", "GAP102"]': (0, []),
        f'select = ["TXT"]\nextend-select = ["{name}"]': (1, open_),
        f'select = ["TXT"]\nmandatory = ["{name}"]': (1, open_),
        f'select = ["GAP114"]\n[severity]\n{name} = "info"': (0, [("GAP114", "info", "new")] * 2),
        f'select = ["GAP"]\n[per-path-ignores]\n"*" = ["{name}", "GAP101", "GAP102"]': (0, []),
    }.items():
        if name != "Def005":  # as any other code, in files it is written in capitals
            define(text, "raci.toml")
            status, found = judged()
            assert (status, [f for f in found if f[0] == "GAP114"]) == expected, text


@former
def test_options_of_the_command_line_read_a_former_name(name: str) -> None:
    open_ = [("GAP114", "error", "new")] * 2
    assert judged("--select", name) == (1, open_)
    assert judged("--select", "TXT", "--extend-select", name) == (1, open_)
    assert "GAP114" not in [code for code, *_ in judged("--ignore", name)[1]]


def test_an_entry_of_the_present_name_beats_one_of_a_former_name() -> None:
    for entries in (
        (("DEF005", "warning"), ("GAP114", "info")),
        (("GAP114", "info"), ("DEF005", "warning")),
    ):
        lines = "".join(f'{name} = "{severity}"\n' for name, severity in entries)
        define(f'select = ["GAP114"]\n[severity]\nGAP = "error"\n{lines}', "raci.toml")
        assert judged() == (0, [("GAP114", "info", "new")] * 2)


@former
def test_a_waiver_reads_a_former_name(name: str) -> None:
    define(SHOP + WAIVER % name)
    found = [status for code, _, status in judged()[1] if code == "GAP114"]
    assert sorted(found) == (["new", "new"] if name == "Def005" else ["new", "waived"])


def test_a_change_of_the_name_alone_leaves_a_waiver_in_force() -> None:
    names = ("DEF005", "unused-activity", "GAP114", "activity-without-anybody")
    versions = [Project.of({"org.yaml": SHOP + WAIVER % name}) for name in names]
    for base in versions:
        for head in versions:
            report = head.check(as_of="2026-11-23", base=base)
            assert not report.findings


def test_a_baseline_is_written_with_present_names() -> None:
    define(BASELINE, "raci-baseline.yaml")
    frozen = raci("baseline", "--prune", "--frozen", *DAY)
    assert (frozen.exit_code, Path("raci-baseline.yaml").read_text()) == (0, BASELINE)
    assert raci("baseline", "--prune", *DAY).exit_code == 0
    text = Path("raci-baseline.yaml").read_text()
    assert '"rule": "GAP114", "at": "activity:count-stock"' in text
    assert '"since": "2026-11-01"' in text
    assert "ormer" not in raci("check", *DAY).stdout


def test_a_former_fingerprint_finds_what_took_its_place() -> None:
    assert "GAP114" in raci("why", FORMER, *DAY).stdout
    ran = raci("waive", FORMER, "--reason", "Soon", "--by", "clerk", "--until", "2027-01-01", *DAY)
    assert "covers GAP114 activity:count-stock" in ran.stdout


@pytest.mark.parametrize("rule", RETIRED, ids=lambda rule: rule.name)
def test_a_retired_rule_has_a_signpost(rule: Any) -> None:
    present = catalogue.page(rule.by)
    for name in {rule.code, rule.name} - {rule.by}:
        for lang in ("en", "zh"):
            ran = raci("rules", name, "--lang", lang)
            assert ran.exit_code == 0
            assert f"raci rules {present.code}" in ran.stdout
            assert present.name in ran.stdout


def test_no_rule_has_a_former_code_or_name() -> None:
    present = {*catalogue.names(), *catalogue.names().values()}
    for rule in RETIRED:
        assert rule.by in present
        assert not ({rule.code, rule.name} - {rule.by}) & (present | {family(rule.code)})


def test_the_schema_of_settings_marks_former_names() -> None:
    schema = json.loads(schema_path("settings").read_text("utf-8"))
    for name in _former():
        assert name in schema["$defs"]["Rule"]["enum"]
        assert schema["properties"]["severity"]["properties"][name]["deprecated"]


def _former() -> Sequence[str]:
    return sorted({n for rule in RETIRED for n in (rule.code, rule.name) if n != rule.by})
