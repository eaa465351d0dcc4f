"""The compiled organisation: both sides joined into rows, each cell with all its reasons."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from raci.finding import Ref, Text
from raci.model import FUNCTIONS, Activity, Entity, Function, Org, Platform, Wording
from raci.nearest import Nearest
from raci.structure import Structure

Reasons = tuple[Ref, ...]
A, R = Function.ACCOUNTABLE, Function.RESPONSIBLE


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
        """Give the roles that have a function, written or derived, in the order of their ids."""
        if function is A and self.derived:
            return tuple(self.derived)
        return tuple(sorted(self.written.get(function, ())))

    def reason(self, function: Function, role: str) -> Ref:
        """Give the first Ref that gives a role a function here."""
        reasons = self.written.get(function, {}).get(role)
        return (reasons or self.derived[role])[0]

    def cells(self) -> Iterator[Cell]:
        """Give the cells, by function in the order of printing, then by role."""
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
    """One line of a role's job description: the role, and the activity that is its key."""

    role: str
    key: str

    @property
    def ref(self) -> Ref:
        """The duty's Ref: ``duty:ROLE/ACTIVITY``."""
        return Ref(f"duty:{self.role}/{self.key}")


class Matrix:
    """The responsibility matrix of an organisation, with the indexes that rules ask for.

    The same organisation gives the same matrix, whichever side the assignments are written on
    and whatever the order of files and keys.
    """

    def __init__(self, org: Org, misshapen: frozenset[Ref] = frozenset()) -> None:
        self.org = org
        self.misshapen = misshapen
        self.structure = Structure(org)
        self._indexes: dict[str, Nearest] = {}
        rows = _Rows(self.structure)
        self.all_rows: Mapping[str, Row] = {id_: rows.found[id_] for id_ in sorted(rows.found)}
        if org.accountable == "department-head":
            for row in self.all_rows.values():
                row.derived = _derived_accountable(row, self.structure)

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Give the rows of active activities, in the order of their ids."""
        return {id_: row for id_, row in self.all_rows.items() if row.activity.status == "active"}

    @cached_property
    def mandates(self) -> tuple[Mandate, ...]:
        """Give the departments' duties whose activities are active, by department, then row."""
        return tuple(
            Mandate(department, row, self.org.departments[department].duties[row.activity.id])
            for department in sorted(self.org.departments)
            for row in self._mandated.get(department, ())
        )

    @cached_property
    def _mandated(self) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows.values():
            for department in row.mandates:
                found.setdefault(department, []).append(row)
        return found

    def mandated(self, department: str) -> frozenset[str]:
        """Give the ids of the rows that a department and those above it must carry."""
        departments = (department, *self.structure.ancestors(department))
        return frozenset(row.id for d in departments for row in self._mandated.get(d, ()))

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Cell, ...]]:
        """Give each role's cells in active rows, in the order of rows and functions."""
        found: dict[str, list[Cell]] = {role: [] for role in sorted(self.org.roles)}
        for row in self.rows.values():
            for cell in row.cells():
                found[cell.role].append(cell)
        return {role: tuple(cells) for role, cells in found.items()}

    def rows_of(self, role: str, *functions: Function) -> tuple[str, ...]:
        """Give the ids of the active rows in which a role has one of the functions."""
        return tuple(dict.fromkeys(c.row for c in self.by_role[role] if c.function in functions))

    @cached_property
    def rows_by_platform(self) -> Mapping[str, tuple[Row, ...]]:
        """Give the active rows that touch each platform that any touches."""
        found: dict[str, list[Row]] = {}
        for row in self.rows.values():
            for platform in row.activity.platforms:
                found.setdefault(platform, []).append(row)
        return {platform: tuple(rows) for platform, rows in found.items()}

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """Give the active platforms."""
        return {id_: p for id_, p in self.org.platforms.items() if p.status == "active"}

    @cached_property
    def undeclared_once(self) -> frozenset[str]:
        """Give the activities that are declared nowhere and stand once in all files."""
        once = Counter(key for d in self.org.departments.values() for key in d.duties)
        once.update(key for role in self.org.roles.values() for key in role.duties)
        for role in self.org.roles.values():
            for keys in role.holds.values():
                once.update(keys)
        return frozenset(
            key for key, n in once.items() if n == 1 and key not in self.org.activities
        )

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Give the duties whose activity is declared nowhere, by role, as written."""
        return tuple(
            Duty(id_, key)
            for id_ in sorted(self.org.roles)
            for key in self.org.roles[id_].duties
            if key not in self.org.activities
        )

    def side(self, refs: tuple[str, ...]) -> frozenset[str]:
        """Give the ids of the active rows that one side of a separation means."""
        found: set[str] = set()
        for ref in refs:
            found |= self._rows_meant.get(ref, frozenset())
        return frozenset(found)

    @cached_property
    def _rows_meant(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.rows.values():
            for ref in (f"activity:{row.activity.id}", *(f"tag:{t}" for t in row.activity.tags)):
                found.setdefault(ref, set()).add(row.id)
        return found

    def knows(self, ref: Ref) -> bool:
        """Tell whether a reference names something; what is misshapen is there all the same."""
        return ref.id in self.known[ref.kind] or ref in self.misshapen

    def nearest(self, ref: Ref) -> Ref | None:
        """Give the nearest known thing of the same kind."""
        if ref.kind not in self._indexes:
            self._indexes[ref.kind] = Nearest(self.known[ref.kind])
        near = self._indexes[ref.kind].to(ref.id)
        return Ref(f"{ref.kind}:{near}") if near else None

    @cached_property
    def known(self) -> Mapping[str, Collection[str]]:
        """Give the ids that references of each kind may name."""
        rows = (row.activity.id for row in self.all_rows.values())
        return {
            "activity": {*rows, *self.org.activities},
            "department": self.org.departments,
            "platform": self.org.platforms,
            "role": self.org.roles,
            "tag": frozenset(self.org.tags or ()),
        }

    def name(self, ref: Ref) -> Text:
        """Give what people call a thing; a row nobody declared goes by its mandate's wording.

        People have no names here: they appear by id.
        """
        entity: Entity | None = None
        match ref.kind:
            case "org":
                entity = self.org
            case "activity" if row := self.all_rows.get(ref.id):
                return self._row_name(row)
            case "activity":
                entity = self.org.activities.get(ref.id)
            case "department":
                entity = self.org.departments.get(ref.id)
            case "role":
                entity = self.org.roles.get(ref.id)
            case "platform":
                entity = self.org.platforms.get(ref.id)
            case "separation":
                entity = self.org.separations.get(ref.id)
        return entity.name if entity else {}

    def _row_name(self, row: Row) -> Text:
        if row.activity.name or not row.mandates:
            return row.activity.name
        return self.org.departments[row.mandates[0]].duties[row.activity.id].text


class _Rows:
    """Joins both sides into rows."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.org = structure.org
        self.found: dict[str, Row] = {}
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
                for role in roles:
                    if role in self.org.roles:
                        because = Ref(f"assignment:{activity.id}/{function.value}/{role}")
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
        """Give the row that a key means; for a generic duty, the department's own."""
        row = self.found.get(key)
        if row is not None:
            return row
        activity = self.org.activities.get(key)
        if activity is None:
            return (
                None if self.org.declared_only else self._row(key, Activity(id=key), declared=False)
            )
        if department is None:
            return None
        id_ = f"{key}@{department}"
        return self.found.get(id_) or self._row(id_, activity, declared=True, home=department)

    def _row(self, id_: str, activity: Activity, *, declared: bool, home: str | None = None) -> Row:
        written = activity.department
        department = home or (written if written in self.org.departments else None)
        row = self.found[id_] = Row(id_, activity, department, declared)
        return row


