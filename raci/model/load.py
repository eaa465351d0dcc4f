"""Loads the documents of one organisation: validates them and builds the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from raci.findings.finding import Hit, Verdict
from raci.findings.names import names_in
from raci.findings.ref import SECTIONS, Ref
from raci.model.build import BUILDERS, Data, organisation
from raci.model.entities import Entity, Org
from raci.model.places import Origins
from raci.schema.validate import problems
from raci.source.document import Document


@dataclass(frozen=True, slots=True)
class Loaded:
    """An organisation, where its parts stand, and the defects of its files.

    ``sound``: every file matches the schema, so rules may run. ``lost``: the texts of files with a
    section or more that could not be loaded.
    """

    org: Org
    origins: Origins
    defects: tuple[Verdict, ...]
    sound: bool
    lost: list[str]


def load(documents: Sequence[Document]) -> Loaded:
    """Load the definition files of one organisation, given in the order of their paths."""
    defects: list[Verdict] = []
    broken: set[tuple[str | int, ...]] = set()
    lost: list[str] = []
    usable = list(documents)
    names = cache(lambda: names_in((document.data for document in documents), SECTIONS))
    for document in documents:
        wrong = list(problems(document, names=names))
        defects += (Verdict("DEF002", Ref(f"file:{document.path}"), hit) for _, hit in wrong)
        broken |= {(document.path, *route[:2]) for route, _ in wrong}
        if any(len(route) < 2 or route[0] == "org" for route, _ in wrong):
            lost.append(document.text)
        if any(hit.case == "too-new" for _, hit in wrong):
            usable.remove(document)
    sound = not defects
    origins = Origins()
    parts: dict[str, dict[str, Entity]] = {section: {} for section in BUILDERS}
    header: Data = {}
    for document in usable:
        data: Data = document.data
        if _has_header(document, broken):
            defects += _claim(origins, document, "org", "")
            header = header or data["org"]
        for section, build in BUILDERS.items():
            entries = data.get(section)
            if not isinstance(entries, dict) or (document.path, section) in broken:
                continue
            for id_, entry in entries.items():
                twice = _claim(origins, document, section, id_)
                defects += twice
                if not twice and (document.path, section, id_) not in broken:
                    parts[section][id_] = build(id_, entry)
    org = organisation(header, parts)
    return Loaded(org, origins, tuple(defects), sound, lost)


def _has_header(document: Document, broken: set[tuple[str | int, ...]]) -> bool:
    return "org" in document.data and not any(b[:2] == (document.path, "org") for b in broken)


def _claim(origins: Origins, document: Document, section: str, id_: str) -> list[Verdict]:
    """Record where an entity stands; a second place is DEF003."""
    first = origins.claim(document, section, id_)
    if first is None:
        return []
    ref = origins.entity_ref(section, id_)
    here = origins.in_document(document, ref)
    there = origins.in_document(first, ref)
    hit = Hit(at=here, also=((there, ref),), entity=ref, first=there)
    return [Verdict("DEF003", ref, hit)]
