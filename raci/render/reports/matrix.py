"""The responsibility matrix as a document: a choice of rows and roles, either way round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Cell, Row
from raci.model.entities import Attributed
from raci.render.formats.document import ReportDocument, Table
from raci.render.letters import LetterWords
from raci.render.phrases import Words


class Stated(NamedTuple):
    """Everything of a kind that has a value of an attribute."""

    kind: str
    attribute: str
    value: Any

    def holds(self, entity: Attributed) -> bool:
        """Return whether an entity has the value, or has it in its list."""
        written = entity.attributes.get(self.attribute)
        values = written if isinstance(written, tuple) else (written,)
        return any(type(each) is type(self.value) and each == self.value for each in values)


@dataclass(frozen=True, slots=True)
class View:
    """A part of a matrix: its rows and its roles, each in the order in which they are printed.

    ``inputs`` is the digest of all that the matrix was made from, empty where that is not known.
    """

    matrix: Matrix
    rows: tuple[Row, ...]
    roles: tuple[str, ...]
    lang: str
    as_of: str
    inputs: str = ""

    @property
    def letters(self) -> LetterWords:
        """The organisation's letters, in the language."""
        return LetterWords(self.matrix.org.notation, self.lang)

    def title(self, ref: Ref) -> str:
        """Return an entity's name with its id in brackets, or the id alone."""
        return self.matrix.title(ref, self.lang)


def view(  # noqa: PLR0913  all but the first have names of their own
    matrix: Matrix,
    *,
    lang: str,
    as_of: str,
    inputs: str = "",
    only: Ref | Stated | None = None,
    every_status: bool = False,
    by_id: bool = False,
) -> View:
    """Return the rows and roles to show, in the order in which they are written.

    ``only``, a department, role or platform, or what has an attribute, limits them to the rows that
    concern it; ``by_id`` sorts them by the alphabet. ``inputs`` is the digest of all that was read.

    Raises:
        KeyError: where the organisation has no such entity.
    """
    rows = (matrix.all_rows if every_status else matrix.rows).values()
    wanted = [row for row in rows if only is None or _is_wanted(row, only, matrix)]
    if isinstance(only, Ref) and not matrix.knows(only):
        raise KeyError(only)
    involved = {cell.role for row in wanted for cell in row.cells()}
    roles = [Ref(f"role:{id_}") for id_ in (matrix.org.roles if only is None else involved)]
    order = str if by_id else matrix.written_order
    return View(
        matrix,
        tuple(sorted(wanted, key=lambda row: order(row.ref))),
        tuple(role.id for role in sorted(roles, key=order)),
        lang,
        as_of,
        inputs,
    )


def _is_wanted(row: Row, only: Ref | Stated, matrix: Matrix) -> bool:
    if isinstance(only, Ref):
        return _concerns(row, only, matrix)
    if only.kind == "activity":
        return only.holds(row.activity)
    entities = matrix.org.of_kind(only.kind).values()
    return any(
        isinstance(each, Attributed) and only.holds(each) and _concerns(row, each.ref, matrix)
        for each in entities
    )


def _concerns(row: Row, only: Ref, matrix: Matrix) -> bool:
    if only.kind == "role":
        return any(cell.role == only.id for cell in row.cells())
    if only.kind == "platform":
        return only.id in row.activity.platforms
    structure = matrix.structure
    homes = filter(None, {*row.mandates, matrix.home(row)})
    return any(structure.contains(only.id, home) for home in homes) or any(
        structure.belongs(cell.role, only.id) for cell in row.cells()
    )


def document(shown: View, *, by_role: bool = False, split: bool = False) -> ReportDocument:
    """Return a view with activities down and roles across, or the other way round.

    ``split`` makes a table for each department, with the roles that its rows involve.
    """
    words = Words("reports", shown.lang)
    groups: dict[str | None, list[Row]] = {}
    for row in shown.rows:
        groups.setdefault(shown.matrix.home(row) if split else None, []).append(row)
    tables = tuple(
        _table(shown, rows, home, by_role=by_role, split=split) for home, rows in groups.items()
    )
    title = words["matrix"].format(name=shown.title(shown.matrix.org.ref))
    cells = (cell for row in shown.rows for cell in row.cells())
    empty = () if shown.rows else (words["no-activities"],)
    below = notes(cells, shown.letters, shown.as_of, shown.inputs)
    return ReportDocument(shown.lang, title, tables, (*empty, *below))


def _table(
    shown: View, rows: Sequence[Row], home: str | None, *, by_role: bool, split: bool
) -> Table:
    words = Words("reports", shown.lang)

    def department(id_: str | None) -> str:
        return words["no-department"] if id_ is None else shown.title(Ref(f"department:{id_}"))

    letters = shown.letters
    cells = [letters_by_role(row, letters) for row in rows]
    roles = [r for r in shown.roles if not split or any(r in line for line in cells)]
    activities = [(shown.title(row.ref), department(shown.matrix.home(row))) for row in rows]
    holders = [
        (shown.title(Ref(f"role:{role}")), department(shown.matrix.structure.department(role)))
        for role in roles
    ]
    if by_role:
        down, across = holders, activities
        lines = [[line.get(role, "") for line in cells] for role in roles]
    else:
        down, across = activities, holders
        lines = [[line.get(role, "") for role in roles] for line in cells]
    keys = 1 if split else 2
    head = (words["role" if by_role else "activity"], words["department"])[:keys]
    body = tuple((*key[:keys], *line) for key, line in zip(down, lines, strict=True))
    title = department(home) if split else ""
    return Table(title, (*head, *(name for name, _ in across)), body, keys)


def letters_by_role(row: Row, letters: LetterWords) -> Mapping[str, str]:
    """Return the letters that each role has in a row."""
    by_role: dict[str, list[Cell]] = {}
    for cell in row.cells():
        by_role.setdefault(cell.role, []).append(cell)
    return {role: letters.cell(cells) for role, cells in by_role.items()}


def notes(
    cells: Iterable[Cell], letters: LetterWords, as_of: str, inputs: str = ""
) -> tuple[str, ...]:
    """Return notes that explain the letters of some cells, derived ones too.

    They name the day, and the digest of all that was read.
    """
    words, legend = letters.words, letters.legend(cells)
    made_from = words["made-from"].format(digest=inputs) if inputs else ""
    return tuple(filter(None, (*legend, words["as-of-day"].format(day=as_of), made_from)))
