"""Groups of similarly worded duties of roles or departments, across languages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.wording.likeness.contrast import Contrast, contrast
from raci.wording.likeness.index import SimilarityIndex
from raci.wording.likeness.normalize import normalize
from raci.wording.likeness.tokens import is_chinese


class Line(NamedTuple):
    """A duty: its Ref, its activity and its wording by language."""

    ref: Ref
    activity: str
    text: Text


class Group(NamedTuple):
    """Lines that mean the same, their activities, and the words they share and differ in."""

    lines: tuple[Line, ...]
    activities: tuple[str, ...]
    contrast: Contrast

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The Refs of the lines, in order."""
        return tuple(line.ref for line in self.lines)


class Wordings:
    """The lines of an organisation, compared by what they mean."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = sorted(lines)
        self._indexes = {
            language: _LanguageIndex(language, texts, self.lines)
            for language, texts in _texts_by_language(self.lines).items()
        }
        self._groups: dict[float, Mapping[Ref, Group]] = {}

    def groups(self, threshold: float) -> Mapping[Ref, Group]:
        """Return the groups of lines of different activities that mean the same, by first line.

        Two lines belong to one group if they mean the same in a language that both have, or if
        further lines link them.
        """
        if threshold not in self._groups:
            links = (link for index in self._indexes.values() for link in index.links(threshold))
            groups = map(self._group, _connected(links))
            self._groups[threshold] = {group.lines[0].ref: group for group in groups}
        return self._groups[threshold]

    def nearest(self, line: Line, threshold: float) -> Line | None:
        """Return the most similar line of another activity; None if none is near."""
        for language, texts in _texts_by_language([line]).items():
            if language in self._indexes:
                for number in self._indexes[language].nearest(texts[0], threshold):
                    if self.lines[number].activity != line.activity:
                        return self.lines[number]
        return None

    def _group(self, numbers: Sequence[int]) -> Group:
        """Build a group, contrasted in the language that most lines have and that differs least."""
        contrasts = (index.contrast(numbers) for index in self._indexes.values())
        _, best = min(contrasts, key=lambda ranked: ranked[0])
        lines = tuple(self.lines[number] for number in numbers)
        activities = {line.activity for line in lines}
        return Group(lines, tuple(sorted(activities)), best)


class _LanguageIndex:
    def __init__(self, language: str, texts: Mapping[int, str], lines: Sequence[Line]) -> None:
        self.language = language
        self.texts = texts
        distinct = list(dict.fromkeys(texts.values()))
        normalized = dict(zip(distinct, normalize(distinct), strict=True))
        self.numbers: dict[str, list[int]] = {}
        activities: dict[str, str | None] = {}
        for number, text in texts.items():
            form, activity = normalized[text], lines[number].activity
            self.numbers.setdefault(form, []).append(number)
            if activities.setdefault(form, activity) != activity:
                activities[form] = None
        self.repeated = [form for form, activity in activities.items() if activity is None]
        self.index = SimilarityIndex(activities)

    def links(self, threshold: float) -> Iterator[Sequence[int]]:
        for form in self.repeated:
            if self.index.has_content(form):
                yield self.numbers[form]
        for one, other in self.index.pairs(threshold):
            forms = self.index.texts
            yield (*self.numbers[forms[one]], *self.numbers[forms[other]])

    def nearest(self, text: str, threshold: float) -> Sequence[int]:
        (form,) = normalize([text])
        near = form if form in self.numbers else self.index.nearest(form, threshold)
        return self.numbers[near] if near else ()

    def contrast(self, numbers: Sequence[int]) -> tuple[tuple[int, int, str], Contrast]:
        """Return the contrast of lines in this language, and its rank: the lowest is the best."""
        here = [number for number in numbers if number in self.texts]
        result = contrast([self.texts[number] for number in here])
        return (len(numbers) - len(here), len(result.differing), self.language), result


def _texts_by_language(lines: Sequence[Line]) -> Mapping[str, dict[int, str]]:
    """Return the texts by main language; a plain string belongs to that of its script."""
    texts: dict[str, dict[int, str]] = {}
    for number, line in enumerate(lines):
        for tag, text in line.text.items():
            language = tag.partition("-")[0].lower() or ("zh" if is_chinese(text) else "en")
            texts.setdefault(language, {}).setdefault(number, text)
    return dict(sorted(texts.items()))


def _connected(links: Iterable[Sequence[int]]) -> list[list[int]]:
    """Return the sorted groups of numbers that are linked directly or through others."""
    above: dict[int, int] = {}

    def top(number: int) -> int:
        while above.setdefault(number, number) != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for first, *others in links:
        for other in others:
            above[top(other)] = top(first)
    groups: dict[int, list[int]] = {}
    for number in sorted(above):
        groups.setdefault(top(number), []).append(number)
    return [group for group in groups.values() if len(group) > 1]
