"""Waivers: what they cover and for how long, where a reader meets them; laws about any of them."""

import json
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.fix import fixed
from raci.check.new_waiver import WaiverTerms, accept
from raci.findings.codes import ALWAYS
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.report import Report
from raci.project import Project
from raci.rules.catalogue import mutual
from tests.support.command import define, raci
from tests.support.layouts import to_text
from tests.support.organisations import copy, orgs, split, to_data, undated
from tests.support.waivers import (
    DAY,
    EXPIRED,
    FOUND,
    MALL,
    ONLINE,
    OVERLAP,
    PLATFORM,
    SHOP,
    TODAY,
    UNUSED,
    Told,
    judged,
    one,
    told,
    waived,
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def test_what_the_shop_is_told_without_waivers() -> None:
    assert told(SHOP) == FOUND


# What a waiver covers


@pytest.mark.parametrize("rule", ["overlap-in-line", "OVL201"])
def test_a_waiver_names_its_rule_by_code_or_name(rule: str) -> None:
    assert told(waived(OVERLAP | {"rule": rule})) == FOUND | {ONLINE: "waived"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-01", FOUND | {UNUSED: "new"}),
        ("2026-11-02", FOUND | {ONLINE: "waived"}),
        ("2027-03-31", FOUND | {ONLINE: "waived"}),
        ("2027-04-01", FOUND | {EXPIRED: "new"}),
    ],
)
def test_a_waiver_lasts_from_its_approval_to_its_last_day(day: str, expected: Told) -> None:
    assert told(waived(OVERLAP), day) == expected


@pytest.mark.parametrize(("day", "status"), [("2026-11-09", "new"), ("2026-11-10", "waived")])
def test_a_waiver_begins_when_all_have_approved_it(day: str, status: str) -> None:
    shop = SHOP.replace("platforms:", "  controller: {accountable: [audit]}\nplatforms:")
    by = "manager: 2026-11-02, controller: 2026-11-10"
    assert told(waived(OVERLAP | {"by": by}, shop=shop), day)[ONLINE] == status


def test_the_order_of_what_is_listed_is_of_no_matter_nor_is_more() -> None:
    listed = "role:seller, role:manager, role:supervisor"
    assert told(waived(OVERLAP | {"involves": listed}))[ONLINE] == "waived"


@pytest.mark.parametrize(
    ("involves", "english", "chinese"),
    [
        (
            "role:seller",
            "; campaign does not cover supervisor",
            "；豁免 campaign 不包括 supervisor",
        ),
        (
            "",
            "; campaign does not cover seller and supervisor",
            "；豁免 campaign 不包括 seller、supervisor",
        ),
    ],
)
def test_a_finding_that_involves_more_stands_and_says_what(
    involves: str, english: str, chinese: str
) -> None:
    report = judged(waived(OVERLAP | {"involves": involves}))
    assert [finding.code for finding in report] == ["GAP104", "OVL201"]
    found = one(report, "OVL201")
    assert (found.status, found.waiver) == ("new", None)
    assert found.say("en").endswith(english)
    assert found.say("zh").endswith(chinese)
    assert report.exit_status() == 1


def test_a_waiver_of_another_rule_or_subject_covers_nothing() -> None:
    for other in ({"rule": "GAP104"}, {"at": "activity:audit"}, {"at": "role:manager"}):
        shop = SHOP.replace("[online-sales]", "[online-sales, audit]")
        report = told(waived(OVERLAP | other, shop=shop))
        assert report[ONLINE] == "new"
        assert report[UNUSED] == "new"


def test_a_waived_error_does_not_fail_the_run() -> None:
    assert judged(SHOP).exit_status() == 1
    assert judged(waived(MALL)).exit_status() == 0


def test_a_mandatory_rule_is_waived_like_any_other() -> None:
    files = {"org.yaml": waived(OVERLAP), "raci.toml": 'mandatory = ["OVL201"]\n'}
    report = Project.of(files).check(as_of=TODAY)
    assert one(report, "OVL201").status == "waived"


def test_a_waiver_in_another_file_is_no_different() -> None:
    apart = waived(OVERLAP).removeprefix(SHOP)
    files = {"org.yaml": SHOP, "governance/waivers.yaml": f"raci: 1\n{apart}"}
    assert one(Project.of(files).check(as_of=TODAY), "OVL201").status == "waived"


