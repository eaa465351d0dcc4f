"""Inheritance: adds the separations and policies of the packs that an organisation extends."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from posixpath import dirname
from typing import Any, TypeVar

from raci.findings.finding import Edit, Hit, Verdict
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.spelling import Nearest, Typos
from raci.model.entities import Pack, Policy, Separation
from raci.model.load import Loaded
from raci.model.loosened import loosened_policy, loosened_separation
from raci.model.pack_files import PackFile, PackFiles, UnusablePackError, shipped_names
from raci.model.versions import version_step
from raci.schema.attributes import Declared
from raci.schema.subschema import Schema
from raci.source.discover import OrganisationFiles
from raci.source.document import Document

Inherited = TypeVar("Inherited", Separation, Policy)


def inherit(loaded: Loaded, found: OrganisationFiles) -> Loaded:
    """Return an organisation with what it inherits.

    Args:
        loaded: the organisation as its own files define it.
        found: those files, and the packs among them, extended or not.
    """
    org = loaded.org
    if not found.packs and not org.extends:
        return loaded
    files = PackFiles(found)
    inheritance = _Inheritance(loaded, files)
    inheritance.extend_organisation()
    packs = inheritance.packs
    separations = _with_inherited(org.separations, [pack.separations for pack in packs.values()])
    policies = _with_inherited(org.policies, [pack.policies for pack in packs.values()])
    defects = [verdict for file in files.sound.values() for verdict in _undocumented(file.document)]
    for pack in packs.values():
        defects += _overriding_nothing(pack, "separation", pack.separations, org.separations)
        defects += _overriding_nothing(pack, "policy", pack.policies, org.policies)
        inheritance.wrong += _loosened(pack, org.separations, org.policies)
    inheritance.wrong += _declared_twice(inheritance, org.attributes)
    for ref, pack_id in _sources(separations, policies):
        inheritance.places[ref] = inheritance.places[Ref(f"pack:{pack_id}")]
    loaded.origins.inherited.update(inheritance.places)
    loaded.origins.packs.update(inheritance.documents)
    wrong = (*files.wrong, *inheritance.wrong)
    return replace(
        loaded,
        org=replace(
            org,
            packs=packs,
            separations=separations,
            policies=policies,
            attributes=_with_declared(org.attributes, packs.values()),
        ),
        defects=(*loaded.defects, *wrong, *inheritance.defects, *defects),
        sound=loaded.sound and not wrong,
    )


def _with_declared(own: Declared, packs: Iterable[Pack]) -> Declared:
    """Return the attributes that packs declare, and in their place what one declares oneself."""
    declared: dict[str, dict[str, Schema]] = {}
    for each in (*(pack.attributes for pack in packs), own):
        for kind, shapes in each.items():
            declared.setdefault(kind, {}).update(shapes)
    return declared


def _with_inherited(
    own: Mapping[str, Inherited], packs: Iterable[Mapping[str, Inherited]]
) -> dict[str, Inherited]:
    """Return what packs have, and in its place what is one's own; required stays required."""
    theirs = {id_: each for pack in packs for id_, each in pack.items()}
    required = {id_ for id_, each in theirs.items() if each.required}
    return theirs | {id_: replace(e, required=id_ in required) for id_, e in own.items()}


def _sources(
    separations: Mapping[str, Separation], policies: Mapping[str, Policy]
) -> Iterator[tuple[Ref, str]]:
    """Yield what is inherited, with the id of its pack."""
    for separation in separations.values():
        if separation.pack:
            yield separation.ref, separation.pack
    for policy in policies.values():
        if policy.pack:
            yield policy.ref, policy.pack


