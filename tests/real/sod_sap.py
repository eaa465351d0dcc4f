"""A rule set of separations between technical roles, and the users who have them."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from .definition import Definition
from .kubernetes import People
from .measure import Case, Known


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    broken = re.findall(r" ([A-Z]\d{3}) \(", (folder / "SOURCE.md").read_text("utf-8"))
    yield Case(organisation(folder), (Known("SOD302", tuple(broken)),))


def organisation(folder: Path) -> Definition:
    """A technical role is a role with its one activity; a row of the rule set separates two."""
    made = Definition("sod sap")
    rules = list(csv.DictReader((folder / "sod_matrix.csv").read_text("utf-8").splitlines()))
    users = list(csv.DictReader((folder / "users.csv").read_text("utf-8").splitlines()))
    named = [rule[side] for rule in rules for side in ("Role_A", "Role_B")]
    for key in dict.fromkeys([*named, *(user["Role_Technical_Name"] for user in users)]):
        role = made.add("roles", key)
        made.add("activities", key, responsible=[role])
    for rule in rules:
        sides = [[f"activity:{made.id('activities', rule[side])}"] for side in ("Role_A", "Role_B")]
        made.add("separations", rule["Risk_ID"], note=rule["Description"], between=sides)
    people = People(made)
    for user in users:
        people.hold(user["User"], made.id("roles", user["Role_Technical_Name"]))
    people.write()
    return made
