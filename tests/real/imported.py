"""Organisations as raci's own importers read them."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from raci.convert import backstage, codeowners
from raci.convert.imported import Imported, ImportOptions, SourceFile

from .definition import Definition
from .measure import Case, Known


def catalogue(name: str, folder: Path) -> Definition:
    """Give all catalogue files of a folder as one organisation."""
    paths = sorted(folder.rglob("catalog-info*.yaml"))
    files = [SourceFile(str(path.relative_to(folder)), path.read_bytes()) for path in paths]
    result = backstage.read_together(files, ImportOptions(id=name))
    return definition(name, result, lambda _: "entity")


def owners(name: str, folder: Path, known: Mapping[str, Any]) -> Case:
    """Give all rules of a CODEOWNERS file, whether they match a file or not."""
    result = rules(folder, os.devnull)
    made = definition(f"{name} codeowners", result, lambda route: line_of(result, route))
    return Case(made, (Known("GAP104", tuple(known["rules without owner"]["items"])),))


def rules(folder: Path, files: str) -> Imported:
    """Give the rules of a CODEOWNERS file, by a list of files."""
    path = folder / "CODEOWNERS"
    return codeowners.read(
        SourceFile("CODEOWNERS", path.read_bytes()), ImportOptions(id="x", files=files)
    )


def line_of(result: Imported, route: tuple[str, str]) -> str:
    """Give what the list of defects calls a rule."""
    return f"line {result.origins[route].span.line}: {result.data['platforms'][route[1]]['name']}"


def definition(name: str, result: Imported, label: Callable[[tuple[str, str]], str]) -> Definition:
    """Give what was imported as a definition whose platforms have labels."""
    made = Definition(name)
    made.data |= result.data
    for section, kind in (("platforms", "platform"), ("departments", "department")):
        for id_ in result.data.get(section, {}):
            at = label((section, id_)) if kind == "platform" else id_
            made.labels[f"{kind}:{id_}"] = at
    return made
