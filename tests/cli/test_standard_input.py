"""``raci check -``: what an editor has not saved, judged in its place."""

import json
from pathlib import Path

import pytest

from tests.support.command import define, raci

DAY = ("--as-of", "2026-11-23")
ROOT = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
"""
PART = "raci: 1\nactivities: {hire: {responsible: [%s]}}\n"
SHIP = ROOT.replace("duties: {", "duties: {ship: Ship the goods, ")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(text: str | bytes, *arguments: str) -> list[tuple[str, str, str]]:
    """Give what is found in standard input and around it: path, code, subject."""
    ran = raci("check", "-", *arguments, "--format", "json", *DAY, input=text)
    found = json.loads(ran.stdout)["findings"]
    return [(f["place"]["path"], f["code"], f["subject"]) for f in found]


def test_alone_it_is_an_organisation_of_its_own() -> None:
    define(ROOT.replace("id: shop", "id: other"))
    assert told(SHIP) == [("stdin.yaml", "GAP101", "activity:ship")]
    assert raci("check", "-", input=SHIP).exit_code == 1
    assert raci("check", "-", input=ROOT).exit_code == 0


def test_it_is_json_too() -> None:
    data = {"raci": 1, "org": {"id": "a"}, "roles": {"r": {"duties": {"ship": "Ship"}}}}
    assert told(json.dumps(data)) == [("stdin.yaml", "GAP101", "activity:ship")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "DEF011"), ("dishes: [soup]\n", "DEF011"), ("raci: 1\nroles: {}\n", "DEF002"),
     ("raci: 1\n\t- x", "DEF001"), (b"raci: 1\n\xff\xfe", "DEF001"), (ROOT + "x: 1\n", "DEF002")],
)  # fmt: skip
def test_alone_it_must_be_an_organisation(text: str | bytes, code: str) -> None:
    ran = raci("check", "-", input=text)
    assert ran.exit_code == 2
    assert f"error {code}" in ran.stdout


def test_it_stands_in_place_of_a_file_among_the_others() -> None:
    define(ROOT)
    define(PART % "clerk", "teams/hiring.yaml")
    assert told(PART % "clerc", "--stdin-filename", "teams/hiring.yaml") == [
        ("teams/hiring.yaml", "DEF004", "activity:hire")
    ]
    assert ("org.yaml", "GAP101", "activity:ship") in told(SHIP, "--stdin-filename", "org.yaml")
    assert Path("org.yaml").read_text(encoding="utf-8") == ROOT


def test_it_may_be_a_file_that_is_not_there_yet() -> None:
    define(ROOT)
    Path("teams").mkdir()
    assert told(PART % "clerk", "--stdin-filename", "teams/new.yaml") == [
        ("teams/new.yaml", "GAP101", "activity:hire")
    ]
    assert not Path("teams/new.yaml").exists()


def test_the_path_is_relative_to_the_working_folder_or_absolute(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    define(ROOT, "org/org.yaml")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    for name in ("../org/org.yaml", str(folder / "org/org.yaml")):
        assert told(SHIP, "--stdin-filename", name) == [
            ("../org/org.yaml", "GAP101", "activity:ship")
        ]


def test_the_settings_and_the_baseline_of_its_place_hold() -> None:
    define(SHIP, "org/org.yaml")
    define('[severity]\nGAP101 = "warning"\n', "raci.toml")
    assert raci("check", "-", "--stdin-filename", "org/org.yaml", input=SHIP).exit_code == 0
    Path("raci.toml").unlink()
    assert raci("baseline", "org", *DAY).exit_code == 0
    assert raci("check", "-", "--stdin-filename", "org/org.yaml", input=SHIP).exit_code == 0
    more = SHIP.replace("ship: Ship", "pack: Pack, ship: Ship")
    assert raci("check", "-", "--stdin-filename", "org/org.yaml", input=more).exit_code == 1


@pytest.mark.parametrize("text", ["raci: 1\n\t- x\n", ROOT + "x: 1\n", "org: {id: a\nraci: 1\n"])
def test_broken_text_is_told_at_its_own_lines(text: str) -> None:
    define(ROOT)
    define(PART % "clerk", "part.yaml")
    ran = raci("check", "-", "--stdin-filename", "org.yaml", input=text)
    assert ran.exit_code == 2
    assert ran.stdout.startswith(("org.yaml:6:1: error DEF002", "org.yaml:2:1: error DEF001",
                                  "org.yaml:1:6: error DEF001"))  # fmt: skip


def test_what_is_broken_on_disk_is_mended_by_what_is_not_saved_yet() -> None:
    define(ROOT + "x: 1\n")
    assert raci("check").exit_code == 2
    assert raci("check", "-", "--stdin-filename", "org.yaml", input=ROOT).exit_code == 0


def test_text_that_is_no_definition_any_more_is_not_passed_over() -> None:
    define(ROOT)
    define(PART % "clerk", "part.yaml")
    ran = raci("check", "-", "--stdin-filename", "part.yaml", input="dishes: [soup]\n")
    assert ran.exit_code == 2
    assert "part.yaml:1:1: error DEF011" in ran.stdout
    ran = raci("check", "-", "--stdin-filename", "org.yaml", input="dishes: [soup]\n")
    assert ran.exit_code == 2


def test_a_file_that_belongs_to_no_organisation_is_told() -> None:
    define(ROOT, "org/org.yaml")
    Path("other").mkdir()
    ran = raci("check", "-", "--stdin-filename", "other/part.yaml", input=PART % "clerk")
    assert ran.exit_code == 2
    assert "other/part.yaml:1:1: error DEF002" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-", "--stdin-filename", "gone/org.yaml"), "no folder 'gone'"),
        (("-", "org.yaml"), "- and pipes cannot be combined with other paths"),
        (("-", "-"), "- and pipes cannot be combined with other paths"),
        (("--stdin-filename", "org.yaml"), "--stdin-filename needs - as PATH"),
        (("org.yaml", "--stdin-filename", "org.yaml"), "--stdin-filename needs - as PATH"),
        (("-", "--stdin-filename", "notes.txt"), "notes.txt:1:1: error DEF011"),
        (("-", "--stdin-filename", ".org.yaml"), ".org.yaml:1:1: error DEF011"),
        (("-", "--stdin-filename", "."), "'.' is a folder"),
        (("-", "--stdin-filename", ""), "is a folder"),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused(arguments: tuple[str, ...], words: str) -> None:
    define(ROOT)
    ran = raci("check", *arguments, input=ROOT)
    assert ran.exit_code == 2
    assert words in ran.output
