"""OVL206: two roles of one department do the same, or nearly, or one does nothing of its own."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Hits, Share, rule

PAIRED = 8
"""Among so many roles with exactly the same rows every pair is reported; others with the first."""


@rule("OVL206", of=Role, needs=("departments",), mutual=True)
def duplicate_role(role: Role, matrix: Matrix, *, share: Share = 0.8) -> Hits:
    """Two roles of one department are responsible for the same activities, or nearly so."""
    jobs = matrix.cached(_Jobs)
    job = jobs.of.get(role.id)
    if job is None:
        return
    for other in job.same_as(role.id):
        yield Hit(case="same", other=Ref(f"role:{other}"), **_common(other, len(job.rows)))
    if role.id not in job.reported:
        return
    for near in jobs.near(job, share):
        for other in near.reported:
            if other > role.id:
                yield from _overlapping((role.id, job), (other, near), matrix, share)


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """The roles of a department that are responsible for exactly the same rows, two or more.

    ``rarest`` gives the rows by how many roles of the department do them, the fewest first.
    """

    department: str
    rows: frozenset[str]
    rarest: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def reported(self) -> Sequence[str]:
        return self.roles[:PAIRED]

    def same_as(self, role: str) -> Sequence[str]:
        """Return the roles that are reported together with one of them."""
        return self.roles[1:] if role == self.roles[0] else [r for r in self.reported if r > role]


class _Jobs:
    def __init__(self, matrix: Matrix) -> None:
        self.of: dict[str, _Job] = {}
        self._doing: dict[tuple[str, str], list[_Job]] = {}
        self._rarest: dict[tuple[str, str], list[_Job]] = {}
        for department, members in matrix.structure.members.items():
            for job in _jobs(department, members, matrix):
                self.of |= dict.fromkeys(job.roles, job)
                self._rarest.setdefault((department, job.rarest[0]), []).append(job)
                for row in job.rarest:
                    self._doing.setdefault((department, row), []).append(job)

    def near(self, job: _Job, share: float) -> Iterator[_Job]:
        """Return the jobs of the department that may be nearly the same, within it or around it.

        Two that share enough share one of the rarest rows of either (prefix filtering: Bayardo,
        Ma, Srikant, Scaling up all pairs similarity search, 2007); of one within the other, the
        outer has the inner's rarest row. So a row that all do makes nobody a candidate.
        """
        most = len(job.rows) - max(ceil(share * len(job.rows) - 1e-9), 1) + 1
        alike = (self._doing[job.department, row] for row in job.rarest[:most])
        inner = (self._rarest.get((job.department, row), ()) for row in job.rarest)
        candidates = dict.fromkeys(each for jobs in (*alike, *inner) for each in jobs)
        return (each for each in candidates if each is not job)


def _jobs(department: str, members: Sequence[str], matrix: Matrix) -> Iterator[_Job]:
    held = {role: matrix.rows_of(role, Function.RESPONSIBLE) for role in members}
    doers = Counter(row for rows in held.values() for row in rows)
    same = grouped((frozenset(rows), role) for role, rows in held.items() if len(rows) > 1)
    for rows_of_job, roles in same.items():
        rarest = sorted(rows_of_job, key=lambda row: (doers[row], row))
        yield _Job(department, rows_of_job, tuple(rarest), roles)


def _overlapping(
    one: tuple[str, _Job], two: tuple[str, _Job], matrix: Matrix, share: float
) -> Hits:
    """Report two roles that do nearly the same, or of which one does nothing of its own."""
    (role, own), (other, theirs) = one, two
    shared, total = len(own.rows & theirs.rows), len(own.rows | theirs.rows)
    ref, common = Ref(f"role:{other}"), _common(other, shared)
    if shared / total >= share:
        differing = tuple(matrix.rows[id_].ref for id_ in sorted(own.rows ^ theirs.rows))
        yield Hit(case="nearly", other=ref, total=total, differing=differing, **common)
    elif shared == min(len(own.rows), len(theirs.rows)) and _side_by_side(role, other, matrix):
        inner, outer = (role, other) if shared == len(own.rows) else (other, role)
        yield Hit(case="within", inner=Ref(f"role:{inner}"), outer=Ref(f"role:{outer}"), **common)


def _common(other: str, shared: int) -> Mapping[str, Any]:
    ref = Ref(f"role:{other}")
    return {"involves": (ref,), "also": ((ref, ref),), "shared": shared}


def _side_by_side(one: str, other: str, matrix: Matrix) -> bool:
    """Return whether neither role is above the other; on a cycle that is unknown."""
    cycles = matrix.structure.cycles
    return one not in cycles and other not in cycles and not matrix.structure.in_line(one, other)