def home_of(row: Row, structure: Structure) -> tuple[str, Reasons] | None:
    """Give the department that a row belongs to, and why.

    The activity's own; else the only one whose mandate names it; else the smallest that contains
    every responsible role. None where there is none.
    """
    if row.department is not None:
        return row.department, (Ref(f"activity:{row.id}#department"),) if row.declared else ()
    if len(row.mandates) == 1:
        return row.mandates[0], (Ref(f"mandate:{row.mandates[0]}/{row.activity.id}"),)
    doers = row.written.get(R, {})
    homes = [structure.department(role) for role in sorted(doers)]
    if not homes or None in homes:
        return None
    paths = [(home, *structure.ancestors(home)) for home in homes if home is not None]
    common = next((d for d in paths[0] if all(d in path for path in paths)), None)
    reasons = tuple(row.reason(R, role) for role in sorted(doers))
    return None if common is None else (common, reasons)


def _derived_accountable(row: Row, structure: Structure) -> dict[str, Reasons]:
    """Give the head of a row's department, where the row has assignments but no written A."""
    if row.written.get(A) or not row.written:
        return {}
    home = home_of(row, structure)
    head = structure.head(home[0]) if home else None
    if home is None or head is None:
        return {}
    return {head: (Ref(f"head:{home[0]}"), *home[1])}
