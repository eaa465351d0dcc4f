"""The findings that a page of several versions shows: those that come and those that go."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from raci.findings.finding import Finding
from raci.render.page.assemble import BUDGET
from raci.render.page.findings import findings
from raci.render.page.index import Index

COMING = ("new", "between")
"""The lists of findings that may fail."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that comes or goes, the list that it stands in, and what is told beside it."""

    list: str
    finding: Finding
    beside: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fails(self) -> bool:
        """Whether the finding is new and fails."""
        return self.list in COMING and self.finding.failing and self.finding.status == "new"


def changes(told: Iterable[Changed], index: Index, rows: int, used: int) -> dict[str, Any]:
    """Return the findings that come and go, how many of each list, and what the page leaves out.

    Args:
        told: the findings in the order of their weight.
        index: the numbers of what they mark.
        rows: how many rows are left out.
        used: the bytes of all other data.
    """
    told = tuple(told)
    found = findings([each.finding for each in told], index, max(0, BUDGET - used))
    found["findings"] = [
        {"list": each.list, **_told(each, shown), **each.beside}
        for each, shown in zip(told, found["findings"], strict=False)
    ]
    if rows:
        found["left_out"]["rows"] = rows
    return {**found, "counts": Counter(each.list for each in told)}


def _told(each: Changed, shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of a finding: whether it fails; of one that is gone, no advice."""
    gone = each.list == "resolved"
    told = {key: v for key, v in shown.items() if not (gone and key in ("hint", "instead"))}
    return {**told, "failing": True} if each.fails else told
