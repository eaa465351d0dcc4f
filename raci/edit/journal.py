"""Notes what is about to be written, so that the files can be mended where it is cut short."""

import errno
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from raci.edit.disk import content_of, is_kept_in_place, sync_folder, write_new
from raci.edit.save import Contents
from raci.source.files import belongs, is_outside
from raci.source.git import git_folder

BESIDE = ".raci-unfinished"
"""The folder in an organisation's root that holds the journal where there is no git to write to."""
_NAME, _FRESH = "journal.json", "journal.tmp"
_OURS = re.compile(r"journal\.(json|tmp)|\d+")
_VERSION = 1


class BrokenJournalError(Exception):
    """A journal cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} cannot be read")
        self.path = path


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be written: its path, what it holds before and after, the name of its copy.

    Contents are given by their SHA-256, None where there is no file. Without a copy, git has the
    content from before.
    """

    path: str
    before: str | None
    after: str | None
    copy: str | None


class Journal:
    """The journal of an organisation: in git's own folder, else in the organisation's root."""

    def __init__(self, root: Path, paths: Sequence[Path] = (), *, copies: bool = True) -> None:
        """Find the journal's place.

        Args:
            root: the organisation's root folder, absolute.
            paths: the files that will be written.
            copies: whether to keep copies of the files, since git does not have them as they are;
                of one that must be written in place, or lies outside, a copy is always kept.
        """
        self.root, self.paths, self.copies = root, paths, copies
        self.base, self.folder = root, root / BESIDE
        self._above = [root]
        found = git_folder(root)
        if found and os.access(found[1], os.W_OK):
            self.base, own = found
            name = os.fsencode(root.relative_to(self.base).as_posix())
            self.folder = own / "raci" / hashlib.sha256(name).hexdigest()[:16]
            self._above = [own / "raci", own]

    def begin(self, old: Contents, new: Contents) -> None:
        """Note what will be written, and keep copies; raises OSError."""
        self.folder.mkdir(parents=True)
        entries = [
            self._entry(path, old[path], new[path], str(number))
            for number, path in enumerate(self.paths)
        ]
        data = {"raci-journal": _VERSION, "files": [asdict(entry) for entry in entries]}
        fresh = self.folder / _FRESH
        write_new(fresh, json.dumps(data, indent=1).encode())
        os.replace(fresh, self.folder / _NAME)
        for folder in (self.folder, *self._above):
            sync_folder(folder)

    def end(self) -> None:
        """Remove the journal, then its copies, and nothing else; raises OSError."""
        if not os.path.lexists(self.folder):
            return
        if os.path.islink(self.folder):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.folder))
        ours = filter(_OURS.fullmatch, os.listdir(self.folder))
        for name in sorted(ours, key=lambda name: name != _NAME):
            os.unlink(self.folder / name)
            if name == _NAME:
                sync_folder(self.folder)
        os.rmdir(self.folder)

    def half_done(self) -> Sequence[Entry]:
        """Return the files that are not as before, nothing where all are as before or as after.

        Raises:
            BrokenJournalError: it is no journal of this organisation, or a copy differs.
        """
        entries = self._entries()
        try:
            now = {entry.path: _digest(content_of(self.base / entry.path)) for entry in entries}
            kept = [entry for entry in entries if entry.copy]
            copies = [_digest(content_of(self.folder / str(entry.copy))) for entry in kept]
        except OSError as error:
            raise BrokenJournalError(self.folder / _NAME) from error
        if copies != [entry.before for entry in kept]:
            raise BrokenJournalError(self.folder / _NAME)
        if all(now[entry.path] == entry.after for entry in entries):
            return []
        return [entry for entry in entries if now[entry.path] != entry.before]

    def _entries(self) -> Sequence[Entry]:
        path = self.folder / _NAME
        try:
            raw = content_of(path)
            return [] if raw is None else self._parsed(json.loads(raw))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise BrokenJournalError(path) from error

    def _entry(self, path: Path, old: bytes | None, new: bytes | None, number: str) -> Entry:
        name = PurePath(os.path.relpath(path, self.base)).as_posix()
        alone = self.copies or is_outside(name) or is_kept_in_place(path)
        copied = old is not None and alone
        if old is not None and copied:
            write_new(self.folder / number, old, os.lstat(path))
        return Entry(name, _digest(old), _digest(new), number if copied else None)

    def _parsed(self, data: Mapping[str, Any]) -> list[Entry]:
        if data["raci-journal"] != _VERSION:
            raise ValueError
        return [self._checked(Entry(**file)) for file in data["files"]]

    def _checked(self, entry: Entry) -> Entry:
        """Return an entry of a file of the organisation, or of a proposal that was applied to it.

        A journal may be forged to name others.
        """
        path = PurePosixPath(entry.path)
        copy = PurePosixPath(entry.copy or "copy")
        if (
            (is_outside(entry.path) and not _is_proposal(self.base / path))
            or not belongs(path.name)
            or copy.name != str(copy)
        ):
            raise ValueError
        return entry


def _is_proposal(path: Path) -> bool:
    return b"raci-proposal" in (content_of(path) or b"")


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()
