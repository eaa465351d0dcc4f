"""Inheritance: adds the separations of the packs that an organisation extends."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import Any

from raci.findings.finding import Edit, Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.spelling import Nearest, Typos
from raci.model.build import common, separation, text
from raci.model.entities import Pack, Separation
from raci.model.load import Loaded
from raci.schema.validate import misshapen
from raci.source.discover import OrganisationFiles
from raci.source.document import Document
from raci.source.yaml import read


@dataclass(slots=True)
class _Inherited:
    """The packs that are extended, by id, where each is named, and the defects."""

    packs: dict[str, Pack] = field(default_factory=dict)
    places: dict[Ref, Ref] = field(default_factory=dict)
    defects: list[Verdict] = field(default_factory=list)


def inherit(loaded: Loaded, found: OrganisationFiles) -> Loaded:
    """Return an organisation with what it inherits.

    Args:
        loaded: the organisation as its own files define it.
        found: those files, and the packs among them, extended or not.
    """
    files = found.packs
    if not files and not loaded.org.extends:
        return loaded
    wrong = [verdict for document in files for verdict in misshapen(document, "pack")]
    broken = {verdict.subject for verdict in wrong}
    sound = {d.path: d for d in files if Ref(f"file:{d.path}") not in broken}
    wrong += filter(None, map(found.refusal, dict.fromkeys(map(normpath, loaded.org.extends))))
    bad = {verdict.subject.id for verdict in (*wrong, *found.defects)}
    inherited = _extended(loaded, bad | {*sound}, sound)
    inherited.defects += [verdict for d in sound.values() for verdict in _undocumented(d)]
    own = loaded.org.separations
    theirs: dict[str, Separation] = {}
    for pack in inherited.packs.values():
        theirs |= {id_: each for id_, each in pack.separations.items() if id_ not in own}
        inherited.defects += _overriding_nothing(pack, own)
        at = inherited.places[pack.ref]
        inherited.places |= {each.ref: at for each in theirs.values() if each.pack == pack.id}
    loaded.origins.inherited.update(inherited.places)
    return replace(
        loaded,
        org=replace(loaded.org, packs=inherited.packs, separations={**theirs, **own}),
        defects=(*loaded.defects, *wrong, *inherited.defects),
        sound=loaded.sound and not wrong,
    )


def _extended(loaded: Loaded, there: Set[str], sound: Mapping[str, Document]) -> _Inherited:
    """Return what is extended; a pack that is there and not sound is not reported as missing."""
    inherited = _Inherited()
    for number, item in enumerate(loaded.org.extends):
        at, path = Ref(f"org#extends/{number}"), normpath(item)
        document = sound.get(path) or shipped_file(item)
        if document is None:
            inherited.defects += [] if path in there else [_unknown(item, at, there)]
            continue
        pack = pack_of(document.data)
        if pack.id in inherited.packs:
            first = loaded.origins.place(inherited.places[pack.ref])
            hit = Hit(at=at, also=((first, pack.ref),), entity=pack.ref, first=first)
            inherited.defects.append(Verdict("DEF003", pack.ref, hit))
        else:
            inherited.packs[pack.id], inherited.places[pack.ref] = pack, at
    return inherited


def _unknown(item: str, at: Ref, paths: Iterable[str]) -> Verdict:
    names = (*shipped_names(), *paths)
    typos, known = Typos(names).of(item), Nearest(names)
    fix = (Edit("replace", at, typos[0]),) if typos == (known.to(item),) else ()
    involves = (Ref(f"pack:{item}"),)
    hit = _missing("pack", item, known, key="extends", at=at, involves=involves, fix=fix)
    return Verdict("DEF004", Ref("org"), hit)


def _undocumented(document: Document) -> Iterator[Verdict]:
    """Report the tags that a pack separates and does not describe."""
    pack = pack_of(document.data)
    nearest = Nearest(pack.tags)
    for each in pack.separations.values():
        form = "between" if each.between else "among"
        for side, refs in enumerate(each.sides):
            for item, ref in enumerate(refs):
                tag = Ref(ref)
                if tag.id not in pack.tags:
                    route = ("separations", each.id.removeprefix(f"{pack.id}."), form, side, item)
                    at, values = document.place(each.ref, route), {"key": form, "pack": pack.ref}
                    hit = _missing("pack-tag", tag.id, nearest, at=at, involves=(tag,), **values)
                    yield Verdict("DEF004", each.ref, hit)


def _overriding_nothing(pack: Pack, own: Mapping[str, Separation]) -> Iterator[Verdict]:
    """Report separations with a pack's prefix that override none of its own."""
    nearest = Nearest(pack.separations)
    for id_, each in own.items():
        if id_.startswith(f"{pack.id}.") and id_ not in pack.separations:
            values = {"key": "separations", "pack": pack.ref, "involves": (pack.ref,)}
            hit = _missing("pack-separation", id_, nearest, **values)
            yield Verdict("DEF004", each.ref, hit)


def _missing(case: str, unknown: str, nearest: Nearest, **values: Any) -> Hit:
    if near := nearest.to(unknown):
        return Hit(case=f"{case}-near", unknown=unknown, near=near, **values)
    return Hit(case=case, unknown=unknown, **values)


FOLDER = Path(__file__).parent.parent / "packs"

SHIPPED = "raci:"
"""How ``extends`` names a pack that raci ships."""


@cache
def shipped() -> Mapping[str, Pack]:
    """Return the packs that raci ships, by id, sorted."""
    files = filter(None, map(shipped_file, shipped_names()))
    return {pack.id: pack for pack in (pack_of(document.data) for document in files)}


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped packs, as ``extends`` writes them, sorted."""
    return tuple(sorted(f"{SHIPPED}{path.stem}" for path in FOLDER.glob("*.yaml")))


@cache
def shipped_file(item: str) -> Document | None:
    """Return the file of a shipped pack by its name in ``extends``, None where there is none."""
    if item not in shipped_names():
        return None
    path = FOLDER / f"{item.removeprefix(SHIPPED)}.yaml"
    return read(path.read_bytes(), path.name)


def pack_of(data: Mapping[str, Any]) -> Pack:
    """Build a pack from validated data."""
    id_ = data["id"]
    named = {name: _inherited(id_, name, entry) for name, entry in data["separations"].items()}
    return Pack(
        id=id_,
        **common(data),
        description=text(data["description"]) if "description" in data else {},
        tags={tag: text(words) for tag, words in data["tags"].items()},
        separations={each.id: each for each in named.values()},
    )


def _inherited(pack: str, name: str, data: Mapping[str, Any]) -> Separation:
    own = separation(f"{pack}.{name}", data)
    return replace(
        own,
        pack=pack,
        formerly=tuple(f"{pack}.{earlier}" for earlier in own.formerly),
        mitigation=text(data["mitigation"]) if "mitigation" in data else {},
    )
