"""Somebody who has a pack and nothing else answers what an auditor asks.

The reader below imports nothing of raci: it opens the files of the pack. What it must find is known
from the commits that the test makes, and each figure is counted again in findings.json.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import raci
from tests.support.lines import commit_on, new_line
from tests.support.repositories import git
from tests.support.signatures import new_key, trust

DAY = "2026-06-30"
ORG = """\
raci: 1
org: {id: shop, name: Shop}
roles:
  chief: {name: The chief}
  clerk: {reports_to: chief}
  buyer: {reports_to: chief}
people:
  li: {git: [li@example.org], roles: {clerk: {}}}
  wu: {git: [wu@example.org], roles: {chief: {}}}
platforms: {till: {}, stall: {}}
"""
ROWS = {
    "pay": "responsible: [clerk], accountable: [chief]",
    "order": "responsible: [buyer]",
    "book": "responsible: [clerk]",
    "count": "responsible: [clerk]",
    "ship": "",
}


def definition(**changed: str) -> str:
    rows = {**ROWS, **changed}
    return ORG + "activities:\n" + "".join(f"  {id_}: {{{row}}}\n" for id_, row in rows.items())


def waiver(id_: str, rule: str, at: str) -> dict[str, str]:
    return {
        f"shop/waiver-{id_}.yaml": f"raci: 1\nwaivers:\n  {id_}:\n    rule: {rule}\n    at: {at}\n"
        "    reason: Agreed.\n    approved_by:\n      chief: 2026-04-01\n    until: 2026-12-31\n"
    }


def by(address: str, when: str, files: dict[str, str], *, signed: bool = False) -> None:
    """Commit as somebody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_AUTHOR_EMAIL", address)
        git(Path(), "config", "commit.gpgsign", str(signed).lower())
        commit_on(when, "Change", files)


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Half a year of a shop, whose waivers are known to be approved in three degrees."""
    folder = tmp_path_factory.mktemp("six")
    with pytest.MonkeyPatch.context() as patch:
        top = new_line(folder / "top", patch)
        key = new_key(folder / "keys", "wu")
        trust(top, folder / "signers", {"wu@example.org": key})
        git(top, "config", "gpg.format", "ssh")
        git(top, "config", "user.signingkey", str(key))
        by("li@example.org", "2026-01-10", {"shop/org.yaml": definition()})
        answered = {"count": "responsible: [clerk], accountable: [chief]"}
        by("li@example.org", "2026-01-30", {"shop/org.yaml": definition(**answered)})
        answered["pay"] = "responsible: [clerk], accountable: [buyer]"
        by("li@example.org", "2026-02-15", {"shop/org.yaml": definition(**answered)})
        answered["pay"] = ROWS["pay"]
        by("li@example.org", "2026-03-20", {"shop/org.yaml": definition(**answered)})
        by("li@example.org", "2026-04-01", waiver("one", "GAP114", "activity:ship"))
        by("wu@example.org", "2026-04-02", waiver("two", "GAP104", "platform:till"))
        by("wu@example.org", "2026-04-03", waiver("three", "GAP104", "platform:stall"), signed=True)
        answered["book"] = "responsible: [clerk], accountable: [chief]"
        by("li@example.org", "2026-05-01", {"shop/org.yaml": definition(**answered)})
        answered["late"] = "responsible: [buyer]"
        by("li@example.org", "2026-06-20", {"shop/org.yaml": definition(**answered)})
        yield top


@pytest.fixture(scope="module", params=["2026-01-01", "2026-02-20"])
def pack(top: Path, request: pytest.FixtureRequest) -> "Pack":
    """The pack of the half-year, or of a period that begins in the middle of it."""
    return written(top.parent / f"pack-{request.param}", "--from", request.param)


def written(folder: Path, *options: str) -> "Pack":
    ran = raci("report", "shop", "-o", str(folder), "--as-of", DAY, *options)
    assert ran.exit_code == 0, ran.output
    return Pack(folder)


class Pack:
    """A pack, read by somebody who does not have raci."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = self.read("manifest.json")
        self.findings: list[dict[str, Any]] = self.read("findings.json")["findings"]
        page = (folder / "index.html").read_text(encoding="utf-8")
        (data,) = re.findall(r'<script type="application/json" id="raci-data">(.*?)<', page)
        self.page: dict[str, Any] = json.loads(data)

    def read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def table(self, name: str) -> list[dict[str, Any]]:
        """A table of the page, each cell under the key of its column."""
        (table,) = (table for table in self.page["tables"] if table["id"] == name)
        keys = [column["key"] for column in table["columns"]]
        return [dict(zip(keys, row, strict=True)) for row in table["rows"]]

    def answered(self, activity: str, day: str) -> set[str]:
        """Who answered for an activity, by the days on which each assignment came and went."""
        return {
            each["role"].removeprefix("role:")
            for each in self.read("history.json")["assignments"]
            if (each["activity"], each["function"]) == (f"activity:{activity}", "accountable")
            if not each["added"] or each["added"]["day"] <= day
            if not each["removed"] or each["removed"]["day"] > day
        }

    def answered_by_the_table(self, activity: str, day: str) -> set[str]:
        """The same by the sheet of the workbook, which the page shows too."""
        return {
            row["role"].removeprefix("role:")
            for row in self.table("history-assignments")
            if row["activity"] == f"activity:{activity}" and "accountable" in row["function"]
            if not row["added"] or row["added"] <= day
            if not row["removed"] or row["removed"] > day
        }

    def without_an_answer(self) -> set[str]:
        return {
            row["activity"]
            for row in self.read("matrix.json")["rows"]
            if not any(cell["function"] == "accountable" for cell in row["cells"])
        }

    def rules_not_run(self) -> set[str]:
        return {rule["code"] for rule in self.manifest["rules"] if rule["state"] != "ran"}

    def approvals(self) -> dict[str, list[tuple[str, str, str]]]:
        return {
            waiver["waiver"]: [
                (by["role"], by["on"], by["standing"]) for by in waiver["approved_by"]
            ]
            for waiver in self.manifest["waivers"]
        }

    def stood_longer_than(self, days: int) -> dict[tuple[str, str], int]:
        """Findings that were open for more than some days of the period, each with how many."""
        history = self.read("history.json")
        first = date.fromisoformat(history["period"]["from"])
        behind = date.fromisoformat(history["period"]["to"]) + timedelta(days=1)
        found = {}
        for finding in history["findings"]:
            opened, closed = finding["opened"], finding["closed"]
            begin = date.fromisoformat(opened["day"]) if opened else first
            end = date.fromisoformat(closed["day"]) if closed else behind
            assert finding["days"] == (end - begin).days
            if finding["days"] > days:
                found[finding["code"], finding["subject"]] = finding["days"]
        return found


