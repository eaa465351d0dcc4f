"""Organisations for planting: drawn once for all laws, since that takes longer than to check them.

``make hunt`` draws them anew for each.
"""

import os
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from raci.model.entities import Org
from tests.support.organisations import Data, copy, orgs, to_data

HUNTING = os.environ.get("RACI_TESTS") == "hunt"


@cache
def _some(*, unknown: bool) -> list[Data]:
    """Draw some organisations, the same in every run."""
    drawn: list[Data] = []

    @settings(max_examples=40, database=None, derandomize=True)
    @given(orgs(unknown=unknown))
    def draw(org: Org) -> None:
        drawn.append(to_data(org))

    draw()
    return drawn


def _datas(*, unknown: bool) -> st.SearchStrategy[Any]:
    if HUNTING:
        return orgs(unknown=unknown).map(to_data)
    return st.deferred(lambda: st.sampled_from(_some(unknown=unknown))).map(copy)


datas = _datas(unknown=True)
sound = _datas(unknown=False)
"""Organisations that name nothing unknown."""
