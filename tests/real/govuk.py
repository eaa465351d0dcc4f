"""GOV.UK: repositories with the teams that own them and the teams that hear of alerts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .definition import Definition
from .kubernetes import plain
from .measure import Case, Known


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    unowned = tuple(known["repositories without team"]["items"])
    unheard = tuple(known[UNHEARD]["items"])
    yield Case(
        organisation(plain(folder / "repos.yml")),
        (Known("GAP104", unowned), Known("GAP110", unheard)),
    )


UNHEARD = "entries that production_hosted_on names and that have no alerts_team"


def organisation(entries: list[Any]) -> Definition:
    """A repository is a platform; what is in production must be kept running, and that is critical.

    Alerts are about what is in production; nothing else has a team that hears of them. One
    repository may hold several applications.
    """
    made = Definition("govuk")
    for entry in entries:
        key = entry["repo_name"]
        app = entry.get("app_name", "")
        live = entry.get("production_hosted_on", "false") not in ("false", "none")
        for list_ in ("team", "alerts_team") if live else ("team",):
            if entry.get(list_) and not made.has("roles", entry[list_]):
                made.add("roles", entry[list_])
        owner = made.ids("roles", [entry["team"]])
        title = f"{key} {app}"
        retired = {"status": "archived"} if entry.get("retired") == "true" else {}
        platform = made.add(
            "platforms", title, label=key, kind=entry["type"], owners=owner, **retired
        )
        if live:
            alerted = filter(None, [entry.get("alerts_team")])
            made.add(
                "activities",
                f"run {title}",
                label=key,
                responsible=owner,
                informed=made.ids("roles", alerted),
                platforms=[platform],
                critical=True,
                **retired,
            )
    return made