@pytest.mark.parametrize(
    ("day", "who"), [("2026-03-01", "buyer"), ("2026-03-19", "buyer"), ("2026-03-20", "chief")]
)
def test_who_answered_for_it_on_a_day(pack: Pack, day: str, who: str) -> None:
    assert pack.answered("pay", day) == pack.answered_by_the_table("pay", day) == {who}
    assert pack.answered("count", day) == {"chief"}, "through the whole period, or from January"


def test_which_rows_have_nobody_who_answers(pack: Pack) -> None:
    without = pack.without_an_answer()
    assert without == {"order", "ship", "late"}
    found = {f["subject"] for f in pack.findings if f["code"] in ("GAP101", "GAP114")}
    assert found == {f"activity:{id_}" for id_ in without}


def test_which_rules_did_not_run(pack: Pack) -> None:
    not_run = pack.rules_not_run()
    assert {"CHG801", "SOD301"} <= not_run, "nothing was compared, nothing is kept apart"
    assert "GAP101" not in not_run
    told: dict[bool, set[str]] = {True: set(), False: set()}
    for rule in pack.read("findings.json")["rules"]:
        told[rule["applicable"]].add(rule["code"])
    assert not told[True] & not_run
    assert told[False] <= not_run
    states = {rule["code"]: rule["state"] for rule in pack.manifest["rules"]}
    assert {states[code] for code in not_run - told[False]} == {"not-run", "off"}
    assert not not_run & {finding["code"] for finding in pack.findings}


