"""Writes the waiver of a finding into the organisation's files."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from raci.check.compilation import Compiled
from raci.edit import Draft
from raci.findings.finding import Finding


class WaiverTerms(NamedTuple):
    """The terms of a waiver: reason, approving roles, day of approval, last day."""

    reason: str
    by: tuple[str, ...]
    day: str
    until: str


def accept(
    compiled: Compiled, finding: Finding, terms: WaiverTerms, id_: str = ""
) -> tuple[str, Draft]:
    """Add a waiver to the file that has waivers, else to the one with ``org``.

    Args:
        compiled: the organisation.
        finding: what is accepted, with all that it involves.
        terms: the rest of the waiver.
        id_: the waiver's id; made of rule and subject where absent.

    Raises:
        EditError: the waiver cannot be written there safely.
    """
    documents = compiled.found.documents
    path = next(
        (d.path for key in ("waivers", "org") for d in documents if key in d.data),
        documents[0].path,
    )
    draft = Draft(compiled.found.read(path), path)
    draft.insert(("waivers",), id_ or _free_id(compiled, finding), _waiver(finding, terms))
    draft.settle()
    return path, draft


def _waiver(finding: Finding, terms: WaiverTerms) -> Mapping[str, Any]:
    return {
        "rule": finding.name,
        "at": str(finding.subject),
        **({"involves": [str(ref) for ref in finding.involves]} if finding.involves else {}),
        "reason": terms.reason,
        "approved_by": dict.fromkeys(terms.by, terms.day),
        "until": terms.until,
    }


def _free_id(compiled: Compiled, finding: Finding) -> str:
    about = finding.subject.id.replace("/", "-").replace("@", "-")
    stem = f"{finding.name.rpartition(':')[2]}-{about}"[:70].rstrip("-")
    used = compiled.org.waivers
    ids = (stem, *(f"{stem}-{number}" for number in range(2, len(used) + 3)))
    return next(id_ for id_ in ids if id_ not in used)
