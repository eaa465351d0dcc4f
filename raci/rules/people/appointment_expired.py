"""PPL605: an appointment that is over and still listed."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Person
from raci.rules.rule import Hits, rule


@rule("PPL605", of=Person)
def appointment_expired(person: Person, matrix: Matrix) -> Hits:
    """The last day of an appointment is past; a remark where somebody else has the role."""
    for each in matrix.holdings.by_person.get(person.id, ()):
        if each.days.until < matrix.day:
            role = Ref(f"role:{each.role}")
            yield Hit(
                involves=(role,),
                at=Ref(f"{each.because[0]}#until"),
                label=role,
                case=_case(each.role, matrix),
                role=role,
                until=each.days.until,
            )


def _case(role: str, matrix: Matrix) -> str:
    if matrix.holders(role):
        return "succeeded"
    return "default" if matrix.is_vacant(role) else "unlisted"
