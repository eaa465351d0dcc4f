"""Who is above whom: the reporting line and the tree of departments, written or derived."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.model.entities import Org


class Manager(NamedTuple):
    """Whom a role reports to, and the Ref that defines it; derived without ``reports_to``."""

    role: str
    because: Ref
    derived: bool


class Structure:
    """The reporting line and the department tree of an organisation.

    Roles on a reporting cycle (departments on a cycle) are above and below nobody: the cycle is
    a finding of its own, so that what would follow from it is not reported.
    """

    def __init__(self, org: Org) -> None:
        self.org = org
        self._above: dict[str, tuple[str, ...]] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def department(self, role: str) -> str | None:
        """Return a role's department, where it has one that is defined."""
        written = self.org.roles[role].department
        return written if written in self.org.departments else None

    def head(self, department: str) -> str | None:
        """Return a department's head, where it has one that is defined."""
        written = self.org.departments[department].head
        return written if written in self.org.roles else None

    @cached_property
    def managers(self) -> Mapping[str, Manager]:
        """The solid line: role to manager, without roles that report to nobody."""
        managers = ((role, self._manager(role)) for role in sorted(self.org.roles))
        return {role: manager for role, manager in managers if manager is not None}

    def _manager(self, role: str) -> Manager | None:
        written = self.org.roles[role].reports_to
        if written is not None:
            because = Ref(f"role:{role}#reports_to")
            return Manager(written, because, derived=False) if written in self.org.roles else None
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
        """The direct reports of each role that has any, in the order of their ids."""
        return grouped((manager.role, role) for role, manager in self.managers.items())

    @cached_property
    def cycles(self) -> Mapping[str, tuple[str, ...]]:
        """The cycle of each role on a reporting cycle, from the smallest id on."""
        return _cycles({role: manager.role for role, manager in self.managers.items()})

    @cached_property
    def department_cycles(self) -> Mapping[str, tuple[str, ...]]:
        """The cycle of each department on a cycle of parents, from the smallest id on."""
        return _cycles({id_: d.parent for id_, d in self.org.departments.items() if d.parent})

    def above(self, role: str) -> tuple[str, ...]:
        """Return the roles above a role, the nearest first."""
        if role not in self._above:

            def step(id_: str) -> str | None:
                return self.managers[id_].role if id_ in self.managers else None

            self._above[role] = _climb(role, step, self.cycles)
        return self._above[role]

    def ancestors(self, department: str) -> tuple[str, ...]:
        """Return the departments above a department, the nearest first."""
        if department not in self._ancestors:
            departments = self.org.departments

            def step(id_: str) -> str | None:
                parent = departments[id_].parent
                return parent if parent in departments else None

            self._ancestors[department] = _climb(department, step, self.department_cycles)
        return self._ancestors[department]

    def is_rooted(self, department: str) -> bool:
        """Return whether the chain above a department ends in no cycle and no unknown parent."""
        last = (department, *self.ancestors(department))[-1]
        return self.org.departments[last].parent is None

    def in_line(self, one: str, other: str) -> bool:
        """Return whether one of two roles is above the other."""
        return one in self.above(other) or other in self.above(one)

    def in_branch(self, one: str, other: str) -> bool:
        """Return whether two departments are the same, or one is above the other."""
        return one == other or one in self.ancestors(other) or other in self.ancestors(one)

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The roles of each department that has any of its own, in the order of their ids."""
        homes = ((self.department(role), role) for role in sorted(self.org.roles))
        return grouped((home, role) for home, role in homes if home is not None)

    @cached_property
    def staffed(self) -> frozenset[str]:
        """The departments that have a role, their own or below them."""
        return frozenset(d for own in self.members for d in (own, *self.ancestors(own)))

    def belongs(self, role: str, department: str) -> bool:
        """Return whether a role is of a department or of one below it."""
        home = self.department(role)
        return home is not None and department in (home, *self.ancestors(home))

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The posts that report to nobody, and lead others or a department, in the order of ids.

        Left out are roles whose written manager is unknown, roles on a cycle, and roles whose
        department has no head, since other rules report them.
        """
        return tuple(role for role in sorted(self.org.roles) if self._is_top(role))

    def _is_top(self, role: str) -> bool:
        post = self.org.roles[role]
        if role in self.managers or post.reports_to:
            return False
        home = self.department(role)
        if role not in self.reports and (home is None or self.head(home) != role):
            return False
        known = post.department is None if home is None else self.head(home) is not None
        return known and post.is_post and role not in self.cycles


def _climb(
    start: str, step: Callable[[str], str | None], cycles: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    above: list[str] = []
    at: str | None = None if start in cycles else step(start)
    while at is not None and at not in cycles:
        above.append(at)
        at = step(at)
    return tuple(above)


def _cycles(parents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the cycle of each that is on one, in a map from each to the one above it."""
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