def test_who_approved_each_waiver_and_how_that_is_known(pack: Pack) -> None:
    assert pack.approvals() == {
        "one": [("chief", "2026-04-01", "claimed")],
        "two": [("chief", "2026-04-01", "committed")],
        "three": [("chief", "2026-04-01", "verified")],
    }
    waived = Counter(f["waiver"]["at"] for f in pack.findings if f["status"] == "waived")
    told = {f"waiver:{each['waiver']}": each["covers"] for each in pack.manifest["waivers"]}
    assert waived == told


def test_what_stood_longer_than_thirty_days(pack: Pack) -> None:
    stood = pack.stood_longer_than(30)
    begin = max(date(2026, 1, 10), date.fromisoformat(pack.read("history.json")["period"]["from"]))
    assert {subject: days for (code, subject), days in stood.items() if code == "GAP101"} == {
        "activity:book": (date(2026, 5, 1) - begin).days,
        "activity:order": (date(2026, 7, 1) - begin).days,  # to the end of the period's last day
    }
    still = {(f["code"], f["subject"]) for f in pack.findings if f["status"] == "new"}
    history = pack.read("history.json")["findings"]
    assert {(f["code"], f["subject"]) for f in history if not f["closed"]} == still


def test_whether_the_tree_was_clean(pack: Pack, top: Path) -> None:
    assert pack.manifest["git"]["clean"] is True
    assert pack.manifest["git"]["commit"] == git(top, "rev-parse", "HEAD")
    org = top / "shop" / "org.yaml"
    before = org.read_text(encoding="utf-8")
    org.write_text(before + "# changed\n", encoding="utf-8")
    folder = pack.folder.with_name(pack.folder.name + "-changed")
    assert written(folder).manifest["git"]["clean"] is False
    org.write_text(before, encoding="utf-8")


def test_every_figure_is_one_of_findings_json(pack: Pack) -> None:
    told, found = pack.manifest["findings"], pack.findings
    assert told["total"] == len(found) == len(pack.page["findings"])
    assert told["by_rule"] == Counter(finding["code"] for finding in found)
    new = Counter(finding["severity"] for finding in found if finding["status"] == "new")
    assert {key: told[key] for key in ("error", "warning", "info")} == {
        key: new[key] for key in ("error", "warning", "info")
    }
    assert told["waived"] == sum(finding["status"] == "waived" for finding in found)
    assert sorted(n for cause in pack.page["causes"] for n in cause["findings"]) == list(
        range(len(found))
    )
    assert len(pack.table("waivers")) == len(pack.manifest["waivers"])


def test_the_page_answers_the_same(pack: Pack) -> None:
    held = [
        row["role"]
        for row in pack.table("history-assignments")
        if row["activity"] == "activity:pay"
        and row["function"][0] == "accountable"
        and (row["added"] or "") <= "2026-03-01" < (row["removed"] or "9999")
    ]
    assert held == ["role:buyer"]
    not_run = {row["code"] for row in pack.table("rules") if row["state"][0] != "ran"}
    assert not_run == pack.rules_not_run()
    stood = {
        (row["code"], row["subject"]): row["days-open"]
        for row in pack.table("history-findings")
        if row["days-open"] > 30
    }
    assert stood == pack.stood_longer_than(30)
    standings = {
        row["waiver"].removeprefix("waiver:"): row["standing"][0] for row in pack.table("waivers")
    }
    assert standings == {id_: given[0][2] for id_, given in pack.approvals().items()}
