"""What a page has no room for is left out and counted: nothing is lost silently."""

import json
from collections import Counter
from typing import Any

import pytest

from raci.findings.report import Report
from raci.project import Project
from raci.render.page import cells, organisation, tables
from raci.render.page.assemble import BUDGET, size
from raci.render.reports.matrix import View, view
from tests.support.shown import DAY, large

SEVERITIES = ("error", "warning", "info")


def checked(activities: int = 200, roles: int = 60) -> tuple[View, Report]:
    project = Project.of({"org.json": json.dumps(large(activities, roles))})
    return view(project.matrix, lang="en", as_of=DAY), project.check(as_of=DAY)


def named(report: Report, kind: str) -> Counter[tuple[str, str]]:
    """Count findings by what they name and by severity, from their Refs alone."""
    counted: Counter[tuple[str, str]] = Counter()
    for finding in report:
        parts = (part for ref in (finding.subject, *finding.involves) for part in ref.entities)
        ids = {part.id for part in parts if part.kind == kind}
        counted.update((id_, finding.severity.label) for id_ in ids)
    return counted


def on_page(data: dict[str, Any], section: str) -> Counter[tuple[str, str]]:
    """Count the same on a page: what it shows, and what it says it leaves out."""
    ids = [each["id"] for each in data[section]]
    counted: Counter[tuple[str, str]] = Counter()
    for finding in data["findings"]:
        counted.update((ids[n], finding["severity"]) for n in finding.get(section, ()))
    for number, severity, n in data["left_out"].get(section, ()):
        counted[ids[number], severity] += n
    return counted


@pytest.mark.parametrize("room", [0, 1_000, 2_000])
def test_findings_without_room_are_counted_where_they_stand(
    monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    shown, report = checked()
    whole = organisation.data(shown, report)
    rest = {k: v for k, v in whole.items() if k not in ("findings", "causes", "rules", "left_out")}
    monkeypatch.setattr(organisation, "BUDGET", size(rest) + 2 * room)
    data = organisation.data(shown, report)
    assert size(data["findings"]) <= room + 2
    assert len(data["findings"]) + data["left_out"]["findings"] == len(report.findings)
    assert on_page(data, "activities") == on_page(whole, "activities") == named(report, "activity")
    assert on_page(data, "roles") == named(report, "role")
    severities = [SEVERITIES.index(finding["severity"]) for finding in data["findings"]]
    assert severities == sorted(severities), "the most severe ones come first"
    told = [number for cause in data["causes"] for number in cause["findings"]]
    assert sorted(told) == [*range(len(data["findings"]))]


def test_rows_without_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, report = checked()
    monkeypatch.setattr(cells, "MOST_CELLS", 300)
    data = organisation.data(shown, report)
    assert sum(len(line) // 2 for line in data["cells"]["rows"]) <= 300
    assert 0 < len(data["activities"]) < len(shown.rows)
    assert len(data["activities"]) + data["left_out"]["rows"] == len(shown.rows)
    assert [each["id"] for each in data["activities"]] == [
        row.id for row in shown.rows[: len(data["activities"])]
    ]


def test_rows_of_tables_without_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, report = checked()
    whole = {table["id"]: table["rows"] for table in organisation.data(shown, report)["tables"]}
    monkeypatch.setattr(tables, "MOST_BYTES", 1_000)
    data = organisation.data(shown, report)
    for table in data["tables"]:
        left = data["left_out"]["tables"].get(table["id"], 0)
        assert table["rows"] == whole[table["id"]][: len(table["rows"])]
        assert len(table["rows"]) + left == len(whole[table["id"]])
    assert data["left_out"]["tables"]["roles"] > 0


def test_a_filled_matrix_of_2000_activities_and_300_roles_has_room() -> None:
    pair = size([299, 99]) - 1  # a comma stands where a bracket does
    assert cells.MOST_CELLS >= 2000 * 300
    assert pair * cells.MOST_CELLS < BUDGET
