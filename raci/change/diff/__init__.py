"""Compares two versions of an organisation."""

from raci.change.diff.compare import compare
from raci.change.diff.difference import Counted, Difference, Edge, Keys, Pair

__all__ = ["Counted", "Difference", "Edge", "Keys", "Pair", "compare"]
