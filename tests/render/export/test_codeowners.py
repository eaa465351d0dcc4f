"""Owners of paths: raci's importer reads the same patterns and owners from what is exported."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from raci.convert import codeowners as importer
from raci.project import Project
from raci.render.export.codeowners import render
from tests.convert.imports import options, source

SIGNS = st.sampled_from([*"ab/*#.-? é客", "\\ "])
PATTERNS = st.lists(SIGNS, min_size=1, max_size=6).map("".join).filter(str.strip)
HANDLES = ("@org/core", "@writer", "li@example.org", "@a.b_c")


def exported(data: dict[str, Any], lang: str = "en") -> str:
    whole = {"raci": 1, "org": {"id": "shop", **data.pop("org", {})}, **data}
    return render(Project.of({"org.json": json.dumps(whole)}).matrix, lang)


def imported(text: str) -> dict[str, list[str]]:
    result = importer.read(source(text, "CODEOWNERS"), options(files="no list of paths"))
    names = {id_: role["name"] for id_, role in result.data.get("roles", {}).items()}
    return {
        platform["name"]: [names[id_] for id_ in platform.get("owners", ())]
        for platform in result.data.get("platforms", {}).values()
    }


@given(st.dictionaries(PATTERNS, st.lists(st.sampled_from(HANDLES), unique=True), max_size=4))
@example({"#a b#": ["@writer"], "a\\ b": []})
def test_what_is_exported_is_imported_again(rules: dict[str, list[str]]) -> None:
    ids = {handle: f"r{number}" for number, handle in enumerate(HANDLES)}
    text = exported(
        {
            "roles": {id_: {"name": handle} for handle, id_ in ids.items()},
            "platforms": {
                f"p{number}": {"name": pattern, "kind": "paths", "owners": [*map(ids.get, owners)]}
                for number, (pattern, owners) in enumerate(rules.items())
            },
        }
    )
    expected: dict[str, list[str]] = {}
    for pattern, owners in rules.items():
        plain = pattern.replace("\\ ", " ")
        name = f"**/{plain}" if plain.startswith("#") else plain
        expected[name] = [*dict.fromkeys((*expected.pop(name, ()), *owners))]
    assert imported(text) == expected


DECLARED = {
    "platform": {"paths": {"type": "array", "items": {"type": "string"}}},
    "role": {"handle": {"type": "string"}},
}


def test_attributes_say_paths_and_handles_and_comments_what_is_left_out() -> None:
    text = exported(
        {
            "org": {"attributes": DECLARED},
            "roles": {
                "core": {"attributes": {"handle": "@org/core"}},
                "docs": {"name": "Writers"},
            },
            "platforms": {
                "site": {"owners": ["core", "docs"], "attributes": {"paths": ["/site/", "*.md"]}},
                "wiki": {"owners": ["docs"], "attributes": {"paths": ["/wiki/"]}},
                "odd": {"owners": ["core"], "attributes": {"paths": ["!/a", "/[bc]"]}},
                "free": {"attributes": {"paths": ["/free/"]}},
                "shop": {"owners": ["core"]},
                "old": {"status": "archived", "attributes": {"paths": ["/old/"]}},
            },
        }
    )
    assert text == (
        "# Owners of the paths of shop, written by raci export\n"
        "# Left out of site: Writers (docs) has no handle\n"
        "# Left out of wiki: Writers (docs) has no handle\n"
        "# Left out: wiki, because no role that owns it has a handle\n"
        "# Left out of odd: GitHub cannot match the pattern !/a\n"
        "# Left out of odd: GitHub cannot match the pattern /[bc]\n"
        "# Left out, without paths: shop\n"
        "\n"
        "/site/ @org/core\n"
        "*.md @org/core\n"
        "/free/\n"
    )


def test_one_pattern_of_two_platforms_stands_where_the_last_does() -> None:
    platform = {"name": "*", "kind": "paths"}
    text = exported(
        {
            "roles": {"a": {"name": "@a"}, "b": {"name": "@b"}},
            "platforms": {
                "p": {**platform, "owners": ["a"]},
                "q": {**platform, "name": "/q", "owners": ["a"]},
                "r": {**platform, "owners": ["b"]},
            },
        }
    )
    assert text.splitlines()[2:] == ["/q @a", "* @a @b"]


@pytest.mark.parametrize("name", ["a\nb @evil", "\t", "\x00", "a\r* @evil"])
def test_no_name_adds_a_line(name: str) -> None:
    platforms = {"p": {"name": name, "kind": "paths", "owners": ["a"]}}
    text = exported({"roles": {"a": {"name": "@a"}}, "platforms": platforms})
    assert not [line for line in text.splitlines() if line and not line.startswith("# ")]
