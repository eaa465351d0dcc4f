"""DEF006: ids of one kind that a reader takes for the same."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.model.entities import Entity
from raci.rules.rule import Hits, rule
from raci.wording.simplified import simplified

_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@rule("DEF006", of=Entity)
def confusable_ids(entity: Entity, matrix: Matrix) -> Hits:
    """Other ids of the kind differ from this one by case, width or script form only."""
    others = matrix.cached(_alike).get(entity.ref, ())
    if others:
        also = tuple((ref, ref) for ref in others)
        yield Hit(involves=others, label=entity.ref, also=also, ids=(entity.ref, *others))


def _alike(matrix: Matrix) -> Mapping[Ref, tuple[Ref, ...]]:
    """Return ids that look the same: the smallest, each with the others."""
    refs = sorted(entity.ref for entity in matrix.entities())
    groups = grouped(zip(_fold(refs), refs, strict=True)).values()
    return {first: tuple(others) for first, *others in groups if others}


def _fold(texts: Sequence[str]) -> list[str]:
    """Return texts without case, width and traditional forms, converted in one call."""
    lines = unicodedata.normalize("NFKC", "\n".join(texts)).casefold()
    if _CJK.search(lines):
        lines = simplified(lines)
    return lines.split("\n")
