"""OVL206: two roles of one department do the same, or nearly, or one does nothing of its own."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Hits, Share, rule
from raci.wording.likeness.pair import are_apart

MANY = 3
"""With fewer rows in common, two roles are alike by chance."""

PAIRED = 8
"""Among so many roles with exactly the same rows every pair is reported; others with the first."""


@rule("OVL206", of=Role, needs=("departments",), judges=lambda role: role.is_post, mutual=True)
def duplicate_role(role: Role, matrix: Matrix, *, share: Share = 0.8) -> Hits:
    """Two roles of one department are responsible for the same activities, or nearly so."""
    jobs = matrix.cached(_Jobs)
    job = jobs.of.get(role.id)
    if job is None:
        return
    for other in job.same_as(role.id):
        yield from _compared((role.id, job), (other, job), matrix, share)
    if role.id not in job.reported:
        return
    for near in jobs.near(job, share):
        for other in near.reported:
            if other > role.id:
                yield from _compared((role.id, job), (other, near), matrix, share)


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
    posts = [role for role in members if matrix.org.roles[role].is_post]
    held = {role: _own_rows(role, matrix) for role in posts}
    doers = Counter(row for rows in held.values() for row in rows)
    same = grouped((frozenset(rows), role) for role, rows in held.items() if len(rows) > 1)
    for rows_of_job, roles in same.items():
        rarest = sorted(rows_of_job, key=lambda row: (doers[row], row))
        yield _Job(department, rows_of_job, tuple(rarest), roles)


def _own_rows(role: str, matrix: Matrix) -> Sequence[str]:
    """Return the rows that a role does, without those that are meant for everybody."""
    rows = matrix.rows_of(role, Function.RESPONSIBLE)
    return [id_ for id_ in rows if not matrix.rows[id_].activity.shared]


def _compared(one: tuple[str, _Job], two: tuple[str, _Job], matrix: Matrix, share: float) -> Hits:
    """Report two roles that do the same, nearly the same, or of which one does nothing of its own.

    A row that they word differently is none that they share.
    """
    (role, own), (other, theirs) = one, two
    common = [row for row in own.rows & theirs.rows if not _differ(row, role, other, matrix)]
    shared, total = len(common), len(own.rows | theirs.rows)
    fewer = min(len(own.rows), len(theirs.rows))
    if not shared or _serve_apart(role, other, matrix):
        return
    ref, values = Ref(f"role:{other}"), _common(other, shared)
    if shared == total and (shared >= MANY or _do_nothing_else((role, other), own.rows, matrix)):
        yield Hit(case="same", other=ref, **values)
    elif fewer >= MANY and shared < total and shared / total >= share:
        differing = tuple(
            matrix.rows[id_].ref for id_ in sorted((own.rows | theirs.rows).difference(common))
        )
        yield Hit(case="nearly", other=ref, total=total, differing=differing, **values)
    elif MANY <= fewer == shared < total and _side_by_side(role, other, matrix):
        inner, outer = (role, other) if shared == len(own.rows) else (other, role)
        yield Hit(case="within", inner=Ref(f"role:{inner}"), outer=Ref(f"role:{outer}"), **values)


def _differ(row: str, one: str, other: str, matrix: Matrix) -> bool:
    """Return whether two roles word a row, and differently."""
    key = matrix.rows[row].activity.id
    mine, theirs = (matrix.org.roles[role].duties.get(key) for role in (one, other))
    return mine is not None and theirs is not None and are_apart(mine.text, theirs.text)


def _do_nothing_else(roles: Iterable[str], rows: Collection[str], matrix: Matrix) -> bool:
    """Return whether roles have no function, written or derived, in any further row."""
    return all(set(matrix.rows_of(role, *FUNCTIONS)) <= {*rows} for role in roles)


def _serve_apart(one: str, other: str, matrix: Matrix) -> bool:
    """Return whether each of two roles owns, or works on, a platform that the other does not."""
    served = matrix.cached(_platforms)
    mine, theirs = (served.get(role, frozenset()) for role in (one, other))
    return bool(mine - theirs and theirs - mine)


def _platforms(matrix: Matrix) -> Mapping[str, frozenset[str]]:
    """Return the platforms of each role that owns any, stands in for one or does work on one."""
    owned = (
        (role, id_)
        for id_, platform in matrix.platforms.items()
        for role in (*platform.owners, *platform.deputies)
    )
    worked_on = (
        (role, platform)
        for row in matrix.rows.values()
        for role in row.written.get(Function.RESPONSIBLE, ())
        for platform in row.activity.platforms
    )
    served = grouped((*owned, *worked_on))
    return {role: frozenset(platforms) for role, platforms in served.items()}


def _common(other: str, shared: int) -> Mapping[str, Any]:
    ref = Ref(f"role:{other}")
    return {"involves": (ref,), "also": ((ref, ref),), "shared": shared}


def _side_by_side(one: str, other: str, matrix: Matrix) -> bool:
    """Return whether neither role is above the other; on a cycle that is unknown."""
    cycles = matrix.structure.cycles
    return one not in cycles and other not in cycles and not matrix.structure.in_line(one, other)
