"""What scanning leaves of the numbers of items."""

LOOKALIKES = {
    "S": (5, 3, 8), "s": (5, 3, 8), "B": (8, 3), "l": (1,), "I": (1,), "|": (1,), "!": (1,),
    "O": (0, 10), "o": (0,), "Z": (2, 7), "z": (2, 7), "g": (9,), "q": (9,), "b": (6,), "G": (6,),
    "T": (7, 1), "A": (4,), "-": (1, 2), "—": (1, 2), "─": (1, 2), "–": (1, 2),
}  # fmt: skip
"""The numbers that scanning leaves a character for."""


DASHES = frozenset("-—─–")
"""What scanning leaves of the Chinese numerals one and two."""


def is_misread(written: str) -> bool:
    """Return whether a character is one that scanning leaves of numbers."""
    return written in LOOKALIKES or (written.isascii() and not written.isalnum())


def may_be(written: str, expected: int) -> bool:
    """Return whether scanning may leave a character for a number."""
    likely = LOOKALIKES.get(written)
    return expected in likely if likely else not written.isascii() or not written.isalnum()
