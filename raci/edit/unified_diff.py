"""Unified diffs of two texts, as ``git apply`` and ``patch`` read them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from raci.source.document import Document
from raci.source.yaml import read

NOT_SHOWN = "(below people: not shown)\n"
COMMAND = re.compile(r"\s*::")
"""How a line begins that a CI job would obey in a log."""

Piece = tuple[str, int, int, int, int]
"""The kind of a change, the range of lines in the first text, and that in the second."""


def file_diff(
    path: str, contents: tuple[bytes | None, bytes | None], titles: tuple[str, str]
) -> str:
    """Return the unified diff of two contents of a file; ``""`` if they are the same.

    The section ``people`` is not shown. A content of None stands for a missing file.

    Raises:
        UnreadableError: a content cannot be read.
    """
    before, after = (Document(path, "") if raw is None else read(raw, path) for raw in contents)
    named = [
        "/dev/null" if raw is None else title for raw, title in zip(contents, titles, strict=True)
    ]
    private = before.people, after.people
    return text_diff(before.text, after.text, (named[0], named[1]), *private)


def text_diff(
    before: str,
    after: str,
    titles: tuple[str, str],
    private: tuple[int, int] = (0, 0),
    private_after: tuple[int, int] = (0, 0),
) -> str:
    """Return the unified diff of two texts; ``""`` if they are the same.

    The lines between the ``private`` offsets are never shown: they are left out of the context,
    and a note that no patch program accepts replaces those that change.
    """
    from difflib import SequenceMatcher

    old, new = _lines(before), _lines(after)
    hidden, fresh = _between(before, private), _between(after, private_after)
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(3)
    hunks = [
        line for hunk in _hunks(groups, hidden) for line in _hunk(hunk, old, new, (hidden, fresh))
    ]
    head = [f"--- {_title(titles[0])}\n", f"+++ {_title(titles[1])}\n"] if hunks else []
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in (*head, *hunks)
    )


def _hunks(groups: Iterable[Sequence[Piece]], hidden: range) -> Iterator[list[Piece]]:
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
    hunk: Sequence[Piece], old: Sequence[str], new: Sequence[str], hidden: tuple[range, range]
) -> Iterator[str]:
    (_, i, _, j, _), (_, _, i_end, _, j_end) = hunk[0], hunk[-1]
    yield f"@@ -{_range(i, i_end)} +{_range(j, j_end)} @@\n"
    for kind, i, i_end, j, j_end in hunk:
        if kind == "equal":
            yield from (piece for line in old[i:i_end] for piece in _unchanged(line))
            continue
        shown = _are_disjoint(range(i, i_end), hidden[0]) and _are_disjoint(
            range(j, j_end), hidden[1]
        )
        yield from (f"-{line if shown else NOT_SHOWN}" for line in old[i:i_end])
        yield from (f"+{line if shown else NOT_SHOWN}" for line in new[j:j_end])


def _unchanged(line: str) -> tuple[str, ...]:
    """Return a line as it stands beside changes.

    One that a CI job would obey there is removed and added again, which begins it with a sign.
    """
    return (f"-{line}", f"+{line}") if COMMAND.match(line) else (f" {line}",)


def _title(name: str) -> str:
    """Return a file's name, quoted as git does where it would not be one word of one line."""
    if name.isprintable() and not set(name) & {'"', "\\"}:
        return name
    quoted = (
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in name.encode(errors="surrogateescape")
    )
    return f'"{"".join(quoted)}"'


def _are_disjoint(lines: range, hidden: range) -> bool:
    return lines.stop <= hidden.start or lines.start >= hidden.stop


def _between(text: str, offsets: tuple[int, int]) -> range:
    return range(text.count("\n", 0, offsets[0]), len(_lines(text[: offsets[1]])))


def _range(start: int, end: int) -> str:
    """Return a range of lines as diffs write it: one line by its number, none by the one before."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + bool(length)},{length}"


def _lines(text: str) -> list[str]:
    """Return the lines, split only at line feeds, as patches do."""
    lines = text.split("\n")
    return [*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])]
