"""Finds the files of packs: those that raci ships, those of installed packages, one's own."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from posixpath import join, normpath
from typing import Any, NamedTuple

from raci.findings.finding import Verdict
from raci.findings.ref import Ref
from raci.model.entities import Pack
from raci.model.pack import pack_of
from raci.schema.validate import misshapen, problems_of_declarations
from raci.source.decode import UnreadableError, legible
from raci.source.discover import OrganisationFiles
from raci.source.document import Document
from raci.source.files import ABSENT
from raci.source.installed import NoPackFileError, NotInstalledError, installed_pack
from raci.source.regular import not_read
from raci.source.scan import PACK, read_file
from raci.source.unreadable import unreadable
from raci.source.yaml import read

FOLDER = Path(__file__).parent.parent / "packs"

SHIPPED, INSTALLED = "raci:", "package:"
"""How ``extends`` names a pack that raci ships, and one of an installed package."""


class PackFile(NamedTuple):
    """The sound file of a pack; ``is_own`` where it is one of the user's."""

    document: Document
    is_own: bool

    @property
    def pack(self) -> Pack:
        """The pack."""
        return pack_of(self.document.data)


class UnusablePackError(Exception):
    """A pack cannot be used; the case and values of DEF002 that say so at its item."""

    def __init__(self, case: str, **values: Any) -> None:
        super().__init__(case)
        self.case, self.values = case, values


class PackFiles:
    """The files of packs that an organisation can extend; ``wrong`` is what is wrong with its own.

    Every pack in the organisation's folder is validated, those elsewhere once they are extended.
    """

    def __init__(self, found: OrganisationFiles) -> None:
        self.found = found
        self.wrong: list[Verdict] = []
        self.own: dict[str, PackFile | None] = {}
        self.of_package = cache(partial(_of_package, found.note))
        for document in found.packs:
            self.own[document.path] = self._validated(document)
        for defect in found.defects:
            self.own.setdefault(defect.subject.id, None)

    @property
    def sound(self) -> Mapping[str, PackFile]:
        """The user's own packs that can be used, by path."""
        return {path: file for path, file in self.own.items() if file}

    def find(self, source: str, folder: str) -> PackFile | None:
        """Return the file of a pack; None where it is broken, which is told at its own place.

        Args:
            source: how ``extends`` names it, without a version.
            folder: where relative paths begin, from the organisation's folder.

        Raises:
            LookupError: there is no such pack.
            UnusablePackError: it is no file of the user's, and cannot be used.
        """
        if source.startswith(SHIPPED):
            if document := shipped_file(source):
                return PackFile(document, is_own=False)
            raise LookupError
        if source.startswith(INSTALLED):
            return self.of_package(source.removeprefix(INSTALLED))
        path = normpath(join(folder, source))
        if path not in self.own:
            self.own[path] = self._read(path)
        return self.own[path]

    def _read(self, path: str) -> PackFile | None:
        """Read a file that is no pack of the organisation's folder; raises LookupError."""
        files = self.found.files
        whole = normpath(join(self.found.root, path))
        if not files.reaches(whole):
            raise LookupError
        try:
            raw = files.read(whole)
        except ABSENT:
            raise LookupError from None
        except OSError as error:
            self.wrong.append(unreadable(Document(path, ""), not_read(error)))
            return None
        self.found.note(path, raw)
        try:
            document = read_file(raw, path)
        except UnreadableError as error:
            self.wrong.append(unreadable(Document(path, legible(raw)), error))
            return None
        if document is None or not isinstance(document.data, dict) or PACK not in document.data:
            raise LookupError
        return self._validated(document)

    def _validated(self, document: Document) -> PackFile | None:
        wrong = _defects(document)
        self.wrong += wrong
        return None if wrong else PackFile(document, is_own=True)


def _defects(document: Document) -> list[Verdict]:
    """Return what is wrong with the file of a pack: its shape, then the attributes it declares."""
    wrong = misshapen(document, "pack")
    declared = () if wrong else document.data.get("attributes", ())
    if declared:
        ref = Ref(f"file:{document.path}")
        problems = problems_of_declarations(document, declared, ("attributes",))
        wrong += [Verdict("DEF002", ref, hit) for _, hit in problems]
    return wrong


def _of_package(note: Callable[[str, bytes], None], name: str) -> PackFile:
    try:
        raw = installed_pack(name).read_bytes()
        note(f"{INSTALLED}{name}", raw)
        document = read(raw, f"{INSTALLED}{name}")
    except NotInstalledError:
        command = f"pip install {name}"
        raise UnusablePackError("pack-not-installed", pack=name, command=command) from None
    except NoPackFileError as error:
        raise UnusablePackError("pack-without-file", pack=name, file=str(error)) from None
    except (UnreadableError, OSError):
        raise UnusablePackError("pack-broken", pack=name, keys=()) from None
    for verdict in _defects(document):
        where = verdict.hit.values.get("where") or verdict.hit.values.get("key")
        raise UnusablePackError("pack-broken", pack=name, keys=(str(where),))
    return PackFile(document, is_own=False)


@cache
def shipped() -> Mapping[str, Pack]:
    """Return the packs that raci ships, by id, sorted."""
    files = filter(None, map(shipped_file, shipped_names()))
    return {pack.id: pack for pack in (pack_of(document.data) for document in files)}


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped packs, as ``extends`` writes them, sorted."""
    return tuple(sorted(f"{SHIPPED}{path.stem}" for path in FOLDER.glob("*.yaml")))


@cache
def shipped_file(item: str) -> Document | None:
    """Return the file of a shipped pack by its name in ``extends``, None where there is none."""
    if item not in shipped_names():
        return None
    path = FOLDER / f"{item.removeprefix(SHIPPED)}.yaml"
    return read(path.read_bytes(), path.name)