# Under earlier ids


@pytest.mark.parametrize(
    ("earlier", "key"),
    [
        ({"at": "activity:chat"}, "activities: {online-sales: {formerly: [chat]}}"),
        ({"involves": "role:supervisor, role:clerk"}, "people: {}"),
        ({"by": "boss: 2026-11-02"}, "people: {}"),
    ],
)
def test_what_a_waiver_names_follows_renaming(earlier: dict[str, str], key: str) -> None:
    shop = SHOP.replace("seller: {", "seller: {formerly: [clerk], ")
    shop = shop.replace("manager: {", "manager: {formerly: [boss], ")
    assert told(waived(OVERLAP | earlier, shop=f"{shop}{key}\n")) == FOUND | {ONLINE: "waived"}


@pytest.mark.parametrize(
    "section",
    [
        "activities: {sales: {formerly: [online-sales]}, online-sales: {}}",
        "activities: {sales: %s}",
    ],
)
def test_an_id_that_is_in_use_means_itself(section: str) -> None:
    """Declared or not: a duty's key is in use too."""
    section = section.replace("%s", "{formerly: [online-sales]}")
    assert told(waived(OVERLAP, shop=f"{SHOP}{section}\n"))[ONLINE] == "waived"


def test_an_id_that_two_had_means_neither() -> None:
    shop = SHOP.replace("reports_to", "formerly: [clerk], reports_to")
    for involves in ("role:clerk, role:seller", "role:clerk, role:supervisor"):
        found = told(waived(OVERLAP | {"involves": involves}, shop=shop))
        assert found[ONLINE] == "new"
        assert found["DEF004", "waiver:campaign"] == "new"


CYCLE = """\
raci: 1
org: {id: shop}
roles:
  manager: {accountable: [pay]}
  seller: {reports_to: %s, formerly: [a-seller], duties: {pay: Pay}}
  clerk: {reports_to: seller, duties: {ship: Ship}}
"""


def test_of_equals_any_may_be_named_first() -> None:
    """The subject of a cycle is the smallest id, which another was before a role was renamed."""
    cycle = OVERLAP | {"rule": "reporting-cycle"}
    for at, other in (("a-seller", "clerk"), ("clerk", "seller"), ("seller", "clerk")):
        waiver = cycle | {"at": f"role:{at}", "involves": f"role:{other}"}
        found = told(waived(waiver, shop=CYCLE % "clerk"), select=("ORG401", "DEF008"))
        assert found == {("ORG401", "role:clerk"): "waived"}
    waiver = cycle | {"at": "role:manager", "involves": "role:clerk, role:seller"}
    found = told(waived(waiver, shop=CYCLE % "clerk"), select=("ORG401", "DEF008"))
    assert found == {("ORG401", "role:clerk"): "new", UNUSED: "new"}


# Waivers that are of no use


def test_a_waiver_of_what_is_mended_is_unused_and_is_removed_by_a_fix() -> None:
    mended = SHOP.replace("mall: {}", "mall: {owners: [manager], deputies: [supervisor]}")
    project = Project.of({"org.yaml": waived(MALL, OVERLAP | {"id": "other"}, shop=mended)})
    found = list(project.check(as_of=TODAY))
    assert [(f.code, f.subject, f.status) for f in found] == [
        ("OVL201", "activity:online-sales", "waived"),
        ("DEF008", "waiver:campaign", "new"),
    ]
    assert fixed(project, found).texts == {
        "org.yaml": waived(OVERLAP | {"id": "other"}, shop=mended)
    }


def test_what_is_never_waived_stands() -> None:
    shop = SHOP.replace("mall: {}", "mall: {owners: [ghost]}")
    waiver = MALL | {"rule": "unknown-reference", "involves": "role:ghost"}
    report = judged(waived(waiver, shop=shop))
    assert {f.status for f in report} == {"new"}
    assert "findings of unknown-reference cannot be waived" in one(report, "DEF008").message


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"rule": "overlap-in-lime"}, "rule"),
        ({"rule": "no-such"}, "rule"),
        ({"at": "activity:online-sale"}, "at"),
        ({"involves": "role:supervisor, role:seler"}, "involves/1"),
        ({"by": "ghost: 2026-11-02"}, "approved_by/ghost"),
    ],
)
def test_what_a_waiver_names_must_be_there_and_is_told_once(
    wrong: dict[str, str], place: str
) -> None:
    about = [f for f in judged(waived(OVERLAP | wrong)) if f.subject == "waiver:campaign"]
    assert [(f.code, f.place.at) for f in about] == [("DEF004", f"waiver:campaign#{place}")]


