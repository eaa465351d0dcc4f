"""The responsibility matrix as a document: a choice of rows and roles, either way round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Cell, Row
from raci.render.formats.document import ReportDocument, Table
from raci.render.phrases import Words
from raci.render.reports.phrases import WORDS, notes


@dataclass(frozen=True, slots=True)
class View:
    """A part of a matrix: its rows and its roles, each in the order of the department tree."""

    matrix: Matrix
    rows: tuple[Row, ...]
    roles: tuple[str, ...]
    lang: str
    as_of: str

    def title(self, ref: Ref) -> str:
        """Return an entity's name with its id in brackets, or the id alone."""
        return self.matrix.title(ref, self.lang)


def view(
    matrix: Matrix, *, lang: str, as_of: str, only: Ref | None = None, every_status: bool = False
) -> View:
    """Return the rows and roles to show.

    ``only``, a department, role or platform, limits them to the rows that concern it.

    Raises:
        KeyError: where the organisation has no such entity.
    """
    rows = (matrix.all_rows if every_status else matrix.rows).values()
    wanted = [row for row in rows if only is None or _concerns(row, only, matrix)]
    if only is not None and not matrix.knows(only):
        raise KeyError(only)
    order = {d: number for number, d in enumerate(_departments(matrix))}
    involved = {cell.role for row in wanted for cell in row.cells()}
    roles = sorted(
        matrix.org.roles if only is None else involved,
        key=lambda role: _role_key(role, matrix, order),
    )

    def key(row: Row) -> tuple[int, str]:
        home = matrix.home(row)
        return (len(order) if home is None else order[home], row.id)

    return View(matrix, tuple(sorted(wanted, key=key)), tuple(roles), lang, as_of)


def _concerns(row: Row, only: Ref, matrix: Matrix) -> bool:
    if only.kind == "role":
        return any(cell.role == only.id for cell in row.cells())
    if only.kind == "platform":
        return only.id in row.activity.platforms
    structure = matrix.structure
    homes = filter(None, {*row.mandates, matrix.home(row)})
    return any(only.id in (d, *structure.ancestors(d)) for d in homes) or any(
        structure.belongs(cell.role, only.id) for cell in row.cells()
    )


def _departments(matrix: Matrix) -> list[str]:
    """Return the departments, each behind the one that it is part of."""
    ancestors = matrix.structure.ancestors
    return sorted(matrix.org.departments, key=lambda d: (*reversed(ancestors(d)), d))


def _role_key(role: str, matrix: Matrix, order: Mapping[str, int]) -> tuple[int, int, str]:
    home = matrix.structure.department(role)
    return (-1 if home is None else order[home], len(matrix.structure.above(role)), role)


def letters(cells: Iterable[Cell]) -> str:
    """Return a role's functions in one row: ``R/A``, derived ones in brackets."""
    return "/".join(f"({c.function.letter})" if c.derived else c.function.letter for c in cells)


def document(shown: View, *, by_role: bool = False, split: bool = False) -> ReportDocument:
    """Return a view with activities down and roles across, or the other way round.

    ``split`` makes a table for each department, with the roles that its rows involve.
    """
    words = Words(WORDS, shown.lang)
    groups: dict[str | None, list[Row]] = {}
    for row in shown.rows:
        groups.setdefault(shown.matrix.home(row) if split else None, []).append(row)
    lay = _roles_down if by_role else _activities_down
    tables = tuple(
        Table(
            _department(shown, home, words) if split else "",
            *lay(shown, rows, split),
            1 if split else 2,
        )
        for home, rows in groups.items()
    )
    title = words["matrix"].format(name=shown.title(shown.matrix.org.ref))
    cells = (cell for row in shown.rows for cell in row.cells())
    empty = () if shown.rows else (words["no-activities"],)
    return ReportDocument(shown.lang, title, tables, (*empty, *notes(cells, words, shown.as_of)))


Lines = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The head of a table, and its rows."""


def _activities_down(shown: View, rows: Sequence[Row], split: bool) -> Lines:
    words = Words(WORDS, shown.lang)
    cells = [letters_by_role(row) for row in rows]
    roles = [r for r in shown.roles if not split or any(r in line for line in cells)]
    head = [words["activity"], *([] if split else [words["department"]])]
    body = []
    for row, line in zip(rows, cells, strict=True):
        home = [] if split else [_department(shown, shown.matrix.home(row), words)]
        body.append((shown.title(row.ref), *home, *(line.get(role, "") for role in roles)))
    return (*head, *(shown.title(Ref(f"role:{role}")) for role in roles)), tuple(body)


def _roles_down(shown: View, rows: Sequence[Row], split: bool) -> Lines:
    words = Words(WORDS, shown.lang)
    cells = [letters_by_role(row) for row in rows]
    head = [words["role"], *([] if split else [words["department"]])]
    body = []
    for role in shown.roles:
        line = [by_role.get(role, "") for by_role in cells]
        if any(line) or not split:
            department = shown.matrix.structure.department(role)
            home = [] if split else [_department(shown, department, words)]
            body.append((shown.title(Ref(f"role:{role}")), *home, *line))
    return (*head, *(shown.title(row.ref) for row in rows)), tuple(body)


def _department(shown: View, id_: str | None, words: Words) -> str:
    return words["no-department"] if id_ is None else shown.title(Ref(f"department:{id_}"))


def letters_by_role(row: Row) -> Mapping[str, str]:
    """Return the letters that each role has in a row."""
    by_role: dict[str, list[Cell]] = {}
    for cell in row.cells():
        by_role.setdefault(cell.role, []).append(cell)
    return {role: letters(cells) for role, cells in by_role.items()}
