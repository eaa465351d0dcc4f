"""CNCF: the maintainers of all projects, in one CSV file."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from .definition import Definition
from .kubernetes import People
from .measure import Case, Known


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    text = (folder / "project-maintainers.csv").read_text("utf-8")
    known = json.loads((folder / "known.json").read_text("utf-8"))
    alone = tuple(known["projects with one maintainer"]["items"])
    yield Case(
        organisation(list(csv.reader(text.splitlines()))[1:]),
        (Known("GAP104", ()), Known("PPL602", alone)),
    )


def organisation(rows: list[list[str]]) -> Definition:
    """A project is a platform, owned by its maintainers; stage and project go down the rows."""
    made = Definition("cncf", people="complete")
    people = People(made)
    heads: dict[str, set[str]] = {}
    stage = project = ""
    for row in filter(None, rows):
        stage = row[0] or stage
        project = row[1].strip() or project
        key = f"{stage}: {project}"
        role = made.id("roles", f"{key} maintainers")
        holders = heads.setdefault(key, set())
        if github := row[4].strip() or row[2].strip():
            people.hold(github, role, row[2])
            holders.add(github.lower())
    for key, holders in heads.items():
        role = made.add(
            "roles",
            f"{key} maintainers",
            label=key.partition(": ")[2],
            headcount=max(1, len(holders)),
        )
        made.add("platforms", key, kind="project", owners=[role])
    people.write()
    return made
