"""Bad input gets a clear error: each case of the reader, at line and column, in both languages."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from raci.check.run import Run
from raci.check.runner import lint
from raci.findings.finding import Finding, Hit
from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.project import Project, check, projects
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.rules import catalogue
from raci.rules.rule import rule
from raci.schema import explain
from raci.source import decode
from raci.source import yaml as source
from raci.source.discover import find_in
from raci.source.files import Files

HEAD = "raci: 1\norg: {id: shop}\n"
PACK = """\
raci-pack: 1
id: p
name: P
tags: {buy: Buys, pay: Pays}
separations:
  apart: {source: X, name: Y, between: [[tag:buy], [tag:pay]]}
"""


def declaring(shape: str, value: str = "") -> str:
    """Give an organisation whose roles have an attribute of a shape, and a role with a value."""
    roles = f"roles: {{clerk: {{attributes: {{{value}}}}}}}\n" if value else ""
    return f"raci: 1\norg: {{id: shop, attributes: {{role: {{{shape}}}}}}}\n{roles}"


WAIVER = (
    "waivers:\n  w: {rule: GAP101, at: activity:pay, reason: so, approved_by: {boss: 2026-01-02},"
    " until: 2027-01-01}\n"
)
MARK = "«"
"""Stands in a bad input where the finding must stand; a file without it is blamed at its top."""


def pack(right: str, wrong: str) -> dict[str, str]:
    """Give an organisation beside a pack in which something is wrong."""
    assert PACK.count(right) == 1
    return {"org.yaml": HEAD, "p.yaml": PACK.replace(right, wrong)}


AB = 'between: [["tag:a"], ["tag:b"]]'
MORE = "«require: role.headcount < 9"
HEADS = """policies:
  heads:
    for: role
    require: role.headcount < 3
    message: too many
