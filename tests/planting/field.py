"""An organisation's data as a field in which defects are planted, by what they mean."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple, TypeVar

from raci.findings.ref import FUNCTIONS
from tests.support.organisations import Data

T = TypeVar("T")

OWN, FRESH, UNDECLARED, GENERIC = "own", "fresh", "undeclared", "generic"
ANY = (OWN, FRESH, UNDECLARED, GENERIC)
ONE_ROW = (OWN, FRESH, UNDECLARED)
DECLARED = (OWN, FRESH)
NAMED = (OWN, FRESH, GENERIC)
"""What a row may be: an activity that is there, a new one, a duty's key, or a generic copy."""


class Row(NamedTuple):
    """A row of the matrix: its activity and, of a generic duty's copy, the department."""

    activity: str
    home: str | None = None

    @property
    def ref(self) -> str:
        return f"activity:{self.activity}" + (f"@{self.home}" if self.home else "")


NOWHERE = Row("")


class Field:
    """A definition, changed by steps; ``beside`` are further files.

    Three times in four an entity is one that the organisation has, where one is left: what has
    been given out is given out no more, so that several planters do not step on one another.
    """

    def __init__(self, data: Data, random: Random) -> None:
        self.data, self.random = data, random
        self.beside: dict[str, str | bytes] = {}
        self.taken: set[tuple[str, str]] = set()
        self._count = 0

    def files(self) -> dict[str, str | bytes]:
        """Give the files as they are now."""
        return {"org.json": json.dumps(self.data)} | self.beside

    def choose(self, items: Iterable[T]) -> T:
        """Give one of some items."""
        return self.random.choice(list(items))

    def section(self, name: str) -> dict[str, Data]:
        """Give a section, to be changed."""
        section: dict[str, Data] = self.data.setdefault(name, {})
        return section

    # Entities: one of the organisation's own, or a new one

    def role(self, **keys: Any) -> str:
        """Give a post."""
        return self.entity("roles", _is_post, **keys)

    def department(self, **keys: Any) -> str:
        return self.entity("departments", **keys)

    def platform(self, **keys: Any) -> str:
        """Give an active platform."""
        return self.entity("platforms", **{"status": None} | keys)

    def untouched_platform(self, **keys: Any) -> str:
        """Give an active platform that no activity touches."""
        platform = self.platform(**keys)
        for activity in self.section("activities").values():
            remove(activity.get("platforms", []), platform)
        return platform

    def top(self, **keys: Any) -> str:
        """Give a new role that reports to nobody."""
        return self.new("roles", **keys)

    def entity(
        self, section: str, fit: Callable[[str, Data], object] = lambda *_: True, **keys: Any
    ) -> str:
        """Give an entity with some keys (None: without); ``fit`` tells which ones will do."""
        entities = self.section(section)
        left = [i for i in sorted(entities) if (section, i) not in self.taken]
        fitting = [id_ for id_ in left if fit(id_, entities[id_])]
        if not fitting or self.random.random() < 0.25:
            return self.new(section, **keys)
        return self.take(section, self.choose(fitting), **keys)

    def new(self, section: str, **keys: Any) -> str:
        """Give a new entity."""
        self._count += 1
        return self.take(section, f"planted-{self._count}", **keys)

    def take(self, section: str, id_: str, **keys: Any) -> str:
        """Give out an entity with some keys (None: without)."""
        self.taken.add((section, id_))
        entity = self.section(section).setdefault(id_, {})
        for key, value in keys.items():
            if value is None:
                entity.pop(key, None)
            else:
                entity[key] = value
        return id_

    def emptied(self, section: str) -> str:
        """Give an entity of which nothing is written."""
        id_ = self.entity(section)
        self.section(section)[id_].clear()
        return id_

    def idle(self, **keys: Any) -> str:
        """Give a role that does nothing, answers for nothing and heads nothing."""
        return self.relieved(self.role(**keys))

    def relieved(self, role: str) -> str:
        """Take everything that a role does, answers for and heads away from it."""
        for function in FUNCTIONS:
            self.data["roles"][role].pop(function, None)
            for activity in self.section("activities").values():
                remove(activity.get(function, []), role)
        self.data["roles"][role].pop("duties", None)
        for department in self.section("departments").values():
            if department.get("head") == role:
                del department["head"]
        for platform in self.section("platforms").values():
            remove(platform.get("deputies", []), role)
        return role

    def pair(self) -> tuple[str, str]:
        """Give two departments that belong to none."""
        return self.department(parent=None), self.department(parent=None)

    # Rows

    def row(self, forms: Sequence[str] = ANY, **keys: Any) -> Row:
        """Give an active row with which nobody has to do, in no mandate."""
        form = OWN if OWN in forms and self.random.random() < 0.6 else self.choose(forms)
        if form == UNDECLARED and not keys and "activities" not in self.data["org"]:
            self._count += 1
            self.taken.add(("activities", f"planted-{self._count}"))
            return Row(f"planted-{self._count}")

        def fits(_: str, activity: Data) -> bool:
            return "each" not in activity or GENERIC in forms

        keys = {"status": None, "shared": None} | keys
        if form == GENERIC:
            keys["each"] = "department"
        new = form == FRESH
        id_ = self.new("activities", **keys) if new else self.entity("activities", fits, **keys)
        self.forget(Row(id_))
        generic = "each" in self.data["activities"][id_]
        return Row(id_, self.department() if generic else None)

    def worker(self, row: Row, **keys: Any) -> str:
        """Give a role that may have a part in a row: a copy is its department's."""
        return self.role(**({"department": row.home} if row.home else {}) | keys)

    def boss(self, row: Row = NOWHERE, **keys: Any) -> str:
        """Give a role that may answer for a row: a person's, and held today."""
        plain = {"kind": None, "headcount": None, "name": None}
        role = self.worker(row, **plain | keys)
        held = any(role in person.get("roles", {}) for person in self.section("people").values())
        if held or "people" in self.data["org"]:
            self.new("people", roles={role: {}})
        return role

    def staffed(self, forms: Sequence[str] = ANY, **keys: Any) -> Row:
        """Give a row that one role does and another one, a person, answers for."""
        row = self.row(forms, **keys)
        self.assign(row, "responsible", self.worker(row))
        self.assign(row, "accountable", self.boss(row))
        return row

    def unanswered(self, row: Row, doer: str) -> None:
        """See that nobody answers for a row by being a head."""
        if row.home:
            self.data["departments"][row.home].pop("head", None)
        elif row.activity in self.section("activities"):
            self.data["activities"][row.activity]["department"] = self.department(head=None)
        else:
            self.data["roles"][doer]["department"] = self.department(head=None)

    def assign(self, row: Row, function: str, *roles: str) -> None:
        """Give roles a function in a row, on either side."""
        for role in roles:
            declared = self.section("activities").get(row.activity)
            if declared is not None and self.random.random() < 0.5:
                declared.setdefault(function, []).append(role)
            elif function == "responsible" and self.random.random() < 0.5:
                self.data["roles"][role].setdefault("duties", {})[row.activity] = {}
            else:
                self.data["roles"][role].setdefault(function, []).append(row.activity)

    def release(self, row: Row, function: str = "", role: str = "") -> None:
        """Take a function (all, where none is given) in a row away from a role (all)."""
        activity = row.activity
        for id_ in [role] if role else self.data["roles"]:
            entry = self.data["roles"][id_]
            if function in ("", "responsible"):
                entry.get("duties", {}).pop(activity, None)
            for each in [function] if function else FUNCTIONS:
                remove(entry.get(each, []), activity)
                remove(self.section("activities").get(activity, {}).get(each, []), id_)

    def forget(self, row: Row) -> None:
        """Take everybody off a row, and the row out of every mandate and approval."""
        self.release(row)
        for department in self.section("departments").values():
            department.get("duties", {}).pop(row.activity, None)
        for activity in self.section("activities").values():
            remove(activity.get("approves", []), row.activity)

    # People and the whole

    def held(self, **keys: Any) -> str:
        """Give a role of one head and of one new person, whom no deputy stands in for."""
        role = self.role(**{"headcount": None, "name": None, "deputies": None} | keys)
        self.vacate(role)
        self.new("people", roles={role: {}})
        return role

    def vacate(self, role: str) -> None:
        """End everybody's appointment to a role."""
        for person in self.section("people").values():
            person.get("roles", {}).pop(role, None)

    def untaken(self, section: str) -> Mapping[str, Data]:
        """Give the entities of a section that nobody has been given."""
        entities = self.section(section)
        return {id_: entities[id_] for id_ in entities if (section, id_) not in self.taken}


def _is_post(_: str, role: Data) -> bool:
    return role.get("kind") not in ("collective", "external")


def remove(items: list[str], item: str) -> None:
    """Take an item out of a list, if it is there."""
    if item in items:
        items.remove(item)
