"""What is drawn once for all laws, since to draw takes longer than to check.

``make hunt`` draws anew for each.
"""

from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PROFILE

HUNTING = PROFILE == "hunt"


def drawn_once(strategy: st.SearchStrategy[Any], most: int = 40) -> st.SearchStrategy[Any]:
    """Give a strategy for some values of another, the same in every run."""

    @cache
    def some() -> list[Any]:
        values: list[Any] = []

        @settings(max_examples=most, database=None, derandomize=True)
        @given(strategy)
        def draw(value: Any) -> None:
            values.append(value)

        draw()
        return values

    if HUNTING:
        return strategy
    return st.deferred(lambda: st.sampled_from(some())).map(deepcopy)
