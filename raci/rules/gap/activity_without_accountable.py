"""GAP101: a row with no accountable role."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, Row
from raci.rules.relations import (
    INVOLVED_ROW,
    LETTER_A,
    RETIRED,
    SUBJECT,
    UNASSIGNED_LIST,
    UNASSIGNED_ROW,
    under,
)
from raci.rules.rule import Hits, Yield, rule

FEW = 5
"""So many rows can be fixed one by one."""


@rule(
    "GAP101",
    of=Row,
    yields_to=(
        Yield("GAP103", by=UNASSIGNED_ROW),
        Yield("GAP114", by=SUBJECT),
        Yield("DEF017", by=LETTER_A),
        Yield("DEF004", by=under("accountable")),
        Yield("DEF004", by=UNASSIGNED_LIST),
        Yield("CHG804", by=RETIRED),
        Yield("CHG802", by=INVOLVED_ROW),
    ),
)
def activity_without_accountable(row: Row, matrix: Matrix) -> Hits:
    """A row has no A, written or derived; who answers for its siblings is proposed."""
    if row.roles(A):
        return
    if matrix.cached(_nobody_answers):
        yield Hit(case="nowhere")
        return
    siblings = matrix.cached(_answering)
    for unit in _units(row, matrix):
        if ranked := siblings.get(unit):
            count, id_ = min((-n, id_) for id_, n in ranked.items())
            role = Ref(f"role:{id_}")
            yield Hit(case=unit.kind, unit=unit, role=role, count=-count)
            return
    yield Hit()


def _nobody_answers(matrix: Matrix) -> bool:
    rows = matrix.rows.values()
    return len(rows) > FEW and not any(row.roles(A) for row in rows)


def _answering(matrix: Matrix) -> Mapping[Ref, Counter[str]]:
    """Return how many rows of each department and tag each role answers for, if it may."""
    answering: defaultdict[Ref, Counter[str]] = defaultdict(Counter)
    for row in matrix.rows.values():
        for id_ in row.roles(A):
            role = matrix.org.roles[id_]
            if role.headcount and role.nature not in ("agent", "system"):
                for unit in _units(row, matrix):
                    answering[unit][id_] += 1
    return answering


def _units(row: Row, matrix: Matrix) -> Iterator[Ref]:
    """Yield what makes rows siblings: the department, then the tags."""
    home = matrix.home(row)
    if home is not None:
        yield Ref(f"department:{home}")
    yield from (Ref(f"tag:{tag}") for tag in row.activity.tags)
