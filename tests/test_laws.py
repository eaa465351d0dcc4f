"""Laws that hold for any organisation, any layout and any text; ``make fuzz`` tries them longer."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from raci import catalogue
from raci.decode import BREAKS, Lines
from raci.diagnostics.json import render
from raci.diagnostics.text import findings_text
from raci.finding import Place, Ref
from raci.load import load
from raci.matrix import Cell, Matrix
from raci.model import Activity, Function, Org, Role
from raci.page import load_page
from raci.project import NotOneError, Project, check
from raci.report import Report
from raci.schema.definition import Definition
from raci.source import Document
from raci.tree import Files
from raci.validate import problems
from raci.workspace import find_in

from .conftest import ROOT
from .organisations import documents, orgs, shuffled, spelt_out, split, to_data, to_json, to_text

DAY = "2026-11-23"
seeds = st.integers(0, 1_000_000).map(Random)

Texts = Mapping[str, str | bytes]
Verdicts = Counter[tuple[str, str, frozenset[Ref]]]


def judged(files: Texts) -> Report:
    return check([Project(found) for found in find_in(Files(files))], as_of=DAY)


def project(org: Org) -> Project:
    return Project.of({"org.json": json.dumps(to_data(org))})


def verdicts(org: Org, *, without: tuple[str, ...] = ()) -> Verdicts:
    """Give what the rules say: code, severity, and everything that the verdict is about."""
    report = project(org).check(as_of=DAY)
    assert not [finding.message for finding in report if finding.code == "DEF015"]
    return Counter(
        (finding.code, finding.severity.label, frozenset((finding.subject, *finding.involves)))
        for finding in report
        if finding.code not in without
    )


def cells(org: Org) -> set[tuple[str, Function, str, bool]]:
    """Give the cells without the reasons, which name the side that an assignment is written on."""
    rows = Matrix(org).all_rows.values()
    return {(c.row, c.function, c.role, c.derived) for row in rows for c in row.cells()}


# The reader: any input gives data or findings with places


def told_in_full(files: Texts) -> Report:
    """Check files: each finding has both languages and a place inside its file."""
    report = judged(files)
    for finding in report:
        assert finding.say("en")
        assert finding.say("zh")
        for place in (finding.place, *finding.related):
            stands_within(place, files)
    findings_text(report)
    json.loads(render(report))
    return report


def stands_within(place: Place, files: Texts) -> None:
    if not place.path:  # nothing was found at all: the folder itself
        assert place.span == (1, 1, 1, 1)
        return
    raw = files[place.path]
    text = raw if isinstance(raw, str) else raw.decode("utf-8-sig", errors="replace")
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not lines or lines[-1][-1] in BREAKS:
        lines.append("")
    line, column, end_line, end_column = place.span
    assert 1 <= line <= end_line <= len(lines)
    assert 1 <= column <= len(lines[line - 1].rstrip(BREAKS)) + 1
    assert 1 <= end_column <= len(lines[end_line - 1]) + 2
    assert (line, column) <= (end_line, end_column)


@given(st.binary(max_size=60), st.sampled_from((b"", b"raci: 1\n", b"\xff\xfe", b'{"raci":')))
def test_any_bytes_give_data_or_findings(raw: bytes, head: bytes) -> None:
    told_in_full({"a.yaml": head + raw, "b.json": raw})


@given(st.text(max_size=60), st.sampled_from(("", "raci: 1\norg: {id: a}\n", "raci: 1\nroles:\n")))
def test_any_text_gives_data_or_findings(text: str, head: str) -> None:
    told_in_full({"a.yaml": head + text, "b.json": text})


PUNCTUATION = (
    *("\n", "\n  ", "\n    ", "\n- ", " ", "\t", ":", ": ", "- ", "? ", ", ", "{", "}", "[", "]"),
    *("&a ", "*a ", "!", "!!str ", "|\n", ">-\n", "'", '"', "\\", "#", " # ", "%", "@", "`", "---\n"),
    *("...\n", "<<: ", "~", "null", "1", "1.5", "1e999", "0x", "a", "id", "名", "\r\n", "\x85", "\x00"),
    *("\u2028", "\ufeff", "\x7f", "\\ud83d\\ude00", "raci: 1\n", "org: {id: a}\n", "roles:\n  a: "),
)


@given(st.lists(st.sampled_from(PUNCTUATION), max_size=30).map("".join))
def test_any_punctuation_gives_data_or_findings(text: str) -> None:
    told_in_full({"a.yaml": f"raci: 1\n{text}", "b.json": f'{{"raci": 1, {text}', "c.yaml": text})


@given(orgs(), seeds, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4)), min_size=1, max_size=4))
def test_any_slip_in_a_definition_gives_data_or_findings(
    org: Org, random: Random, edits: list[tuple[float, int]]
) -> None:
    files = {path: to_text(part, path, random) for path, part in split(to_data(org), random).items()}
    slipped = random.choice(sorted(files))
    for where, cut in edits:
        at = int(where * len(files[slipped]))
        text = files[slipped]
        files[slipped] = text[:at] + random.choice((*PUNCTUATION, "")) + text[at + cut :]
    told_in_full(files)


@given(documents(), seeds)
def test_any_document_gives_findings_and_no_more(data: Any, random: Random) -> None:
    told_in_full({"a.yaml": to_text(data, "a.yaml", random)})
    told_in_full({"a.json": to_text(data, "a.json", random)})


@given(st.dictionaries(st.sampled_from(("a.yaml", "b/c.yml", "d")), st.binary(max_size=20)))
def test_a_project_is_one_organisation_or_is_refused(files: Texts) -> None:
    try:
        Project.of(files).check()
    except NotOneError:
        pass


# Reading what was written


@given(orgs(), seeds)
def test_a_model_written_in_any_layout_is_read_again(org: Org, random: Random) -> None:
    data = spelt_out(shuffled(to_data(org), random), random)
    files = {path: to_text(part, path, random) for path, part in split(data, random).items()}
    assert Project.of(files).loaded.defects == ()
    assert Project.of(files).org == org


# Schema and shapes


def published() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((ROOT / "schemas/v1/org.schema.json").read_text())
    return schema


GATE = jsonschema_rs.Draft202012Validator(published(), validate_formats=True)
PYTHON_GATE = jsonschema.Draft202012Validator(
    published(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def has_shape(data: Any) -> bool:
    try:
        Definition.model_validate(data)
    except ValidationError:
        return False
    return True


def ends_in_a_line_feed(data: Any) -> bool:
    if isinstance(data, dict):
        return any(map(ends_in_a_line_feed, (*data, *data.values())))
    if isinstance(data, list):
        return any(map(ends_in_a_line_feed, data))
    return isinstance(data, str) and data.endswith("\n")


@given(documents())
def test_schema_and_shapes_accept_the_same(data: Any) -> None:
    """Only Python's ``$`` lets a last line feed through: such texts are for the others to judge."""
    accepted = GATE.is_valid(data)
    assert has_shape(data) == accepted
    if not ends_in_a_line_feed(data):
        assert PYTHON_GATE.is_valid(data) == accepted


