"""Who is above whom: the reporting line and the tree of departments, written or derived."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from raci.findings.ref import Ref
from raci.model.entities import Org


class Manager(NamedTuple):
    """Whom a role reports to, and the Ref that says so; derived where no ``reports_to`` does."""

    role: str
    because: Ref
    derived: bool


class Structure:
    """The reporting line and the department tree of an organisation.

    Roles on a reporting cycle (departments on a cycle) are above and below nobody: the cycle is
    a finding of its own, and what would follow from it is held back.
    """

    def __init__(self, org: Org) -> None:
        self.org = org
        self._above: dict[str, tuple[str, ...]] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def department(self, role: str) -> str | None:
        """Give a role's department, where it has one that is defined."""
        written = self.org.roles[role].department
        return written if written in self.org.departments else None

    def head(self, department: str) -> str | None:
        """Give a department's head, where it has one that is defined."""
        written = self.org.departments[department].head
        return written if written in self.org.roles else None

    @cached_property
    def managers(self) -> Mapping[str, Manager]:
        """Give the solid line: role to manager, roles that report to nobody left out."""
        found = ((role, self._manager(role)) for role in sorted(self.org.roles))
        return {role: manager for role, manager in found if manager is not None}

    def _manager(self, role: str) -> Manager | None:
        written = self.org.roles[role].reports_to
        if written is not None:
            known = written in self.org.roles
            return (
                Manager(written, Ref(f"role:{role}#reports_to"), derived=False) if known else None
            )
        home = self.department(role)
        if home is None or self.org.line == "written":
            return None
        for department in (home, *self.ancestors(home)):
            head = self.head(department)
            if head is not None and head != role:
                return Manager(head, Ref(f"head:{department}"), derived=True)
        return None

    @cached_property
    def reports(self) -> Mapping[str, tuple[str, ...]]:
        """Give the direct reports of each role that has any, in the order of their ids."""
        found: dict[str, list[str]] = {}
        for role, manager in self.managers.items():
            found.setdefault(manager.role, []).append(role)
        return {role: tuple(below) for role, below in found.items()}

    @cached_property
    def cycles(self) -> Mapping[str, tuple[str, ...]]:
        """Give each role on a reporting cycle its cycle, from the smallest id on."""
        return _cycles({role: manager.role for role, manager in self.managers.items()})

    @cached_property
    def department_cycles(self) -> Mapping[str, tuple[str, ...]]:
        """Give each department on a cycle of parents its cycle, from the smallest id on."""
        return _cycles({id_: d.parent for id_, d in self.org.departments.items() if d.parent})

    def above(self, role: str) -> tuple[str, ...]:
        """Give the roles above a role, the nearest first."""
        if role not in self._above:

            def step(id_: str) -> str | None:
                return self.managers[id_].role if id_ in self.managers else None

            self._above[role] = _climb(role, step, self.cycles)
        return self._above[role]

    def ancestors(self, department: str) -> tuple[str, ...]:
        """Give the departments above a department, the nearest first."""
        if department not in self._ancestors:
            departments = self.org.departments

            def step(id_: str) -> str | None:
                parent = departments[id_].parent
                return parent if parent in departments else None

            self._ancestors[department] = _climb(department, step, self.department_cycles)
        return self._ancestors[department]

    def is_rooted(self, department: str) -> bool:
        """Tell whether the chain above a department ends well: in no cycle, no unknown parent."""
        last = (department, *self.ancestors(department))[-1]
        return self.org.departments[last].parent is None

    def in_line(self, one: str, other: str) -> bool:
        """Tell whether one of two roles is above the other."""
        return one in self.above(other) or other in self.above(one)

    def in_branch(self, one: str, other: str) -> bool:
        """Tell whether two departments are the same, or one is above the other."""
        return one == other or one in self.ancestors(other) or other in self.ancestors(one)

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Give the roles of each department that has any of its own, in the order of their ids."""
        found: dict[str, list[str]] = {}
        for role in sorted(self.org.roles):
            home = self.department(role)
            if home is not None:
                found.setdefault(home, []).append(role)
        return {department: tuple(roles) for department, roles in found.items()}

    @cached_property
    def staffed(self) -> frozenset[str]:
        """Give the departments that have a role, their own or below them."""
        return frozenset(d for own in self.members for d in (own, *self.ancestors(own)))

    def belongs(self, role: str, department: str) -> bool:
        """Tell whether a role is of a department or of one below it."""
        home = self.department(role)
        return home is not None and department in (home, *self.ancestors(home))

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """Give the roles that report to nobody, in the order of their ids.

        Left out are roles whose written manager is unknown, roles on a cycle, and roles whose
        department has no head, as each is told as that; and, where others have departments, who
        stands beside them, with nobody below.
        """
        return tuple(role for role in sorted(self.org.roles) if self._is_top(role))

    def _is_top(self, role: str) -> bool:
        if role in self.managers or role in self.cycles or self.org.roles[role].reports_to:
            return False
        home = self.department(role)
        if home is None:
            beside = bool(self.members) and role not in self.reports
            return not beside and self.org.roles[role].department is None
        return self.head(home) is not None


def _climb(
    start: str, step: Callable[[str], str | None], cycles: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    found: list[str] = []
    at: str | None = None if start in cycles else step(start)
    while at is not None and at not in cycles:
        found.append(at)
        at = step(at)
    return tuple(found)


def _cycles(parents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Find the cycles of a map from each to the one above it."""
    cycles: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            cycle = list(path)[list(path).index(at) :]
            first = cycle.index(min(cycle))
            turned = (*cycle[first:], *cycle[:first])
            cycles.update(dict.fromkeys(cycle, turned))
        done.update(path)
    return cycles
