"""The verbs of a proposal's changes, and the keys that belong to each."""

VERBS = (
    *("add", "retire", "rename", "move", "split", "merge", "hand_over"),
    *("set", "assign", "release", "appoint", "end"),
)
"""Every change has exactly one of these keys."""

OF_PERSONS = ("appoint", "end")
"""The verbs that are always about a person."""

TAKES = {
    "add": ("as",),
    "retire": ("dropping",),
    "rename": ("to",),
    "move": ("to",),
    "split": ("into",),
    "merge": ("into", "as"),
    "hand_over": ("to",),
    "set": ("as", "without"),
    "assign": (),
    "release": (),
    "appoint": ("as",),
    "end": (),
}
"""The keys that a verb may have besides the common ones."""

COMMON = ("because", "assumes")
"""The keys that every change may have."""

NEEDS = dict.fromkeys(("rename", "move", "hand_over"), ("to",)) | {
    "split": ("into",),
    "merge": ("into",),
}
"""The keys that a verb requires."""
