"""The names in a cell, under heads that are letters."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from raci.source.tables.grid import Cell
from raci.source.tables.notations import is_blank, normal
from raci.source.tables.region import Names

_HARD = re.compile(r"\s*[,;，；、\n|]\s*")
_SLASH = re.compile(r"[/&+／＆＋]")
_SOFT = re.compile(r"\s*[/+&／＋＆]\s*|\s+(?:and|und|et|y)\s+|\s*(?:和|与|及)\s*")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_LAST_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


class NameLists:
    """Splits the cells of one table into names.

    A name with a slash or an "and" is one where its parts stand nowhere alone and it stands
    several times, or once with a slash in a table with commas between names. What stands in
    brackets belongs to a name, unless the name stands without them too.
    """

    def __init__(self, names: Sequence[Names]) -> None:
        cells = [cell for line in names if not line.is_ticked for _, cell in line.held]
        parts = Counter(
            normal(part)
            for cell in cells
            for _, part in _pieces(_HARD, 0, cell.text)
            if part.strip()
        )
        apart = Counter(part for name in parts for part in {*_SOFT.split(name)})
        commas = any(_HARD.search(cell.text) for cell in cells)

        def is_one(name: str, n: int) -> bool:
            alone = any(part in parts or apart[part] > 1 for part in _SOFT.split(name))
            return not alone and (n > 1 or (commas and _SLASH.search(name) is not None))

        self.joint = {name for name, n in parts.items() if _SOFT.search(name) and is_one(name, n)}
        self.bare = {name for name in apart if not _LAST_BRACKETS.search(name)}

    def names_in(self, cell: Cell) -> Iterator[Cell]:
        """Yield the names in a cell, each with its own place."""
        exact = cell.end - cell.start == len(cell.text)
        for start, text in _pieces(_HARD, 0, cell.text):
            joint = normal(text) in self.joint
            for at, written in [(start, text)] if joint else _pieces(_SOFT, start, text):
                name = self._name(written)
                if name and not is_blank(name):
                    yield cell.part(name, at) if exact else Cell(name, cell.start, cell.end)

    def _name(self, written: str) -> str:
        bare = _LAST_BRACKETS.sub("", written)
        return (bare if normal(bare) in self.bare else written).strip(" .*")


def _pieces(separator: re.Pattern[str], offset: int, text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between separators that are not in brackets, each with its offset."""
    covered = [match.span() for match in _BRACKETS.finditer(text)]
    at = 0
    for match in separator.finditer(text):
        if any(start < match.start() < end for start, end in covered):
            continue
        yield offset + at, text[at : match.start()]
        at = match.end()
    yield offset + at, text[at:]
