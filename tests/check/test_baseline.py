"""The baseline: what is recorded does not fail the run; it is found again wherever it moves."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.baseline import Baseline, Entry, cover, text
from raci.check.compared_findings import Identity
from raci.check.new_baseline import Recording, recording
from raci.findings.codes import ALWAYS
from raci.findings.ref import SECTIONS
from raci.findings.report import Report
from raci.project import Project
from raci.rules.catalogue import mutual
from raci.schema import schema_path
from raci.source.scan import BASELINE
from tests.laws.test_laws import Renaming
from tests.support.command import define, raci
from tests.support.layouts import to_text
from tests.support.organisations import Data, copy, orgs, shuffled, split, to_data, undated
from tests.support.waivers import MALL, SHOP, waived

FIRST, LATER = "2026-11-23", "2027-01-15"
MENDED = SHOP.replace("mall: {}", "mall: {owners: [manager], deputies: [supervisor]}")
HEAD = """\
# Findings that existed when checking was adopted: they do not fail the run, new ones do.
# Written by `raci baseline`; `raci baseline --prune` takes out what is mended.
raci-baseline: 1
"""
ENTRY = '  - {{"rule": "{}", "at": "{}", "involves": {}, "since": "{}"}}\n'
MALL_ENTRY = ENTRY.format("GAP104", "platform:mall", "[]", FIRST)
SALES_ENTRY = ENTRY.format(
    "OVL201", "activity:online-sales", '["role:seller", "role:supervisor"]', FIRST
)
RECORDED = f"{HEAD}findings:\n{MALL_ENTRY}{SALES_ENTRY}"
NOTHING = f"{HEAD}findings: []\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def record(*arguments: str, day: str = FIRST) -> tuple[int, str]:
    """Record; give the exit status and what is said."""
    ran = raci("baseline", *arguments, "--as-of", day)
    return ran.exit_code, ran.stdout + ran.stderr


def checked(*arguments: str, day: str = FIRST) -> tuple[int, Any]:
    """Check; give the exit status and the report."""
    ran = raci("check", *arguments, "--format", "json", "--as-of", day)
    return ran.exit_code, json.loads(ran.stdout)


def statuses(*arguments: str, day: str = FIRST) -> list[tuple[str, str, str]]:
    """Give the findings: code, subject and status."""
    findings = checked(*arguments, day=day)[1]["findings"]
    return [(each["code"], each["subject"], each["status"]) for each in findings]


def stale(*arguments: str) -> list[str]:
    """Give what is stale, as it is told."""
    (organisation,) = checked(*arguments)[1]["organisations"]
    found: list[str] = organisation["baseline"]["stale"]
    return found


def on_disk() -> str:
    return Path(BASELINE).read_text(encoding="utf-8")


def known(code: str, subject: str) -> tuple[str, str, str]:
    return code, subject, "baselined"


BOTH = [known("GAP104", "platform:mall"), known("OVL201", "activity:online-sales")]


# Recording


def test_what_there_is_is_recorded_an_entry_a_line() -> None:
    define(SHOP)
    assert record() == (0, f"{BASELINE}: written (2 in all, 2 new, 0 gone)\n")
    assert on_disk() == RECORDED
    assert record(day=LATER) == (0, f"{BASELINE}: up to date\n")
    assert on_disk() == RECORDED


def test_what_is_recorded_does_not_fail_the_run() -> None:
    define(SHOP)
    assert checked()[0] == 1
    record()
    status, report = checked()
    assert status == 0
    assert statuses() == BOTH
    assert (report["summary"]["error"], report["summary"]["baselined"]) == (0, 2)
    assert report["organisations"][0]["baseline"] == {
        "path": BASELINE,
        "entries": 2,
        "stale": [],
    }


def test_what_is_new_fails_it() -> None:
    define(SHOP)
    record()
    define(SHOP + "  shop: {}\n")
    assert checked()[0] == 1
    assert statuses() == [*BOTH[:1], ("GAP104", "platform:shop", "new"), *BOTH[1:]]


def test_without_the_baseline_all_is_told() -> None:
    define(SHOP)
    record()
    assert checked("--no-baseline")[0] == 1
    assert {status for *_, status in statuses("--no-baseline")} == {"new"}


def test_text_counts_what_is_recorded_and_shows_it_if_asked() -> None:
    define(SHOP)
    record()
    printed = raci("check").stdout
    assert "GAP104 [" not in printed
    assert "2 in the baseline (not shown: --show baselined)" in printed
    shown = raci("check", "--show", "baselined").stdout
    assert "error GAP104 [platform-without-owner] (in the baseline)" in shown


def test_other_formats_tell_what_is_recorded_as_that() -> None:
    define(SHOP)
    record()
    (run,) = json.loads(raci("check", "--format", "sarif").stdout)["runs"]
    states = [(each["baselineState"], each["suppressions"]) for each in run["results"]]
    accepted = {"kind": "external", "status": "accepted", "justification": "in the baseline"}
    assert states == [("unchanged", [accepted])] * 2
    assert '<skipped message="in the baseline">' in raci("check", "--format", "junit").stdout
    assert raci("check", "--format", "gitlab").stdout == "[]\n"
    assert raci("check", "--format", "concise").stdout == ""
    shown = raci("check", "--format", "concise", "--show", "baselined").stdout
    assert "error GAP104 (baselined) mall has no owner" in shown
    assert "2 in the baseline" in raci("check", "--format", "markdown").stdout


def test_the_day_of_an_entry_stays_and_what_is_mended_goes() -> None:
    define(SHOP)
    record()
    define(MENDED + "  shop: {}\n")
    assert record(day=LATER) == (0, f"{BASELINE}: written (2 in all, 1 new, 1 gone)\n")
    new = ENTRY.format("GAP104", "platform:shop", "[]", LATER)
    assert on_disk() == f"{HEAD}findings:\n{new}{SALES_ENTRY}"


def test_nothing_to_record_is_recorded_too_and_once() -> None:
    define("raci: 1\norg: {id: shop}\nroles: {boss: {accountable: [pay], responsible: [pay]}}\n")
    assert record()[1] == f"{BASELINE}: written (0 in all, 0 new, 0 gone)\n"
    assert on_disk() == NOTHING
    assert record("--frozen") == (0, f"{BASELINE}: up to date\n")


def test_any_id_can_be_read_again() -> None:
    """What JSON allows as it is, YAML may refuse."""
    ids = ("商城", "😀", "a\ufffe", "a\uffff", "true", "~", "1")
    platforms: Data = {id_: {} for id_ in ids}
    define(json.dumps({"raci": 1, "org": {"id": "shop"}, "platforms": platforms}), "org.json")
    record()
    assert sorted(statuses()) == sorted(known("GAP104", f"platform:{id_}") for id_ in ids)
    assert '"platform:商城"' in on_disk()


def test_what_is_waived_is_not_recorded() -> None:
    define(waived(MALL))
    record()
    assert on_disk() == f"{HEAD}findings:\n{SALES_ENTRY}"


def test_what_nothing_may_hide_is_not_recorded() -> None:
    define(MENDED.replace("[manager]", "[ghost]"))
    said = f"{BASELINE}: written (1 in all, 1 new, 0 gone)\n"
    assert record() == (0, f"{said}  1 error cannot be accepted; see raci check\n")
    assert ("DEF004", "platform:mall", "new") in statuses()


def test_what_nothing_may_hide_is_not_hidden_by_hand_either() -> None:
    define(MENDED.replace("[manager]", "[ghost]"))
    by_hand = ENTRY.format("DEF004", "platform:mall", '["role:ghost"]', FIRST)
    define(f"{HEAD}findings:\n{by_hand}", BASELINE)
    assert ("DEF004", "platform:mall", "new") in statuses()
    assert stale() == ["DEF004 platform:mall role:ghost"]


def test_an_entry_stands_for_one_instance() -> None:
    project = Project.of({"org.yaml": SHOP})
    found = [each for each in project.check(as_of=FIRST) if each.code == "GAP104"]
    twice = Baseline(tuple(Entry(Identity.of(found[0]), day) for day in (FIRST, LATER)))
    for baseline, covered, left in (
        (Baseline((Entry(Identity.of(found[0]), FIRST),)), ["baselined", "new", "new"], 0),
        (twice, ["baselined", "baselined", "new"], 0),
        (Baseline(), ["new", "new", "new"], 0),
    ):
        told, rest = cover(found * 3, baseline, project.matrix.renames, project.matrix.name)
        assert ([each.status for each in told], len(rest)) == (covered, left)
    assert len(cover(found, twice, project.matrix.renames, project.matrix.name)[1]) == 1
    assert text(twice).count("GAP104") == 2


def test_each_organisation_has_its_own() -> None:
    define(SHOP, "a/org.yaml")
    define(MENDED.replace("id: shop", "id: other"), "b/org.yaml")
    define("raci: 1\nplatforms: {depot: {}}\n", "b/more/depot.yaml")
    assert record(".") == (
        0,
        "".join(f"{each}/{BASELINE}: written (2 in all, 2 new, 0 gone)\n" for each in "ab"),
    )
    assert "platform:depot" in Path("b", BASELINE).read_text()
    assert checked()[0] == 0
    assert record("--frozen", "b/more") == (0, f"b/{BASELINE}: up to date\n")


def test_only_the_organisation_that_is_named_is_recorded() -> None:
    define(SHOP, "a/org.yaml")
    define(SHOP.replace("id: shop", "id: other"), "b/org.yaml")
    record("a")
    assert not Path("b", BASELINE).exists()
    assert checked("a")[0] == 0
    assert checked("b")[0] == 1


# --prune and --frozen


def test_prune_takes_out_what_is_gone_and_records_nothing() -> None:
    define(SHOP)
    record()
    define(MENDED + "  shop: {}\n")
    assert record("--prune", day=LATER) == (0, f"{BASELINE}: written (1 in all, 0 new, 1 gone)\n")
    assert on_disk() == f"{HEAD}findings:\n{SALES_ENTRY}"
    assert checked()[0] == 1


@pytest.mark.parametrize("options", [("--prune",), ("--prune", "--frozen")])
def test_prune_makes_no_baseline(options: tuple[str, ...]) -> None:
    define(SHOP)
    assert record(*options) == (0, f"{BASELINE}: up to date\n")
    assert not Path(BASELINE).exists()


@pytest.mark.parametrize(
    ("before", "after", "options", "status"),
    [
        ("", SHOP, (), 1),
        (SHOP, SHOP, (), 0),
        (SHOP, SHOP, ("--prune",), 0),
        (SHOP, MENDED, (), 1),
        (SHOP, MENDED, ("--prune",), 1),
        (MENDED, SHOP, (), 1),
        (MENDED, SHOP, ("--prune",), 0),
    ],
)
def test_frozen_writes_nothing_and_tells_whether_something_would_change(
    before: str, after: str, options: tuple[str, ...], status: int
) -> None:
    if before:
        define(before)
        record()
    there = on_disk() if before else None
    define(after)
    assert record("--frozen", *options)[0] == status
    assert (on_disk() if Path(BASELINE).exists() else None) == there


# What is stale


def test_what_is_gone_is_told_and_does_not_fail_the_run() -> None:
    define(SHOP)
    record()
    define(MENDED)
    assert checked()[0] == 0
    assert stale() == ["GAP104 platform:mall"]
    told = "Stale in the baseline: 1; raci baseline --prune removes them."
    assert told in raci("check").stdout
    assert "`GAP104 platform:mall`" in raci("check", "--format", "markdown").stdout


@pytest.mark.parametrize("settings", ['ignore = ["GAP"]\n', 'select = ["OVL", "DEF"]\n'])
def test_what_a_rule_found_that_is_switched_off_is_neither_stale_nor_taken_out(
    settings: str,
) -> None:
    define(SHOP)
    record()
    define(settings, "raci.toml")
    for options in (("--prune",), ()):
        assert stale() == []
        assert record(*options)[1] == f"{BASELINE}: up to date\n"
        assert on_disk() == RECORDED
    Path("raci.toml").unlink()
    assert statuses() == BOTH


def test_what_the_command_line_leaves_out_is_not_stale() -> None:
    define(SHOP)
    record()
    define(MENDED)
    assert stale("--select", "OVL") == []
    assert stale("--select", "GAP") == ["GAP104 platform:mall"]
    assert stale("--ignore", "GAP") == []


def test_what_no_rule_finds_is_stale() -> None:
    define(MENDED)
    define(f"{HEAD}findings:\n{ENTRY.format('GAP999', 'role:seller', '[]', FIRST)}", BASELINE)
    assert stale() == ["GAP999 role:seller"]


@pytest.mark.parametrize("definition", [MENDED, waived(MALL, shop=MENDED)])
def test_what_is_said_of_waivers_is_neither_recorded_nor_hidden_by_hand(definition: str) -> None:
    by_hand = ENTRY.format("DEF008", "waiver:campaign", '["platform:mall"]', FIRST)
    define(definition)
    define(f"{HEAD}findings:\n{by_hand}{SALES_ENTRY}", BASELINE)
    assert [status for code, _, status in statuses() if code == "DEF008"] in ([], ["new"])
    assert stale() == ["DEF008 waiver:campaign platform:mall"]
    record()
    assert on_disk() == f"{HEAD}findings:\n{SALES_ENTRY}"


def test_what_is_waived_after_it_was_recorded_is_stale() -> None:
    """Else it would be hidden still when the waiver ends."""
    define(SHOP)
    record()
    define(waived(MALL))
    assert statuses() == [("GAP104", "platform:mall", "waived"), BOTH[1]]
    assert stale() == ["GAP104 platform:mall"]
    assert record("--prune")[1].endswith("(1 in all, 0 new, 1 gone)\n")
    assert ("GAP104", "platform:mall", "new") in statuses(day="2027-04-01")


# Found again


def test_an_entry_is_found_again_wherever_it_moves() -> None:
    define(SHOP)
    record()
    Path("org.yaml").unlink()
    moved = SHOP.replace("platforms:\n  mall: {}\n", "").replace("\n", "\r\n\r\n")
    define("raci: 1\nplatforms:\n\n\n    mall: {name: 商城}\n", "platforms/all.yml")
    define(moved, "shop.yaml")
    assert statuses() == [
        known("GAP104", "platform:mall"),
        known("OVL201", "activity:online-sales"),
    ]
    Path(BASELINE).rename("../kept")
    define(moved, "elsewhere/shop.yaml")
    Path("shop.yaml").unlink()
    Path("platforms").rename("elsewhere/platforms")
    Path("../kept").rename(f"elsewhere/{BASELINE}")
    assert checked()[0] == 0


RENAMED = SHOP.replace("mall: {}", "store: {%s}").replace("seller", "clerk")


def test_an_entry_is_found_again_under_the_id_of_today() -> None:
    define(SHOP)
    record()
    renamed = RENAMED % "formerly: [mall]"
    define(renamed.replace("clerk: {", "clerk: {formerly: [seller], "))
    assert statuses() == [known("GAP104", "platform:store"), BOTH[1]]
    assert stale() == []
    assert record("--prune")[1].endswith("(2 in all, 0 new, 0 gone)\n")
    assert '"platform:store"' in on_disk()
    assert '["role:clerk", "role:supervisor"]' in on_disk()
    assert on_disk().count(FIRST) == 2


def test_without_the_earlier_id_who_is_called_otherwise_is_somebody_else() -> None:
    define(SHOP)
    record()
    define(RENAMED % "")
    assert {status for *_, status in statuses()} == {"new"}
    assert stale() == ["GAP104 platform:mall"]
    _, report = checked()
    assert {f["code"]: f["change"] for f in report["findings"]}["OVL201"] == "worse"


def test_of_entries_that_have_become_one_the_earlier_day_stays() -> None:
    define(SHOP.replace("mall: {}", "mall: {formerly: [store]}"))
    old = ENTRY.format("GAP104", "platform:store", "[]", "2025-01-01")
    define(f"{HEAD}findings:\n{MALL_ENTRY}{old}{SALES_ENTRY}", BASELINE)
    assert stale() == ["GAP104 platform:mall"]
    record()
    assert on_disk() == RECORDED.replace(FIRST, "2025-01-01", 1)


CYCLE = """\
raci: 1
org: {id: shop}
roles:
  manager: {accountable: [pay]}
  %s: {reports_to: clerk, duties: {pay: Pay}%s}
  clerk: {reports_to: %s, duties: {ship: Ship}}
