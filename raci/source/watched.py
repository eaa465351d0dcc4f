"""Lets the program that runs show how far a long loop is; whoever loops need not know how."""

from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar

Item = TypeVar("Item")
Watch = Callable[[Sequence[Any], str], Iterable[Any]]
"""Yields the items of a loop, told what they are: ``files``."""


def _unwatched(items: Sequence[Any], _what: str) -> Iterable[Any]:
    return items


_watch: ContextVar[Watch] = ContextVar("watch", default=_unwatched)


def begin(watch: Watch) -> None:
    """Let a program watch the loops that follow."""
    _watch.set(watch)


def watched(items: Sequence[Item], what: str) -> Iterable[Item]:
    """Return the items of a loop; of loops within one another, one of several items is watched."""
    watch = _watch.get()
    if watch is _unwatched or len(items) < 2:
        return items
    return _only_outermost(watch, items, what)


def _only_outermost(watch: Watch, items: Sequence[Item], what: str) -> Iterable[Item]:
    before = _watch.set(_unwatched)
    try:
        yield from watch(items, what)
    finally:
        _watch.reset(before)
