"""The texts of an organisation that people read, and the languages that each lacks."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.model.entities import Activity, Department, Entity, Person, Platform, Role, Waiver
from raci.wording.clarity.language import language_of


class Written(NamedTuple):
    """One text: where it stands, the keys that lead to it, and whether it is a person's name."""

    at: Ref
    key: str
    text: Text
    is_name: bool = False


class Texts(NamedTuple):
    """The texts of one entity, in the order: name, note, reason, duties."""

    ref: Ref
    texts: tuple[Written, ...]


def texts(matrix: Matrix) -> Iterator[Texts]:
    """Return the texts of the organisation and of each active entity that has any."""
    for entity in (matrix.org, *matrix.org.entities()):
        active = not isinstance(entity, Activity | Platform) or entity.status == "active"
        if active and (written := tuple(_texts(entity, matrix))):
            yield Texts(entity.ref, written)


def _texts(entity: Entity, matrix: Matrix) -> Iterator[Written]:
    own = {"name": entity.name, "note": entity.note}
    if isinstance(entity, Waiver):
        own["reason"] = entity.reason
    for key, text in own.items():
        if text:
            is_name = key == "name" and isinstance(entity, Person)
            yield Written(Ref(f"{entity.ref}#{key}"), key, text, is_name)
    if isinstance(entity, Department | Role):
        kind = "duty" if isinstance(entity, Role) else "mandate"
        for key, wording in sorted(entity.duties.items()):
            at = Ref(f"{kind}:{entity.id}/{key}")
            if wording.text and matrix.is_active(key):
                yield Written(at, f"duties/{key}", wording.text)
            if wording.note and matrix.is_active(key):
                yield Written(Ref(f"{at}#note"), f"duties/{key}/note", wording.note)


def lacking(text: Text, promised: Sequence[str]) -> tuple[str, ...]:
    """Return the promised languages that a text lacks; a plain string has the one it is in."""
    if "" not in text:
        return tuple(tag for tag in promised if not any(_serves(own, tag) for own in text))
    if not re.search(r"[^\W\d_]", text[""]):
        return ()
    own = language_of("", text[""])
    return tuple(tag for tag in promised if tag.partition("-")[0] != own)


def _serves(own: str, promised: str) -> bool:
    """Return whether a text serves a promised language: zh-TW serves zh, and en serves en-GB.

    Source: RFC 4647, lookup; but another script is another text, so zh does not serve zh-Hant.
    """
    if own == promised or own.startswith(f"{promised}-"):
        return True
    return promised.startswith(f"{own}-") and not re.match(r"[a-z]+-[A-Z][a-z]{3}", promised)
