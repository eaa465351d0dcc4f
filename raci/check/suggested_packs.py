"""The packs that would fit an organisation, and the edits that let it extend them."""

from collections.abc import Mapping, Sequence

from raci.check.compilation import Compiled
from raci.edit import Draft
from raci.findings.ref import Ref
from raci.matrix.pack_suggestions import PackSuggestion, pack_suggestions
from raci.model.pack_files import SHIPPED, PackFiles, shipped
from raci.source.document import Document


def suggested_packs(compiled: Compiled) -> Mapping[str, PackSuggestion]:
    """Return the packs that would fit, by how ``extends`` names each.

    Those that the organisation extends already come first, then those in its folder, then raci's.
    """
    files = PackFiles(compiled.found).sound
    own = {path: file.pack for path, file in sorted(files.items())}
    ours = {f"{SHIPPED}{pack.id}@{pack.version}": pack for pack in shipped().values()}
    extended = compiled.org.packs
    others = {item: pack for item, pack in {**own, **ours}.items() if pack.id not in extended}
    known = {**{f"{SHIPPED}{id_}": pack for id_, pack in extended.items()}, **others}
    found = {each.pack.id: each for each in pack_suggestions(known.values(), compiled.matrix)}
    return {item: found[pack.id] for item, pack in known.items() if pack.id in found}


def new_tags(suggestions: Sequence[PackSuggestion]) -> Mapping[Ref, tuple[str, ...]]:
    """Return the tags that each activity would get, by its Ref, sorted."""
    tags: dict[Ref, dict[str, None]] = {}
    for each in suggestions:
        for tag, refs in each.new.items():
            for ref in refs:
                tags.setdefault(ref, {})[tag] = None
    return {ref: tuple(sorted(tags[ref])) for ref in sorted(tags)}


def with_suggestions(
    compiled: Compiled, suggestions: Mapping[str, PackSuggestion]
) -> Mapping[str, Draft]:
    """Return drafts of the files that would change, by path: packs extended, activities tagged.

    Raises:
        EditError: they cannot be written safely.
        UnreadableError: a file has changed meanwhile.
        OSError: a file cannot be read.
    """
    drafts: dict[str, Draft] = {}

    def draft_of(document: Document) -> Draft:
        if document.path not in drafts:
            raw = compiled.found.read(document.path)
            drafts[document.path] = Draft(raw, document.path)
        return drafts[document.path]

    for item, each in suggestions.items():
        if each.pack.id not in compiled.org.packs:
            draft_of(_home(compiled, "org")).append(("org", "extends"), item)
    for ref, tags in new_tags([*suggestions.values()]).items():
        if ref.id in compiled.org.activities:
            document, route = compiled.loaded.origins.spot(ref)
            for tag in tags:
                draft_of(document).append((*route, "tags"), tag)
        else:
            home = draft_of(_home(compiled, "activities"))
            home.insert(("activities",), ref.id, {"tags": [*tags]})
    for draft in drafts.values():
        draft.settle()
    return drafts


def _home(compiled: Compiled, section: str) -> Document:
    """Return the first file that has a section, else the one with ``org``."""
    documents = compiled.found.documents
    keys = (section, "org")
    return next(each for key in keys for each in documents if key in each.data)