@pytest.mark.parametrize(
    "settings",
    [{"select": ("GAP", "DEF")}, {"ignore": ("OVL",)}, {"ignore": ("overlap-in-line",)}],
)
def test_a_waiver_of_a_rule_that_does_not_run_is_not_called_unused(settings: Any) -> None:
    assert told(waived(OVERLAP), **settings) == {PLATFORM: "new"}


def test_what_is_said_of_waivers_can_be_switched_off_and_the_finding_is_back_all_the_same() -> None:
    assert told(waived(OVERLAP), "2027-04-01", ignore=("DEF007",)) == FOUND
    assert told(waived(OVERLAP), "2026-11-01", ignore=("DEF008",)) == FOUND


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_several_waivers_the_one_that_lasts_longest_covers(names: tuple[str, str]) -> None:
    first, second = names
    short = OVERLAP | {"id": first}
    long = OVERLAP | {"id": second, "until": "2027-06-30"}
    report = judged(waived(short, long))
    covering = one(report, "OVL201").waiver
    assert covering
    assert covering.waiver == f"waiver:{second}"
    assert one(report, "DEF008").message == (
        f"{first} is unused: {second} covers the same finding for online-sales, until 2027-06-30"
    )


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_a_waiver_that_was_renewed_is_over_and_the_finding_is_not_back(
    names: tuple[str, str],
) -> None:
    first, second = names
    old = OVERLAP | {"id": first, "until": "2026-11-22"}
    new = OVERLAP | {"id": second, "by": "manager: 2026-11-20"}
    assert told(waived(old, new)) == FOUND | {
        ONLINE: "waived",
        ("DEF008", f"waiver:{first}"): "new",
    }


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_a_renewal_that_is_yet_to_begin_is_not_called_useless(names: tuple[str, str]) -> None:
    first, second = names
    old = OVERLAP | {"id": first, "until": "2026-11-30"}
    new = OVERLAP | {"id": second, "by": "manager: 2026-12-01"}
    assert told(waived(old, new)) == FOUND | {ONLINE: "waived"}
    assert told(waived(new))["DEF008", f"waiver:{second}"] == "new"


def test_a_waiver_for_longer_that_covers_less_does_not_stand_in_the_way() -> None:
    narrow = OVERLAP | {"id": "narrow", "involves": "role:seller", "until": "2027-06-30"}
    found = told(waived(OVERLAP, narrow))
    assert found == FOUND | {ONLINE: "waived", ("DEF008", "waiver:narrow"): "new"}


# What is printed


def printed(*arguments: str, text: str | None = None) -> str:
    define(text or waived(MALL, OVERLAP | {"id": "chat"}))
    return raci("check", *DAY, *arguments).stdout


def test_text_counts_what_is_waived_and_shows_it_if_asked() -> None:
    assert "2 waived (not shown: --show waived)" in printed()
    shown = printed("--show-waived")
    assert "error GAP104 [platform-without-owner] (waived)\n  mall has no owner [" in shown
    assert shown == printed("--show", "waived")
    assert (
        "  waived by campaign, approved by manager 2026-11-02, until 2027-03-31: Campaign\n"
        "    weeks need both.\n"
    ) in shown
    chinese = printed("--show-waived", "--lang", "zh")
    assert "豁免：campaign，批准：manager 2026-11-02，有效至 2027-03-31：Campaign" in chinese


def test_concise_leaves_out_what_is_waived_unless_asked() -> None:
    assert printed("--format", "concise") == ""
    lines = printed("--format", "concise", "--show-waived").splitlines()
    assert [line.split(" (waived) ")[0] for line in lines] == [
        "org.yaml:8:3: error GAP104",
        "org.yaml:5:46: warning OVL201",
    ]


