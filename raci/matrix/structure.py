"""Who is above whom: the reporting line and the tree of departments, written or derived."""

from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.matrix.hierarchy import Hierarchy
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

    @cached_property
    def line(self) -> Hierarchy:
        """The reporting line."""
        return Hierarchy({role: manager.role for role, manager in self.managers.items()})

    @cached_property
    def tree(self) -> Hierarchy:
        """The tree of departments."""
        departments = self.org.departments
        parents = ((id_, department.parent) for id_, department in departments.items())
        known = {id_: parent for id_, parent in parents if parent and parent in departments}
        return Hierarchy(known)

    def department(self, role: str) -> str | None:
        """Return a role's department, where it has one that is defined."""
        written = self.org.roles[role].department
        return written if written in self.org.departments else None

    def head(self, department: str) -> str | None:
        """Return a department's head, where it has one that is defined."""
        written = self.org.departments[department].head
        return written if written in self.org.roles else None

    @cached_property
    def headed(self) -> Mapping[str, tuple[str, ...]]:
        """The departments that each role heads."""
        heads = ((self.head(department), department) for department in self.org.departments)
        return grouped((head, department) for head, department in heads if head is not None)

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
        led = self.led_by.get(home)
        while led is not None and (head := self.head(led)):
            if head != role:
                return Manager(head, Ref(f"head:{led}"), derived=True)
            led = self.led_by.get(next(self.tree.above(led), ""))
        return None

    @cached_property
    def led_by(self) -> Mapping[str, str]:
        """The nearest department with a head, from each on upwards, that has one."""
        return self.tree.inherited({id_: id_ for id_ in self.org.departments if self.head(id_)})

    @cached_property
    def reports(self) -> Mapping[str, tuple[str, ...]]:
        """The direct reports of each role that has any, in the order of their ids."""
        return grouped((manager.role, role) for role, manager in self.managers.items())

    @property
    def cycles(self) -> Mapping[str, tuple[str, ...]]:
        """The cycle of each role on a reporting cycle, from the smallest id on."""
        return self.line.cycles

    @property
    def department_cycles(self) -> Mapping[str, tuple[str, ...]]:
        """The cycle of each department on a cycle of parents, from the smallest id on."""
        return self.tree.cycles

    def is_rooted(self, department: str) -> bool:
        """Return whether the chain above a department ends in no cycle and no unknown parent."""
        return department in self._rooted

    @cached_property
    def _rooted(self) -> Collection[str]:
        departments = self.org.departments.items()
        return self.tree.inherited({id_: id_ for id_, each in departments if each.parent is None})

    def in_line(self, one: str, other: str) -> bool:
        """Return whether one of two roles is above the other."""
        return self.line.is_above(one, other) or self.line.is_above(other, one)

    def in_branch(self, one: str, other: str) -> bool:
        """Return whether two departments are the same, or one is above the other."""
        return self.contains(one, other) or self.contains(other, one)

    def contains(self, high: str, low: str) -> bool:
        """Return whether a department is another one, or above it."""
        return high == low or self.tree.is_above(high, low)

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The roles of each department that has any of its own, in the order of their ids."""
        homes = ((self.department(role), role) for role in sorted(self.org.roles))
        return grouped((home, role) for home, role in homes if home is not None)

    @cached_property
    def staffed(self) -> frozenset[str]:
        """The departments that have a role, their own or below them."""
        found: set[str] = set()
        for own in self.members:
            for department in chain([own], self.tree.above(own)):
                if department in found:
                    break
                found.add(department)
        return frozenset(found)

    def belongs(self, role: str, department: str) -> bool:
        """Return whether a role is of a department or of one below it."""
        home = self.department(role)
        return home is not None and self.contains(department, home)

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
