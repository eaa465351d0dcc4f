"""Who is who in a list of people, and who is meant where another row names somebody."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from raci.convert.imported import Route
from raci.convert.records import Record
from raci.convert.unique_ids import UniqueIds
from raci.findings.text import one_line
from raci.model.entities import Role
from raci.model.placeholders import is_placeholder
from raci.source.tables.names import slug

_BRACKETS = str.maketrans("()（）[]【】,;，；/", "             ".ljust(13))

_DIRECTORY = re.compile(r"CN=((?:[^,\\]|\\.)+),", re.IGNORECASE)
"""How a directory names somebody."""

Key = tuple[str, str]
"""What a person is known by: an id, a name, or an id that another name has as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Post:
    """A row: who, if anybody, in which role, if any: its department's path and its title."""

    record: Record
    person: Key | None
    role: Route


def pseudonym(name: str) -> str:
    """Return an id for somebody of whom only a name is known: reports show ids, and no names."""
    return f"p-{hashlib.sha256(slug(name).encode()).hexdigest()[:8]}"


@lru_cache(maxsize=4096)
def is_nobody(text: str) -> bool:
    """Return whether a name stands for nobody: a vacant post, a dash."""
    return not text or is_placeholder(Role(id="x", name={"en": text}))


class Staff:
    """The people of a list, each once, whatever number of rows they have."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._ids = UniqueIds(make)
        self.names: dict[Key, str] = {}
        self._known: dict[str, dict[Key, None]] = {}

    def add(self, record: Record) -> tuple[Key | None, str]:
        """Return who a row is about, and the key of what is odd about it."""
        id_, name = record.text("id") or record.text("account"), full_name(record)
        if name and is_nobody(name):
            return None, ""
        if not id_:
            key, odd = ("name", _folded(name)) if name else None, "person-without-id" * bool(name)
        else:
            key, odd = self._by_id(id_, name)
        if key:
            if key not in self.names or not self.names[key]:
                self.names[key] = name
            self._ids.of(key, id_ or pseudonym(name))
            others = (record.text(field) for field in ("account", "email"))
            for text in filter(None, (id_, *others, *_spellings(name))):
                self._known.setdefault(_folded(text), {})[key] = None
        return key, odd

    def _by_id(self, id_: str, name: str) -> tuple[Key, str]:
        key = ("id", _folded(id_))
        known = self.names.get(key, "")
        if not name or not known or _folded(name) == _folded(known):
            return key, ""
        return ("id and name", f"{_folded(id_)} {_folded(name)}"), "id-twice"

    def id(self, key: Key) -> str:
        """Return the id of a person."""
        return self._ids.of(key, key[1])

    def find(self, text: str) -> list[Key]:
        """Return who is meant by an id, an address, a name, ``Name (id)`` or ``CN=Name,``."""
        if entry := _DIRECTORY.match(text):
            text = entry[1].replace("\\,", ",")
        found = self._known.get(_folded(text))
        if found is None:
            words = text.translate(_BRACKETS).split()
            ids = {("id", _folded(word)) for word in words} & self.names.keys()
            found = dict.fromkeys(ids) if len(ids) == 1 else {}
        return list(found)


def full_name(record: Record) -> str:
    """Return the name of the person of a row."""
    first, last = record.text("first-name"), record.text("last-name")
    together = f"{last}{first}" if last and not last.isascii() else f"{first} {last}".strip()
    return record.text("name") or together


def _spellings(name: str) -> Iterable[str]:
    """Yield a name as it is written, and the other way round where it has one comma."""
    yield name
    last, comma, first = name.partition(",")
    if comma and first.strip():
        yield f"{first.strip()} {last.strip()}"


def _folded(text: str) -> str:
    return one_line(text).casefold()
