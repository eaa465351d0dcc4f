"""Organisations whose pages are opened in a browser, and what raci says of them as JSON."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from raci.check.settings import Selection
from raci.project import Project
from raci.render.page.organisation import render
from raci.render.reports.matrix import view
from tests.support.command import raci
from tests.support.paths import ROOT

DAY = "2026-11-28"
SHOP = ROOT / "tests" / "fixtures" / "page" / "shop.yaml"
MOVE = SHOP.with_name("move.yaml")
SEED = ROOT / "org" / "ecommerce"

Data = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """An organisation and its page; what must stand on the page is asked of other outputs."""

    organisation: Path
    page: Path

    @cached_property
    def matrix(self) -> Data:
        """The matrix as JSON."""
        return self._json("matrix")

    @cached_property
    def check(self) -> Data:
        """The report of a check as JSON."""
        return self._json("check")

    @property
    def findings(self) -> list[Data]:
        """The findings as JSON."""
        found: list[Data] = self.check["findings"]
        return found

    @property
    def rules(self) -> list[Data]:
        """The rules that looked for something, as JSON."""
        ran: list[Data] = self.check["rules"]
        return ran

    @cached_property
    def rows(self) -> dict[str, Data]:
        """The rows of the matrix, by the ids of their activities."""
        return {row["activity"]: row for row in self.matrix["rows"]}

    @cached_property
    def roles(self) -> dict[str, Data]:
        """The roles, by their ids."""
        return {role["role"]: role for role in self.matrix["roles"]}

    @cached_property
    def chinese(self) -> Data:
        """The matrix as JSON with the Chinese names."""
        return self._json("matrix", "--lang", "zh")

    def held(self, activity: str) -> dict[str, set[str]]:
        """Who has which functions in an activity."""
        found: dict[str, set[str]] = {}
        for cell in self.rows[activity]["cells"]:
            found.setdefault(cell["role"], set()).add(cell["function"])
        return found

    def on(self, activity: str) -> list[Data]:
        """The findings that name an activity."""
        refs = (f"activity:{activity}", f"/{activity}")
        return [
            finding
            for finding in self.findings
            if any(ref.endswith(refs) for ref in (finding["subject"], *finding["involves"]))
        ]

    def _json(self, command: str, *options: str) -> Data:
        arguments = [command, str(self.organisation), "--as-of", DAY, "--format", "json", *options]
        data: Data = json.loads(visible(raci(*arguments).stdout))
        return data


def visible(text: str) -> str:
    """Write out what turns text round or parts a line, as the page does: JSON has it escaped."""
    return re.sub(r"\\u(20(?:2[89a-e]|6[6-9]))", r"\\\\u\1", text)


def write_page(organisation: Path, folder: Path) -> Shown:
    """Write the page of an organisation."""
    page = folder / f"{organisation.stem}.html"
    raci("matrix", str(organisation), "--as-of", DAY, "-o", str(page))
    return Shown(organisation, page)


def write_large_page(activities: int, roles: int, folder: Path) -> Path:
    """Write the page of an organisation of some size, made up here; one rule judges it."""
    project = Project.of({"org.yaml": json.dumps(large(activities, roles))})
    shown = view(project.matrix, lang="en", as_of=DAY)
    report = project.check(as_of=DAY, selection=Selection(select=("OVL203",)))
    page = folder / f"{activities}x{roles}.html"
    page.write_text(render(shown, report), encoding="utf-8")
    return page


def large(activities: int, roles: int, departments: int = 20) -> Data:
    """An organisation of some size: five parts in each activity, some with two A."""
    units = [f"unit-{number}" for number in range(departments)]
    functions = ("accountable", "responsible", "consulted", "informed", "support")
    return {
        "raci": 1,
        "org": {"id": "large"},
        "departments": {unit: {"head": f"role-{n}"} for n, unit in enumerate(units)},
        "roles": {f"role-{n}": {"department": units[n % len(units)]} for n in range(roles)},
        "activities": {
            f"activity-{n}": {
                "department": units[n % len(units)],
                **{
                    function: [f"role-{(n * (2 * at + 1) + at) % roles}"]
                    for at, function in enumerate(functions)
                },
                **({"accountable": [f"role-{n % roles}", "role-7"]} if n % 100 == 99 else {}),
            }
            for n in range(activities)
        },
    }
