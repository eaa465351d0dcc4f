"""DEF006: ids of one kind that a reader takes for one."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from raci.finding import Ref
from raci.matrix import Matrix
from raci.model import Entity
from raci.rule import Hit, rule

_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ALIKE: "WeakKeyDictionary[Matrix, Mapping[Ref, tuple[Ref, ...]]]" = WeakKeyDictionary()
"""By matrix, where ids look the same: the smallest, and the others."""


@rule("DEF006", of=Entity)
def confusable_ids(entity: Entity, matrix: Matrix) -> Iterator[Hit]:
    """Other ids of the kind differ from this one by case, width or script form only."""
    if matrix not in _ALIKE:
        _ALIKE[matrix] = _alike(matrix)
    others = _ALIKE[matrix].get(entity.ref, ())
    if others:
        also = tuple((ref, ref) for ref in others)
        yield Hit(involves=others, label=entity.ref, also=also, ids=(entity.ref, *others))


def _alike(matrix: Matrix) -> Mapping[Ref, tuple[Ref, ...]]:
    entities = (e.ref for part in matrix.org.entities().values() for e in part.values())
    refs = sorted({*entities, *(row.activity.ref for row in matrix.all_rows.values())})
    groups: dict[str, list[Ref]] = {}
    for ref, folded in zip(refs, _fold(refs), strict=True):
        groups.setdefault(folded, []).append(ref)
    return {first: tuple(others) for first, *others in groups.values() if others}


def _fold(texts: Sequence[str]) -> list[str]:
    """Give texts without case, width and traditional forms, all at once."""
    lines = unicodedata.normalize("NFKC", "\n".join(texts)).casefold()
    if _CJK.search(lines):
        import opencc  # only where it is needed: it takes time

        lines = opencc.OpenCC("t2s").convert(lines)
    return lines.split("\n")
