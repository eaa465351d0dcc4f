"""Two versions of an organisation compared: what a person would tell of the change."""

from raci.change.diff.compare import compare
from raci.change.diff.difference import Counted, Difference, Edge, Keys, Pair

__all__ = ["Counted", "Difference", "Edge", "Keys", "Pair", "compare"]
