"""SOD303: a role and its direct reports together meet two sides of a separation."""

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.separations import Held, Rows, apart, first, held, hit_values, is_one_person
from raci.model.entities import Separation
from raci.rules.rule import Hits, rule


class _Meeting(NamedTuple):
    """What a role has on one side and a report on another: rows that neither has alone."""

    report: str
    upper: Rows
    lower: Rows


@rule(
    "SOD303",
    of=Separation,
    needs=("line",),
    judges=lambda separation: separation.between and separation.within == "reporting-line",
)
def separation_violated_in_line(separation: Separation, matrix: Matrix) -> Hits:
    """A role is on one side, and roles that report directly to it are on another."""
    for boss, meetings in sorted(_meetings(held(separation, matrix), matrix).items()):
        role = Ref(f"role:{boss}")
        reports = tuple(Ref(f"role:{each.report}") for each in meetings)
        upper = dict(row for each in meetings for row in each.upper.items())
        yield Hit(
            involves=(role, *reports),
            at=first(upper)[0],
            also=tuple(
                (first(each.lower)[0], report)
                for each, report in zip(meetings, reports, strict=True)
            ),
            role=role,
            reports=reports,
            one=tuple(sorted(upper)),
            other=tuple(sorted({row for each in meetings for row in each.lower})),
            **hit_values(separation, matrix),
        )


def _meetings(holdings: Mapping[str, Held], matrix: Matrix) -> dict[str, list[_Meeting]]:
    """Return the direct reports that conflict with each role; none above a role on a cycle."""
    meetings: dict[str, list[_Meeting]] = {}
    for report, theirs in holdings.items():
        for boss in islice(matrix.structure.line.above(report), 1):
            own = holdings.get(boss, {})
            upper, lower = apart(own, theirs), apart(theirs, own)
            if upper and not is_one_person(boss, report, matrix):
                meetings.setdefault(boss, []).append(_Meeting(report, upper, lower))
    return meetings
