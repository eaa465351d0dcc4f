"""Backstage catalogues: groups, and components with an owner."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .definition import Definition

Entities = Mapping[tuple[str, str], Any]


def entities(folder: Path) -> Entities:
    """Give what all catalogue files of a folder define, by kind and name."""
    found = {}
    for path in sorted(folder.rglob("catalog-info*.yaml")):
        for entity in yaml.load_all(path.read_bytes(), yaml.CBaseLoader):
            found[entity["kind"], entity["metadata"]["name"]] = entity
    return found


def organisation(name: str, found: Entities) -> Definition:
    """A group is a department, and a role of it where it has members or owns something."""
    made = Definition(name)
    groups = {key: entity["spec"] for (kind, key), entity in found.items() if kind == "Group"}
    parents = {child: key for key, spec in groups.items() for child in spec.get("children", ())}
    owned = [(key, entity["spec"]) for (kind, key), entity in found.items() if kind in OWNED]
    owning = {_group(spec["owner"]) for _, spec in owned}
    for key, spec in groups.items():
        above = {"parent": made.id("departments", parents[key])} if key in parents else {}
        home = made.add("departments", key, **above)
        if key in owning or spec.get("members"):
            made.add("roles", key, department=home)
    for key, spec in owned:
        owner = made.id("roles", _group(spec["owner"]))
        made.add("platforms", key, label="entity", kind=spec.get("type", ""), owners=[owner])
    return made


OWNED = ("Component", "System", "API", "Resource")


def _group(reference: str) -> str:
    """Give the name in a reference; kind and namespace may be left out."""
    return reference.rpartition(":")[2].rpartition("/")[2]
