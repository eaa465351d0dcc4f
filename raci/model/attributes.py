"""Holds the attributes of an organisation's entities against their declarations."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from raci.findings.finding import Hit, Verdict
from raci.findings.ref import Ref
from raci.model.load import Loaded
from raci.schema.validate import problems_of_declarations, problems_of_values
from raci.source.document import Document


def hold_to_declarations(loaded: Loaded, documents: Sequence[Document]) -> Loaded:
    """Return an organisation with what is wrong with its attributes.

    Args:
        loaded: the organisation, its own declarations merged with those that it inherits.
        documents: its files.
    """
    told = {(each.subject, tuple(each.hit.route)) for each in loaded.defects}
    wrong = [
        verdict
        for verdict in _wrong(loaded, documents)
        if (verdict.subject, tuple(verdict.hit.route)) not in told
    ]
    sound = loaded.sound and not wrong
    return replace(loaded, defects=(*loaded.defects, *wrong), sound=sound)


def _wrong(loaded: Loaded, documents: Sequence[Document]) -> Iterator[Verdict]:
    """Yield the mistakes in declarations; only where there are none, those in values."""
    header = loaded.origins.homes.get(("org", ""))
    wrong = [*_wrong_declarations(header)] if header else []
    yield from wrong
    if loaded.org.attributes and not wrong:
        for document, _, hit in problems_of_values(documents, loaded.org.attributes):
            yield _verdict(document, hit)


def _wrong_declarations(header: Document) -> Iterator[Verdict]:
    if declared := header.data["org"].get("attributes"):
        for _, hit in problems_of_declarations(header, declared, ("org", "attributes")):
            yield _verdict(header, hit)


def _verdict(document: Document, hit: Hit) -> Verdict:
    return Verdict("DEF002", Ref(f"file:{document.path}"), hit)
