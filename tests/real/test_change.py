"""Two versions of a real organisation: a team of the Rust project is retired, by hand."""

import re
from copy import deepcopy
from typing import Any

import pytest
import yaml

from raci.change.diff.diff import comparison
from raci.check.run import Run
from raci.project import Project
from raci.render.formats.markdown import render
from raci.render.reports.diff import document
from tests.real.rust_team import cases
from tests.support.differences import mirrored
from tests.support.paths import SHARED

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def rust() -> Any:
    folder = SHARED / "data" / "rust-team"
    if not folder.is_dir():
        pytest.skip("the real organisations are not here")
    (case,) = cases(folder)
    return yaml.safe_load(case.definition.text())


def project(data: Any) -> Project:
    return Project.of({"org.yaml": yaml.safe_dump(data, allow_unicode=True)})


def retire(data: Any, team: str, heir: str, *, forget: str = "") -> Any:
    """Take a team out, its repositories given to an heir, one of them forgotten."""
    after = deepcopy(data)
    gone = [role for role, entry in data["roles"].items() if entry.get("department") == team]
    del after["departments"][team]
    for role in gone:
        del after["roles"][role]
    for id_, platform in after["platforms"].items():
        owners = platform.get("owners", [])
        if set(owners) & set(gone):
            kept = [owner for owner in owners if owner not in gone]
            platform["owners"] = list(dict.fromkeys([*kept, heir])) if id_ != forget else []
            if not platform["owners"]:
                del platform["owners"]
    for person in after["people"].values():
        person["roles"] = {k: v for k, v in person["roles"].items() if k not in gone}
        if not person["roles"]:
            del person["roles"]
    return after


def test_a_team_that_is_retired_is_told_with_what_it_leaves(rust: Any) -> None:
    team, heir, repositories = _small_team(rust)
    forgotten = repositories[0]
    before, after = project(rust), project(retire(rust, team, heir, forget=forgotten))
    told = comparison(before, after, ("main", "branch"), Run(DAY))
    d = told.difference
    roles = [r for r, entry in rust["roles"].items() if entry.get("department") == team]
    assert d.gone == tuple(sorted([f"department:{team}", *(f"role:{role}" for role in roles)]))
    assert (d.came, d.renamed, d.looks) == ((), (), ())
    owners = {edge.of.after.id: edge.after for edge in d.edges if edge.key == "owners"}
    assert set(owners) == set(repositories)
    assert owners[forgotten] == ()
    assert all(f"role:{heir}" in owners[id_] for id_ in repositories if id_ != forgotten)
    assert ("CHG803", f"platform:{forgotten}") in {(f.code, f.subject) for f in told.new}
    assert "CHG803" not in {f.code for f in told.new if f.subject != f"platform:{forgotten}"}
    assert mirrored(d) == comparison(after, before, ("", ""), Run(DAY)).difference
    page = render(document(told))
    assert re.search(rf"\|\s*{re.escape(forgotten)}\s*\| owners", page)


def _small_team(rust: Any) -> tuple[str, str, list[str]]:
    """Choose a team without subteams that owns some repositories alone, and an heir."""
    above = {entry.get("parent") for entry in rust["departments"].values()}
    for team in sorted(rust["departments"]):
        roles = {r for r, entry in rust["roles"].items() if entry.get("department") == team}
        owned = [
            id_
            for id_, platform in sorted(rust["platforms"].items())
            if set(platform.get("owners", ())) & roles
        ]
        alone = [
            id_
            for id_ in owned
            if set(rust["platforms"][id_]["owners"]) <= roles
            and rust["platforms"][id_].get("status", "active") == "active"
        ]
        elsewhere = {r for r, entry in rust["roles"].items() if entry.get("department") != team}
        if team not in above and len(alone) == len(owned) > 1:
            heir = next(r for r in sorted(elsewhere) if rust["roles"][r].get("department"))
            return team, heir, owned
    raise AssertionError("no such team")
