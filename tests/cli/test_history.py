"""``raci history``: its formats, its options, and what it refuses."""

import csv
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from raci.cli.progress import CI
from raci.schema import schema_path
from tests.support.command import raci
from tests.support.lines import commit_on, new_line
from tests.support.terminal import on_terminal

ORG = """\
raci: 1
org: {id: shop, name: {en: Shop, zh: 商店}}
roles:
  boss: {name: {en: The boss, zh: 老板}}
  clerk: {reports_to: boss}
people:
  li: {name: Li Lei, git: [li@example.org], roles: {clerk: {}}}
activities:
  sell: {name: {en: "Sell | <b>all</b>", zh: 销售}, responsible: [clerk], accountable: [boss]}
  pay: {responsible: [clerk]}
"""
PAID = ORG.replace("  pay: {", "  pay: {accountable: [boss], ")
WAIVER = """\
waivers:
  w: {rule: GAP101, at: "activity:pay", reason: r,
    approved_by: {boss: 2026-02-01}, until: 2026-02-09}
"""
PERIOD = ("--from", "2026-01-15", "--to", "2026-03-31")
FORMATS = ("text", "markdown", "csv", "json")


@pytest.fixture(scope="module", autouse=True)
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        top = new_line(tmp_path_factory.mktemp("cli") / "top", patch)
        patch.setenv("GIT_AUTHOR_NAME", "An Author")
        commit_on("2026-01-10", "Begin", {"shop/raci.yaml": ORG})
        commit_on("2026-02-01", "Waive", {"shop/raci.yaml": ORG + WAIVER})
        commit_on("2026-02-20", "Broken", {"shop/raci.yaml": ORG + "}"})
        message = "=Pay | <i>\x1b[31m\n\nReviewed-by: Li Lei <li@example.org>"
        commit_on(
            "2026-03-01", message, {"shop/raci.yaml": PAID, "raci.toml": "ignore = ['GAP101']"}
        )
        yield top


def told(*arguments: str, code: int = 0) -> str:
    ran = raci("history", "shop", *arguments)
    assert ran.exit_code == code, ran.output
    return ran.stdout if code == 0 else ran.stderr


def parsed(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(*arguments, "--format", "json"))
    return found


def test_json_has_its_schema_and_says_no_more_than_it_holds() -> None:
    history = parsed(*PERIOD)
    jsonschema.validate(history, json.loads(schema_path("history").read_text("utf-8")))
    assert history["period"] == {"from": "2026-01-15", "to": "2026-03-31"}
    assert history["commits"] == 3
    for key, flow in (("added", "came"), ("removed", "went")):
        of_commits = sum(change["assignments"][flow] for change in history["changes"])
        assert of_commits == sum(each[key] is not None for each in history["assignments"])
    (skipped,) = history["skipped"]
    assert skipped["findings"][0]["place"]["path"] == "shop/raci.yaml"
    assert [each["reviewed_by"] for each in history["changes"]] == [[], ["person:li"]]
    assert [each["end"] for each in history["waivers"]] == ["expired"]
    assert {each["code"] for each in history["weakened"]} == {"CHG811"}


def test_answers_have_their_schema() -> None:
    answers = parsed("activity:sell", "--on", "2026-02-25")
    jsonschema.validate(answers, json.loads(schema_path("answers").read_text("utf-8")))
    (accountable, _) = answers["answers"]
    assert (accountable["as"], accountable["role"]) == ("accountable", "role:boss")
    (place,) = accountable["lines"]
    lines = Path("shop/raci.yaml").read_text("utf-8").splitlines()
    assert lines[place["line"] - 1][place["column"] - 1 :].startswith("boss]")


