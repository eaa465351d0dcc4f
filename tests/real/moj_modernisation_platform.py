"""Ministry of Justice: applications with owners, who may change them, who lets changes through."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .definition import Definition
from .imported import owners
from .measure import Case, Known

CHANGING = ("developer", "sandbox", "administrator", "data-engineer", "platform-engineer-admin")
UNREVIEWED = (
    "production environments without a person or group that may deploy (no github_action_reviewer)"
)


def cases(folder: Path) -> Iterator[Case]:
    """Give the environments, then the CODEOWNERS file."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    found = applications(folder)
    yield Case(
        organisation(found),
        (
            Known("GAP102", tuple(known[UNREVIEWED]["items"])),
            Known("GAP104", tuple(known["applications without tags.owner"]["items"])),
            Known("SOD304", tuple(_self_approved(found))),
        ),
    )
    yield owners("moj", folder, known)


def applications(folder: Path) -> dict[str, Any]:
    """Give the applications by the names of their files."""
    paths = sorted((folder / "environments").glob("*.json"))
    return {path.stem: json.loads(path.read_text("utf-8")) for path in paths}


def organisation(found: dict[str, Any]) -> Definition:
    """The owner answers; groups that may change production, and groups that review deployments."""
    made = Definition("moj environments")
    units: dict[str, set[str]] = {}
    for key, application in found.items():
        unit = application["tags"]["business-unit"]
        if not made.has("departments", unit):
            made.add("departments", unit)
        roles = (_owner(application), *_groups(application, CHANGING), *_reviewers(application))
        for role in roles:
            units.setdefault(role, set()).add(unit)
        owner = [made.id("roles", _owner(application))]
        tags = application["tags"]
        critical: dict[str, Any] = (
            {"critical": True} if tags.get("critical-national-infrastructure") else {}
        )
        kind = application["account-type"]
        platform = made.add("platforms", key, kind=kind, owners=owner, **critical)
        if _production(application) is not None:
            common = {
                "department": made.id("departments", unit),
                "accountable": owner,
                "platforms": [platform],
            }
            _deployment(made, key, application, common)
    for role, homes in units.items():
        home = {"department": made.id("departments", *homes)} if len(homes) == 1 else {}
        made.add("roles", role, **home)
    return made


def _deployment(made: Definition, key: str, application: Any, common: dict[str, Any]) -> None:
    """Somebody changes production, somebody lets a deployment through: the latter approves."""
    changing = made.ids("roles", _groups(application, CHANGING))
    reviewing = made.ids("roles", _reviewers(application))
    approves: list[str] = []
    if changing:
        approves = [made.add("activities", f"change {key}", responsible=changing, **common)]
    title = f"review deployments of {key}"
    entry = {"responsible": reviewing, "approves": approves, **common}
    made.add("activities", title, label=key, **entry)


def _self_approved(found: dict[str, Any]) -> Iterator[str]:
    """Give an application's change as often as a group that makes it also lets it through."""
    for key, application in found.items():
        both = {*_groups(application, CHANGING)} & {*_reviewers(application)}
        yield from [f"change {key}"] * len(both)


def _owner(application: Any) -> str:
    """Give the address, where there is one; else the name."""
    return str(application["tags"]["owner"].rpartition(": ")[2].lower())


def _production(application: Any) -> list[Any] | None:
    return next(
        (e["access"] for e in application["environments"] if e["name"] == "production"), None
    )


def _groups(application: Any, levels: tuple[str, ...]) -> list[str]:
    access = _production(application) or ()
    return [entry["sso_group_name"] for entry in access if entry["level"] in levels]


def _reviewers(application: Any) -> list[str]:
    access = _production(application) or ()
    reviewing = (e for e in access if e.get("github_action_reviewer") == "true")
    return [entry["sso_group_name"] for entry in reviewing]
