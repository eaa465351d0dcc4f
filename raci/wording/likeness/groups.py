"""Duties, of roles or departments, that are worded alike: in groups, whatever their language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.wording.likeness.contrast import Contrast, told
from raci.wording.likeness.index import Alike
from raci.wording.likeness.normalize import normal
from raci.wording.likeness.tokens import is_chinese


class Line(NamedTuple):
    """A duty in its own words: of which activity, and in which languages."""

    ref: Ref
    activity: str
    text: Text


class Group(NamedTuple):
    """Lines that say the same, by Ref; their activities; what they share and what differs."""

    lines: tuple[Line, ...]
    activities: tuple[str, ...]
    told: Contrast

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The Refs of the lines."""
        return tuple(line.ref for line in self.lines)


class Wordings:
    """The lines of an organisation, by what they say."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = sorted(lines)
        self._by_tongue = {
            tongue: _Tongue(tongue, places, self.lines)
            for tongue, places in _tongues(self.lines).items()
        }
        self._groups: dict[float, Mapping[Ref, Group]] = {}

    def groups(self, threshold: float) -> Mapping[Ref, Group]:
        """Give the groups of lines of different activities that say the same, by the first line.

        Two lines are of one group when they say the same in a language that both are worded in,
        or when others lead from one to the other.
        """
        if threshold not in self._groups:
            groups = _joined(self._links(threshold))
            found = (self._group(places) for places in groups)
            self._groups[threshold] = {group.lines[0].ref: group for group in found}
        return self._groups[threshold]

    def nearest(self, line: Line, threshold: float) -> Line | None:
        """Give the line of another activity that is worded most like a line, if one is near."""
        for name, written in _tongues([line]).items():
            if name in self._by_tongue:
                for place in self._by_tongue[name].nearest(written[0], threshold):
                    if self.lines[place].activity != line.activity:
                        return self.lines[place]
        return None

    def _links(self, threshold: float) -> Iterator[Sequence[int]]:
        for tongue in self._by_tongue.values():
            yield from tongue.links(threshold)

    def _group(self, places: Sequence[int]) -> Group:
        """Tell what a group shares, in the language of most of it in which it is most alike."""
        found = (tongue.told(places) for tongue in self._by_tongue.values())
        _, best = min(found, key=lambda each: each[0])
        lines = tuple(self.lines[place] for place in places)
        activities = {line.activity for line in lines}
        return Group(lines, tuple(sorted(activities)), best)


class _Tongue:
    """The lines that are worded in one language, by place."""

    def __init__(self, name: str, written: Mapping[int, str], lines: Sequence[Line]) -> None:
        self.name = name
        self.written = written
        once = list(dict.fromkeys(written.values()))
        forms = dict(zip(once, normal(once), strict=True))
        texts = {place: forms[text] for place, text in written.items()}
        self.places: dict[str, list[int]] = {}
        for place, text in texts.items():
            self.places.setdefault(text, []).append(place)
        activities: dict[str, str | None] = {}
        for place, text in texts.items():
            activity = lines[place].activity
            if activities.setdefault(text, activity) != activity:
                activities[text] = None
        self.repeated = [text for text, activity in activities.items() if activity is None]
        self.alike = Alike(activities)

    def links(self, threshold: float) -> Iterator[Sequence[int]]:
        """Give places of lines that belong together."""
        for text in self.repeated:
            if self.alike.says_something(text):
                yield self.places[text]
        for one, other in self.alike.pairs(threshold):
            texts = self.alike.texts
            yield (*self.places[texts[one]], *self.places[texts[other]])

    def nearest(self, text: str, threshold: float) -> Sequence[int]:
        """Give places of the lines that are worded most like a text."""
        (form,) = normal([text])
        found = form if form in self.places else self.alike.nearest(form, threshold)
        return self.places[found] if found else ()

    def told(self, places: Sequence[int]) -> tuple[tuple[int, int, str], Contrast]:
        """Tell what lines share here, and how little that explains: the less, the better."""
        here = [place for place in places if place in self.written]
        found = told([self.written[place] for place in here])
        return (len(places) - len(here), len(found.differing), self.name), found


def _tongues(lines: Sequence[Line]) -> Mapping[str, dict[int, str]]:
    """Give the texts by language: its first subtag; a plain string stands for its script."""
    found: dict[str, dict[int, str]] = {}
    for place, line in enumerate(lines):
        for tag, text in line.text.items():
            name = tag.partition("-")[0].lower() or ("zh" if is_chinese(text) else "en")
            found.setdefault(name, {}).setdefault(place, text)
    return dict(sorted(found.items()))


def _joined(links: Iterable[Sequence[int]]) -> list[list[int]]:
    """Join what is linked, directly or by others: groups of places, each in order."""
    above: dict[int, int] = {}

    def top(place: int) -> int:
        while above.setdefault(place, place) != place:
            above[place] = above[above[place]]
            place = above[place]
        return place

    for first, *others in links:
        for other in others:
            above[top(other)] = top(first)
    groups: dict[int, list[int]] = {}
    for place in sorted(above):
        groups.setdefault(top(place), []).append(place)
    return [group for group in groups.values() if len(group) > 1]
