"""A shop with two findings, and waivers of them."""

from collections.abc import Mapping
from typing import Any

from raci.check.settings import Selection
from raci.findings.finding import Finding
from raci.findings.report import Report
from raci.project import Project

TODAY = "2026-11-23"
DAY = ("--as-of", TODAY)
SHOP = """\
raci: 1
org: {id: shop}
roles:
  manager: {accountable: [online-sales]}
  supervisor: {reports_to: manager, duties: {online-sales: Sell online}}
  seller: {headcount: 2, reports_to: supervisor, duties: {online-sales: Sell online by chat}}
platforms:
  mall: {}
"""
WAIVER = """\
  {id}:
    rule: {rule}
    at: {at}
    involves: [{involves}]
    reason: Campaign weeks need both.
    approved_by: {{{by}}}
    until: {until}
"""
OVERLAP = {
    "id": "campaign",
    "rule": "overlap-in-line",
    "at": "activity:online-sales",
    "involves": "role:supervisor, role:seller",
    "by": "manager: 2026-11-02",
    "until": "2027-03-31",
}
MALL = OVERLAP | {"rule": "GAP104", "at": "platform:mall", "involves": ""}
Told = dict[tuple[str, str], str]


def waived(*waivers: Mapping[str, str], shop: str = SHOP) -> str:
    """Give an organisation with waivers."""
    return shop + "waivers:\n" + "".join(WAIVER.format_map(waiver) for waiver in waivers)


def judged(text: str, day: str = TODAY, **settings: Any) -> Report:
    return Project.of({"org.yaml": text}).check(as_of=day, selection=Selection(**settings))


def told(text: str, day: str = TODAY, **settings: Any) -> Told:
    """Give the status of what is found, by code and subject."""
    found = [((f.code, str(f.subject)), f.status) for f in judged(text, day, **settings)]
    assert len(dict(found)) == len(found)
    return dict(found)


def one(report: Report, code: str) -> Finding:
    (found,) = (finding for finding in report if finding.code == code)
    return found


ONLINE, PLATFORM = ("OVL201", "activity:online-sales"), ("GAP104", "platform:mall")
FOUND = {ONLINE: "new", PLATFORM: "new"}
UNUSED, EXPIRED = ("DEF008", "waiver:campaign"), ("DEF007", "waiver:campaign")
