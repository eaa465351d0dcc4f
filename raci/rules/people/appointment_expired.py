"""PPL605: an appointment that is over and still listed."""

from raci.findings.finding import Hit, Severity
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Person
from raci.rules.rule import Hits, rule


@rule("PPL605", of=Person)
def appointment_expired(person: Person, matrix: Matrix) -> Hits:
    """The last day of an appointment is past; information only where somebody else has the role."""
    for each in matrix.holdings.by_person.get(person.id, ()):
        if each.days.until < matrix.day:
            others = matrix.holders(each.role)
            role = Ref(f"role:{each.role}")
            yield Hit(
                involves=(role,),
                at=Ref(f"{each.because[0]}#until"),
                label=role,
                case="succeeded" if others else "default",
                severity=Severity.INFO if others else None,
                role=role,
                until=each.days.until,
            )
