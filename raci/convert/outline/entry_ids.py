"""Ids for departments and posts of an outline, each once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from raci.convert.outline.found import FoundDepartment, FoundPost

_T = TypeVar("_T", FoundDepartment, FoundPost)


def with_ids(
    entries: Iterable[_T], group: Callable[[_T], str], slug: Callable[[str], str]
) -> Iterator[tuple[str, _T]]:
    """Yield entries with ids; those of one name are told apart by their group, then a number."""
    listed = list(entries)
    names = [slug(each.name) for each in listed]
    times = Counter(names)
    taken: set[str] = set()
    for each, name in zip(listed, names, strict=True):
        shared = times[name] > 1 and group(each)
        id_ = unique = slug(f"{group(each)} {each.name}") if shared else name
        number = 1
        while unique in taken:
            number += 1
            unique = f"{id_}-{number}"
        taken.add(unique)
        yield unique, each
