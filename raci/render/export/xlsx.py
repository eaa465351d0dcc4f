"""The matrix as a workbook: rows by department, letters to choose from, and their legend."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, repeat

from raci.findings.notation import OWN, Sign
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.findings.report import Report
from raci.findings.text import in_language, one_line
from raci.render.export.marks import Addresses, Marks
from raci.render.export.sheet import COLOURS, Cell, LetterColumns, Marked, Sheet
from raci.render.letters import BETWEEN, LetterWords
from raci.render.phrases import Words
from raci.render.reports.matrix import View, letters_by_role
from raci.source.tables.columns import ID
from raci.source.tables.letters import is_lettered
from raci.source.tables.names import slug
from raci.source.tables.notations import is_blank

USUAL = tuple(OWN[letter][0] for letter in "RACI")
"""The functions that everybody may choose, whether they are in use or not."""

NONE = "–"
"""Stands where an activity is of no department, or has no tag."""


def sheets(shown: View, report: Report | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a view: its matrix, and what the letters mean.

    Cells of which a finding of the report speaks are marked.
    """
    words = Words("export", shown.lang)
    letters = LetterWords(shown.matrix.org.notation, shown.lang, spare=True)
    signs = _signs(shown, letters)
    marks = Marks(report, addresses(shown), shown.lang) if report else None
    return (
        _matrix(shown, words, letters, signs, marks),
        _legend(shown, words, letters, signs, marks),
    )


def addresses(shown: View) -> Addresses:
    """Return where the sheet of a view has its activities and roles."""
    words = Words("export", shown.lang)
    head, _ = _groups(shown, _namer(shown), words)
    return Addresses(
        words["matrix-sheet"],
        len(head),
        {row.ref: number for number, row in enumerate(shown.rows, 1)},
        {Ref(f"role:{role}"): column for column, role in enumerate(shown.roles, len(head) + 1)},
    )


def _namer(shown: View) -> Callable[[Ref], str]:
    return lambda ref: in_language(shown.matrix.name(ref), shown.lang) or ref.id


def _matrix(
    shown: View,
    words: Words,
    letters: LetterWords,
    signs: Sequence[Sign],
    marks: Marks | None,
) -> Sheet:
    name = _namer(shown)
    activities = _labels([row.ref for row in shown.rows], name, words)
    roles = _labels([Ref(f"role:{role}") for role in shown.roles], name, words)
    head, groups = _groups(shown, name, words)
    keys = (*head, words["activity"])
    cells: list[tuple[str, ...]] = []
    lines: list[tuple[Cell, ...]] = [(*keys, *roles.values())]
    for row, group in zip(shown.rows, groups or repeat(()), strict=False):
        held = letters_by_role(row, letters)
        cells.append(tuple(held.get(role, "") for role in shown.roles))
        lines.append((*group, activities[row.ref], *cells[-1]))
    choices = _choices(cells, words, letters, signs)
    if marks:
        lines = marks.put(lines)
    return Sheet(words["matrix-sheet"], lines[0], lines[1:], len(keys), choices)


def _groups(
    shown: View, name: Callable[[Ref], str], words: Words
) -> tuple[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """Return the head and the cells of a column of departments, else of tags, else nothing."""
    matrix = shown.matrix
    homes = [Ref(f"department:{id_}") for id_ in matrix.org.departments]
    departments = _labels(homes, name, words)
    cells = [departments.get(Ref(f"department:{matrix.home(row)}"), "") for row in shown.rows]
    head = words["department"]
    if not any(cells):
        tags = [row.activity.tags for row in shown.rows]
        cells, head = [next(iter(each), "") for each in tags], words["tag"]
    return ((head,), [(cell or NONE,) for cell in cells]) if any(cells) else ((), ())


def _choices(
    rows: Sequence[Sequence[str]], words: Words, letters: LetterWords, signs: Sequence[Sign]
) -> LetterColumns:
    texts = [letters.sign(sign) for sign in signs]
    pairs = (BETWEEN.join(pair) for pair in combinations(texts, 2))
    used = sorted({cell for row in rows for cell in row if cell})
    colours = {letters.sign(sign): _loudest(sign.functions) for sign in signs}
    allowed = tuple(dict.fromkeys((*texts, *pairs, *used)))
    return LetterColumns(colours, allowed, words["no-such-letter"], words["choose-a-letter"])


def _legend(
    shown: View,
    words: Words,
    letters: LetterWords,
    signs: Sequence[Sign],
    marks: Marks | None,
) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (Marked(letters.sign(sign), fill=COLOURS[_loudest(sign.functions)]), letters.meaning(sign))
        for sign in signs
    ]
    notes = [letters.derived] if any(row.derived for row in shown.rows) else []
    notes.append(words["as-of-day"].format(day=shown.as_of))
    notes += [words["made-from"].format(digest=shown.inputs)] if shown.inputs else []
    rows += marks.legend() if marks else ()
    rows += [("", note) for note in notes]
    return Sheet(words["legend-sheet"], (words["letter"], words["meaning"]), rows)


def _signs(shown: View, letters: LetterWords) -> tuple[Sign, ...]:
    """Return what the legend explains: the notation's letters, what is in use, and who answers."""
    used = letters.signs(cell for row in shown.rows for cell in row.cells())
    meanings = (*letters.letters.notation.values(), (Function.ACCOUNTABLE,))
    if letters.letters.notation is OWN:
        meanings = tuple((function,) for function in USUAL)
    known = (sign for meaning in meanings for sign in letters.letters.of(meaning))
    signs = dict.fromkeys((*known, *used))
    return tuple(sorted(signs, key=lambda sign: FUNCTIONS.index(sign.functions[0])))


def _loudest(functions: Sequence[Function]) -> Function:
    return next(function for function in COLOURS if function in functions)


def _labels(refs: Sequence[Ref], name: Callable[[Ref], str], words: Words) -> dict[Ref, str]:
    """Return how entities of a kind are called, each by another text that reads as a name."""
    labels: dict[Ref, str] = {}
    taken: set[str] = set()
    for ref in refs:
        for label in _possible(ref, name(ref), words):
            if (key := slug(label)) not in taken:
                labels[ref] = label
                taken.add(key)
                break
    return labels


def _possible(ref: Ref, name: str, words: Words) -> Iterator[str]:
    label = one_line(name)
    if not is_blank(label) and not is_lettered(label) and not ID.fullmatch(label):
        yield label
    yield (longer := words[f"named-{ref.kind}"].format(name=label, id=ref.id))
    number = 2
    while True:
        yield f"{longer} {number}"
        number += 1