"""


def test_an_entry_is_found_again_where_two_of_those_involved_have_become_one() -> None:
    answering = "raci: 1\norg: {{id: shop}}\nroles: {}\nactivities: {{pay: {{accountable: {}}}}}\n"
    define(answering.format("{a: {}, b: {}, c: {}}", "[a, b, c]"))
    assert record()[0] == 0
    define(answering.format("{a: {formerly: [b]}, c: {}}", "[a, c]"))
    status, report = checked("--select", "OVL203")
    assert (status, [each["status"] for each in report["findings"]]) == (0, ["baselined"])


def test_of_equals_another_may_be_the_first_by_name() -> None:
    define(CYCLE % ("agent", "", "agent"))
    record()
    assert known("ORG401", "role:agent") in statuses()
    define(CYCLE % ("seller", ", formerly: [agent]", "seller"))
    assert known("ORG401", "role:clerk") in statuses()
    assert stale() == []


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), "\ufeff{}".format])
def test_a_file_that_was_saved_elsewhere_is_read_the_same(change: Any) -> None:
    define(SHOP)
    Path(BASELINE).write_bytes(change(RECORDED).encode())
    assert statuses() == BOTH
    assert record()[1] == f"{BASELINE}: up to date\n"


# A file that cannot be read


BROKEN = {
    "raci-baseline: 1\n<<<<<<< HEAD\nfindings: []\n": ("DEF001", 2),
    "raci-baseline: 1\nfindings: [\n": ("DEF001", 3),
    "": ("DEF002", 1),
    "[]\n": ("DEF002", 1),
    "raci-baseline: 2\nfindings: []\n": ("DEF002", 1),
    "raci-baseline: 1\n": ("DEF002", 1),
    f"{HEAD}findings:\n{MALL_ENTRY.replace(FIRST, '2026-02-30')}": ("DEF002", 5),
    f"{HEAD}findings:\n{MALL_ENTRY.replace('at', 'att')}": ("DEF002", 5),
    f"{HEAD}findings:\n{MALL_ENTRY.replace('platform:mall', 'the mall')}": ("DEF002", 5),
}


@pytest.mark.parametrize(("broken", "expected"), BROKEN.items())
def test_a_broken_file_is_told_at_its_line_and_nothing_is_judged(
    broken: str, expected: tuple[str, int]
) -> None:
    define(SHOP)
    define(broken, BASELINE)
    status, report = checked()
    assert status == 2
    told = {(each["code"], each["place"]["line"]) for each in report["findings"]}
    assert told == {expected}
    assert {each["place"]["path"] for each in report["findings"]} == {BASELINE}
    for options in ((), ("--prune",), ("--frozen",)):
        ran = raci("baseline", *options)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert f"{BASELINE}:{expected[1]}:" in ran.stderr
        assert on_disk() == broken


@pytest.mark.parametrize(
    "name", ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"]
)
def test_a_broken_file_is_told_in_every_format(name: str) -> None:
    define(SHOP)
    define("raci-baseline: 1\n", BASELINE)
    ran = raci("check", "--format", name)
    assert ran.exit_code == 2
    assert BASELINE in ran.stdout
    assert "GAP104" not in ran.stdout.replace("GAP104 platform-without-owner", "")


def test_a_file_that_cannot_be_opened_is_not_taken_for_none() -> None:
    define(SHOP)
    Path(BASELINE).mkdir()
    status, report = checked()
    assert (status, [each["code"] for each in report["findings"]]) == (2, ["DEF001"])
    assert record()[0] == 2


def test_a_definition_that_cannot_be_read_records_nothing() -> None:
    define(SHOP)
    define("raci: 1\nroles: {a: [\n", "more.yaml")
    status, said = record()
    assert status == 2
    assert "more.yaml:" in said
    assert not Path(BASELINE).exists()


def test_standard_input_has_no_baseline() -> None:
    define(SHOP)
    status, said = record("-")
    assert status == 2
    assert "standard input cannot have a baseline" in said


# Laws


datas = orgs().map(to_data).map(undated)
seeds = st.integers(0, 1_000_000).map(Random)
SHAPE = jsonschema_rs.Draft202012Validator(
    json.loads(schema_path("baseline").read_text(encoding="utf-8")), validate_formats=True
)
Texts = Mapping[str, str]


def laid_out(data: Any, random: Random) -> dict[str, str]:
    return {path: to_text(part, path, random) for path, part in split(data, random).items()}


def recorded(files: Texts, day: str = FIRST, *, grow: bool = True) -> Recording:
    return recording(Project.of(files), day, grow=grow)


def new(report: Report) -> list[str]:
    """Give what fails or might, and may be recorded."""
    return [each.message for each in report.of_status("new") if each.code not in ALWAYS]


def left_over(report: Report) -> Counter[str]:
    (organisation,) = report.organisations
    return Counter(organisation.baseline.stale if organisation.baseline else ())


@given(datas, seeds)
def test_after_recording_nothing_is_new_in_any_layout(data: Any, random: Random) -> None:
    file = recorded(laid_out(data, random)).text
    elsewhere = laid_out(shuffled(data, random, items=True), random) | {BASELINE: file}
    report = Project.of(elsewhere).check(as_of=LATER)
    assert not new(report)
    assert not left_over(report)
    assert not recorded(elsewhere, LATER).differs


class Fresh(Renaming):
    """Gives what can have earlier ids another one, as no other thing had it."""

    def __init__(self, random: Random, declared: Mapping[str, Any]) -> None:
        super().__init__(random)
        self.declared = declared

    def id(self, kind: str, id_: str) -> str:
        if kind == "tag" or (kind == "activity" and id_ not in self.declared):
            return id_
        number = len(self.given)
        return self.given.setdefault((kind, id_), f"{self.random.choice('bmz')}n{number}q")

    def with_earlier(self, data: Any) -> Any:
        """Rename all ids of a definition, each entity with the one that it had."""
        renamed = self.whole(data)
        for kind, section in SECTIONS.items():
            for id_ in data.get(section, ()) if section != "org" else ():
                renamed[section][self.id(kind, id_)]["formerly"] = [id_]
        return renamed


def without_earlier(data: Any) -> Any:
    """Give an organisation in which nothing was called otherwise."""
    data = copy(data)
    for section in SECTIONS.values():
        for entity in data.get(section, {}).values() if section != "org" else ():
            entity.pop("formerly", None)
    return data


@given(datas.map(without_earlier), seeds)
def test_after_recording_nothing_is_new_under_other_ids(data: Any, random: Random) -> None:
    """Rules about the ids themselves are left out, and so nothing yields to them."""
    settings = {"raci.toml": 'ignore = ["DEF006", "DEF012"]\n'}
    file = recorded(laid_out(data, random) | settings).text
    renamed = Fresh(random, data.get("activities", {})).with_earlier(data)
    after = laid_out(renamed, random) | settings | {BASELINE: file}
    report = Project.of(after).check(as_of=LATER)
    assert not new(report)
    assert not left_over(report)
    assert FIRST in recorded(after, LATER).text or not recorded(after, LATER).entries
    assert LATER not in recorded(after, LATER).text


@given(datas, seeds)
def test_what_is_written_is_read_again_and_has_its_published_shape(
    data: Any, random: Random
) -> None:
    files = laid_out(data, random)
    file = recorded(files).text
    project = Project.of(files | {BASELINE: file})
    assert project.baseline is not None
    assert text(project.baseline) == file
    SHAPE.validate(
        {
            "raci-baseline": 1,
            "findings": [json.loads(line[4:]) for line in file.splitlines() if line[:4] == "  - "],
        }
    )


@given(datas, seeds)
def test_what_is_mended_is_stale_and_pruned_and_nothing_else_is(data: Any, random: Random) -> None:
    """Whatever is taken out of an organisation: what comes by it is new, the rest keeps its day."""
    data = without_earlier(data)
    was = entries(recorded({"org.json": json.dumps(data)}).text)
    file = recorded({"org.json": json.dumps(data)}).text
    change = thinned(data, random)
    would = entries(recorded({"org.json": json.dumps(change)}, FIRST).text)
    after = laid_out(change, random) | {BASELINE: file}
    report = Project.of(after).check(as_of=LATER)
    assert left_over(report) <= Counter(map(name, (was - would).elements()))
    gone = topics(was) - topics(would)
    assert gone == {topic: n for topic, n in topics_of(left_over(report)).items() if topic in gone}
    for finding in report.of_status("new"):
        topic, identity = (finding.code, finding.subject), (*Identity.of(finding), FIRST)
        if finding.code not in ALWAYS:
            assert would[identity] > was[identity]
            more = topics(would)[topic] > topics(was)[topic]
            assert finding.change == "worse" or finding.code in mutual() or more
    pruned = recorded(after, LATER, grow=False)
    assert (was & would) <= entries(pruned.text)
    assert (pruned.added, pruned.gone) == (0, left_over(report).total())
    grown = recorded(after, LATER)
    assert {e[:3] for e in entries(grown.text)} == {e[:3] for e in would}
    assert entries(grown.text).total() == would.total()
    assert (was & would) <= entries(grown.text)


Recorded = tuple[str, str, tuple[str, ...], str]


def topics(entries: Counter[Recorded]) -> Counter[tuple[str, str]]:
    """Count what is recorded by rule and subject, of rules whose subject is no mere smallest id."""
    return topics_of(Counter(map(name, entries.elements())))


def topics_of(names: Counter[str]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for each, n in names.items():
        code, subject, *_ = each.split(" ")
        if code not in mutual():
            counts[code, subject] += n
    return counts


def entries(file: str) -> Counter[Recorded]:
    """Read a baseline as anybody would."""
    lines = (json.loads(line[4:]) for line in file.splitlines() if line.startswith("  - "))
    return Counter((e["rule"], e["at"], tuple(e["involves"]), e["since"]) for e in lines)


def name(entry: Recorded) -> str:
    code, at, involves, _ = entry
    return " ".join((code, at, *involves))


def thinned(data: Any, random: Random) -> Any:
    """Take something out of an organisation: an entity, a duty, a reference."""
    data = copy(data)
    sections = [section for section in ("roles", "activities", "platforms") if data.get(section)]
    for _ in range(random.randint(1, 3)):
        entities = data[random.choice(sections)]
        id_ = random.choice(sorted(entities) or [""])
        keys = sorted(entities.get(id_, ()))
        if keys and random.random() < 0.7:
            del entities[id_][random.choice(keys)]
        elif len(entities) > 1:
            del entities[id_]
    return data
