"""OpenStack: projects with a lead and liaisons, their deliverables, and special interest groups."""

import calendar
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from .definition import Definition
from .kubernetes import People, plain
from .measure import Case, Explained, Known

DISTRIBUTED = "a distributed project has no head on purpose: its liaisons are named"


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    projects = plain(folder / "projects.yaml")
    distributed = frozenset(known["distributed projects"]["items"])
    unowned = tuple(known["deliverables without repositories"]["items"])
    leadless = known["projects with leadership_type ptl and no PTL name"]["items"]
    vacant = tuple(projects[key]["ptl"]["name"].lower() for key in leadless)
    ended = known["extra-acs whose expires-in month is before 2026-08 (date of the snapshot)"]
    expired = tuple(re.findall(r"extra-acs (.*): ", item)[0].lower() for item in ended["items"])
    yield Case(
        organisation(projects, plain(folder / "sigs.yaml"), plain(folder / "sigs-repos.yaml")),
        (
            Known("GAP107", ()),
            Known("GAP104", unowned),
            Known("OVL211", ()),
            Known("DEF013", vacant),
            Known("PPL605", expired),
        ),
        {"GAP107": (Explained(DISTRIBUTED, also_found=distributed),)},
    )


def organisation(projects: Any, sigs: Any, repositories: Any) -> Definition:
    """A project's team does its deliverables and owns the repositories; its lead answers."""
    made = Definition("openstack", accountable="department-head")
    people = People(made)
    for key, project in projects.items():
        lead = made.id("roles", f"{key} lead")
        led = {"head": lead} if project["leadership_type"] == "ptl" else {}
        home = made.add("departments", key, **led)
        if led:
            made.add("roles", f"{key} lead", department=home)
            people.hold(project["ptl"]["name"], lead, project["ptl"]["name"])
        team = made.add("roles", f"{key} team", department=home)
        for name, deliverable in project["deliverables"].items():
            _deliverable(made, f"{key}/{name}", deliverable, home, team)
        for duty, liaisons in (project.get("liaisons") or {}).items():
            _liaison(made, people, f"{key} {duty}", liaisons, home)
    for key, sig in sigs.items():
        chairs = made.id("roles", f"SIG {key} chairs")
        home = made.add("departments", f"SIG {key}", head=chairs)
        listed = sig["chairs"]
        made.add("roles", f"SIG {key} chairs", department=home, headcount=len(listed))
        for chair in listed:
            people.hold(chair["name"], chairs, chair["name"])
        for repository in repositories.get(key, ()):
            made.add("platforms", repository["repo"], kind="repository", owners=[chairs])
            _access(made, people, repository, home)
    people.write()
    return made


def _access(made: Definition, people: People, repository: Any, home: str) -> None:
    """People outside a group may change its repository, each until the end of a month."""
    if listed := repository.get("extra-acs"):
        key = f"{repository['repo']} access"
        role = made.add("roles", key, department=home, headcount=len(listed))
        for person in listed:
            last = _last_day(person["expires-in"])
            people.hold(person["name"], role, person["name"], until=last)


def _last_day(month: str) -> str:
    first = datetime.strptime(month, "%B %Y")
    return f"{first:%Y-%m}-{calendar.monthrange(first.year, first.month)[1]}"


def _deliverable(made: Definition, key: str, deliverable: Any, home: str, team: str) -> None:
    platforms = []
    for repository in deliverable["repos"]:
        platforms.append(made.add("platforms", repository, kind="repository", owners=[team]))
    made.add("activities", key, department=home, responsible=[team], platforms=platforms)


def _liaison(made: Definition, people: People, key: str, liaisons: Any, home: str) -> None:
    role = made.add("roles", f"{key} liaison", department=home, headcount=len(liaisons))
    made.add("activities", f"{key} liaison", department=home, responsible=[role])
    for liaison in liaisons:
        people.hold(liaison["name"], role, liaison["name"])
