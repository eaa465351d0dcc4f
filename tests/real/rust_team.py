"""The Rust project: a tree of teams with leads and members, and who may write to repositories."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .definition import Definition
from .kubernetes import CHANGES, People
from .measure import Case, Explained, Known

MARKER = "a marker team is a label on people, not a department: nobody heads it"
IN_LINE = "the teams stand in one line of the tree, or all but one are labels outside it"


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    teams = read_teams(folder)
    markers = frozenset(name for name, team in teams.items() if team.get("kind") == "marker-team")
    shared = dict(map(_shared, known[SHARED]["items"]))
    together = frozenset(repo for repo, names in shared.items() if not _apart(names, teams))
    yield Case(
        organisation(folder, teams),
        (
            Known("GAP107", tuple(known["active teams without leads"]["items"])),
            Known("GAP104", tuple(known["active repositories with no team with access"]["items"])),
            Known("OVL211", tuple(shared)),
            Known("ORG405", ("org",)),
            Known("PPL603", tuple(known["… and none included from other teams"]["items"])),
        ),
        {
            "GAP107": (Explained(MARKER, not_found=markers),),
            "OVL211": (Explained(IN_LINE, not_found=together),),
        },
    )


SHARED = "active repositories with more than one team that may write"


def _shared(item: str) -> tuple[str, list[str]]:
    repository, _, teams = item.partition(": ")
    return repository, re.findall(r"'([^']+)'", teams)


def _apart(names: list[str], teams: Mapping[str, Any]) -> bool:
    """Tell whether two of the teams stand in the tree, neither above the other."""

    def line(name: str) -> list[str]:
        above = teams[name].get("subteam-of")
        return [name, *(line(above) if above else [])]

    placed = [name for name in names if teams[name].get("kind") != "marker-team"]
    return any(a not in line(b) and b not in line(a) for a in placed for b in placed)


def read_toml(path: Path) -> dict[str, Any]:
    """Read TOML 1.0, and the one file whose inline table goes over several lines."""
    text = path.read_text("utf-8")
    return tomllib.loads(re.sub(r"\{\s*\n[^{}]*\}", lambda m: " ".join(m[0].split()), text))


def read_teams(folder: Path) -> dict[str, Any]:
    """Give the active teams by name."""
    found = [read_toml(path) for path in sorted((folder / "teams").glob("*.toml"))]
    return {team["name"]: team for team in found}


def organisation(folder: Path, teams: Mapping[str, Any]) -> Definition:
    """A team is a department with its leads as head and its members as a role."""
    made = Definition("rust team", people="complete")
    people = People(made)
    for name, team in teams.items():
        leads = [_github(person) for person in team["people"]["leads"]]
        members = _members(name, teams)
        home: dict[str, str] = {}
        if team.get("kind") != "marker-team":
            parent = team.get("subteam-of")
            head = {"head": made.id("roles", f"{name} leads")} if leads else {}
            above = {"parent": made.id("departments", parent)} if parent else {}
            home = {"department": made.add("departments", name, **head, **above)}
        for words, found in {"leads": leads, "members": members}.items():
            if found or words == "members":
                count = max(1, len(found))
                role = made.add("roles", f"{name} {words}", label=name, headcount=count, **home)
                for person in found:
                    people.hold(person, role)
    _repositories(made, folder, teams)
    people.write()
    return made


def _github(person: Any) -> str:
    return str(person if isinstance(person, str) else person["github"])


def _members(name: str, teams: Mapping[str, Any]) -> list[str]:
    """Give the people of a team, those of the teams that it includes as well."""
    people = teams[name]["people"]
    kinds = {
        "include-team-leads": ("team", ("leads",)),
        "include-wg-leads": ("working-group", ("leads",)),
        "include-project-group-leads": ("project-group", ("leads",)),
        "include-all-team-members": ("team", ("members",)),
        "include-all-alumni": ("team", ("alumni",)),
    }
    found = [*map(_github, people["members"])]
    for other in people.get("included-teams", ()):
        found += _members(other, teams)
    for key, (kind, lists) in kinds.items():
        others = (t for t in teams.values() if people.get(key) and t.get("kind", "team") == kind)
        found += (_github(p) for t in others for list_ in lists for p in t["people"].get(list_, ()))
    return list(dict.fromkeys(found))


def _repositories(made: Definition, folder: Path, teams: Mapping[str, Any]) -> None:
    """A repository is owned by the teams that may write to it; single people are no role."""
    for path in sorted((folder / "repos").rglob("*.toml")):
        repository = read_toml(path)
        archived = path.is_relative_to(folder / "repos" / "archive")
        access = repository.get("access", {}).get("teams", {})
        owners = [f"{team} members" for team, level in access.items() if level in CHANGES]
        made.add(
            "platforms",
            f"{repository['org']}/{repository['name']}",
            kind="repository",
            status="archived" if archived else "active",
            owners=[made.id("roles", owner) for owner in owners],
        )