@dataclass(slots=True)
class _Inheritance:
    """The packs that are extended, by id, where each is named, and the defects.

    ``wrong`` are those with which nothing can be judged. ``documents`` has the files of the user's
    own packs by the pack's id.
    """

    loaded: Loaded
    files: PackFiles
    packs: dict[str, Pack] = field(default_factory=dict)
    places: dict[Ref, Ref] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    defects: list[Verdict] = field(default_factory=list)
    wrong: list[Verdict] = field(default_factory=list)
    _texts: dict[str, Document] = field(default_factory=dict)

    def extend_organisation(self) -> None:
        for number, item in enumerate(self.loaded.org.extends):
            at = Ref(f"org#extends/{number}")
            self._extend(_Item(item, Ref("org"), at, at, number))

    def _extend(self, item: "_Item", within: tuple[str, ...] = (), folder: str = "") -> None:
        """Add the pack that an item names, and what that one extends.

        Args:
            item: the item.
            within: the ids of the packs that lead to it.
            folder: where relative paths begin.
        """
        try:
            file = self.files.find(item.source, folder)
        except LookupError:
            self.defects.append(_unknown(item, self.files))
            return
        except UnusablePackError as error:
            self.wrong.append(item.wrong(error.case, **error.values))
            return
        if file is None:
            return
        pack = file.pack
        if misfit := _misfit(item, pack):
            self.wrong.append(misfit)
        elif pack.id in within:
            through = (*within[within.index(pack.id) + 1 :],)
            case = "pack-cycle" if through else "pack-in-itself"
            others = {"through": tuple(Ref(f"pack:{id_}") for id_ in through)} if through else {}
            self.wrong.append(item.wrong(case, pack=pack.ref, **others))
        elif self._texts.get(pack.id, file.document) is not file.document:
            first = self.loaded.origins.place(self.places[pack.ref])
            self.wrong.append(item.wrong("pack-twice", pack=pack.ref, first=first))
        elif pack.id not in self.packs:
            self._add(pack, file, item)
            for each in _items_of(pack, file, item):
                self._extend(each, (*within, pack.id), dirname(file.document.path))

    def _add(self, pack: Pack, file: PackFile, item: "_Item") -> None:
        self.packs[pack.id], self.places[pack.ref] = pack, item.top
        self._texts[pack.id] = file.document
        if file.is_own:
            self.documents[pack.id] = file.document


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of ``extends``: its text, whose it is, its place, and the organisation's own item.

    ``number`` is its place in the list.
    """

    text: str
    of: Ref
    at: Ref | Place
    top: Ref
    number: int

    @property
    def source(self) -> str:
        return self.text.partition("@")[0]

    @property
    def version(self) -> str:
        return self.text.partition("@")[2]

    def wrong(self, case: str, **values: Any) -> Verdict:
        route = ("extends", self.number, self.text)
        return Verdict("DEF002", self.of, Hit(at=self.at, case=case, route=route, **values))


def _items_of(pack: Pack, file: PackFile, item: _Item) -> Iterator[_Item]:
    """Yield what a pack extends; of one that is not the user's, at the item that names it."""
    for number, text in enumerate(pack.extends):
        at: Ref | Place = item.at
        if file.is_own:
            at = file.document.place(pack.ref, ("extends", number))
        yield _Item(text, pack.ref, at, item.top, number)


def _misfit(item: _Item, pack: Pack) -> Verdict | None:
    """Return that a pack has not the version that is asked for, if it has not."""
    if not item.version:
        return None
    values = {"item": item.source, "asked": item.version}
    if not pack.version:
        return item.wrong("pack-without-version", **values)
    step = version_step(pack.version, item.version)
    if not step:
        return None
    case = "pack-too-new" if step > 0 else "pack-too-old"
    return item.wrong(case, version=pack.version, near=f"{item.source}@{pack.version}", **values)


def _unknown(item: _Item, files: PackFiles) -> Verdict:
    names = (*shipped_names(), *files.own)
    typos, known = Typos(names).of(item.source), Nearest(names)
    near = known.to(item.source)
    version = f"@{item.version}" if item.version else ""
    is_clear = typos == (near,) and isinstance(item.at, Ref)
    fix = (Edit("replace", item.top, f"{near}{version}"),) if is_clear else ()
    involves = (Ref(f"pack:{item.source}"),)
    values = {"key": "extends", "at": item.at, "involves": involves, "fix": fix}
    return Verdict("DEF004", item.of, _missing("pack", item.source, known, **values))