@given(documents())
def test_the_loader_builds_what_the_schema_accepts_and_tells_what_it_does_not(data: Any) -> None:
    document = Document("org.yaml", "", data)
    told = list(problems(document))
    assert bool(told) != GATE.is_valid(data)
    if isinstance(data, dict) and "raci" in data:
        assert load([document]).sound != bool(told)


# The matrix: both sides, any order, any ids


def movable(org: Org, role: str, activity: str) -> bool:
    """Tell whether an assignment may stand on either side: both are there, and it makes a row."""
    if role not in org.roles or activity not in org.activities:
        return False
    return org.roles[role].department is not None or org.activities[activity].each is None


def to_activities(org: Org, chosen: Callable[[], bool]) -> Org:
    """Write some of the roles' claims on the activities' side instead."""
    for role in org.roles.values():
        for function, activities in role.holds.items():
            for activity in activities:
                if movable(org, role.id, activity) and chosen():
                    org = _released(org, role.id, function, activity)
                    org = _named(org, role.id, function, activity)
    return org


def to_roles(org: Org, chosen: Callable[[], bool]) -> Org:
    """Write some of what activities say of roles on the roles' side instead."""
    for activity in org.activities.values():
        for function, roles in activity.held_by.items():
            for role in roles:
                if movable(org, role, activity.id) and chosen():
                    org = _unnamed(org, role, function, activity.id)
                    org = _claimed(org, role, function, activity.id)
    return org


def _claimed(org: Org, role: str, function: Function, activity: str) -> Org:
    return _hold(org, role, function, (*_held(org, role, function), activity))


def _released(org: Org, role: str, function: Function, activity: str) -> Org:
    return _hold(org, role, function, tuple(a for a in _held(org, role, function) if a != activity))


def _held(org: Org, role: str, function: Function) -> tuple[str, ...]:
    return tuple(org.roles[role].holds.get(function, ()))


def _hold(org: Org, id_: str, function: Function, activities: tuple[str, ...]) -> Org:
    holds = {**org.roles[id_].holds, function: tuple(dict.fromkeys(activities))}
    role = replace(org.roles[id_], holds={f: ids for f, ids in holds.items() if ids})
    return replace(org, roles={**org.roles, id_: role})


def _named(org: Org, role: str, function: Function, activity: str) -> Org:
    return _name(org, activity, function, (*_naming(org, activity, function), role))


def _unnamed(org: Org, role: str, function: Function, activity: str) -> Org:
    return _name(org, activity, function, tuple(r for r in _naming(org, activity, function) if r != role))


def _naming(org: Org, activity: str, function: Function) -> tuple[str, ...]:
    return tuple(org.activities[activity].held_by.get(function, ()))
