"""Kubernetes: special interest groups and what they own; teams of its GitHub organisations."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .definition import Definition
from .measure import Case, Explained, Known

CHANGES = ("write", "maintain", "admin")


def plain(path: Path) -> Any:
    """Read YAML with every scalar as text: one member is called 249043822."""
    return yaml.load(path.read_bytes(), yaml.CBaseLoader)


def cases(folder: Path) -> Iterator[Case]:
    """Give the groups, then the teams."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    claimed = known["… of these, claimed by two different groups"]["items"]
    urls = tuple(item.partition(": [")[0] for item in claimed)
    yield Case(groups(plain(folder / "sigs.yaml")), (Known("OVL211", urls), Known("GAP104", ())))
    empty = tuple(known["teams without members and without maintainers"]["items"])
    made = teams(folder / "org" / "config")
    lonely = tuple(known["teams with exactly one person"]["items"])
    shared = frozenset(lonely) - {*_sole_owners(made)}
    yield Case(
        made,
        (Known("GAP104", ()), Known("PPL602", lonely), Known("PPL603", empty)),
        {"PPL602": (Explained(SHARED, not_found=shared),)},
    )


SHARED = "other teams may change the same repositories, or it has none"


def _sole_owners(made: Definition) -> Iterator[str]:
    for platform in made.data["platforms"].values():
        if len(platform["owners"]) == 1:
            yield made.labels[f"role:{platform['owners'][0]}"]


def groups(source: Any) -> Definition:
    """Chairs answer; tech leads and the owners of a subproject do the work; its files are owned."""
    made = Definition("kubernetes groups")
    people = People(made)
    owners: dict[str, list[str]] = {}
    for group in (*source["sigs"], *source["workinggroups"], *source["committees"]):
        key = group["dir"]
        chairs = made.id("roles", f"{key} chairs")
        made.add("departments", key, name=group["name"], head=chairs)
        leading = {"chairs": chairs}
        if group["leadership"].get("tech_leads"):
            leading["tech_leads"] = made.id("roles", f"{key} tech leads")
        for list_, role in leading.items():
            leads = group["leadership"][list_]
            words = list_.replace("_", " ")
            home = made.id("departments", key)
            made.add("roles", f"{key} {words}", department=home, headcount=len(leads))
            for lead in leads:
                people.hold(lead["github"], role, lead["name"])
        doing = [role for list_, role in leading.items() if list_ == "tech_leads"]
        for project in group.get("subprojects", ()):
            _subproject(made, key, project, chairs, doing, owners)
    for url, roles in owners.items():
        made.add("platforms", url, kind="OWNERS file", owners=list(dict.fromkeys(roles)))
    _stakeholders(made, source)
    people.write()
    return made


def _subproject(
    made: Definition,
    group: str,
    project: Any,
    chairs: str,
    leads: list[str],
    owners: dict[str, list[str]],
) -> None:
    key = f"{group}/{project['name']}"
    home = made.id("departments", group)
    role = made.add("roles", f"{key} owners", department=home)
    for url in project["owners"]:
        owners.setdefault(url, []).append(role)
    made.add(
        "activities",
        key,
        name=project["name"],
        department=home,
        accountable=[chairs],
        responsible=[role, *leads],
        platforms=made.ids("platforms", project["owners"]),
    )


def _stakeholders(made: Definition, source: Any) -> None:
    """A working group's chairs run it, and ask the groups that it names as stakeholders."""
    by_name = {group["name"]: group["dir"] for group in source["sigs"]}
    for group in source["workinggroups"]:
        chairs = made.id("roles", f"{group['dir']} chairs")
        asked = [f"{by_name[name]} chairs" for name in group["stakeholder_sigs"]]
        made.add(
            "activities",
            group["dir"],
            name=group["name"],
            department=made.id("departments", group["dir"]),
            accountable=[chairs],
            responsible=[chairs],
            consulted=made.ids("roles", asked),
        )


class People:
    """Who holds which roles, GitHub names compared without case; added to the definition last."""

    def __init__(self, made: Definition) -> None:
        self.made = made
        self.roles: dict[str, dict[str, Any]] = {}
        self.names: dict[str, str] = {}

    def hold(self, github: str, role: str, name: str = "", **dates: str) -> None:
        """Note that somebody holds a role."""
        self.roles.setdefault(github.lower(), {})[role] = dates
        self.names.setdefault(github.lower(), name)

    def write(self) -> None:
        """Add everybody."""
        for key, roles in self.roles.items():
            self.made.add("people", key, name=self.names[key], roles=roles)


def teams(folder: Path) -> Definition:
    """A team is a role of its members; repositories that it may change are its platforms."""
    made = Definition("kubernetes teams", people="complete")
    people = People(made)
    owners: dict[str, list[str]] = {}
    for organisation in sorted(folder.iterdir()):
        if not organisation.is_dir():
            continue
        for path in sorted(organisation.rglob("*.yaml")):
            for name, team in _nested(plain(path).get("teams") or {}):
                key = f"{organisation.name}/{name}"
                members = [*(team.get("maintainers") or ()), *(team.get("members") or ())]
                role = made.add("roles", key, headcount=max(1, len(members)))
                for member in members:
                    people.hold(member, role)
                for repository, level in (team.get("repos") or {}).items():
                    if level in CHANGES:
                        owners.setdefault(f"{organisation.name}/{repository}", []).append(role)
    for repository, roles in owners.items():
        made.add("platforms", repository, kind="repository", owners=roles)
    people.write()
    return made


def _nested(found: Any) -> Iterator[tuple[str, Any]]:
    for name, team in found.items():
        yield name, team
        yield from _nested(team.get("teams") or {})
