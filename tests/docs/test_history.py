"""What docs/history.md shows is what the program prints about a repository made here."""

import re
import shlex
from pathlib import Path

import pytest

from tests.support.command import raci
from tests.support.lines import commit_on, new_line
from tests.support.paths import ROOT

PAGE = ROOT / "docs" / "history.md"
SHOWN = re.compile(r"^```text\n\$ raci (.*)\n(?:.*\n)*?```$", re.MULTILINE)
ORG = """\
raci: 1
org: {id: shop, name: Shop}
roles:
  owner: {name: Owner}
  clerk: {name: Clerk, reports_to: owner}
people:
  li: {name: Li Lei, git: [li@example.org], roles: {owner: {}}}
activities:
  sell: {name: Sell, responsible: [clerk], accountable: [owner]}
  pay: {name: Pay suppliers, responsible: [clerk], accountable: [owner]}
"""
OPEN = ORG.replace(
    "Pay suppliers, responsible: [clerk], accountable: [owner]",
    "Pay suppliers, responsible: [clerk]",
)
WAIVED = (
    OPEN
    + """\
waivers:
  until-the-new-hire:
    rule: GAP101
    at: activity:pay
    reason: The new accountant begins in April.
    approved_by: {owner: 2026-02-20}
    until: 2026-03-31
"""
)
REVIEWED = "\n\nReviewed-by: Li Lei <li@example.org>"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_line(tmp_path / "top", monkeypatch)
    commit_on("2026-01-10", "Begin", {"shop/raci.yaml": ORG})
    commit_on("2026-02-03", "Paying is nobody's for now", {"shop/raci.yaml": OPEN})
    commit_on("2026-02-21", "Wait for the accountant" + REVIEWED, {"shop/raci.yaml": WAIVED})
    commit_on("2026-04-20", "Fewer rules", {"shop/raci.toml": 'ignore = ["GAP101"]\n'})


def test_the_page_shows_what_is_printed(accept: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")

    def printed(match: re.Match[str]) -> str:
        ran = raci(*shlex.split(match[1]))
        assert ran.exit_code == 0
        return f"```text\n$ raci {match[1]}\n{ran.stdout}```"

    shown = SHOWN.sub(printed, text)
    if accept:
        PAGE.write_text(shown, encoding="utf-8")
    assert shown == text or accept
