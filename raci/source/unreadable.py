"""Findings about files that cannot be read (DEF001)."""

import re

from raci.findings.finding import Hit, Verdict
from raci.findings.place import Place, Span
from raci.findings.ref import Ref
from raci.source.decode import UnreadableError
from raci.source.document import UNSAID, Document

SECTION = re.compile(
    r"""(?x) ([\ \t]*) [{,]? \s* ["']?
    (raci|org|departments|roles|activities|platforms|people|separations|waivers) ["']? \s* :"""
)
"""The first line of a section, and its indentation."""

WRITTEN = ("alias", "found", "key", "number", "tag")
"""Values of messages that are copied from the file."""


def unreadable(document: Document, error: UnreadableError) -> Verdict:
    """Return the verdict on an unreadable file, without what may name a person."""
    ref = Ref(f"file:{document.path}")
    spans = [error.span, *filter(None, [error.first])]
    places = [Place(ref, document.path, span, _shown(document, span)) for span in spans]
    values = error.values
    if _is_of_people(document, error.span.line):
        values = {k: UNSAID if k in WRITTEN else value for k, value in values.items()}
        values |= {"instead": ()} if "instead" in values else {}
    also = tuple((place, ref) for place in places[1:])
    return Verdict(
        "DEF001", ref, Hit(at=places[0], also=also, case=error.case, route=error.route, **values)
    )


def _shown(document: Document, span: Span) -> str:
    return "" if _is_of_people(document, span.line) else document.lines.line(span.line)


def _is_of_people(document: Document, number: int) -> bool:
    """Return whether a line is in or beside a section ``people``, so that it may name a person."""
    within = -1
    for line in map(document.lines.line, range(1, number + 1)):
        if begins := SECTION.match(line):
            depth = len(begins[1])
            if begins[2] == "people":
                within = depth
            elif depth <= within:
                within = -1
    return within >= 0 or "people" in document.lines.line(number)