def test_json_tells_the_waiver() -> None:
    report = json.loads(printed("--format", "json"))
    overlap = next(each for each in report["findings"] if each["code"] == "OVL201")
    assert overlap["status"] == "waived"
    assert overlap["waiver"] == {
        "at": "waiver:chat",
        "reason": "Campaign weeks need both.",
        "approved_by": {"manager": "2026-11-02"},
        "until": "2027-03-31",
    }
    summary = report["summary"]
    assert (summary["error"], summary["waived"], summary["failed"]) == (0, 2, False)


def test_json_tells_what_a_waiver_does_not_cover() -> None:
    text = waived(OVERLAP | {"involves": "role:seller"})
    report = json.loads(printed("--format", "json", text=text))
    overlap = next(each for each in report["findings"] if each["code"] == "OVL201")
    assert (overlap["status"], overlap["waiver"]) == ("new", None)
    assert overlap["message"].endswith("; campaign does not cover supervisor")
    assert overlap["values"]["uncovered"] == ["supervisor"]


JUSTIFIED = (
    "waived by campaign, approved by manager 2026-11-02, until 2027-03-31:"
    " Campaign weeks need both."
)


def test_sarif_suppresses_with_the_reason() -> None:
    (run,) = json.loads(printed("--format", "sarif"))["runs"]
    suppressed = {each["ruleId"]: each["suppressions"] for each in run["results"]}
    assert suppressed["GAP104"] == [
        {"kind": "external", "status": "accepted", "justification": JUSTIFIED}
    ]
    assert suppressed["OVL201"]
    (run,) = json.loads(printed("--format", "sarif", text=SHOP))["runs"]
    assert [each["suppressions"] for each in run["results"]] == [[], []]


def test_junit_skips_with_reason_and_end() -> None:
    root = ET.fromstring(printed("--format", "junit"))
    assert (root.get("failures"), root.get("errors")) == ("0", "0")
    case = root.find(".//testcase[@name='platform-without-owner']/skipped")
    assert case is not None
    assert case.get("message") == JUSTIFIED
    assert ET.fromstring(printed("--format", "junit", text=SHOP)).get("failures") == "1"


def test_markdown_has_a_table_of_waivers() -> None:
    page = printed("--format", "markdown")
    assert "**The check passes**" in page
    assert "| Waiver | Rule | Finding | Accepted by | Why | Until |" in page
    rows = [line for line in page.splitlines() if line.startswith("| `campaign` | `GAP104`")]
    assert len(rows) == 1
    assert rows[0].endswith("| manager 2026-11-02 | Campaign weeks need both. | 2027\\-03-31 |")


def test_hosts_that_know_no_accepted_findings_are_told_none() -> None:
    assert json.loads(printed("--format", "gitlab")) == []
    assert "::error" not in printed("--format", "github")
    assert "2 waived" in printed("--format", "github")


def test_a_person_s_name_is_in_no_machine_format() -> None:
    people = "people: {p-1: {name: Li Wei, roles: {manager: {}}}}\n"
    for name in ("json", "sarif", "junit", "gitlab", "concise"):
        assert "Li Wei" not in printed("--format", name, text=waived(MALL, shop=SHOP + people))


# Laws


datas = orgs().map(to_data).map(undated)
seeds = st.integers(0, 1_000_000).map(Random)
Verdict = tuple[str, Ref, tuple[Ref, ...], int, str]


def with_auditor(data: Any) -> Any:
    """Give an organisation with a role that no finding involves but by what it lacks."""
    data = copy(data)
    data.setdefault("roles", {})["auditor"] = {"duties": {"audit-everything": {}}}
    return data


def laid_out(data: Any, random: Random) -> dict[str, str | bytes]:
    return {path: to_text(part, path, random) for path, part in split(data, random).items()}


def waivable(report: Report) -> list[Finding]:
    """Give the findings that the auditor may accept."""
    return [
        finding
        for finding in report
        if finding.code not in ALWAYS
        and Ref("role:auditor") not in (*finding.involves, *finding.subject.entities)
    ]


def verdicts(report: Report) -> Counter[Verdict]:
    """Give what is said, and whether it counts."""
    return Counter((f.code, f.subject, f.involves, f.severity, f.status) for f in report)


