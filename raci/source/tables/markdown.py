"""Reads tables of Markdown: of bars, and HTML ones."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import itemgetter

from raci.source.decode import UnreadableError, plain_lines
from raci.source.tables.annotation import without_findings
from raci.source.tables.decoding import decode_table
from raci.source.tables.grid import (
    MOST_CELLS,
    Cell,
    Grid,
    Row,
    TableFile,
    few_enough,
    heading_above,
)
from raci.source.tables.inline import is_bold, plain, without_comments
from raci.source.tables.markup import grids_of

_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_HTML_HEADING = re.compile(r"(?i)\s*<h([1-6])\b[^>]*>(.*?)</h\1>")
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_DELIMITER = re.compile(r"\s*:?-+:?\s*")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_FRONT_MATTER = re.compile(
    r"""(?sx) \ufeff? (---|\+\+\+) [ \t]* \r?\n
    (?= (?:\s*\#[^\n]*\n)* \s* ["']?[\w.-]+["']? [ \t]* [:=])  # a key, or no data
    .*?\n (?:\1|\.\.\.) [ \t]* (?:\r?\n|\Z)"""
)
_LIST = re.compile(r"[ >]*(?:[-*+]|\d+[.)])?\s*")


def read(raw: bytes) -> TableFile:
    """Read the tables of a file, in their order.

    Raises:
        UnreadableError: the bytes are no text, or too many cells.
    """
    text = decode_table(raw)
    shown = without_code(without_findings(text))
    headings = list(_headings(shown))
    html = grids_of(shown, headings) if "<t" in shown.lower() else []
    starts = [each.span[0] for each in html]
    ends = list(accumulate((each.span[1] for each in html), max))

    def is_within_html(at: int) -> bool:
        before = bisect_right(starts, at)
        return before > 0 and at < ends[before - 1]

    bars = [(at, grid) for at, grid in _tables(shown, headings) if not is_within_html(at)]
    placed = [*bars, *((each.span[0], each.grid) for each in html)]
    grids = list(few_enough(grid for _, grid in sorted(placed, key=itemgetter(0))))
    title = next((words for _, words in headings), "")
    return TableFile(text, grids, plain(shown), title)


def _without_front_matter(text: str) -> str:
    match = _FRONT_MATTER.match(text)
    end = match.end() if match else 0
    return re.sub(r"[^\n\r]", " ", text[:end]) + text[end:]


def without_code(text: str) -> str:
    """Return the text with code, comments and data at its beginning blanked, all offsets kept."""
    lines, fence = [], ""
    for line in plain_lines(without_comments(_without_front_matter(text), " ")):
        match = _FENCE.match(line)
        if fence or match:
            lines.append(re.sub(r"[^\n\r]", " ", line))
            if not fence and match:
                fence = match[1]
            elif match and match[1].startswith(fence) and not line[match.end() :].strip():
                fence = ""
        else:
            lines.append(line)
    return "".join(lines)


def _headings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the words of each heading, or bold line that serves as one."""
    at, before, heading = 0, "", ""
    for line in plain_lines(text):
        if match := _HEADING.match(line) or _HTML_HEADING.match(line):
            heading = plain(match[2])
            yield at, heading
        elif match := _BOLD_LINE.match(line):
            bold = plain(match[1]).rstrip(":：")
            yield at, f"{heading}: {bold}" if heading else bold
        elif _UNDERLINE.match(line) and before.strip() and "|" not in before:
            heading = plain(before)
            yield at, heading
        at, before = at + len(line), line


def _tables(text: str, headings: list[tuple[int, str]]) -> Iterator[tuple[int, Grid]]:
    at = cells = 0
    block: list[tuple[int, str]] = []
    first = 0
    for number, line in enumerate([*plain_lines(text), ""], 1):
        if _BAR.search(line):
            first = first if block else number
            block.append((at, line))
            cells += line.count("|")
            if cells > MOST_CELLS:
                raise UnreadableError("table-too-large", limit=MOST_CELLS)
        elif block:
            yield from _table(block, first, headings)
            block = []
        at += len(line)


def _table(
    block: list[tuple[int, str]], first: int, headings: list[tuple[int, str]]
) -> Iterator[tuple[int, Grid]]:
    """Yield the tables of neighbouring lines with bars: one, and more where its heads repeat."""
    rows = [_cells(at, line) for at, line in block]
    rules = [n for n, row in enumerate(rows) if n and _is_rule(row)]
    heads = [[cell.text for cell in rows[rule - 1]] for rule in rules]
    ruled = [rule for rule, head in zip(rules, heads, strict=True) if head == heads[0]]
    for number, rule in enumerate(ruled):
        end = ruled[number + 1] - 1 if number + 1 < len(ruled) else len(rows)
        at = block[rule - 1][0]
        heading = heading_above(headings, at)
        body = [rows[rule - 1], *(row for row in rows[rule + 1 : end] if not _is_rule(row))]
        yield at, Grid(body, heading, line=first + rule - 1)


def _is_rule(row: Row) -> bool:
    return bool(row) and all(_DELIMITER.fullmatch(cell.text) for cell in row)


def _cells(at: int, line: str) -> Row:
    content = line.rstrip()
    bars = [match.end() - 1 for match in _BAR.finditer(content)]
    edges = [-1, *bars, len(content)]
    prefix = _LIST.match(content)
    if bars and prefix and not content[prefix.end() : bars[0]].strip():
        edges = edges[1:]
    if len(edges) > 2 and edges[-2] == len(content) - 1:
        edges.pop()
    return [_cell(content[left + 1 : right], at + left + 1) for left, right in pairwise(edges)]


def _cell(raw: str, at: int) -> Cell:
    inner = raw.strip()
    start = at + len(raw) - len(raw.lstrip())
    if not inner:
        return Cell("", at, at + len(raw))
    return Cell(plain(inner.replace("\\|", "|")), start, start + len(inner), is_bold(inner))
