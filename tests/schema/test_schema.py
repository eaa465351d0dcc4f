"""The published schemas are what the shapes say, and every definition here is judged alike."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from pydantic import BaseModel, ValidationError

from raci.rules.page import load_page, page_files
from raci.schema import schema_path
from raci.schema.shapes.definition import Definition
from raci.schema.shapes.pack import Pack
from raci.schema.shapes.proposal import Proposal
from raci.schema.shapes.test import Test
from raci.schema.validate import accepts
from raci.source.decode import UnreadableError
from raci.source.yaml import read
from tests.docs.test_docs import DOCS, FENCE
from tests.support.paths import ROOT
from tools.publish import NAMES, text

SHAPES: dict[str, type[BaseModel]] = {
    "org": Definition,
    "pack": Pack,
    "proposal": Proposal,
    "test": Test,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_schema_is_current(name: str) -> None:
    """``make accept`` writes it anew."""
    assert (ROOT / "schemas" / "v1" / f"{name}.schema.json").read_text("utf-8") == text(name)
    jsonschema.Draft202012Validator.check_schema(json.loads(text(name)))


@pytest.mark.parametrize("name", SHAPES)
def test_an_editor_has_something_to_show_for_every_key(name: str) -> None:
    schema = json.loads(text(name))
    shapes = [schema, *(shape for shape in schema["$defs"].values() if "properties" in shape)]
    bare = [
        f"{shape['title']}.{key}"
        for shape in shapes
        for key, value in shape["properties"].items()
        if "description" not in value
    ]
    assert not bare


@pytest.mark.parametrize("module", ["raci.schema.shapes", "raci.schema.shapes.definition"])
def test_shapes_without_pydantic_name_the_command_that_installs_it(module: str) -> None:
    script = f"import sys; sys.modules['pydantic'] = None; import {module}"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, check=False, text=True)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].endswith("pip install 'raci[models]'")


def definitions() -> Iterator[tuple[str, Any]]:
    """Give every definition in the repository that can be read at all."""
    sources = (*(ROOT / "org").rglob("*.yaml"), *(ROOT / "raci" / "packs").glob("*.yaml"))
    texts = {str(path): path.read_text("utf-8") for path in sources}
    for path in DOCS:
        blocks = FENCE.findall(path.read_text("utf-8"))
        texts |= {f"{path.name}-{n}": b for n, (lang, _, b) in enumerate(blocks) if lang == "yaml"}
    for path in page_files(ROOT / "raci" / "rules"):
        page = load_page(path)
        for heading in ("Fails", "Passes"):
            for n, example in enumerate(page.examples(heading)):
                files = {k: v for k, v in example.files.items() if k.endswith((".yaml", ".json"))}
                texts |= {f"{page.code}-{heading}-{n}-{k}": v for k, v in files.items()}
    for name, source in texts.items():
        try:
            yield name, read(source.encode(), name).data
        except UnreadableError:
            assert name.startswith("DEF001"), name


def test_every_definition_is_judged_alike_by_all() -> None:
    judged = dict.fromkeys(SHAPES, 0)
    for name, data in definitions():
        kinds = {"raci-pack": "pack", "raci-proposal": "proposal", "raci-test": "test"}
        kind = next((kinds[key] for key in kinds if key in data), "org")
        rust, python = validators(kind)
        verdicts = {accepts(data, kind), rust.is_valid(data), python.is_valid(data)}
        assert verdicts == {is_shaped(data, kind)}, name
        assert verdicts == {True} or name.startswith("DEF"), name
        judged[kind] += 1
    assert judged["org"] > len(list((ROOT / "org").rglob("*.yaml")))
    assert judged["proposal"]
    assert judged["test"]
    assert judged["pack"] > len(list((ROOT / "raci" / "packs").glob("*.yaml")))


@cache
def validators(kind: str) -> tuple[Any, Any]:
    schema = json.loads(schema_path(kind).read_text("utf-8"))
    python = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True), python


def is_shaped(data: Any, kind: str = "org") -> bool:
    try:
        SHAPES[kind].model_validate(data)
    except ValidationError:
        return False
    return True
