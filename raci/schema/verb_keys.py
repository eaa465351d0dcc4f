"""What a change of a proposal may do, and the keys that go with it."""

VERBS = (
    *("add", "retire", "rename", "move", "split", "merge", "hand_over"),
    *("set", "assign", "release", "appoint", "end"),
)
"""What a change may do: exactly one of these keys stands on each."""

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
"""The keys that a verb takes, beside those that every change may have."""

COMMON = ("because", "assumes")
"""The keys that every change may have."""

NEEDS = dict.fromkeys(("rename", "move", "hand_over"), ("to",)) | {
    "split": ("into",),
    "merge": ("into",),
}
"""The keys that a verb does not go without."""
