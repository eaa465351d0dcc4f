"""What every renderer of findings is given beside the report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from posixpath import join, normpath

from raci.findings.report import RuleInfo


def _no_sheets() -> Mapping[str, RuleInfo]:
    return {}


@dataclass(frozen=True, slots=True)
class Options:
    """How to render.

    ``show`` names what text hides: ``info``, ``waived``, ``baselined``. ``folder`` is the working
    folder as the repository's top sees it, for formats whose paths start there. ``sheets`` gives
    every rule's own facts, by code, read when asked for.
    """

    lang: str = "en"
    width: int = 80
    colour: bool = False
    show: frozenset[str] = frozenset()
    folder: str = ""
    sheets: Callable[[], Mapping[str, RuleInfo]] = _no_sheets


PLAIN = Options()


def from_top(path: str, folder: str) -> str:
    """Give a path of the working folder as the repository's top sees it, without ``./``."""
    return normpath(join(folder, path))
