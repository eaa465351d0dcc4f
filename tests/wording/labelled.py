"""Pairs of wordings, labelled by people: whether both are one duty, and what the matcher says."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from raci.findings.ref import Ref
from raci.wording.likeness.groups import Line, Wordings
from raci.wording.likeness.similarity import THRESHOLD

HERE = Path(__file__).parent


class Quality(NamedTuple):
    """How many pairs there are, and how well those labelled *same* are found."""

    pairs: int
    precision: float
    recall: float


def pairs(name: str) -> list[tuple[str, str, str]]:
    """Give the pairs of a file, each behind its label: same, related, opposite, different."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(label, one, other) for label, one, other in (line.split("\t") for line in lines)]


def are_told(one: str, other: str) -> bool:
    """Tell whether two duties so worded are told as one."""
    lines = (
        Line(Ref("duty:a/x"), "x", {"": one}),
        Line(Ref("duty:b/y"), "y", {"": other}),
    )
    return bool(Wordings(lines).groups(THRESHOLD))


def quality(name: str) -> Quality:
    """Measure the matcher on a file, each pair by itself, at the default threshold."""
    labelled = pairs(name)
    told = Counter(label == "same" for label, one, other in labelled if are_told(one, other))
    same = sum(label == "same" for label, *_ in labelled)
    return Quality(len(labelled), told[True] / told.total(), told[True] / same)
