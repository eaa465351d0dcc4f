"""Cloud Foundry: working groups, their areas with approvers and reviewers, and repositories."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .definition import Definition
from .kubernetes import People, plain
from .measure import Case, Explained, Known

NOTHING_OWNED = "the area has no repository: nothing is owned that could hang on one person"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    known = json.loads((folder / "known.json").read_text("utf-8"))

    def keys(fact: str) -> tuple[str, ...]:
        return tuple(known[fact]["items"])

    elsewhere = known["repositories of another organisation"]["items"]
    areas = tuple(area for area, repos in _areas(folder) if {*repos} & {*elsewhere})
    busy = tuple(item.split()[0] for item in keys("approvers of more than 5 areas"))
    idle = frozenset(keys("areas without repositories"))
    yield Case(
        organisation(folder),
        (
            Known("GAP104", keys("active repositories of orgs.yml that no charter owns")),
            Known("DEF004", areas),
            Known("GAP101", keys("working groups without execution leads")),
            Known("GAP102", keys("areas without approvers")),
            Known("OVL211", keys("… of these, in two working groups")),
            Known("PPL602", keys("areas with one approver")),
            Known("PPL604", busy, {"max": 5}),
        ),
        {"PPL602": (Explained(NOTHING_OWNED, not_found=idle),)},
    )


def _areas(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for group, charter in charters(folder).items():
        for area in charter["areas"]:
            yield f"{group}/{area['name']}", area.get("repositories") or []


def charters(folder: Path) -> dict[str, Any]:
    """Give the YAML of each working group's charter."""
    found: dict[str, Any] = {}
    for path in sorted((folder / "toc" / "working-groups").glob("*.md")):
        if block := BLOCK.search(path.read_text("utf-8")):
            found[path.stem] = yaml.load(block[1], yaml.CBaseLoader)
    return found


def organisation(folder: Path) -> Definition:
    """Leads head a group and answer; approvers do the work of an area and own its repositories."""
    made = Definition("cloudfoundry", accountable="department-head")
    people = People(made)
    owners: dict[str, list[str]] = {}
    for group, charter in charters(folder).items():
        leads = made.id("roles", f"{group} leads")
        home = made.add("departments", group, name=charter["name"], head=leads)
        both = [*charter["execution_leads"], *charter["technical_leads"]]
        heads = {lead["github"].lower(): lead["name"] for lead in both}
        made.add("roles", f"{group} leads", department=home, headcount=len(heads))
        for github, name in heads.items():
            people.hold(github, leads, name)
        for area in charter["areas"]:
            _area(made, people, home, f"{group}/{area['name']}", area, owners)
    for organisation_, entry in plain(folder / "orgs" / "orgs.yml")["orgs"].items():
        for repository, about in entry["repos"].items():
            key = f"{organisation_}/{repository}"
            status = "archived" if about.get("archived") == "true" else "active"
            roles = list(dict.fromkeys(owners.get(key, ())))
            made.add("platforms", key, kind="repository", status=status, owners=roles)
    people.write()
    return made


def _area(
    made: Definition,
    people: People,
    home: str,
    key: str,
    area: Any,
    owners: dict[str, list[str]],
) -> None:
    held: dict[str, Any] = {}
    for list_, function in {"approvers": "responsible", "reviewers": "consulted"}.items():
        listed = area.get(list_) or []
        if listed:
            heads = len(listed)
            role = made.add("roles", f"{key} {list_}", label=key, department=home, headcount=heads)
            held[function] = [role]
            for person in listed:
                people.hold(person["github"], role, person["name"])
    repositories = area.get("repositories") or []
    for repository in repositories:
        owners.setdefault(repository, []).extend(held.get("responsible", ()))
    platforms = made.ids("platforms", repositories)
    made.add("activities", key, department=home, name=area["name"], platforms=platforms, **held)
