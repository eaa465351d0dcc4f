"""Codes of rules with a part of their own in a run; every other rule is treated like the rest."""

CRASHED = "DEF015"
"""A rule of raci failed."""

UNUSABLE = frozenset({"DEF001", "DEF002", "DEF011", "DEF016"})
"""The input could not be checked."""

UNFINISHED = UNUSABLE | {CRASHED}
"""Not all was judged; a run that says so is never taken for a good one."""

UNREADABLE = UNUSABLE | {"DEF003"}
"""What keeps an organisation from being read as one."""

ALWAYS = UNFINISHED | UNREADABLE | {"DEF004"}
"""Nothing leaves these out, waives or records them."""

APART = ALWAYS - {"DEF011", CRASHED}
"""Every message tells another mistake: never folded into one."""

SEPARATION = frozenset({"SOD301", "SOD302", "SOD303", "SOD306", "SOD307"})
"""A separation of duties is violated."""

VIOLATED = "CHG805"
"""A change brings such a violation."""

EXCUSED = "CHG809"
"""A waiver came with what it would excuse."""
