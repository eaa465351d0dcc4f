"""Finds out which names of departments are paths, ``Sales > Key accounts``, and divides them."""

import re
from collections.abc import Iterable

from raci.convert.imported import Route
from raci.findings.text import one_line

_ARROWS = re.compile(r"\s*(?:>|›|»|→|::|\\|\|)\s*")
_OTHERS = ("/", "-")


class DepartmentPaths:
    """Divides the names of one column.

    ``>`` and its like always divide. ``/`` does where some other name begins with the same part,
    ``-`` only where that part stands as a name of its own: each may be in a name as well.
    ``divided`` has the one of these signs that does.
    """

    def __init__(self, names: Iterable[str]) -> None:
        texts = {name.strip() for name in names} - {""}
        self.divided = next((sign for sign in _OTHERS if _divides(sign, texts)), "")

    def path(self, name: str) -> Route:
        """Return the parts of a name, the topmost first."""
        parts = _ARROWS.split(name.strip())
        if self.divided:
            parts = [part for text in parts for part in text.split(self.divided)]
        return tuple(one_line(part) for part in parts if part.strip())


def _divides(sign: str, texts: set[str]) -> bool:
    firsts = [
        first.strip() for text in texts for first, found, _ in [text.partition(sign)] if found
    ]
    alone = any(first in texts for first in firsts)
    return alone or (sign == "/" and len({*firsts}) < len(firsts))
