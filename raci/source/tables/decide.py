"""Decides what the letters of a file mean: its mapping, else its legend, title or letters."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from raci.findings.notation import (
    BOTH,
    NOTATIONS,
    A,
    G,
    Meaning,
    Notation,
    R,
    functions_of,
    name_of,
)
from raci.source.tables.grid import TableFile
from raci.source.tables.legend import legend_of
from raci.source.tables.letters import ANY, Reader, any_beside
from raci.source.tables.mapping import TableMapping
from raci.source.tables.notations import WORDS, Named, covering, named_in, named_in_file, normal
from raci.source.tables.region import Region

Decided = Literal["mapping", "legend", "title", "letters", "words"]

RARE = 0.05
"""Letters with no larger share of all are single cells that are not understood."""

NO_SIGNS: Notation = {}

ROWS = 8
"""In so many rows, an A that stands in under half of them, beside S, may be an approval."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What letters mean, and what decided it; ``reader`` reads cells by it."""

    reader: Reader
    name: str
    decided: Decided


class UndecidedError(Exception):
    """The letters may mean several things: the case of DEF018, and the letters."""

    def __init__(self, case: str, letters: Iterable[str]) -> None:
        super().__init__(case)
        self.case, self.letters = case, tuple(letters)


def decide(
    file: TableFile,
    regions: Sequence[Region],
    path: str,
    mapping: TableMapping,
    signs: Notation = NO_SIGNS,
) -> Decision:
    """Return what the letters of a file's matrices mean, and its own ``signs``.

    Raises:
        UndecidedError: the letters contradict each other, or are those of no known notation.
    """
    own = {normal(text): functions_of(value) for text, value in mapping.letters.items()}
    extra = {**signs, **own}
    counts = Counter(token for region in regions for token in _tokens(region, extra))
    letters = {token: n for token, n in counts.items() if len(token) == 1 and token.isupper()}
    words = [token for token in counts if token not in letters]
    name, notation, decided = _notation(file, letters, path, mapping)
    if decided in ("title", "letters") and "S" in letters and _approves(regions, notation):
        raise UndecidedError("approval", ("A", "R"))
    if not letters and decided == "letters":
        decided = "words" if words or not extra else "mapping" if own else "legend"
    meant = _words(words, notation if letters else {}, regions)
    return Decision(Reader(notation, extra, meant), name, decided)


def _tokens(region: Region, extra: Mapping[str, Meaning]) -> Iterable[str]:
    reader = any_beside(frozenset(extra))
    cells = Counter([cell.text for line in region.lines for _, cell in line.held])
    for text, count in cells.items():
        tokens = tuple(token for token in reader.tokens(text) or () if token not in extra)
        yield from tokens * count
    for names in region.names:
        for tokens, _ in names.held:
            yield from tokens


def _notation(
    file: TableFile, letters: Mapping[str, int], path: str, mapping: TableMapping
) -> tuple[str, Notation, Decided]:
    if isinstance(mapping.notation, str):
        return mapping.notation, NOTATIONS[mapping.notation], "mapping"
    if mapping.notation is not None:
        own = {letter: functions_of(value) for letter, value in mapping.notation.items()}
        return "", own, "mapping"
    usual = _usual(letters)
    explained = legend_of(file)
    if legend := {k: v for k, v in explained.items() if k in letters}:
        whole = explained if name_of(explained) else _completed(legend, usual)
        if len(legend) * 2 >= len(usual) and {*usual} <= {*whole}:
            return "", whole, "legend"
    names = covering(usual)
    for name, clearly in _named(file, path):
        is_doubtful = names in (["raci"], ["rasci"]) and name not in ("raci", "rasci")
        if {*usual} <= {*NOTATIONS[name]} and (clearly or not is_doubtful):
            return name, NOTATIONS[name], "title"
    if len(names) != 1:
        raise UndecidedError("notation", sorted(usual))
    return names[0], NOTATIONS[names[0]], "letters"


def _named(file: TableFile, path: str) -> Iterator[Named]:
    """Yield the notations that titles name, then the name of the file: no folder tells of it."""
    titles = (text for grid in file.grids for text in (grid.sheet, grid.heading))
    for title in (file.title, *titles):
        yield from named_in(title)
    yield from named_in_file(PurePosixPath(path).stem)


def _usual(letters: Mapping[str, int]) -> set[str]:
    """Return the letters without the odd ones, which hardly occur and belong to no notation."""
    if covering(letters):
        return {*letters}
    total = sum(letters.values())
    return {letter for letter, n in letters.items() if n > RARE * total}


def _completed(legend: Notation, letters: Iterable[str]) -> Notation:
    """Return a legend with the letters that it leaves out, where a notation agrees with it."""
    missing = {*letters} - {*legend}
    if not missing:
        return legend
    for name in ("raci", "rasci", "rasci-approval"):
        notation = NOTATIONS[name]
        agrees = all(notation.get(letter) == meaning for letter, meaning in legend.items())
        if agrees and missing <= {*notation}:
            return {**legend, **{k: v for k, v in notation.items() if k in missing}}
    return legend


def _approves(regions: Sequence[Region], notation: Notation) -> bool:
    """Return whether A stands in some, but under half, of enough rows with R."""
    if notation.get("A") != A or notation.get("R") != R:
        return False
    rows = [
        {token for _, cell in line.held for token in ANY.tokens(cell.text) or ()}
        for region in regions
        for line in region.lines
    ]
    rows = [row for row in rows if "R" in row]
    approved = sum("A" in row for row in rows)
    return len(rows) >= ROWS and 0 < approved * 2 < len(rows)


def _words(used: Sequence[str], notation: Notation, regions: Sequence[Region]) -> Notation:
    """Return what words mean: where one approves and none answers, the one that stands alone does.

    It is who is responsible, unless more rows have one that approves than one that is responsible.
    ``notation`` has the letters that stand beside them.
    """
    found = {WORDS[word] for word in used if word in WORDS}
    if G not in found or {A, BOTH} & {*found, *notation.values()}:
        return WORDS
    rows = [
        Counter(WORDS.get(token) for _, cell in line.held for token in ANY.tokens(cell.text) or ())
        for region in regions
        for line in region.lines
    ]
    was, now = (R, BOTH) if _alone(rows, R) >= _alone(rows, G) else (G, A)
    return {word: now if meaning == was else meaning for word, meaning in WORDS.items()}


def _alone(rows: Sequence[Counter[Meaning | None]], meaning: Meaning) -> int:
    return sum(row[meaning] == 1 for row in rows)
