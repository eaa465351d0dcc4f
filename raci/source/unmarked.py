"""Recognises definitions that lack ``raci: 1``: what they say would otherwise count for nothing."""

import re
from collections.abc import Mapping
from typing import Any, Literal

FUNCTIONS = "responsible accountable support consulted informed verifier signatory"
"""The lists of roles and of activities."""

OWN_KEYS: Mapping[str, frozenset[str]] = {
    section: frozenset(f"{keys} formerly".split())
    for section, keys in {
        "departments": "head parent duties reviewed attributes",
        "roles": f"{FUNCTIONS} department reports_to also_reports_to headcount deputies duties"
        " attributes",
        "activities": f"{FUNCTIONS} department platforms critical each approves shared attributes",
        "platforms": "owners deputies critical attributes",
        "people": "git roles attributes",
        "separations": "between among at_most of only within functions mitigated_by severity"
        " deputies attributes",
        "policies": "for when let require forbid message hint severity at link examples",
        "waivers": "rule at involves reason approved_by until",
    }.items()
}
"""The sections of a definition, and the keys of their entries that other tools do not share."""

SHARED_KEYS = frozenset({"name", "kind", "tags", "status", "source", "note"})

_SECTION = re.compile(rb"""(?m)^\s*\{?\s*["']?(?:org|%s)["']?\s*:""" % "|".join(OWN_KEYS).encode())

Likeness = Literal["header", "definition", "similar", ""]


def may_be_unmarked(raw: bytes) -> bool:
    """Return whether a line begins with a section: other files are not parsed."""
    return _SECTION.search(raw) is not None


def likeness(data: Any) -> Likeness:
    """Return what the data of a file without a kind resemble.

    ``header``: the file of an organisation's root. ``definition``: nothing but sections, with keys
    that are raci's own. ``similar``: nothing but sections, with keys that other tools share.
    """
    if not isinstance(data, dict) or not data:
        return ""
    sections = {key: value for key, value in data.items() if key in OWN_KEYS}
    if "org" in data:
        header = data["org"]
        named = isinstance(header, dict) and isinstance(header.get("id"), str)
        return "header" if named and (sections or len(data) == 1) else ""
    if len(sections) < len(data) or not all(map(_is_map_of_maps, sections.values())):
        return ""
    keys = {
        section: {key for each in sections[section].values() for key in each} for section in data
    }
    if any(keys[section] & OWN_KEYS[section] for section in data):
        return "definition"
    return "similar" if all(keys[section] & SHARED_KEYS for section in data) else ""


def _is_map_of_maps(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, dict) for each in value.values())
