"""Joins both sides of a definition into rows; each cell has all its reasons."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.findings.text import Text
from raci.matrix.structure import Structure
from raci.model.entities import Activity, Wording

Reasons = tuple[Ref, ...]
A, R, C = Function.ACCOUNTABLE, Function.RESPONSIBLE, Function.CONSULTED
INFORMED = Function.INFORMED
AUDIENCE = (C, INFORMED)
WORK = (R, A)


class Cell(NamedTuple):
    """One assignment of the matrix: what a role is for a row, and the Refs that put it there."""

    row: str
    function: Function
    role: str
    because: Reasons
    derived: bool


@dataclass(slots=True, eq=False)
class Row:
    """One row of the matrix: an activity, or a generic duty's copy for one department.

    ``written`` holds, by function, role to reasons; ``derived`` the derived accountable, if any.
    """

    id: str
    activity: Activity
    department: str | None
    declared: bool
    mandates: tuple[str, ...] = ()
    written: dict[Function, dict[str, Reasons]] = field(default_factory=dict)
    derived: dict[str, Reasons] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        """The row's Ref: ``activity:ID``, ``activity:ID@DEPARTMENT`` for a copy."""
        return Ref(f"activity:{self.id}")

    def roles(self, function: Function) -> tuple[str, ...]:
        """Return the roles that have a function, written or derived, in the order of their ids."""
        if function is A and self.derived:
            return tuple(self.derived)
        holders = self.written.get(function, ())
        return tuple(sorted(holders) if len(holders) > 1 else holders)

    def reason(self, function: Function, role: str) -> Ref:
        """Return the first Ref that assigns a function to a role here."""
        reasons = self.written.get(function, {}).get(role)
        return (reasons or self.derived[role])[0]

    def cells(self) -> Iterator[Cell]:
        """Return the cells, by function in the order of printing, then by role."""
        for function in FUNCTIONS:
            if holders := self.written.get(function):
                for role in sorted(holders):
                    yield Cell(self.id, function, role, holders[role], derived=False)
            elif function is A:
                for role, because in self.derived.items():
                    yield Cell(self.id, A, role, because, derived=True)


class Mandate(NamedTuple):
    """A duty that a department must carry, and the row that it is."""

    department: str
    row: Row
    wording: Wording

    @property
    def ref(self) -> Ref:
        """The mandate's Ref: ``mandate:DEPARTMENT/ACTIVITY``."""
        return Ref(f"mandate:{self.department}/{self.row.activity.id}")


class Duty(NamedTuple):
    """One line of a role's job description: the role, and the activity that is its key.

    ``declared``: the activity is one of the definition's activities.
    """

    role: str
    key: str
    wording: Wording
    declared: bool

    @property
    def ref(self) -> Ref:
        """The duty's Ref: ``duty:ROLE/ACTIVITY``."""
        return Ref(f"duty:{self.role}/{self.key}")


class Statement(NamedTuple):
    """A duty of a role, or of a department's mandate, in words: the holder, its key, the words."""

    holder: Ref
    key: str
    text: Text

    @property
    def ref(self) -> Ref:
        """The Ref of the duty or mandate."""
        kind = "duty" if self.holder.kind == "role" else "mandate"
        return Ref(f"{kind}:{self.holder.id}/{self.key}")

    @property
    def activity(self) -> Ref:
        """The activity that is its key."""
        return Ref(f"activity:{self.key}")


def join(structure: Structure) -> dict[str, Row]:
    """Return the rows of an organisation in the order of their ids, accountability derived."""
    rows = _Rows(structure).rows
    for row in rows.values():
        row.derived = _derived_accountable(row, structure)
    return {id_: rows[id_] for id_ in sorted(rows)}


