"""Who holds what, how and when: the appointments by role and by person."""

from collections.abc import Mapping
from typing import NamedTuple

from raci.findings.days import FIRST, LAST, Days
from raci.findings.ref import Ref
from raci.model.entities import Appointment, Org
from raci.model.placeholders import is_placeholder


class Tenure(NamedTuple):
    """A person in a role: in which manner, on which days, and the Refs that define it.

    ``manner`` is ``holder``, ``acting`` or ``deputy``. ``real``: the person is no placeholder.
    """

    person: str
    role: str
    manner: str
    days: Days
    because: tuple[Ref, ...]
    real: bool = True

    @property
    def ref(self) -> Ref:
        """The appointment's Ref."""
        return Ref(f"appointment:{self.person}/{self.role}")

    @property
    def in_post(self) -> bool:
        """Whether the person does the role's work every day, which a deputy does not."""
        return self.manner != "deputy"

    @property
    def standing(self) -> bool:
        """Whether it is a deputyship without dates."""
        return self.manner == "deputy" and self.days.open


class Holdings:
    """The appointments of an organisation to roles that exist."""

    def __init__(self, org: Org) -> None:
        self.org = org
        self.by_role: dict[str, list[Tenure]] = {}
        self.by_person: dict[str, list[Tenure]] = {}
        for id_ in sorted(org.people):
            person = org.people[id_]
            real = not is_placeholder(person)
            for role in sorted(person.roles):
                if role in org.roles:
                    appointment = person.roles[role]
                    because = (Ref(f"appointment:{id_}/{role}"),)
                    manner, days = appointment.manner, days_of(appointment)
                    holding = Tenure(id_, role, manner, days, because, real)
                    self.by_role.setdefault(role, []).append(holding)
                    if real:
                        self.by_person.setdefault(id_, []).append(holding)

    def of(self, role: str) -> tuple[Tenure, ...]:
        """Return all appointments to a role, on any day, in the order of the persons' ids."""
        return tuple(self.by_role.get(role, ()))

    def on(self, day: str, role: str) -> tuple[Tenure, ...]:
        """Return who holds a role on a day, in whatever manner; placeholders hold nothing."""
        return tuple(each for each in self.of(role) if each.real and each.days.has(day))

    def held_on(self, day: str, person: str) -> tuple[Tenure, ...]:
        """Return what a person holds on a day, in the order of the roles' ids."""
        return tuple(each for each in self.by_person.get(person, ()) if each.days.has(day))

    def is_vacant(self, role: str, day: str) -> bool:
        """Return whether nobody is known to hold a role on a day.

        Nobody does, and somebody else did or will, or the organisation lists every holder, or the
        role has a placeholder for a name. A role of no person (an agent, a system) is never vacant,
        nor is one that is not fully listed.
        """
        post = self.org.roles[role]
        if post.nature != "person" or self.on(day, role) or self.is_partly_listed(role):
            return False
        return role in self.by_role or self.org.people_complete or is_placeholder(post)

    def is_partly_listed(self, role: str) -> bool:
        """Return whether more people may hold a role than are listed.

        Somebody holds it, but on no day as many as its headcount says. A placeholder counts: it
        stands for somebody who is not there.
        """
        held = self.by_role.get(role, ())
        if self.org.people_complete or not any(each.real for each in held):
            return False
        there = [each.days for each in held if each.in_post]
        most = max((sum(days.has(each.start) for days in there) for each in there), default=0)
        return most < self.org.roles[role].headcount

    def is_fully_listed(self, role: str) -> bool:
        """Return whether everybody who holds a role is known to be listed."""
        if role not in self.by_role:
            return self.org.people_complete
        return not self.is_partly_listed(role)

    def standing_in(self, role: str) -> Mapping[str, tuple[Tenure, ...]]:
        """Return the permanent deputies of a role, by the role that they hold."""
        deputies = self.org.roles[role].deputies
        return {deputy: self._instead(role, deputy) for deputy in deputies if deputy != role}

    def _instead(self, role: str, deputy: str) -> tuple[Tenure, ...]:
        written = Ref(f"deputy:{role}/{deputy}")
        return tuple(
            each._replace(role=role, manner="deputy", because=(written, *each.because))
            for each in self.of(deputy)
            if each.real and each.in_post
        )


def days_of(appointment: Appointment) -> Days:
    """Return the days of an appointment."""
    return Days(appointment.start or FIRST, appointment.until or LAST)
