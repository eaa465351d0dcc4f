"""What a finding marks on the matrix: cells where it concerns them, else rows and columns."""

from collections.abc import Iterator, Sequence
from typing import Any

from raci.findings.finding import Finding
from raci.render.page.index import Index


def marks(finding: Finding, index: Index) -> dict[str, Any]:
    """Return the numbers of the activities, roles and platforms that a finding concerns.

    ``cells`` are the pairs of activity and role that it is about: those that it names, or those
    of its activities in which its roles stand.
    """
    refs = (finding.subject, *finding.involves)
    named = tuple(dict.fromkeys(entity for ref in refs for entity in ref.entities))
    activities = [n for ref in named if ref.kind == "activity" for n in _rows(ref.id, index)]
    roles = [index.roles[ref.id] for ref in named if ref.kind == "role" and ref.id in index.roles]
    platforms = [
        index.platforms[r.id] for r in named if r.kind == "platform" and r.id in index.platforms
    ]
    found: dict[str, list[Any]] = {
        "cells": list(_cells(activities, roles, index)),
        "activities": activities,
        "roles": roles,
        "platforms": platforms,
    }
    return {key: numbers for key, numbers in found.items() if numbers}


def _rows(id_: str, index: Index) -> Iterator[int]:
    """Yield the number of an activity's row, or of its copies for departments."""
    if id_ in index.activities:
        yield index.activities[id_]
    else:
        yield from (n for row, n in index.activities.items() if row.partition("@")[0] == id_)


def _cells(
    activities: Sequence[int], roles: Sequence[int], index: Index
) -> Iterator[tuple[int, int]]:
    for activity in activities:
        held = {index.roles[cell.role] for cell in index.rows[activity].cells()}
        yield from ((activity, role) for role in roles if role in held)
