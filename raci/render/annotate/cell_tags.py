"""The tags of the cells of a page's HTML tables, with their offsets."""

from bisect import bisect_right
from typing import NamedTuple

from raci.source.tables.markup import OffsetParser


class CellTag(NamedTuple):
    """The tag that begins a cell: its offsets and its attributes."""

    start: int
    end: int
    attributes: dict[str, str | None]


class CellTags:
    """The tags of cells in their order, and the offsets behind which no table is open."""

    def __init__(self, tags: list[CellTag], ends: list[int]) -> None:
        self.tags, self.ends = tags, ends
        self._behind = [tag.end for tag in tags]

    def around(self, offset: int) -> CellTag | None:
        """Return the tag of the cell that a character stands in, None outside of tables."""
        number = bisect_right(self._behind, offset) - 1
        if number < 0:
            return None
        tag = self.tags[number]
        closed = bisect_right(self.ends, offset) - bisect_right(self.ends, tag.end)
        return None if closed else tag


def cell_tags(text: str) -> CellTags:
    """Return the tags of the cells in a text."""
    reader = _Reader(text)
    reader.parse()
    return CellTags(reader.tags, reader.ends)


class _Reader(OffsetParser):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.tags: list[CellTag] = []
        self.ends: list[int] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
        elif tag in ("td", "th") and self.depth:
            start = self.here
            end = start + len(self.get_starttag_text() or "")
            self.tags.append(CellTag(start, end, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.depth:
            self.depth -= 1
            if not self.depth:
                self.ends.append(self.here)
