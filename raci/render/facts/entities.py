"""What an organisation has: its departments, roles and platforms."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.findings.report import Report
from raci.findings.text import Text
from raci.matrix.grouped import grouped
from raci.matrix.load import load, medians
from raci.matrix.matrix import Matrix
from raci.model.entities import Department, Entity, Platform, Role
from raci.render.facts.about import counts_about
from raci.render.facts.table import (
    LANGUAGES,
    Column,
    FactTable,
    Value,
    column,
    phrase,
    table,
)
from raci.render.letters import LetterWords

E = TypeVar("E", bound=Entity)

ALWAYS_COUNTED = (Function.RESPONSIBLE, Function.ACCOUNTABLE)
"""The functions that tables count even where nobody has them."""


def departments(matrix: Matrix, report: Report) -> FactTable:
    """Return the departments; what is counted of roles are a department's own."""
    functions = _functions(matrix)
    columns = (
        column("department", "ref"),
        column("head", "ref"),
        column("part-of", "ref"),
        column("roles", "number"),
        column("headcount", "number"),
        column("vacant-roles", "number"),
        column("activities", "number"),
        *_counts(matrix, functions),
        column("findings", "number"),
    )
    about = counts_about(report)
    homes = grouped((matrix.home(row), row) for row in matrix.rows.values())

    def row(department: Department) -> tuple[Value, ...]:
        members = matrix.structure.members.get(department.id, ())
        posts = [matrix.org.roles[role] for role in members if matrix.org.roles[role].is_post]
        held = (sum(len(matrix.rows_of(role, f)) for role in members) for f in functions)
        return (
            department.ref,
            ref_of("role", matrix.structure.head(department.id)),
            ref_of("department", next(matrix.structure.tree.above(department.id), None)),
            len(members),
            sum(post.headcount for post in posts),
            sum(matrix.is_vacant(post.id) for post in posts),
            len(homes.get(department.id, ())),
            *held,
            about[department.ref],
        )

    return table("departments", columns, map(row, written(matrix.org.departments, matrix)))


def roles(matrix: Matrix, report: Report) -> FactTable:
    """Return the roles: where they stand, who holds them, what they have, and how much that is."""
    functions = _functions(matrix)
    about, usual = counts_about(report), medians(matrix)
    owned = grouped((role, p.ref) for p in matrix.platforms.values() for role in p.owners)

    def row(role: Role) -> tuple[Value, ...]:
        home = matrix.structure.department(role.id)
        manager = matrix.structure.managers.get(role.id)
        return (
            role.ref,
            ref_of("department", home),
            ref_of("role", manager.role if manager else None),
            phrase("line-derived" if manager.derived else "line-written") if manager else None,
            phrase(f"kind-{role.nature}"),
            role.headcount if role.is_post else None,
            _holders(role, matrix),
            filled(role, matrix),
            refs_of("role", role.deputies),
            owned.get(role.id, ()),
            len(role.duties),
            len(matrix.rows_of(role.id, *FUNCTIONS)),
            *(len(matrix.rows_of(role.id, function)) for function in functions),
            round(load(role, matrix), 2) if role.is_post and role.headcount else None,
            round(usual[home], 2) if home and home in usual else None,
            about[role.ref],
        )

    return table("roles", _columns_of_roles(matrix), map(row, written(matrix.org.roles, matrix)))


def _columns_of_roles(matrix: Matrix) -> tuple[Column, ...]:
    return (
        column("role", "ref"),
        column("department", "ref"),
        column("reports-to", "ref"),
        column("line"),
        column("kind"),
        column("headcount", "number"),
        column("holders", "number"),
        column("filled"),
        column("deputies", "refs"),
        column("owns", "refs"),
        column("duties", "number"),
        column("activities", "number"),
        *_counts(matrix, _functions(matrix)),
        column("load", "number"),
        column("department-load", "number"),
        column("findings", "number"),
    )


def platforms(matrix: Matrix, report: Report) -> FactTable:
    """Return the platforms, planned and archived ones too, with the active rows on them."""
    columns = (
        column("platform", "ref"),
        column("kind"),
        column("status"),
        column("critical"),
        column("owners", "refs"),
        column("deputies", "refs"),
        column("activities", "refs"),
        column("findings", "number"),
    )
    about = counts_about(report)

    def row(platform: Platform) -> tuple[Value, ...]:
        rows = matrix.rows_by_platform.get(platform.id, ())
        return (
            platform.ref,
            platform.sort,
            phrase(f"status-{platform.status}"),
            phrase("yes") if platform.critical else None,
            refs_of("role", platform.owners),
            refs_of("role", platform.deputies),
            in_order((row.ref for row in rows), matrix),
            about[platform.ref],
        )

    return table("platforms", columns, map(row, written(matrix.org.platforms, matrix)))


def _holders(role: Role, matrix: Matrix) -> int | None:
    """Return how many hold a role on the day; None where nobody says who does."""
    known = role.id in matrix.holdings.by_role or matrix.org.people_complete
    return len(matrix.in_post(role.id)) if role.nature == "person" and known else None


def filled(role: Role, matrix: Matrix) -> Text | None:
    """Return whether somebody holds a role on the day; None where no person may."""
    if role.nature != "person":
        return None
    if matrix.is_vacant(role.id):
        return phrase("vacant")
    holders = _holders(role, matrix)
    if holders is None:
        return phrase("holders-not-listed")
    if holders >= role.headcount:
        return phrase("filled-post")
    if not holders and matrix.holders(role.id):
        return phrase("deputy-holds")
    listed = matrix.holdings.is_fully_listed(role.id)
    return phrase("partly-filled" if listed else "holders-not-all-listed")


def _functions(matrix: Matrix) -> tuple[Function, ...]:
    """Return the functions that the matrix has."""
    used = {function for held in matrix.held.values() for function in held}
    return tuple(f for f in FUNCTIONS if f in used or f in ALWAYS_COUNTED)


def _counts(matrix: Matrix, functions: Iterable[Function]) -> Iterator[Column]:
    """Yield a column for each function, under its letter and its word."""
    words = {lang: LetterWords(matrix.org.notation, lang) for lang in LANGUAGES}
    for function in functions:
        title = {lang: words[lang].named(function) for lang in LANGUAGES}
        yield Column(function.value, title, "number")


def written(entities: Mapping[str, E], matrix: Matrix) -> list[E]:
    """Return entities in the order in which they are written."""
    return sorted(entities.values(), key=lambda each: matrix.written_order(each.ref))


def in_order(refs: Iterable[Ref], matrix: Matrix) -> tuple[Ref, ...]:
    """Return Refs in the order in which what they name is written."""
    return tuple(sorted(refs, key=matrix.written_order))


def ref_of(kind: str, id_: str | None) -> Ref | None:
    """Return the Ref of an id, None where there is no id."""
    return Ref(f"{kind}:{id_}") if id_ else None


def refs_of(kind: str, ids: Iterable[str]) -> tuple[Ref, ...]:
    """Return the Refs of ids of a kind."""
    return tuple(Ref(f"{kind}:{id_}") for id_ in ids)
