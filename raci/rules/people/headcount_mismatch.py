"""PPL606: more or fewer people in a role than its headcount says."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Hits, rule


@rule("PPL606", of=Role, needs=("people",))
def headcount_mismatch(role: Role, matrix: Matrix) -> Hits:
    """The current holders of a role are more or fewer than its written headcount.

    Who acts fills a place that is empty, and is never one too many.
    """
    present = matrix.in_post(role.id)
    if role.written_headcount is None or role.nature != "person" or not matrix.holders(role.id):
        return
    holders = [each for each in present if each.manner == "holder"]
    filled = len(holders) if len(holders) > role.headcount else min(len(present), role.headcount)
    if filled != role.headcount:
        listed = holders if filled > role.headcount else present
        people = tuple(Ref(f"person:{each.person}") for each in listed)
        places = (each.because[0] for each in listed)
        yield Hit(
            involves=people if filled > role.headcount else (),
            at=Ref(f"{role.ref}#headcount"),
            also=tuple(zip(places, people, strict=True)),
            measure=abs(filled - role.headcount),
            case="more" if filled > role.headcount else "fewer",
            holders=filled,
            headcount=role.headcount,
        )
