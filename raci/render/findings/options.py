"""The options of all renderers of findings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from posixpath import join, normpath

from raci.findings.report import RuleInfo


@dataclass(frozen=True, slots=True)
class Options:
    """How to render.

    ``show`` names what text hides: ``info``, ``waived``, ``baselined``; ``verbose`` lists the
    rules that are not applicable, which otherwise are counted. ``folder`` is the working
    folder as seen from the repository's top, for formats whose paths start there. ``sheets``
    returns every rule's own facts, by code.
    """

    lang: str = "en"
    width: int = 80
    colour: bool = False
    show: frozenset[str] = frozenset()
    verbose: bool = False
    folder: str = ""
    sheets: Callable[[], Mapping[str, RuleInfo]] = dict


PLAIN = Options()


def from_top(path: str, folder: str) -> str:
    """Return a path of the working folder as seen from the repository's top, without ``./``."""
    return normpath(join(folder, path))
