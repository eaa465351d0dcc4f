"""Who reviewed a commit, by its ``Reviewed-by:`` trailers."""

import re
from collections.abc import Iterable, Iterator, Mapping

from raci.check.compilation import Compiled
from raci.source.first_parent import LineCommit

UNNAMED = "?"
"""Stands for a reviewer of whom the trailer has only an address."""

_TRAILER = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>")


def reviewers(commit: LineCommit, compiled: Compiled | None) -> tuple[str, ...]:
    """Return who reviewed a commit: a person's Ref where the organisation knows the address.

    Else the name as the trailer has it, in quotes where it could be taken for a Ref. Addresses are
    never shown.
    """
    people = compiled.org.people.values() if compiled else ()
    known = {address.casefold(): each.ref for each in people for address in each.git}
    return tuple(dict.fromkeys(_shown(commit.reviewers, known)))


def _shown(trailers: Iterable[str], known: Mapping[str, str]) -> Iterator[str]:
    for trailer in trailers:
        match = _TRAILER.fullmatch(trailer)
        name, address = match.group("name", "address") if match else ("", trailer)
        if "@" not in address:
            name, address = trailer, ""
        yield known.get(address.strip().casefold()) or _claimed(name) or UNNAMED


def _claimed(name: str) -> str:
    return f'"{name}"' if ":" in name else name
