"""Writes an organisation as the files that a person would have written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from raci.convert.imported import Imported, Remark
from raci.convert.merge import SECTIONS
from raci.source.yaml import read
from raci.source.yaml_text import Form, Quotes, block_entry

SCHEMA = ".raci.schema.json"
"""The file beside ``org.yaml`` that editors read."""
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


def files_of(imported: Imported, comment: Callable[[Remark], str]) -> dict[str, str]:
    """Return the texts of the files of an organisation, by their paths.

    A small organisation is one file. Else each department has a file with its roles and
    activities, and each group of activities (their first tag); roles, activities and
    the other sections that belong to none have one each.

    Args:
        imported: the organisation; its doubts with a route become comments above that entry.
        comment: gives the text of a doubt.
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
    if whole.count("\n") <= SMALL:
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
    names = _Names()
    parts: dict[str, Sections] = {}
    departments = data.get("departments", {})
    for section, entries in data.items():
        for id_, entry in entries.items():
            of = id_ if section == "departments" else entry.get("department")
            tags = entry.get("tags")
            if of in departments and section in ("departments", "roles", "activities"):
                path = names.path("departments", of)
            elif section == "activities" and tags:
                path = names.path("activities", tags[0])
            else:
                path = f"{section}.yaml"
            parts.setdefault(path, {}).setdefault(section, {})[id_] = entry
    return parts


class _Names:
    """The names of files, which every system takes, and which differ in more than their case."""

    def __init__(self) -> None:
        self.paths: dict[tuple[str, str], str] = {}
        self.taken: set[str] = set()

    def path(self, folder: str, id_: str) -> str:
        """Return the path of the file of an id."""
        if (folder, id_) not in self.paths:
            stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", id_)[:LONGEST].strip(". -") or "group"
            name, number = stem, 1
            while f"{folder}/{name}".casefold() in self.taken:
                number += 1
                name = f"{stem}-{number}"
            self.taken.add(f"{folder}/{name}".casefold())
            self.paths[folder, id_] = f"{folder}/{name}.yaml"
        return self.paths[folder, id_]


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
            yield f"  # {' '.join(text.split())}"
        yield from (f"  {line}" for line in block_entry(id_, entry, form))


def _compare(path: str, text: str, part: Sections, org: Mapping[str, Any]) -> None:
    """Read a file again: what it says must be what was meant."""
    data = read(text.encode(), path).data
    meant = {"raci": 1, **({"org": org} if path == "org.yaml" else {}), **part}
    if data != meant:
        raise AssertionError(f"{path} does not read back as it was written")
