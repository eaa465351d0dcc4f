"""The names in a cell, under heads that are letters."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

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

    A name with a slash or an "and" is one where its parts stand nowhere without it and it stands
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
        commas = any(_HARD.search(cell.text) for cell in cells)

        having: dict[str, list[str]] = {}
        for name in parts:
            for part in {*_SOFT.split(name)}:
                having.setdefault(part, []).append(name)

        def is_one(name: str, n: int) -> bool:
            own = {*_SOFT.split(name)}
            others = {each.replace(name, "") for part in own for each in having[part]}
            alone = own & {part for each in others for part in _SOFT.split(each)}
            return not alone and (n > 1 or (commas and _SLASH.search(name) is not None))

        joint = [name for name, n in parts.items() if _SOFT.search(name) and is_one(name, n)]
        self.joint = _any_of(joint)
        self.bare = {
            part
            for name in parts
            for _, part in _pieces(_SOFT, 0, name, self.joint)
            if not _LAST_BRACKETS.search(part)
        }

    def names_in(self, cell: Cell) -> Iterator[Cell]:
        """Yield the names in a cell, each with its own place."""
        exact = cell.end - cell.start == len(cell.text)
        for start, text in _pieces(_HARD, 0, cell.text):
            for at, written in _pieces(_SOFT, start, text, self.joint):
                name = self._name(written)
                if name and not is_blank(name):
                    yield cell.part(name, at) if exact else Cell(name, cell.start, cell.end)

    def _name(self, written: str) -> str:
        bare = _LAST_BRACKETS.sub("", written)
        return (bare if normal(bare) in self.bare else written).strip(" .*")


def _any_of(names: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds names, whatever their case and blanks; the longest first."""
    words = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len))
    either = "|".join(reversed([*words]))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if either else None


def _pieces(
    separator: re.Pattern[str], offset: int, text: str, whole: re.Pattern[str] | None = None
) -> Iterator[tuple[int, str]]:
    """Yield what stands between separators, each with its offset.

    Those in brackets, and in what ``whole`` finds, separate nothing.
    """
    patterns = (_BRACKETS, *((whole,) if whole else ()))
    covered = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
    starts = [start for start, _ in covered]
    ends = list(accumulate((end for _, end in covered), max))
    at = 0
    for match in separator.finditer(text):
        before = bisect_left(starts, match.start())
        if before and match.start() < ends[before - 1]:
            continue
        yield offset + at, text[at : match.start()]
        at = match.end()
    yield offset + at, text[at:]