@given(datas, seeds, st.sampled_from((TODAY, "2027-03-01")))
def test_a_waiver_of_any_finding_covers_it_until_its_end_and_changes_nothing_else(
    data: Any, random: Random, last: str
) -> None:
    """Other than to cover what the same rule finds about the same and involves no more."""
    files = laid_out(with_auditor(data), random)
    project = Project.of(files)
    before = project.check(as_of=TODAY)
    if not (possible := waivable(before)):
        return
    chosen = random.choice(possible)
    path, draft = accept(project, chosen, WaiverTerms("因此: #", ("auditor",), TODAY, last))
    changed = Project.of(files | {path: draft.content})
    expected = Counter(
        (f.code, f.subject, f.involves, f.severity, "waived" if within(f, chosen) else f.status)
        for f in before
    )
    assert verdicts(changed.check(as_of=TODAY)) == expected
    assert verdicts(changed.check(as_of=last)) == expected
    late = verdicts(changed.check(as_of="2027-03-02"))
    assert [code for code, *_ in late - verdicts(before)] == ["DEF007"]
    assert not verdicts(before) - late


def within(finding: Finding, chosen: Finding) -> bool:
    same = (finding.code, finding.subject) == (chosen.code, chosen.subject)
    return same and {*finding.involves} <= {*chosen.involves}


DAYS = ("2026-11-21", "2026-11-22", TODAY, "2026-11-24", "2026-11-25")


@given(datas, seeds)
def test_a_finding_is_waived_where_any_waiver_says_so(data: Any, random: Random) -> None:
    """And each waiver is in use, over, yet to begin or useless, whatever the others are called."""
    data = with_auditor(data)
    found = waivable(Project.of({"org.json": json.dumps(data)}).check(as_of=TODAY))
    about = random.sample(found, min(len(found), 3))
    drawn = [waiver_about(random.choice(about), random) for _ in range(6)] if about else []
    waivers = dict(zip(random.sample("abcdefgh", len(drawn)), drawn, strict=True))
    apart = {"zz.yaml": to_text({"raci": 1, "waivers": waivers}, "zz.yaml", random)}
    report = Project.of(laid_out(data, random) | apart).check(as_of=TODAY)
    of_waivers = {f.subject.id: f.code for f in report if f.code in ("DEF007", "DEF008")}
    states: dict[str, list[str]] = {"in force": [], "over": [], "pending": []}
    for id_, waiver in waivers.items():
        states[state(waiver)].append(id_)
    covered = {id_: [f for f in found if covers(waiver, f)] for id_, waiver in waivers.items()}
    accepted = [f.fingerprint for id_ in states["in force"] for f in covered[id_]]
    waived_now = {f.fingerprint for f in report.of_status("waived")}
    assert waived_now == {*accepted}
    for id_ in states["over"]:
        back = any(f.fingerprint not in waived_now for f in covered[id_])
        assert of_waivers[id_] == ("DEF007" if back else "DEF008")
    for id_ in states["pending"]:
        ever = waivers[id_]["approved_by"]["auditor"] <= waivers[id_]["until"]
        renewal = ever and any(f.fingerprint in waived_now for f in covered[id_])
        back = any(f.fingerprint not in waived_now for f in covered[id_])
        assert of_waivers.get(id_) == (None if renewal and not back else "DEF008")
    used = {f.waiver.waiver.id for f in report if f.waiver}
    assert used <= {*states["in force"]} - of_waivers.keys()


def waiver_about(finding: Finding, random: Random) -> Any:
    """Give a waiver of a finding, or of a little less, some day."""
    involves = [str(ref) for ref in finding.involves]
    least = len(involves) if random.random() < 0.8 else 0
    return {
        "rule": random.choice((finding.code, finding.name)),
        "at": str(finding.subject),
        "involves": random.sample(involves, random.randint(least, len(involves))),
        "reason": "Because.",
        "approved_by": {"auditor": random.choice(DAYS)},
        "until": random.choice(DAYS),
    }


def state(waiver: Any) -> str:
    if waiver["until"] < TODAY:
        return "over"
    return "pending" if waiver["approved_by"]["auditor"] > TODAY else "in force"


def covers(waiver: Any, finding: Finding) -> bool:
    """Return whether a waiver accepts a finding; of equals it may name any one first."""
    refs = {finding.subject, *finding.involves}
    first = refs if finding.code in mutual() else {finding.subject}
    same = waiver["at"] in first and waiver["rule"] in (finding.code, finding.name)
    return same and refs <= {waiver["at"], *waiver["involves"]}
