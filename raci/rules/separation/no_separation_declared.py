"""SOD310: an organisation that does what a pack separates, and separates nothing."""

import re
from collections.abc import Iterator, Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.matrix.wordings import NEAR, activities
from raci.model.entities import Org, Pack
from raci.rules.rule import Hits, rule
from raci.wording.likeness.groups import Line

_JOINTS = re.compile(r",? (?:or|and) |，?(?:或|和|以及|、)")


@rule("SOD310", of=Org, needs=("activities",), judges=lambda org: not org.separations)
def no_separation_declared(org: Org, matrix: Matrix) -> Hits:
    """Activities look, by their words, like both sides of a separation of a shipped pack."""
    for pack in matrix.shipped_packs().values():
        activity_of = _activities_by_tag(pack, matrix)
        found = tuple(sorted({activity_of[tag] for tag in _kept_apart(pack, activity_of)}))
        if len(found) > 1:
            also = tuple((ref, ref) for ref in found)
            name = f"raci:{pack.id}"
            yield Hit(involves=(pack.ref,), at=org.ref, also=also, activities=found, pack=name)


def _activities_by_tag(pack: Pack, matrix: Matrix) -> Mapping[str, Ref]:
    """Return the activity whose words are most like those of each tag, where one is near."""
    wordings = matrix.cached(activities)
    activity_of: dict[str, Ref] = {}
    for tag, text in pack.tags.items():
        lines = (Line(pack.ref, "", each) for each in _alternatives(text))
        near = next(filter(None, (wordings.nearest(line, NEAR) for line in lines)), None)
        if near:
            activity_of[tag] = Ref(f"activity:{near.activity}")
    return activity_of


def _alternatives(text: Text) -> Iterator[Text]:
    """Yield a text, and each of the deeds of more than one word that it joins."""
    yield text
    for language, words in text.items():
        for deed in _JOINTS.split(words):
            if " " in deed or (not deed.isascii() and len(deed) > 3):
                yield {language: deed}


def _kept_apart(pack: Pack, activity_of: Mapping[str, Ref]) -> Iterator[str]:
    """Yield the tags with an activity that a separation sets against others with one."""
    for separation in pack.separations.values():
        sides = [[Ref(ref).id for ref in side] for side in separation.sides]
        known = [[tag for tag in side if tag in activity_of] for side in sides]
        if sum(map(bool, known)) > 1:
            yield from (tag for side in known for tag in side)