def _undocumented(document: Document) -> Iterator[Verdict]:
    """Report the tags that a pack has separations or words of, and does not describe."""
    data = document.data
    tags, pack = data.get("tags", {}), Ref(f"pack:{data['id']}")
    nearest = Nearest(tags)
    for subject, tag, route in (*_separated(data), *_worded(data)):
        if tag not in tags:
            at, key = document.place(subject, route), str(route[2 if len(route) > 2 else 0])
            values = {"key": key, "pack": pack, "involves": (Ref(f"tag:{tag}"),)}
            yield Verdict("DEF004", subject, _missing("pack-tag", tag, nearest, at=at, **values))


def _separated(data: Mapping[str, Any]) -> Iterator[tuple[Ref, str, Sequence[str | int]]]:
    for name, entry in data.get("separations", {}).items():
        subject, form = (
            Ref(f"separation:{data['id']}.{name}"),
            "between" if "between" in entry else "among",
        )
        for side, refs in enumerate(entry[form]):
            for item, ref in enumerate(refs):
                yield subject, Ref(ref).id, ("separations", name, form, side, item)


def _worded(data: Mapping[str, Any]) -> Iterator[tuple[Ref, str, Sequence[str | int]]]:
    for tag in data.get("words", {}):
        yield Ref(f"pack:{data['id']}"), tag, ("words", tag)


def _overriding_nothing(
    pack: Pack, kind: str, theirs: Mapping[str, Inherited], own: Mapping[str, Inherited]
) -> Iterator[Verdict]:
    """Report what has a pack's prefix and overrides nothing of it."""
    nearest = Nearest(theirs)
    key = "separations" if kind == "separation" else "policies"
    for id_, each in own.items():
        if id_.startswith(f"{pack.id}.") and id_ not in theirs:
            values = {"key": key, "pack": pack.ref, "involves": (pack.ref,)}
            yield Verdict("DEF004", each.ref, _missing(f"pack-{kind}", id_, nearest, **values))


def _loosened(
    pack: Pack, separations: Mapping[str, Separation], policies: Mapping[str, Policy]
) -> Iterator[Verdict]:
    """Report what stands in place of something that a pack requires, and is not as strict."""
    keys = {
        separations[id_].ref: loosened_separation(each, separations[id_])
        for id_, each in pack.separations.items()
        if each.required and id_ in separations
    } | {
        policies[id_].ref: loosened_policy(each, policies[id_])
        for id_, each in pack.policies.items()
        if each.required and id_ in policies
    }
    for ref, loosened in keys.items():
        for key in loosened:
            hit = Hit(at=Ref(f"{ref}#{key}"), case="loosened", route=(key,), key=key, pack=pack.ref)
            yield Verdict("DEF002", ref, hit)


def _declared_twice(inheritance: "_Inheritance", own: Declared) -> Iterator[Verdict]:
    """Report attributes that two packs declare differently, and the organisation not at all."""
    first: dict[tuple[str, str], Pack] = {}
    for pack in inheritance.packs.values():
        for kind, shapes in pack.attributes.items():
            for name, shape in shapes.items():
                other = first.setdefault((kind, name), pack)
                if other.attributes[kind][name] != shape and name not in own.get(kind, {}):
                    values: dict[str, Any] = {"attribute": name, "kind": kind}
                    values |= {"pack": pack.ref, "other": other.ref}
                    route = ("attributes", pack.id, kind, name)
                    hit = Hit(at=inheritance.places[pack.ref], case="attribute-twice",
                              route=route, **values)  # fmt: skip
                    yield Verdict("DEF002", Ref("org"), hit)


def _missing(case: str, unknown: str, nearest: Nearest, **values: Any) -> Hit:
    if near := nearest.to(unknown):
        return Hit(case=f"{case}-near", unknown=unknown, near=near, **values)
    return Hit(case=case, unknown=unknown, **values)
