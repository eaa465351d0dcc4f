"""The file of each entity, and of new ones."""

from collections import Counter
from collections.abc import Iterable
from posixpath import dirname, join

from raci.change.proposal.state import SECTION_NAMES, StateEdit
from raci.source.discover import OrganisationFiles
from raci.source.document import Document
from raci.source.files import SUFFIXES


class Homes:
    """The files of entities by path from the root, kept current while edits are made.

    A new department gets a file of its own, unless the organisation is one file. Any other new
    entity goes into the file of its department, else to most of its section, else to the header.
    """

    def __init__(self, found: OrganisationFiles) -> None:
        self._documents = found.documents
        self.root = next(d.path for d in found.documents if "org" in d.data)
        self._of: dict[tuple[str, str], str] = {}
        self.new: set[str] = set()
        """The files that are not there yet."""
        for document in found.documents:
            for section in SECTION_NAMES:
                for id_ in document.data.get(section, {}):
                    self._of.setdefault((section, id_), document.path)
        there = (*found.files.paths(), *found.files.unread())
        self._taken = {found.inside(path).casefold() for path in there}

    def path_of(self, edit: StateEdit) -> str:
        """Return the file that an edit belongs to."""
        section, *steps = map(str, edit.route)
        if section == "org":
            return self.root
        if not steps:
            return self._new_home(section, edit)
        return self._of.get((section, steps[0])) or self._most(section)

    def of(self, section: str, id_: str) -> str:
        """Return the file in which an entity stands."""
        return self._of[section, id_]

    def note(self, edit: StateEdit, path: str) -> None:
        """Update the files after an edit: entities may be added, removed or renamed."""
        section, *steps = map(str, edit.route)
        if section == "org" or len(steps) > 1:
            return
        if edit.does == "insert":
            self._of[section, steps[0] if steps else edit.key] = path
        elif edit.does == "remove":
            del self._of[section, steps[0]]
        elif edit.does == "rename":
            self._of[section, edit.key] = self._of.pop((section, steps[0]))

    def _new_home(self, section: str, edit: StateEdit) -> str:
        if section == "departments" and len(self._documents) > 1:
            return self._own_file(edit.key)
        around = edit.value.get("department") if section != "departments" else None
        return self._of.get(("departments", around or "")) or self._most(section)

    def _most(self, section: str) -> str:
        paths = sorted(path for (each, _), path in self._of.items() if each == section)
        return _most(paths) or self.root

    def _own_file(self, id_: str) -> str:
        homes = sorted(path for (each, _), path in self._of.items() if each == "departments")
        beside = [path for path in homes if path != self.root] or [self.root]
        folder = _most(dirname(path) for path in beside) or ""
        suffix = _most(s for path in beside for s in SUFFIXES if path.endswith(s)) or SUFFIXES[0]
        stem = join(folder, id_.lstrip("."))
        numbers = range(2, len(self._taken) + 3)
        names = (f"{stem}{suffix}", *(f"{stem}-{number}{suffix}" for number in numbers))
        path = next(name for name in names if name.casefold() not in self._taken)
        self._taken.add(path.casefold())
        self.new.add(path)
        return path

    def siblings(self, path: str) -> list[Document]:
        """Return the files that stand in the folder of a new one."""
        return [each for each in self._documents if dirname(each.path) == dirname(path)]


def _most(texts: Iterable[str]) -> str | None:
    return next((text for text, _ in Counter(texts).most_common(1)), None)