"""


def house(text: str, id_: str = "p") -> dict[str, str]:
    """Give a pack with some lines."""
    return {f"{id_}.yaml": f"raci-pack: 1\nid: {id_}\nname: P\n{text}\n"}


def extending(
    item: str, pack: dict[str, str], text: str = "", *, mark: str = "«", **more: str
) -> dict[str, str]:
    """Give an organisation that extends a pack, marked at the item unless another mark is given."""
    org = f"raci: 1\norg: {{id: shop, extends: [{mark}'{item}']}}\nroles: {{clerk: {{}}}}\n{text}"
    return {"org.yaml": org, **pack, **more}


TABLE: list[tuple[str, str, Any]] = [
    ("DEF001", "utf-16", "raci: 1\norg: {id: shop}\n".encode("utf-16")),
    ("DEF001", "utf-16", "raci: 1\norg: {id: shop}\n".encode("utf-16-be")),
    ("DEF001", "not-utf-8", (HEAD + "roles: {售前: {name: «").encode() + "团购".encode("gbk")),
    ("DEF001", "control-character", HEAD + "roles: {clerk: {name: a«\x07b}}\n"),
    ("DEF001", "control-character", HEAD + "roles:\n  clerk: {name: 客服«\x0b}\n"),
    ("DEF001", "tab", HEAD + "roles:\n«\tclerk: {}\n"),
    ("DEF001", "tab", HEAD + "roles:\n  clerk:\n«\t  headcount: 1\n"),
    ("DEF001", "no-comma", HEAD + "roles:\n  clerk: {accountable: [pay«}\n"),
    ("DEF001", "no-comma", HEAD + "roles:\n  clerk: {name: close«: the books: now}}\n"),
    ("DEF001", "colon", HEAD + "roles:\n  clerk:\n    name: close«: the books\n"),
    ("DEF001", "several-documents", HEAD + "«---\nroles: {}\n"),
    ("DEF001", "duplicate-key", HEAD + "roles:\n  clerk: {}\n  «clerk: {}\n"),
    ("DEF001", "duplicate-key", HEAD + "roles:\n  售后: {}\n  «售后: {}\n"),
    ("DEF001", "duplicate-key", {"org.json": '{"raci": 1, "org": {"id": "a", «"id": "b"}}'}),
    ("DEF001", "key-not-text", HEAD + "roles:\n  «[clerk, shipper]: {}\n"),
    ("DEF001", "key-not-text", HEAD + "roles:\n  «{clerk: {}}: {}\n"),
    ("DEF001", "merge-key", HEAD + "roles:\n  a: &a {}\n  b: {«<<: *a}\n"),
    ("DEF001", "tag", HEAD + "roles:\n  clerk: {headcount: «!!int 2}\n"),
    ("DEF001", "tag", HEAD + "roles:\n  «!clerk a: {}\n"),
    ("DEF001", "no-number", HEAD + "roles:\n  clerk: {headcount: «.inf}\n"),
    ("DEF001", "no-number", HEAD + "roles:\n  clerk: {headcount: «-.NaN}\n".replace("-.", ".")),
    ("DEF001", "no-number", HEAD + f"roles:\n  clerk: {{headcount: «{'9' * 30}}}\n"),
    ("DEF001", "no-number", HEAD + "roles:\n  clerk: {headcount: «1e999}\n"),
    ("DEF001", "undefined-alias", HEAD + "roles:\n  clerk: «*nobody\n"),
    ("DEF001", "recursive-alias", HEAD + "roles: &all\n  clerk: «*all\n"),
    ("DEF001", "alias-bomb", HEAD + "roles:\n  a: &a [x, x, x]\n  b: [*a, *a, «*a]\n"),
    ("DEF001", "too-deep", HEAD + "roles: " + "[" * 49 + "«[" + "]" * 50 + "\n"),
    ("DEF001", "too-large", HEAD + "# " + "x" * 50_000 + "\n"),
    ("DEF002", "unmarked", "org: {id: shop}\nroles: {clerk: {}}\n"),
    ("DEF002", "no-root", "raci: 1\nroles: {clerk: {}}\n"),
    ("DEF002", "too-new", "«raci: 2\norg: {id: shop}\n"),
    ("DEF002", "not-a-version", "«raci: one\norg: {id: shop}\n"),
    ("DEF002", "not-a-version", "«raci: true\norg: {id: shop}\n"),
    ("DEF002", "not-a-version", "«raci: 0\norg: {id: shop}\n"),
    ("DEF002", "null-map", HEAD + "roles:\n  «clerk:\n"),
    ("DEF002", "null-map", HEAD + "«roles:\n"),
    ("DEF002", "null", HEAD + "roles: {clerk: {«headcount: }}\n"),
    ("DEF002", "null", HEAD + "roles:\n  clerk:\n    accountable:\n      - pay\n      -«\n"),
    ("DEF002", "null-map", HEAD + "roles:\n  7: {}\n  «007:\n"),
    ("DEF002", "null", HEAD + "roles: {clerk: {duties: {«+7: }}}\n"),
    ("DEF002", "null-text", HEAD + "roles: {clerk: {name: {en: Foo, «bar}}}\n"),
    ("DEF002", "null-text", HEAD + "roles: {clerk: {duties: {pay: {«en: }}}}\n"),
    ("DEF002", "unquoted-comma", HEAD + "roles: {a: {duties: {b: {en: Plan, «and do}}}}\n"),
    ("DEF002", "unknown-key-near", HEAD + "roles: {clerk: {«dutys: {}}}\n"),
    ("DEF002", "unknown-key-near", HEAD + "«role: {}\n"),
    ("DEF002", "unknown-key", HEAD + "roles: {clerk: {«salary: 1}}\n"),
    ("DEF002", "not-an-option-near", "raci: 1\norg: {id: shop, «notation: RASIC}\n"),
    ("DEF002", "not-an-option-near", "raci: 1\norg: {id: shop, notation: {«R: 负责}}\n"),
    ("DEF002", "not-an-option", "raci: 1\norg: {id: shop, «notation: mine}\n"),
    ("DEF002", "not-a-letter", "raci: 1\norg: {id: shop, notation: {«r: [responsible]}}\n"),
    ("DEF002", "not-a-letter", "raci: 1\norg: {id: shop, notation: {«'R/A': [support]}}\n"),
    ("DEF002", "empty", "raci: 1\norg: {id: shop, «notation: {}}\n"),
    ("DEF002", "listed-twice", "raci: 1\norg: {id: shop, notation: {R: [support, «support]}}\n"),
    ("DEF002", "not-an-option-near", "raci: 1\norg: {id: shop, «accountable: department-hed}\n"),
    ("DEF002", "not-an-option", "raci: 1\norg: {id: shop, «accountable: {}}\n"),
    ("DEF002", "not-an-option", "raci: 1\norg: {id: shop, accountable: [«nobody]}\n"),
    (
        "DEF002",
        "listed-twice",
        "raci: 1\norg: {id: shop, accountable: [platform-owner, «platform-owner]}\n",
    ),
    ("DEF002", "not-a-list", "raci: 1\norg: {id: shop, «extends: other}\n"),
    ("DEF002", "not-a-pack", "raci: 1\norg: {id: shop, extends: [«'a b.yaml']}\n"),
    ("DEF002", "not-a-pack", "raci: 1\norg: {id: shop, extends: [«'raci:strict@latest']}\n"),
    ("DEF002", "not-a-pack-version", pack("id: p", "id: p\n«version: 1.2")),
    ("DEF002", "not-a-pack-version", pack("id: p", "id: p\n«version: v1")),
    ("DEF002", "pack-too-new", "raci: 1\norg: {id: shop, extends: [«'raci:payroll@0.9']}\n"),
    ("DEF002", "pack-too-old", "raci: 1\norg: {id: shop, extends: [«'raci:payroll@2']}\n"),
    ("DEF002", "pack-without-version", extending("p.yaml@1", house(""))),
    ("DEF002", "pack-too-new", extending("p.yaml@1.2", house('version: "1.3.1"'))),
    ("DEF002", "pack-in-itself", extending("p.yaml", house("extends: [«./p.yaml]"), mark="")),
    (
        "DEF002",
        "pack-cycle",
        extending(
            "p.yaml",
            house("extends: [q/q.yaml]"),
            mark="",
            **{"q/q.yaml": house("extends: [«../p.yaml]", "q")["q.yaml"]},
        ),
    ),
    (
        "DEF002",
        "pack-twice",
        extending("p.yaml', «'q.yaml", house(""), mark="", **{"q.yaml": house("")["p.yaml"]}),
    ),
    (
        "DEF002",
        "attribute-twice",
        extending(
            "p.yaml', «'q.yaml",
            house("attributes: {role: {grade: {type: integer}}}"),
            mark="",
            **house("attributes: {role: {grade: {type: string}}}", "q"),
        ),
    ),
    (
        "DEF002",
        "too-small",
        extending(
            "p.yaml",
            house("attributes: {role: {grade: {type: integer, minimum: 9, «maximum: 3}}}"),
            mark="",
        ),
    ),
    ("DEF002", "pack-not-installed", extending("package:no-such-pack", {})),
    (
        "DEF002",
        "loosened",
        extending(
            "p.yaml",
            house(HEADS + "    required: true"),
            HEADS.replace("heads:", "p.heads:").replace("require: role.headcount < 3", MORE),
            mark="",
        ),
    ),
    (
        "DEF002",
        "loosened",
        extending(
            "p.yaml",
            house(
                "tags: {a: A, b: B}\n"
                f"separations: {{s: {{name: S, source: X, {AB}, required: true}}}}"
            ),
            f"separations:\n  p.s: {{{AB}, «within: role}}\n",
            mark="",
        ),
    ),
    (
        "DEF002",
        "expression-field-near",
        extending("p.yaml", house(HEADS.replace("role.head", "role.«hed")), mark=""),
    ),
    ("DEF002", "dotted-id", pack("id: p", "«id: a.p")),
    ("DEF002", "dotted-id", pack("apart:", "«a.part:")),
    ("DEF002", "too-new", pack("raci-pack: 1", "«raci-pack: 2")),
    ("DEF002", "not-a-version", pack("raci-pack: 1", "«raci-pack: x")),
    ("DEF002", "not-a-ref", pack("tag:buy", "«activity:buy")),
    ("DEF002", "missing-key", pack("apart: {source: X, ", "«apart: {")),
    (
        "DEF002",
        "no-form",
        pack(
            "apart: {source: X, name: Y, between: [[tag:buy], [tag:pay]]",
            "«apart: {source: X, name: Y",
        ),
    ),
    ("DEF001", "closing", pack("name: P", "name: [P]«]")),
    ("DEF002", "missing-key", "raci: 1\n«org: {}\n"),
    ("DEF002", "missing-key", HEAD + 'separations:\n  «s: {among: [["tag:a"], ["tag:b"]]}\n'),
    ("DEF002", "not-an-id", HEAD + "roles:\n  «pre sales: {}\n"),
    ("DEF002", "not-an-id", HEAD + "roles: {clerk: {accountable: [pay, «a/b]}}\n"),
    ("DEF002", "not-an-id", HEAD + "roles: {clerk: {«department: ''}}\n"),
    ("DEF002", "not-an-id", HEAD + "roles: {clerk: {}, «'': {}}\n"),
    ("DEF002", "not-a-ref", HEAD + 'separations: {s: {between: [["tag:a"], [«role:b]]}}\n'),
    ("DEF002", "not-a-language", HEAD + "roles: {clerk: {name: {«klingon: 出纳}}}\n"),
    ("DEF002", "not-a-language", HEAD + "roles: {a: {duties: {b: {«klingon: 付款}}}}\n"),
    ("DEF002", "not-a-language", HEAD + "roles: {a: {duties: {007: {«klingon: 付款}}}}\n"),
    ("DEF002", "not-a-language", "raci: 1\norg: {id: shop, languages: [zh, «Klingon]}\n"),
    ("DEF002", "not-a-text", HEAD + "roles: {clerk: {«name: 12}}\n"),
    ("DEF002", "not-a-text", HEAD + "roles: {a: {duties: {«b: [pay]}}}\n"),
    ("DEF002", "not-one-text", HEAD + "roles: {clerk: {«department: [sales]}}\n"),
    ("DEF002", "not-one-text", HEAD + "roles: {clerk: {deputies: [«7]}}\n"),
    ("DEF002", "not-a-list", HEAD + "roles: {clerk: {«accountable: pay}}\n"),
    ("DEF002", "not-a-map", HEAD + "«roles: [clerk]\n"),
    ("DEF002", "not-a-map", HEAD + "roles:\n  clerk: {«duties: pay}\n"),
    ("DEF002", "not-an-integer", HEAD + "roles: {clerk: {«headcount: 1.5}}\n"),
    ("DEF002", "not-a-boolean", HEAD + "activities: {pay: {«critical: yes}}\n"),
    ("DEF002", "not-an-option-near", HEAD + "activities: {pay: {«status: activ}}\n"),
    ("DEF002", "not-an-option", HEAD + "roles: {clerk: {«kind: 人}}\n"),
    ("DEF002", "not-a-date", HEAD + "departments: {sales: {«reviewed: 2027-02-30}}\n"),
    ("DEF002", "not-a-date", "raci: 1\norg: {id: shop, «reviewed: 30.6.2027}\n"),
    ("DEF002", "empty", HEAD + "roles: {clerk: {«name: ''}}\n"),
    ("DEF002", "empty", HEAD + "roles: {clerk: {«source: ''}}\n"),
    ("DEF002", "empty", HEAD + "roles: {clerk: {«name: {}}}\n"),
    ("DEF002", "empty", HEAD + "separations: {s: {«of: [], only: [role:a]}}\n"),
    ("DEF002", "too-few", HEAD + 'separations: {s: {«between: [["tag:a"]]}}\n'),
    ("DEF002", "too-small", HEAD + "roles: {clerk: {«headcount: -1}}\n"),
    ("DEF002", "listed-twice", HEAD + "roles: {clerk: {accountable: [pay, sell, «pay]}}\n"),
    ("DEF002", "no-form", HEAD + "separations: {«s: {within: role}}\n"),
    ("DEF002", "not-an-attribute", declaring("«pay-grade: {type: integer}")),
    ("DEF002", "not-an-attribute", declaring("«in: {type: integer}")),
    ("DEF002", "unknown-key-near", declaring("grade: {type: integer, «max: 9}")),
    ("DEF002", "unknown-key", declaring("grade: {type: integer, «const: 9}")),
    ("DEF002", "unknown-key-near", "raci: 1\norg: {id: shop, attributes: {«roles: {}}}\n"),
    ("DEF002", "not-an-option-near", declaring("grade: {«type: int}")),
    ("DEF002", "missing-key", declaring("«grade: {description: The grade}")),
    ("DEF002", "missing-key", declaring("«sites: {type: array}")),
    ("DEF002", "missing-key", declaring("sites: {type: array, «items: {minimum: 3}}")),
    ("DEF002", "not-of-the-type", declaring("grade: {type: integer, «pattern: a}")),
    (
        "DEF002",
        "not-of-the-type",
        declaring("sites: {type: array, items: {enum: [a]}, «enum: [a]}"),
    ),
    ("DEF002", "several-types", declaring("grade: {«enum: [a, 1]}")),
    ("DEF002", "not-a-pattern", declaring("grade: {type: string, «pattern: (a}")),
    ("DEF002", "not-a-pattern", declaring("grade: {type: string, «pattern: '(?=a)b'}")),
    ("DEF002", "too-small", declaring("grade: {type: integer, minimum: 5, «maximum: 4}")),
    ("DEF002", "not-an-integer", declaring("grade: {type: integer, enum: [1, «a]}")),
    ("DEF002", "too-short", declaring("grade: {enum: [aa, «a], minLength: 2}")),
    ("DEF002", "not-an-integer", declaring("grade: {type: integer}", "«grade: '7'")),
    ("DEF002", "too-great", declaring("grade: {type: integer, maximum: 9}", "«grade: 10")),
    ("DEF002", "not-a-number", declaring("hours: {type: number}", "«hours: much")),
    ("DEF002", "not-an-option-near", declaring("size: {enum: [small]}", "«size: smal")),
    ("DEF002", "not-an-option", declaring("size: {enum: [1, 2]}", "«size: 3")),
    ("DEF002", "not-of-the-pattern", declaring("c: {type: string, pattern: ^CC}", "«c: DD")),
    ("DEF002", "too-short", declaring("c: {type: string, minLength: 3}", "«c: ab")),
    ("DEF002", "too-long", declaring("c: {type: string, maxLength: 3}", "«c: abcd")),
    ("DEF002", "not-a-date", declaring("on: {type: string, format: date}", "«on: 2026-02-30")),
    ("DEF002", "not-a-date", declaring("on: {type: string, format: date}", "«on: 0000-01-01")),
    (
        "DEF002",
        "too-many",
        declaring("c: {type: array, items: {enum: [a, b]}, maxItems: 1}", "«c: [a, b]"),
    ),
    (
        "DEF002",
        "too-few",
        declaring("c: {type: array, items: {enum: [a, b]}, minItems: 2}", "«c: [a]"),
    ),
    (
        "DEF002",
        "listed-twice",
        declaring("c: {type: array, items: {enum: [a]}, uniqueItems: true}", "c: [a, «a]"),
    ),
    ("DEF002", "not-an-option", declaring("c: {type: array, items: {enum: [a]}}", "c: [«x]")),
    ("DEF002", "null", declaring("c: {type: string}", "«c: ")),
    ("DEF002", "not-a-map", HEAD + "roles: {clerk: {«attributes: [a]}}\n"),
    ("DEF019", "default", HEAD + "roles: {clerk: {attributes: {«grade: 1}}}\n"),
    ("DEF019", "near", declaring("grade: {type: integer}", "«grad: 1")),
    (
        "DEF003",
        "default",
        {"a.yaml": HEAD + "roles: {a: {}}\n", "b.yaml": "raci: 1\nroles: {«a: {}}\n"},
    ),
    ("DEF003", "default", {"a.yaml": HEAD, "b.yaml": "raci: 1\n«org: {id: other}\n"}),
    ("DEF001", "toml-syntax", {"org.yaml": HEAD, "raci.toml": 'select = [\n"GAP"\n«x\n'}),
    (
        "DEF001",
        "duplicate-key",
        {"org.yaml": HEAD, "raci.toml": 'fail-on = "info"\n«fail-on = "error"\n'},
    ),
    ("DEF002", "unknown-key-near", {"org.yaml": HEAD, "raci.toml": '«selcet = ["GAP"]\n'}),
    (
        "DEF002",
        "unknown-key-near",
        {"org.yaml": HEAD, "raci.toml": "[options.LOD501]\n«maxx = 3\n"},
    ),
    ("DEF002", "no-option", {"org.yaml": HEAD, "raci.toml": "[options.«GAP101]\nmax = 3\n"}),
    (
        "DEF002",
        "no-pattern",
        {"org.yaml": HEAD, "raci.toml": "[per-path-ignores]\n«'' = ['GAP']\n"},
    ),
    ("DEF002", "unknown-key", {"org.yaml": HEAD, "pyproject.toml": "[tool.raci]\n«colour = 3\n"}),
    (
        "DEF002",
        "not-a-list",
        {"org.yaml": HEAD, "pyproject.toml": "[tool.raci]\n«select = 'GAP'\n"},
    ),
    ("DEF002", "not-a-map", {"org.yaml": HEAD, "pyproject.toml": "tool.«raci = 3\n"}),
    (
        "DEF002",
        "not-an-option-near",
        {"org.yaml": HEAD, "raci.toml": 'ignore = ["GAP", «"OVL20"]\n'},
    ),
    ("DEF002", "not-a-rule", {"org.yaml": HEAD, "raci.toml": 'ignore = [«"§§§"]\n'}),
    ("DEF002", "not-a-rule", {"org.yaml": HEAD, "raci.toml": '[severity]\n«"§§§" = "info"\n'}),
    ("DEF002", "not-an-option", {"org.yaml": HEAD, "raci.toml": 'severity.«DEF004 = "info"\n'}),
    ("DEF002", "not-an-integer", {"org.yaml": HEAD, "raci.toml": "options.LOD501.«max = true\n"}),
    ("DEF002", "too-small", {"org.yaml": HEAD, "raci.toml": "options.LOD501.«max = -1\n"}),
    ("DEF002", "too-great", {"org.yaml": HEAD, "raci.toml": "options.OVL206.«share = 1.5\n"}),
    ("DEF002", "not-a-number", {"org.yaml": HEAD, "raci.toml": "options.OVL206.«share = '0.8'\n"}),
    ("DEF002", "listed-twice", {"org.yaml": HEAD, "raci.toml": 'select = ["GAP", «"GAP"]\n'}),
    ("DEF001", "duplicate-key", {"org.yaml": HEAD, "raci-baseline.yaml": "a: 1\n«a: 2\n"}),
    ("DEF002", "missing-key", {"org.yaml": HEAD, "raci-baseline.yaml": "«raci-baseline: 1\n"}),
    ("DEF002", "not-a-ref", HEAD + WAIVER.replace("at: activity:pay", "«at: pay")),
    ("DEF002", "missing-key", HEAD + WAIVER.replace("w:", "«w:").replace("reason: so, ", "")),
    ("DEF002", "not-a-date", HEAD + WAIVER.replace("until", "«until").replace("-01-01", "-13-01")),
    ("DEF002", "one-of", HEAD + "policies: {«p: {for: role, message: no}}\n"),
    ("DEF003", "organisation", {"a/org.yaml": HEAD, "b/org.yaml": "raci: 1\norg: {«id: shop}\n"}),
    ("DEF011", "no-organisation", {"menu.yaml": "dishes: [soup]\n"}),
    ("DEF011", "no-rule", "raci: 1\n«org: {id: shop}\n"),
]
"""Code, case and bad input: the text of org.yaml, or texts by path."""

NAMES = [f"{code}-{case}" for code, case, _ in TABLE]

LINKS = {"link", "linked-folder", "links-only", "not-a-file", "settings-too-large"}
PACKAGES = {"pack-broken", "pack-without-file"}
TESTS = {"tests", "path-outside", "path-to-nothing", "path-to-several"}
EXPRESSIONS = {
    case
    for case in catalogue.page("DEF002").cases
    if case.startswith(("expression-", "message-", "policy-"))
}  # tests/policies/test_expression.py tries each
ELSEWHERE = (
    {"no-access", "no-engine", "other", "no-definition", "importable", "tables-only"}
    | LINKS
    | PACKAGES
    | TESTS
)
ELSEWHERE |= EXPRESSIONS
OF_TABLES = {"no-library", "no-matrix", "no-workbook", "password", "too-many-cells"}
OF_TABLES |= {"empty", "not-text", "old-workbook", "other-format", "too-large-unpacked"}
OF_TABLES |= {
    "binary",
    "unread-format",
    "table-file-too-large",
    "table-too-large",
    "formula",
    "too-long",
}
OF_OUTLINES = {"no-outline", "no-document", "no-word-library", "old-document", "line-too-long"}
ELSEWHERE |= OF_TABLES | OF_OUTLINES
"""Cases that no file in memory brings about: each has a test of its own."""


def places(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], str]:
    """Take the mark out of the files, and say where it stood."""
    clean, place = {}, ""
    for path, raw in files.items():
        before, mark, after = raw.partition(MARK.encode())
        if mark:
            lines = before.decode().split("\n")
            place = f"{path}:{len(lines)}:{len(lines[-1]) + 1}"
        clean[path] = before + after
    return clean, place


def raws(given: Any) -> dict[str, bytes]:
    """Give a table's input as files."""
    texts = given if isinstance(given, dict) else {"org.yaml": given}
    return {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}


