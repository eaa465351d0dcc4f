"""Writes an organisation as the files that a person would have written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from raci.convert.imported import Imported, Remark
from raci.convert.merge import SECTIONS
from raci.source.yaml import read
from raci.source.yaml_text import WIDTH, Form, Quotes, block_entry

SCHEMA = ".raci.schema.json"
"""The file beside ``org.yaml`` that editors read."""
FOLDERS = ("departments", "activities")
"""The folders beside it, of a file for each department, and for each group of activities."""
SMALL = 100
"""An organisation of at most so many lines stands in one file."""
KEYS = (
    *("name", "kind", "department", "parent", "head", "reports_to", "also_reports_to"),
    *("headcount", "deputies", "owners", "duties", "responsible", "accountable", "support"),
    *("consulted", "informed", "verifier", "signatory", "roles", "platforms", "tags", "critical"),
    *("shared", "status", "each", "approves", "attributes", "git", "reviewed", "source", "note"),
)
"""The keys of entries in the order in which people write them."""
LONGEST = 60
"""The names of files have at most so many characters."""

Sections = dict[str, dict[str, Any]]


def files_of(
    imported: Imported, comment: Callable[[Remark], str], small: int = SMALL
) -> dict[str, str]:
    """Return the texts of the files of an organisation, by their paths.

    A small organisation is one file. Else each department has a file with its roles and
    activities, and each group of activities (their first tag) has one; what belongs to none is in
    a file by section. Files are numbered where groups would lose their order.

    Args:
        imported: the organisation; its doubts with a route become comments above that entry.
        comment: gives the text of a doubt.
        small: how many lines one file may have.
    """
    comments: dict[tuple[str, ...], list[str]] = {}
    for remark in imported.remarks:
        if remark.kind == "doubt" and len(remark.route) >= 2:
            comments.setdefault(remark.route[:2], []).append(comment(remark))
    data = {
        section: {id_: _ordered(entry) for id_, entry in entries.items()}
        for section, entries in imported.data.items()
        if section != "org"
    }
    org = imported.data["org"]
    whole = _text("org.yaml", data, comments, org)
    if whole.count("\n") <= small:
        files = {"org.yaml": (data, whole)}
    else:
        parts = _parts(data)
        files = {
            path: (part, _text(path, part, comments, org if path == "org.yaml" else None))
            for path, part in {"org.yaml": {}, **parts}.items()
        }
    for path, (part, text) in files.items():
        _compare(path, text, part, org)
    return {path: text for path, (_, text) in files.items()}


def _ordered(entry: Mapping[str, Any]) -> dict[str, Any]:
    known = [key for key in KEYS if key in entry]
    return {key: entry[key] for key in (*known, *(key for key in entry if key not in known))}


def _parts(data: Sections) -> dict[str, Sections]:
    """Return the sections of each file but the first."""
    groups: dict[str, dict[str, None]] = {folder: {} for folder in FOLDERS}
    homes: list[tuple[str, str, str, str]] = []
    for section, entries in data.items():
        for id_, entry in entries.items():
            folder, group = _home(section, id_, entry, data.get("departments", {}))
            homes.append((section, id_, folder, group))
            if group:
                groups[folder][group] = None
    names = {folder: _names(list(ids)) for folder, ids in groups.items()}
    parts: dict[str, Sections] = {}
    for section, id_, folder, group in homes:
        path = f"{folder}/{names[folder][group]}.yaml" if group else f"{section}.yaml"
        parts.setdefault(path, {}).setdefault(section, {})[id_] = data[section][id_]
    return parts


def _home(
    section: str, id_: str, entry: Mapping[str, Any], departments: Mapping[str, Any]
) -> tuple[str, str]:
    """Return the folder of an entry's file, and the department or group that the file is of."""
    if section == "departments":
        return section, id_
    if section in ("roles", "activities") and entry.get("department") in departments:
        return "departments", entry["department"]
    if section == "activities" and entry.get("tags"):
        return section, entry["tags"][0]
    return "", ""


def _names(ids: Sequence[str]) -> dict[str, str]:
    """Return names of files, which every system takes, and whose order is that of the ids."""
    stems: dict[str, str] = {}
    for id_ in ids:
        stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", id_)[:LONGEST].strip(". -") or "group"
        name, number = stem, 1
        while name.casefold() in (taken.casefold() for taken in stems.values()):
            number += 1
            name = f"{stem}-{number}"
        stems[id_] = name
    names = list(stems.values())
    if names == sorted(names):
        return stems
    width = len(str(len(names)))
    return {
        id_: f"{number:0{width}}-{name}"
        for number, (id_, name) in enumerate(stems.items(), start=1)
    }


def _text(
    path: str,
    part: Sections,
    comments: Mapping[tuple[str, ...], Iterable[str]],
    org: Mapping[str, Any] | None,
) -> str:
    up = "../" * path.count("/")
    lines = [f"# yaml-language-server: $schema={up}{SCHEMA}", "raci: 1"]
    if org is not None:
        lines += ["", *block_entry("org", dict(org), Form(Quotes(), flowing=False))]
    for section in sorted(part, key=SECTIONS.index):
        lines += ["", f"{section}:", *_section(section, part[section], comments)]
    return "".join(f"{line}\n" for line in lines)


def _section(
    section: str,
    entries: Mapping[str, Any],
    comments: Mapping[tuple[str, ...], Iterable[str]],
) -> Iterator[str]:
    form = Form(Quotes(), indent=2)
    for id_, entry in entries.items():
        for text in comments.get((section, id_), ()):
            yield from (f"  # {line}" for line in wrap(text, WIDTH))
        yield from (f"  {line}" for line in block_entry(id_, entry, form))


def _compare(path: str, text: str, part: Sections, org: Mapping[str, Any]) -> None:
    """Read a file again: what it says must be what was meant."""
    data = read(text.encode(), path).data
    meant = {"raci": 1, **({"org": org} if path == "org.yaml" else {}), **part}
    if data != meant:
        raise AssertionError(f"{path} does not read back as it was written")
