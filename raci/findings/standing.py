"""How well it is known who gave an approval."""

from typing import NamedTuple

from raci.findings.sentence import Sentence

STANDINGS = ("claimed", "committed", "verified")
"""A file says so; a holder of the role committed it; git verifies that commit. The least first."""

CLAIMED, COMMITTED, VERIFIED = STANDINGS


class Standing(NamedTuple):
    """How well it is known who gave an approval, and why not better; None where it is verified."""

    level: str
    why: Sentence | None = None

    def reaches(self, least: str) -> bool:
        """Return whether it is at least as good as a level."""
        return STANDINGS.index(self.level) >= STANDINGS.index(least)