def test_csv_has_an_event_a_line_that_json_has_too() -> None:
    history = parsed(*PERIOD)
    rows = list(csv.DictReader(told(*PERIOD, "--format", "csv").splitlines()))
    events = Counter(row["Event"].partition(":")[0] for row in rows)
    assert events == {
        "Commit": len(history["changes"]) + len(history["skipped"]),
        "Assignment": 2 * len(history["assignments"]),
        "Finding": 2 * len(history["findings"]),
        "Waiver": 2 * len(history["waivers"]),
        "Weakened": len(history["weakened"]),
    }
    days = sum(int(row["Days"] or 0) for row in rows)
    assert days == sum(each["days"] for each in history["findings"]) > 0
    assert [row["Day"] for row in rows] == sorted(row["Day"] for row in rows)
    assert any(row["About"].startswith("'=Pay") for row in rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_in_both_languages_without_names_of_people(form: str, lang: str) -> None:
    for asked in (PERIOD, ("activity:sell", "--on", "2026-02-25")):
        printed = told(*asked, "--format", form, "--lang", lang)
        assert "Li Lei" not in printed
        assert "An Author" not in printed
        assert "\x1b" not in printed
        if form == "text":
            assert printed == told(*asked, "--lang", lang)
            assert (
                "Shop (shop)" if asked == PERIOD else "The boss (boss)"
            ) in printed or lang == "zh"
            assert ("商店 (shop)" if asked == PERIOD else "老板 (boss)") in printed or lang == "en"


def test_a_local_terminal_shows_people_where_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CI:
        monkeypatch.delenv(name, raising=False)
    status, shown = on_terminal("history", "shop", *PERIOD, "--show-people")
    assert status == 0
    assert "Author: An Author" in shown
    status, shown = on_terminal(
        "history", "shop", "activity:sell", "--on", "2026-02-25", "--show-people"
    )
    assert "Li Lei (li)" in shown


def test_a_ref_may_stand_before_its_path_or_alone(
    line: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("--on", "2026-02-25", "--format", "csv")
    printed = told("activity:sell", *asked)
    assert raci("history", "activity:sell", "shop", *asked).stdout == printed
    monkeypatch.chdir(line / "shop")
    assert raci("history", "activity:sell", *asked).stdout == printed
    assert "no file or folder" in raci("history", "activity:sell", "nowhere", *asked).stderr


def test_files_choose_their_format() -> None:
    for suffix, begin in (("md", "# History"), ("csv", "Day,"), ("json", "{"), ("txt", "History")):
        told(*PERIOD, "-o", f"history.{suffix}")
        assert Path(f"history.{suffix}").read_text("utf-8").startswith(begin)
        os.unlink(f"history.{suffix}")


def test_an_activity_for_which_nobody_answered() -> None:
    assert "Nobody answered for it." in told("activity:pay", "--on", "2026-02-01")
    assert "Nobody answered for it." not in told("activity:pay", "--on", "2026-03-02")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "2026-03-01", "--to", "2026-02-01"), "begins on 2026-03-01, after its end"),
        (("--to", "2025-01-01"), "the first commit is of 2026-01-10"),
        (("--from", "yesterday"), "yesterday"),
        (("--on", "2026-01-01"), "--on needs what to ask about"),
        (("activity:pay",), "activity:pay needs --on DAY"),
        (("activity:pay", "--on", "2026-02-01", "--to", "2026-03-01"), "--on is one day"),
        (("activity:bay", "--on", "2026-02-01"), "did you mean activity:pay"),
        (("activity:pay", "--on", "9999-01-01"), "`raci show activity:pay --as-of 9999-01-01`"),
        (("person:li", "--on", "2026-02-01"), "'person:li' is not one of activity:ID"),
        (("duty:clerk", "--on", "2026-02-01"), "'duty:clerk' is not one of"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], words: str) -> None:
    assert words in told(*arguments, code=2)


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "raci.yaml").write_text(ORG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = raci("history")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "git repository" in ran.stderr
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in raci("history").stderr


def test_an_end_in_the_future_is_today() -> None:
    ran = raci("history", "shop", "--to", "9999-12-31", "--format", "json")
    assert "9999-12-31" not in ran.stdout
    assert "the period ends today" in ran.stderr


def test_a_new_id_is_told_in_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_line(tmp_path, monkeypatch)
    commit_on("2026-01-10", "Begin", {"shop/raci.yaml": ORG})
    renamed = ORG.replace("  pay: {", "  settle: {formerly: [pay], ")
    renamed = renamed.replace("people:", "  guest: {reports_to: boss}\npeople:")
    commit_on("2026-02-10", "Other word", {"shop/raci.yaml": renamed})
    old, new = "activity:pay", "activity:settle"
    for form in ("text", "markdown", "csv"):
        shown = " ".join(told("--from", "2026-02-01", "--format", form).split())
        assert f"renamed: {old} → {new}" in shown
    history = parsed("--from", "2026-02-01")
    (change,) = history["changes"]
    assert change["renamed"] == [{"how": "renamed", "before": [old], "after": [new]}]
    events = csv.DictReader(told("--from", "2026-02-01", "--format", "csv").splitlines())
    assert [row["About"] for row in events if row["Event"] == "Renamed"] == [new]
    for day, asked, then in (("2026-02-09", new, old), ("2026-02-10", old, new)):
        assert f"On {day} {asked} was called {then}." in told(asked, "--on", day)
    assert "It had no part in anything." in told("role:guest", "--on", "2026-02-10")
