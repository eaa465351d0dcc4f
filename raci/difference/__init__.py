"""Two versions of an organisation compared: what a person would tell of the change."""

from raci.difference.compare import compare
from raci.difference.record import Counted, Difference, Edge, Keys, Pair

__all__ = ["Counted", "Difference", "Edge", "Keys", "Pair", "compare"]