class _Rows:
    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.org = structure.org
        self.rows: dict[str, Row] = {}
        for activity in self.org.activities.values():
            if activity.each is None:
                self._row(activity.id, activity, declared=True)
        self._mandates()
        self._role_side()
        self._activity_side()

    def _mandates(self) -> None:
        for department in sorted(self.org.departments):
            for key in self.org.departments[department].duties:
                if row := self._row_for(key, department):
                    row.mandates = (*row.mandates, department)

    def _role_side(self) -> None:
        for role in self.org.roles.values():
            home = self.structure.department(role.id)
            for key in role.duties:
                self._assign(key, R, role.id, home, Ref(f"duty:{role.id}/{key}"))
            for function, keys in role.holds.items():
                for key in keys:
                    because = Ref(f"assignment:{key}/{function.value}/{role.id}")
                    self._assign(key, function, role.id, home, because)

    def _activity_side(self) -> None:
        for activity in self.org.activities.values():
            for function, roles in activity.held_by.items():
                part = f"assignment:{activity.id}/{function.value}"
                for role in roles:
                    if role in self.org.roles:
                        because = Ref(f"{part}/{role}")
                        home = self.structure.department(role)
                        self._assign(activity.id, function, role, home, because)

    def _assign(
        self, key: str, function: Function, role: str, home: str | None, because: Ref
    ) -> None:
        row = self._row_for(key, home)
        if row is not None:
            holders = row.written.setdefault(function, {})
            reasons = holders.get(role, ())
            if because not in reasons:
                holders[role] = tuple(sorted((*reasons, because))) if reasons else (because,)

    def _row_for(self, key: str, department: str | None) -> Row | None:
        """Return the row that a key means; for a generic duty, the department's own."""
        row = self.rows.get(key)
        if row is not None:
            return row
        activity = self.org.activities.get(key)
        if activity is None and not self.org.declared_only:
            return self._row(key, Activity(id=key), declared=False)
        if activity is None or department is None:
            return None
        id_ = f"{key}@{department}"
        return self.rows.get(id_) or self._row(id_, activity, declared=True, home=department)

    def _row(self, id_: str, activity: Activity, *, declared: bool, home: str | None = None) -> Row:
        written = activity.department
        department = home or (written if written in self.org.departments else None)
        row = self.rows[id_] = Row(id_, activity, department, declared)
        return row


def home_of(row: Row, structure: Structure) -> tuple[str, Reasons] | None:
    """Return the department that a row belongs to, and why.

    The activity's own; else the only one whose mandate names it; else the smallest that contains
    every responsible role. None where there is none.
    """
    if row.department is not None:
        key = "each" if row.activity.each else "department"
        return row.department, (Ref(f"activity:{row.id}#{key}"),) if row.declared else ()
    if len(row.mandates) == 1:
        return row.mandates[0], (Ref(f"mandate:{row.mandates[0]}/{row.activity.id}"),)
    doers = row.written.get(R, {})
    homes = [structure.department(role) for role in sorted(doers)]
    if not homes or None in homes:
        return None
    common = structure.tree.common({home for home in homes if home is not None})
    reasons = tuple(row.reason(R, role) for role in sorted(doers))
    return None if common is None else (common, reasons)


def without(row: Row, lost: Collection[str], structure: Structure) -> Row:
    """Return a row without some roles, accountability derived anew."""
    kept = {
        function: {role: reasons for role, reasons in holders.items() if role not in lost}
        for function, holders in row.written.items()
    }
    written = {function: holders for function, holders in kept.items() if holders}
    after = replace(row, written=written, derived={})
    derived = _derived_accountable(after, structure, lost)
    after.derived = {role: why for role, why in derived.items() if role not in lost}
    return after


def _derived_accountable(
    row: Row, structure: Structure, lost: Collection[str] = ()
) -> dict[str, Reasons]:
    """Return who is accountable for a row that has assignments but no written A.

    Of what ``org.accountable`` lists, the first that applies decides, even that it is nobody.
    """
    if row.written.get(A) or not row.written:
        return {}
    answers = (_DERIVATIONS[each](row, structure, lost) for each in structure.org.accountable)
    return next((answer for answer in answers if answer is not None), {})


def _department_head(
    row: Row, structure: Structure, _lost: Collection[str]
) -> dict[str, Reasons] | None:
    """Return the head of a row's department, nobody where it has none; None without one."""
    home = home_of(row, structure)
    if home is None:
        return None
    head = structure.head(home[0])
    return {} if head is None else {head: (Ref(f"head:{home[0]}"), *home[1])}


def _platform_owner(
    row: Row, structure: Structure, lost: Collection[str]
) -> dict[str, Reasons] | None:
    """Return the only owner of the only platform that a row touches; None where there is none."""
    platforms = row.activity.platforms
    platform = structure.org.platforms.get(platforms[0]) if len(platforms) == 1 else None
    owners = [owner for owner in platform.owners if owner not in lost] if platform else []
    if platform is None or len(owners) != 1 or owners[0] not in structure.org.roles:
        return None
    because = Ref(f"owner:{platform.id}/{owners[0]}"), Ref(f"{row.activity.ref}#platforms/0")
    return {owners[0]: because}


_DERIVATIONS = {"department-head": _department_head, "platform-owner": _platform_owner}
