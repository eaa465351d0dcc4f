"""Says which activities look, by their words, like those that the tags of packs are for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.letters import without_letters
from raci.matrix.matrix import Matrix
from raci.matrix.wordings import NEAR
from raci.model.entities import Pack
from raci.wording.likeness.groups import Line, Wordings

_JOINTS = re.compile(r",? (?:or|and) |,?(?:或|和|以及|、)|[，；;]")
_SEPARATORS = re.compile(r"[-_.]+")

Phrase = tuple[Ref, str, tuple[tuple[str, str], ...]]
"""A phrase of a tag: its Ref, the tag, and the words by language."""


@dataclass(frozen=True, slots=True)
class PackSuggestion:
    """A pack that would fit, and by tag the activities that look like those which have it.

    ``new`` are those of them that do not have the tag yet.
    """

    pack: Pack
    tagged: Mapping[str, tuple[Ref, ...]]
    new: Mapping[str, tuple[Ref, ...]]

    @property
    def activities(self) -> tuple[Ref, ...]:
        """The activities, each once, sorted."""
        return tuple(sorted({ref for refs in self.tagged.values() for ref in refs}))


def pack_suggestions(
    packs: Iterable[Pack], matrix: Matrix, most: int | None = None
) -> list[PackSuggestion]:
    """Return the packs of which one separation sets some activities against others, by id.

    Of a pack that the organisation extends, one new tag is enough. Only the first activities by id
    are compared where there are more than ``most``.
    """
    suggested: list[PackSuggestion] = []
    known = sorted(packs, key=lambda pack: pack.id)
    by_tag = _activities_by_tag(known, matrix, most)
    for pack in known:
        tagged = {tag: by_tag[tag] for tag in pack.tags if tag in by_tag}
        new = {
            tag: missing
            for tag, refs in tagged.items()
            if (missing := tuple(ref for ref in refs if tag not in _tags(ref, matrix)))
        }
        extended = pack.id in matrix.org.packs
        if new if extended else _sets_apart(pack, tagged):
            suggested.append(PackSuggestion(pack, tagged, new))
    return suggested


def _activities_by_tag(
    packs: Sequence[Pack], matrix: Matrix, most: int | None
) -> Mapping[str, tuple[Ref, ...]]:
    """Return the activities that have each tag, or whose words are most like its.

    What has a tag of some pack is not compared: somebody has decided already.
    """
    phrases = _index(tuple(_phrases(packs)))
    known = {tag for pack in packs for tag in pack.tags}
    found: dict[str, set[Ref]] = {}
    for ref, wordings in [*matrix.cached(_texts_of_activities).items()][:most]:
        own = known.intersection(_tags(ref, matrix))
        for tag in own or _nearest(ref, wordings, phrases):
            found.setdefault(tag, set()).add(ref)
    return {tag: tuple(sorted(refs)) for tag, refs in found.items()}


def _nearest(ref: Ref, wordings: Iterable[Text], phrases: Wordings) -> Iterator[str]:
    """Yield the tag that each wording is most like; where none is, those of the deeds in it."""
    for text in wordings:
        whole = phrases.nearest(Line(ref, "", text), NEAR)
        parts = (Line(ref, "", part) for part in _deeds(text))
        found = [whole] if whole else (phrases.nearest(part, NEAR) for part in parts)
        yield from (near.activity for near in found if near)


@lru_cache(maxsize=4)
def _index(phrases: tuple[Phrase, ...]) -> Wordings:
    """Return the phrases of tags as lines; those of shipped packs are read once a process."""
    return Wordings(Line(ref, tag, dict(text)) for ref, tag, text in phrases)


def _phrases(packs: Iterable[Pack]) -> Iterator[Phrase]:
    """Yield what each tag says that activities with it do, and how they are usually worded."""
    for pack in packs:
        for tag, meaning in pack.tags.items():
            usual = (
                {language: phrase}
                for language, phrases in pack.words.get(tag, {}).items()
                for phrase in phrases
            )
            for number, text in enumerate((meaning, *_deeds(meaning), *usual)):
                yield Ref(f"tag:{tag}#{pack.id}/{number}"), tag, tuple(text.items())


def _deeds(text: Text) -> Iterator[Text]:
    """Yield each of the deeds of more than one word that a text joins."""
    for language, words in text.items():
        parts = _JOINTS.split(words)
        for deed in parts if len(parts) > 1 else ():
            if " " in deed or (not deed.isascii() and len(deed) > 3):
                yield {language: deed}


def _texts_of_activities(matrix: Matrix) -> Mapping[Ref, tuple[Text, ...]]:
    """Return the words of each active activity: duties, mandates, its name, else its id."""
    texts: dict[Ref, list[Text]] = {row.activity.ref: [] for row in matrix.rows.values()}
    for row in matrix.rows.values():
        if row.activity.name:
            texts[row.activity.ref].append(row.activity.name)
    for statement in matrix.statements:
        ref = Ref(f"activity:{statement.key}")
        words = without_letters(statement.text, matrix.org.notation)
        if ref in texts and words:
            texts[ref].append(words)
    return {
        ref: tuple(wordings or [{"": _SEPARATORS.sub(" ", ref.id)}])
        for ref, wordings in sorted(texts.items())
    }


def _tags(ref: Ref, matrix: Matrix) -> tuple[str, ...]:
    activity = matrix.org.activities.get(ref.id)
    return activity.tags if activity else ()


def _sets_apart(pack: Pack, tagged: Mapping[str, tuple[Ref, ...]]) -> bool:
    """Return whether a separation sets an activity against another."""
    for separation in pack.separations.values():
        sides = [
            {ref for each in side for ref in tagged.get(Ref(each).id, ())}
            for side in separation.sides
        ]
        known = [side for side in sides if side]
        if len(known) > 1 and len(set().union(*known)) > 1:
            return True
    return False
