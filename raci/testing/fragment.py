"""Compiles an organisation that stands within a file: a policy's example, a test's case."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from raci.check.compilation import Compiled
from raci.findings.ref import Ref
from raci.model.entities import Policy
from raci.source.discover import OrganisationFiles
from raci.source.document import Document
from raci.source.files import Files

ITS_OWN = ("id", "name", "source", "note", "formerly", "reviewed")
"""Keys of ``org`` that say which organisation it is; the others say how to read any."""


def fragment(
    document: Document, route: tuple[str | int, ...], id_: str, around: Compiled | None
) -> Compiled:
    """Return the organisation that is written at a route of a file.

    Its header is that of the organisation around it, key by key, unless it says otherwise. What
    packs separate, it has only where it extends them itself; the rest of what they bring is known.

    Args:
        document: the file.
        route: leads to the sections.
        id_: the organisation's id where it says none.
        around: the organisation that the file belongs to, if any.
    """
    written: Any = document.data
    for step in route:
        written = written[step]
    own = written.get("org", {})
    header = {**_header(around), "id": id_, **own}
    part = document.part(route, {"raci": 1, **written, "org": header})
    if own:
        part.marks |= document.part((*route, "org"), header).marks
    packs = _packs(around)
    compiled = Compiled(OrganisationFiles(Files({}), "", documents=[part], packs=packs))
    if "extends" not in own:
        _leave_out_packs(compiled)
    return compiled


def with_policies(compiled: Compiled, policies: Collection[Policy]) -> Compiled:
    """Return an organisation with policies beside its own, which stand where it begins."""
    loaded = compiled.loaded
    theirs = {each.id: each for each in policies if each.id not in loaded.org.policies}
    loaded.origins.inherited.update({each.ref: Ref("org") for each in theirs.values()})
    org = replace(loaded.org, policies={**theirs, **loaded.org.policies})
    return _with(compiled, loaded=replace(loaded, org=org))


def _packs(around: Compiled | None) -> list[Document]:
    """Return the packs of an organisation's files, and those elsewhere that it extends."""
    if around is None:
        return []
    extended = around.loaded.origins.packs.values()
    known = {document.path: document for document in (*extended, *around.found.packs)}
    return [*known.values()]


def _header(around: Compiled | None) -> Mapping[str, Any]:
    documents = around.found.documents if around else []
    header: Mapping[str, Any] = next(
        (each.data["org"] for each in documents if "org" in each.data), {}
    )
    return {key: value for key, value in header.items() if key not in ITS_OWN}


def _leave_out_packs(compiled: Compiled) -> None:
    loaded = compiled.loaded
    own = {id_: each for id_, each in loaded.org.separations.items() if each.pack is None}
    _with(compiled, loaded=replace(loaded, org=replace(loaded.org, separations=own)))


def _with(compiled: Compiled, **stages: Any) -> Compiled:
    """Replace stages of an organisation that nobody has asked for later ones yet."""
    vars(compiled).update(stages)
    return compiled
