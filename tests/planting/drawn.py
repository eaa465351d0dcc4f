"""Organisations for planting: drawn once for all laws."""

from tests.support.drawn import drawn_once
from tests.support.organisations import orgs, to_data

datas = drawn_once(orgs(unknown=True).map(to_data))
sound = drawn_once(orgs(unknown=False).map(to_data))
"""Organisations that name nothing unknown."""
