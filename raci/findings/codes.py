"""The codes of rules that a run treats in a special way."""

WEAKENED_SETTINGS = "CHG811"
"""A change makes a setting weaker."""

WEAKENED_CONTROL = "CHG812"
"""A change makes a separation of duties weaker."""

NOT_UNDERSTOOD = "DEF018"
"""A cell, head or row of a table is not understood."""

CRASHED = "DEF015"
"""A rule failed."""

BY_CASE = frozenset(
    {"DEF001", "DEF002", CRASHED, NOT_UNDERSTOOD, "DEF019", "CHG813"}
    | {WEAKENED_SETTINGS, WEAKENED_CONTROL}
)
"""Of one subject they report several mistakes, which case and route tell apart."""

UNUSABLE = frozenset({"DEF001", "DEF002", "DEF011", "DEF016", NOT_UNDERSTOOD})
"""The input could not be checked."""

UNFINISHED = UNUSABLE | {CRASHED}
"""The check is incomplete, so the run never counts as good."""

UNREADABLE = UNUSABLE | {"DEF003"}
"""The organisation could not be read as a whole."""

ALWAYS = UNFINISHED | UNREADABLE | {"DEF004", WEAKENED_SETTINGS, WEAKENED_CONTROL}
"""These can be neither ignored nor waived nor recorded in a baseline."""

APART = ALWAYS - {"DEF011", CRASHED}
"""Every finding is another mistake, so they are never merged into one."""

SEPARATION = frozenset({"SOD301", "SOD302", "SOD303", "SOD306", "SOD307"})
"""Violations of a separation of duties."""

VIOLATED = "CHG805"
"""A change introduces such a violation."""

EXCUSED = "CHG809"
"""A change introduces a waiver together with the finding that it covers."""

LOSSES = frozenset({"CHG801", "CHG802", "CHG803", "CHG804"})
"""A change loses something, unless a proposal gives it up on purpose."""

POLICIES = "POL"
"""The family of all policies; a policy's code is ``POL:ID``."""


def family(code: str) -> str:
    """Return the letters of a code: the family of its rule."""
    return code.partition(":")[0].rstrip("0123456789")
