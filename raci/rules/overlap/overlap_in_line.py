"""OVL201: a role and roles below it in the reporting line are responsible for one activity."""

from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import R, Row
from raci.rules.hits import hit_at
from raci.rules.relations import NO_LETTER_R
from raci.rules.rule import Hits, Yield, rule
from raci.wording.likeness.pair import are_equal


@rule(
    "OVL201",
    of=Row,
    needs=("line",),
    judges=lambda row: not row.activity.shared,
    yields_to=(Yield("DEF017", by=NO_LETTER_R),),
)
def overlap_in_line(row: Row, matrix: Matrix) -> Hits:
    """An activity is done by a role and again by a role above it."""
    doers = row.roles(R)
    if len(doers) < 2:
        return
    line, written = matrix.structure.line, row.written[R]
    below = grouped((boss, role) for role in doers for boss in line.above_among(written, role))
    for boss, lower in sorted(below.items()):
        places = {Ref(f"role:{role}"): row.reason(R, role) for role in (boss, *lower)}
        upper, *roles = places
        same = any(_have_same_words(row, boss, role, matrix) for role in lower)
        case = "verbatim" if same else "default"
        yield hit_at(places, case=case, boss=upper, roles=tuple(roles))


def _have_same_words(row: Row, one: str, other: str, matrix: Matrix) -> bool:
    duties = (matrix.org.roles[role].duties.get(row.activity.id) for role in (one, other))
    mine, theirs = (duty.text if duty else {} for duty in duties)
    return are_equal(mine, theirs)
