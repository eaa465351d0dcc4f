"""Definitions without ``raci: 1`` are reported; other tools' files are none of raci's business."""

import json

import pytest

from raci.check.run import Run
from raci.findings.report import Report
from raci.project import Project, check
from raci.render.findings.options import PLAIN, Options
from raci.render.findings.summary import lines
from raci.schema import schema_path
from raci.source.unmarked import OWN_KEYS, SHARED_KEYS

ORG = "raci: 1\norg: {id: shop}\nroles: {clerk: {duties: {pay: Pay}, accountable: [pay]}}\n"

DEFINITIONS = {
    "roles": "roles:\n  guard: {duties: {watch: Watch}}\n",
    "sections": "departments: {}\nroles:\n  guard: {name: G}\n  cook: {reports_to: guard}\n",
    "commented": "# our people\n\npeople:\n  li: {roles: {clerk: {}}}\n",
    "json": '{\n  "roles": {"guard": {"headcount": 2}}\n}',
    "one-line json": '{"activities": {"watch": {"responsible": ["clerk"]}}}',
    "mistakes in it": "roles:\n  guard: {duties: [watch], colour: red}\n",
    "second root": "org: {id: branch}\nroles: {guard: {}}\n",
    "header alone": "org:\n  id: branch\n  name: Branch\n",
}
SIMILAR = {
    "names": "roles:\n  guard: {name: Guard}\n  cook: {name: Cook}\n",
    "kinds": "platforms:\n  till: {kind: system, tags: [a], status: active}\n",
}
OTHERS = {
    "compose": "services:\n  web: {image: nginx, roles: [a]}\nvolumes: {data: {}}\n",
    "workflow": "name: CI\non: [push]\njobs:\n  test: {runs-on: ubuntu-latest, steps: []}\n",
    "backstage": "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: a}\nspec: {}\n",
    "kubernetes": "apiVersion: v1\nkind: Role\nmetadata: {name: a}\nroles: {a: {name: b}}",
    "openapi": "openapi: 3.1.0\ninfo: {title: A}\npaths: {/roles: {get: {}}}\n",
    "ansible": "- hosts: all\n  roles:\n    - common\n",
    "ansible roles": "roles:\n  - name: geerlingguy.java\n",
    "molecule": "driver: {name: docker}\nplatforms:\n  - name: instance\n",
    "texts": "roles:\n  admin: May do everything\n  guest: May read\n",
    "foreign maps": "roles:\n  admin: {permissions: [read, write]}\n",
    "shared and foreign": "roles:\n  admin: {permissions: [read]}\npeople: {li: {name: Li}}\n",
    "org api": '{"org": {"id": "12", "login": "acme"}, "repositories": []}',
    "org text": "org: acme\nroles: {admin: {headcount: 2}}\n",
    "org number": "org: {id: 12}\n",
    "helm values": "people: {enabled: true}\n",
    "command": '{"raci": ["check", "plan"], "text": "x"}',
    "broken": "roles: {guard: {duties: {watch: Watch}}\n  : [",
}


def judged(files: dict[str, str]) -> Report:
    return check(Project.all_of(files), Run("2026-11-23"))


def cases(report: Report) -> list[tuple[str, str, int]]:
    return [(f.code, f.place.path, f.place.span.line) for f in report]


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_without_its_kind_is_an_error(name: str) -> None:
    path = "part.json" if "json" in name else "part.yaml"
    report = judged({"org.yaml": ORG, path: DEFINITIONS[name]})
    assert cases(report) == [("DEF002", path, 1)]
    assert "raci: 1" in report.findings[0].hint
    assert report.exit_status() == 2


@pytest.mark.parametrize("name", SIMILAR)
def test_a_file_that_other_tools_may_share_is_skipped_and_named(name: str) -> None:
    report = judged({"org.yaml": ORG, "part.yaml": SIMILAR[name]})
    assert not report.findings
    assert report.organisations[0].skipped_files == 1
    for lang in ("en", "zh"):
        assert [
            line
            for line in lines(report, Options(lang=lang))
            if "part.yaml" in line and "raci: 1" in line
        ]


@pytest.mark.parametrize("name", OTHERS)
def test_files_of_other_tools_are_skipped(name: str) -> None:
    report = judged({"org.yaml": ORG, "part.yaml": OTHERS[name]})
    assert not report.findings
    assert report.organisations[0].skipped_files == 1
    assert not [line for line in lines(report, PLAIN) if "part.yaml" in line]


def test_a_root_without_its_kind_is_reported_alone() -> None:
    files = {"org.yaml": "org: {id: shop}\n", "part.yaml": "raci: 1\nroles: {clerk: {}}\n"}
    assert cases(judged(files)) == [("DEF002", "org.yaml", 1)]


def test_sections_without_any_root_are_not_ours() -> None:
    assert cases(judged({"part.yaml": DEFINITIONS["roles"]})) == [("DEF011", ".", 1)]


def test_the_own_keys_are_those_of_the_schema() -> None:
    schema = json.loads(schema_path("org").read_text("utf-8"))
    for section, keys in OWN_KEYS.items():
        entry = schema["properties"][section]["additionalProperties"]
        entity = schema["$defs"][entry["$ref"].rpartition("/")[2]]
        assert keys == entity["properties"].keys() - SHARED_KEYS, section
