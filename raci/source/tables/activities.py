"""The rows of all matrices of a file, and an id for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from raci.findings.ref import Function
from raci.findings.text import one_line
from raci.source.tables.grid import Cell
from raci.source.tables.names import slug

Chain = tuple[str, ...]
"""The names of groups within one another, outermost first."""


@dataclass(slots=True)
class Activity:
    """A row of any matrix, with what each role is: the role's cell, the cell's, the functions."""

    name: Cell
    groups: tuple[Cell, ...]
    table: str
    held: list[tuple[Cell, Cell, tuple[Function, ...]]] = field(default_factory=list)
    doubtful: bool = False
    id: str = ""
    again: bool = False
    """Whether a row before it has the same name, in the same group and table."""

    @property
    def chains(self) -> list[tuple[Chain, Cell]]:
        """The groups around it, outermost first, each with its cell."""
        names = tuple(one_line(group.text) for group in self.groups)
        return [(names[: n + 1], group) for n, group in enumerate(self.groups)]


def give_ids(activities: Sequence[Activity]) -> None:
    """Give each activity its id: its name, with its table or group where names repeat."""
    for each in activities:
        each.id = slug(one_line(each.name.text))
    for qualifier in (_group_of, _outer_group_of, _table_of):
        counts = Counter(each.id for each in activities)
        pairs = {(each.id, qualifier(each)) for each in activities}
        apart = Counter(id_ for id_, _ in pairs)
        for each in activities:
            if counts[each.id] > 1 and apart[each.id] > 1 and qualifier(each):
                each.id = slug(f"{qualifier(each)}: {each.id}")
    taken: Counter[str] = Counter()
    for each in activities:
        name = each.id
        taken[name] += 1
        if taken[name] > 1:
            each.id, each.again = _free(name, taken), True
            taken[each.id] += 1


def _free(name: str, taken: Counter[str]) -> str:
    """Return the name with the next number that makes an id which is not taken."""
    while taken[id_ := slug(f"{name}-{taken[name]}")]:
        taken[name] += 1
    return id_


def group_ids(activities: Sequence[Activity]) -> dict[Chain, str]:
    """Return an id for each group: its name, with that of the group around it where it repeats."""
    chains = dict.fromkeys(chain for each in activities for chain, _ in each.chains)
    counts = Counter(slug(chain[-1]) for chain in chains)
    return {
        chain: slug(": ".join(chain[-2:]) if counts[slug(chain[-1])] > 1 else chain[-1])
        for chain in chains
    }


def _group_of(activity: Activity) -> str:
    return one_line(activity.groups[-1].text) if activity.groups else ""


def _outer_group_of(activity: Activity) -> str:
    return one_line(activity.groups[-2].text) if len(activity.groups) > 1 else ""


def _table_of(activity: Activity) -> str:
    return one_line(activity.table)
