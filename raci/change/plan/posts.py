"""What becomes of the roles of a base: which id each has today, and which merge."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from raci.change.plan.steps import Course
from raci.change.proposal.change import Change
from raci.findings.ref import Ref
from raci.model.renames import Renames


@dataclass(frozen=True, slots=True)
class Posts:
    """The roles of the base through a proposal.

    ``today`` has the id at the end of each that is still there; ``merged`` those that another
    post swallows, with all roles of the base that are part of it; ``begun`` are roles that steps
    made earlier have added.
    """

    roles: Collection[str]
    today: Mapping[str, str]
    merged: Mapping[str, Collection[str]]
    begun: Collection[str]
    earlier: Renames

    @classmethod
    def of(cls, course: Course) -> "Posts":
        """Follow the roles of a course's base."""
        roles = course.base.matrix.org.roles
        today, merged = _follow(roles, course.proposal.changes)
        made = (change for step in course.proposal.made for change in step.changes)
        return cls(roles, today, merged, _begun(made), course.base.matrix.renames)

    def before(self, written: str) -> str | None:
        """Return the role of the base that an id of then or of today means; None if none."""
        if written in self.roles:
            return written
        then = next((then for then, now in self.today.items() if now == written), None)
        earlier = self.earlier.now(Ref(f"role:{written}")).id
        return then or (earlier if earlier in self.roles else None)

    def ref(self, role: str) -> Ref:
        """Return a role of the base under its id of today."""
        return Ref(f"role:{self.today.get(role, role)}")


def _follow(
    roles: Iterable[str], changes: Iterable[Change]
) -> tuple[Mapping[str, str], Mapping[str, Collection[str]]]:
    today = {role: role for role in roles}
    merged: dict[str, set[str]] = {}
    for change in changes:
        if change.subject.kind != "role":
            continue
        ids = {ref.id for ref in change.about}
        into = change.keys.get("into", ())
        match change.verb:
            case "rename":
                today = {r: change.keys["to"] if now in ids else now for r, now in today.items()}
            case "merge":
                parts = {role for role, now in today.items() if now in {*ids, into}}
                gone = {role for role in parts if today[role] != into}
                parts |= {each for role in parts for each in merged.get(role, ())}
                merged |= dict.fromkeys(gone, parts)
                today = {role: now for role, now in today.items() if role not in gone}
            case "retire" | "split":
                today = {r: now for r, now in today.items() if now not in ids or now in into}
    return today, merged


def _begun(changes: Iterable[Change]) -> Collection[str]:
    """Return the roles that some changes have added, by their ids after these."""
    begun: set[str] = set()
    for change in changes:
        if change.subject.kind != "role":
            continue
        ids = {ref.id for ref in change.about}
        match change.verb:
            case "add":
                begun |= ids
            case "rename" if ids & begun:
                begun = (begun - ids) | {change.keys["to"]}
            case "merge" if "as" in change.keys and change.keys["into"] not in ids:
                begun.add(change.keys["into"])
    return begun