def judge(files: Mapping[str, bytes]) -> Report:
    return check([Project(found) for found in find_in(Files(files))], Run("2026-11-23"))


def case_of(finding: Finding) -> str:
    cases = catalogue.page(finding.code).cases.items()
    return next(name for name, case in cases if case.message == finding.template)


def is_clear(finding: Finding) -> None:
    """Message and hint are whole in both languages, and differ; so is what is printed."""
    for lang in ("en", "zh"):
        for words in (finding.say(lang), finding.advise(lang), finding.say(lang, named=True)):
            assert words
            for key in ("found", "plain"):
                words = words.replace(str(finding.values.get(key, "{}")), "")  # noqa: PLW2901
            assert "{" not in words
        assert finding.code in findings_text([finding], Options(lang=lang))
    assert finding.say("en") != finding.say("zh")


@pytest.fixture(autouse=True, scope="module")
def limits() -> Iterator[None]:
    """Lower the limits, so that small inputs meet them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "MAX_ALIASED", 10)
        patch.setattr(decode, "MAX_BYTES", 40_000)
        yield


@pytest.mark.parametrize(("code", "case", "given"), TABLE, ids=NAMES)
def test_bad_input_is_told_at_its_place(code: str, case: str, given: Any) -> None:
    files, place = places(raws(given))
    found = [finding for finding in judge(files) if finding.code == code]
    assert [(case_of(finding), str(finding.place)) for finding in found] == [
        (case, place or f"{next(iter(files)) if code != 'DEF011' else '.'}:1:1")
    ]
    is_clear(found[0])


def test_every_case_of_the_pages_is_in_the_table() -> None:
    for code in ("DEF003", "DEF011"):  # of the others, many stand among the typical mistakes
        wanted = set(catalogue.page(code).cases) - ELSEWHERE
        assert {case for each, case, _ in TABLE if each == code} == wanted


@pytest.mark.parametrize(("code", "case", "given"), TABLE, ids=NAMES)
def test_bad_input_shows_its_line(code: str, case: str, given: Any) -> None:
    files, place = places(raws(given))
    (found,) = (finding for finding in judge(files) if finding.code == code)
    if place:
        lines = files[found.place.path].decode(errors="replace").split("\n")
        assert found.place.source
        assert lines[found.place.span.line - 1].startswith(found.place.source)
    for lang in ("en", "zh"):
        printed = findings_text([found], Options(lang=lang))
        assert "\\x00" not in printed
        assert ("^" in printed) == bool(found.place.source.strip())


def test_a_line_about_a_person_is_told_but_not_shown() -> None:
    text = f"{HEAD}people: {{p-1: {{name: Li Lei, roles: {{clerk: {{from: 2027-02-30}}}}}}}}\n"
    (found,) = judge({"org.yaml": text.encode()})
    assert (case_of(found), str(found.place)) == ("not-a-date", "org.yaml:3:46")
    assert "Li Lei" not in findings_text([found])


def test_a_file_that_may_not_be_read_is_told() -> None:
    class Closed(Files):
        def read(self, path: str) -> bytes:
            if path in self.files:
                raise PermissionError(13, "Permission denied")
            return super().read(path)

    (found,) = check(
        [Project(each) for each in find_in(Closed({"org.yaml": b""}))], Run("2026-11-23")
    )
    assert (found.code, case_of(found), str(found.place)) == ("DEF001", "no-access", "org.yaml:1:1")
    is_clear(found)


def test_settings_that_may_not_be_read_are_told() -> None:
    class Closed(Files):
        def read(self, path: str) -> bytes:
            if path == "raci.toml":
                raise PermissionError(13, "Permission denied")
            return super().read(path)

    files = Closed({"org/org.yaml": HEAD, "raci.toml": ""})
    (found,) = check([Project(each) for each in find_in(files)], Run("2026-11-23"))
    assert (case_of(found), str(found.place)) == ("no-access", "raci.toml:1:1")


def test_a_named_file_that_is_no_definition_is_told(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name, case in (("menu.yaml", "no-definition"), ("notes.txt", "importable")):
        path = tmp_path / name
        path.write_text("dishes: [soup]\n", encoding="utf-8")
        (found,) = check(projects([path]), Run("2026-11-23"))
        assert (found.code, case_of(found)) == ("DEF011", case)
        assert found.place.path.endswith(name)
        is_clear(found)


def test_what_the_schema_says_in_new_words_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(explain._SIMPLE, "minimum")
    (found,) = judge({"org.yaml": f"{HEAD}roles: {{clerk: {{headcount: -1}}}}\n".encode()})
    assert (found.code, case_of(found), str(found.place)) == ("DEF002", "other", "org.yaml:3:17")
    is_clear(found)


def test_a_rule_that_crashes_is_told_and_the_others_go_on() -> None:
    @rule("GAP101", of=Role)
    def activity_without_accountable(role: Role, _matrix: Matrix) -> Iterator[Hit]:
        if role.id == "b":
            raise ValueError("no such thing")
        yield Hit()

    project = Project.of({"org.yaml": HEAD + "roles: {a: {}, b: {}, c: {}}\n"})
    told = lint(project.matrix, [activity_without_accountable], frozenset({"GAP101"})).verdicts
    assert [(v.code, v.subject) for v in told] == [
        ("GAP101", "role:a"),
        ("DEF015", "role:b"),
        ("GAP101", "role:c"),
    ]
    crash = next(verdict.hit for verdict in told if verdict.code == "DEF015")
    case = catalogue.page("DEF015").cases[crash.case]
    for texts in (case.message, case.hint):
        for lang in ("en", "zh"):
            assert texts[lang].format(**crash.values)


WHOLE: dict[str, Any] = {
    "raci": 1,
    "org": {"id": "shop", "name": {"zh": "商店", "en": "Shop"}, "languages": ["zh", "en"]},
    "departments": {"sales": {"head": "clerk", "duties": {"sell": "Sell"}}},
    "roles": {"clerk": {"department": "sales", "headcount": 1, "duties": {"sell": {"en": "Sell"}}}},
    "activities": {"sell": {"accountable": ["clerk"], "critical": True, "platforms": ["mall"]}},
    "platforms": {"mall": {"kind": "sales-channel", "owners": ["clerk"]}},
    "people": {"p-1": {"roles": {"clerk": {"from": "2027-01-01"}}}},
    "separations": {"s": {"among": [["tag:a"], ["tag:b"]], "at_most": 1, "severity": "error"}},
}

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats(-2, 2) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=4,
)


def routes(data: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield route
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from routes(value, (*route, step))


def put(data: Any, route: tuple[Any, ...], key: str | None, junk: Any) -> Any:
    """Give the data with junk at a route, or, with a key, beside what stands there."""
    if not route:
        return {**data, key: junk} if key is not None and isinstance(data, dict) else junk
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[route[0]] = put(copy[route[0]], route[1:], key, junk)
    return copy


@example(("departments", "sales", "duties"), "", {"0": None})
@example(("departments",), "", {"head": 1})
@given(st.sampled_from([r for r in routes(WHOLE) if r]), st.none() | st.text(max_size=9), JUNK)
def test_junk_anywhere_is_told_and_crashes_nothing(
    route: tuple[Any, ...], key: str | None, junk: Any
) -> None:
    text = json.dumps(put(WHOLE, route, key, junk), ensure_ascii=True)
    report = judge({"org.json": text.encode()})
    assert "DEF015" not in {finding.code for finding in report}
    for finding in report:
        for lang in ("en", "zh"):
            assert finding.say(lang, named=True)
            assert finding.advise(lang) or finding.hint_template == {}
        assert finding.place.span.line == 1
    for lang in ("en", "zh"):
        findings_text(report.findings, Options(lang=lang))


@given(st.text("abr:{}[]-,&*!|>'\"#%@?~<=\n \t0.团é\x85\u2028\ufeff\x00", max_size=40))
def test_no_text_crashes_the_reader(text: str) -> None:
    for path in ("org.yaml", "org.json"):
        for finding in judge({path: (HEAD + text).encode()}):
            assert finding.place.span.line >= 1
            findings_text([finding], Options(lang="zh"))


@given(st.binary(max_size=30))
def test_no_bytes_crash_the_reader(raw: bytes) -> None:
    for head in (b"raci: 1\n", b"", b"\xff\xfe"):
        findings_text(judge({"org.yaml": head + raw}).findings)
