"""Two texts as a unified diff, as ``git apply`` and ``patch`` take it."""

from collections.abc import Iterable, Iterator, Sequence

NOT_SHOWN = "(below people: not shown)\n"
Piece = tuple[str, int, int, int, int]
"""What became of a range of lines: of the first text the range, of the second the range."""


def unified(
    before: str, after: str, titles: tuple[str, str], private: tuple[int, int] = (0, 0)
) -> str:
    """Give the unified diff of two texts; ``""`` where they are the same.

    The lines between the ``private`` offsets of the first are never shown: they are no context,
    and where one of them changes, words stand in its place, which no patch program takes.
    """
    from difflib import SequenceMatcher

    old, new = _lines(before), _lines(after)
    hidden = range(before.count("\n", 0, private[0]), len(_lines(before[: private[1]])))
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(3)
    hunks = [line for hunk in _hunks(groups, hidden) for line in _hunk(hunk, old, new, hidden)]
    head = [f"--- {titles[0]}\n", f"+++ {titles[1]}\n"] if hunks else []
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in (*head, *hunks)
    )


def _hunks(groups: Iterable[Sequence[Piece]], hidden: range) -> Iterator[list[Piece]]:
    """Give the hunks; one is parted where its context is hidden."""
    for group in groups:
        hunk: list[Piece] = []
        for kind, i, i_end, j, j_end in group:
            within = range(max(i, hidden.start), min(i_end, hidden.stop))
            if kind == "equal" and within:
                if hunk:
                    yield [*hunk, (kind, i, within.start, j, j + within.start - i)]
                hunk = [(kind, within.stop, i_end, j_end - (i_end - within.stop), j_end)]
            else:
                hunk.append((kind, i, i_end, j, j_end))
        if any(kind != "equal" for kind, *_ in hunk):
            yield hunk


def _hunk(
    hunk: Sequence[Piece], old: Sequence[str], new: Sequence[str], hidden: range
) -> Iterator[str]:
    (_, i, _, j, _), (_, _, i_end, _, j_end) = hunk[0], hunk[-1]
    yield f"@@ -{_range(i, i_end)} +{_range(j, j_end)} @@\n"
    for kind, i, i_end, j, j_end in hunk:
        if kind == "equal":
            yield from (f" {line}" for line in old[i:i_end])
            continue
        shown = i_end <= hidden.start or i >= hidden.stop
        yield from (f"-{line if shown else NOT_SHOWN}" for line in old[i:i_end])
        yield from (f"+{line if shown else NOT_SHOWN}" for line in new[j:j_end])


def _range(start: int, end: int) -> str:
    """Give a range of lines as diffs do: of one only its number, of none the line before."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + bool(length)},{length}"


def _lines(text: str) -> list[str]:
    """Split at line feeds alone, as patches do."""
    lines = text.split("\n")
    return [*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])]
