"""What every command that writes does: keep others out, look for interrupted runs, write."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from posixpath import dirname
from typing import NamedTuple

import click

from raci.cli.echo import echo
from raci.cli.language import adopt, refused, say
from raci.cli.options import refuse_links, unwritable
from raci.edit.disk import content_of, is_kept_in_place
from raci.edit.journal import BrokenJournalError, Entry, Journal
from raci.edit.lock import LockedError, locked
from raci.edit.save import ChangedError, left_over, save
from raci.project import projects
from raci.source.discover import OrganisationFiles
from raci.source.git import git_folder
from raci.source.git_program import GitError
from raci.source.uncommitted import uncommitted


class FileChange(NamedTuple):
    """What a file held when it was read, and what it will hold; None stands for no file."""

    before: bytes | None
    after: bytes | None


NOTHING: Mapping[Path, FileChange] = {}


class OrganisationChange(NamedTuple):
    """The changes of one organisation's files, by paths from its root."""

    found: OrganisationFiles
    files: Mapping[str, FileChange]


def hold(*paths: str | Path, beside: Sequence[Path] = ()) -> None:
    """Keep other writers from the organisations at some paths until the command ends.

    ``beside`` are further folders in which the command writes.

    To be called before they are read. Ends with status 2 where another one does not finish in
    time, or where an interrupted run has left one half changed.
    """
    found = projects(paths)
    adopt(found)
    hold_files(*(each.found for each in found if not each.found.homeless), beside=beside)


def hold_files(*found: OrganisationFiles, beside: Sequence[Path] = ()) -> None:
    """Keep other writers from sets of files until the command ends, as ``hold`` does."""
    roots = {_root(each): each for each in found}
    try:
        click.get_current_context().with_resource(locked((*roots, *beside)))
    except LockedError as error:
        raise refused("being-written", folder=_shown(error.folder)) from error
    for root, files in roots.items():
        paths = (*(document.path for document in files.documents), *files.tests)
        _remove_left_over(root, ("", *map(dirname, paths)))
        journal = Journal(root)
        _refuse_half_done(journal)
        _forget(journal)
    for folder in beside:
        _remove_left_over(folder)


def tell_half_done(*found: OrganisationFiles) -> None:
    """Say on standard error which organisations an interrupted run has left half changed."""
    for files in found:
        if files.homeless:
            continue
        try:
            _refuse_half_done(Journal(_root(files)))
        except click.ClickException as error:
            echo(error.message, err=True)


def write_changes(
    changes: Sequence[OrganisationChange],
    *,
    committed: bool = False,
    beside: Mapping[Path, FileChange] = NOTHING,
) -> None:
    """Write the files of organisations that are held: all or none.

    Ends with status 2 where one cannot be written, or has changed since it was read; where then
    another one cannot be put back, it is said how to mend that.

    Args:
        changes: what to write.
        committed: whether to refuse files that git does not have as they are.
        beside: other files that are written with those of the first organisation, after them.
    """
    refuse_links(*beside)
    beside = {Path(os.path.realpath(path)): change for path, change in beside.items()}
    written = {
        number: {_root(each.found) / path: change for path, change in each.files.items()}
        | (beside if number == 0 else {})
        for number, each in enumerate(changes)
    }
    files = {path: change for each in written.values() for path, change in each.items()}
    refuse_links(*files)
    try:
        save(
            {path: change.after for path, change in files.items()},
            {path: change.before for path, change in files.items()},
            [
                journal
                for number, each in enumerate(changes)
                for journal in _journals(_root(each.found), written[number], committed)
            ],
        )
    except ChangedError as error:
        raise refused("changed-since-read", path=_shown(error.path)) from error
    except OSError as error:
        tell_half_done(*(each.found for each in changes))
        raise unwritable(_shown(Path(error.filename)), error) from error


def _root(found: OrganisationFiles) -> Path:
    return Path(found.files.title(found.root)).resolve()


def _shown(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


def _remove_left_over(root: Path, folders: Iterable[str] = ("",)) -> None:
    """Remove the temporary files of runs that were killed: who writes here holds the lock."""
    for path in [path for each in sorted({*folders}) for path in left_over(root / each)]:
        try:
            os.unlink(path)
        except OSError as error:
            raise unwritable(_shown(path), error) from error
        echo(say("left-over", path=_shown(path)), err=True)


def _journals(root: Path, files: Mapping[Path, FileChange], committed: bool) -> list[Journal]:
    """Return the journal that is needed: replacing one file is a single step, and needs none."""
    has_git = committed and _is_committed(root, files)
    paths = list(files)
    if len(paths) == 1 and not is_kept_in_place(paths[0]):
        return []
    return [Journal(root, paths, copies=not has_git)] if paths else []


def _is_committed(root: Path, files: Mapping[Path, FileChange]) -> bool:
    """Return whether git can restore the files; end with status 2 where they are not committed.

    Where git refuses to read the repository, it cannot restore them.
    """
    held = {path: change.before for path, change in files.items() if change.before is not None}
    try:
        lacking = _lacking(root, held)
    except GitError:
        return False
    if lacking:
        raise refused("commit-first", listed=list(map(_shown, lacking)))
    return lacking is not None


def _lacking(root: Path, files: Mapping[Path, bytes | None]) -> list[Path] | None:
    """Return the files that are not committed, None where there is no repository."""
    if (found := git_folder(root)) is None:
        return None
    top = found[0]
    folder = root if all(path.is_relative_to(root) for path in files) else top
    inside = "" if folder == top else folder.relative_to(top).as_posix()
    there = {path: each for path, each in files.items() if path.is_relative_to(folder)}
    named = {path.relative_to(folder).as_posix(): each for path, each in there.items()}
    return [folder / path for path in uncommitted(top, inside, named)]


def _half_done(journal: Journal) -> Sequence[Entry]:
    """Return the files that are to be mended; of those without a copy, what git does not have."""
    try:
        entries = journal.half_done()
    except BrokenJournalError as error:
        raise refused("broken-journal", path=_shown(error.path)) from error
    base = journal.base
    of_git = {base / each.path: content_of(base / each.path) for each in entries if not each.copy}
    with suppress(GitError):
        lacking = _lacking(base, of_git) if of_git else None
        if lacking is not None:
            return [each for each in entries if each.copy or base / each.path in lacking]
    return entries


def _forget(journal: Journal) -> None:
    try:
        journal.end()
    except OSError as error:
        raise unwritable(_shown(journal.folder), error) from error


def _refuse_half_done(journal: Journal) -> None:
    if half_done := _half_done(journal):
        raise refused(
            "half-done",
            folder=_shown(journal.root),
            lines=list(_mending_lines(journal, half_done)),
            forget=[f"rm -r -- {_quoted(journal.folder)}"],
        )


def _mending_lines(journal: Journal, half_done: Sequence[Entry]) -> Iterator[str]:
    """Yield what to run in a shell, in the working folder, so that all files are as before."""
    if of_git := [each.path for each in half_done if each.before and not each.copy]:
        yield _git_restore(journal.base, of_git)
    for each in half_done:
        if each.copy:
            copy = _quoted(journal.folder / each.copy)
            yield f"cp -- {copy} {_quoted(journal.base / each.path)}"
    if created := [_quoted(journal.base / each.path) for each in half_done if not each.before]:
        yield f"rm -- {' '.join(created)}"


def _git_restore(top: Path, paths: Sequence[str]) -> str:
    here = git_folder(Path.cwd())
    inside = here is not None and here[0] == top
    shown = [os.path.relpath(top / path) if inside else path for path in paths]
    git = ["git", *([] if inside else ["-C", _shown(top)])]
    if any(re.search(r"[*?\[\\]|^:", path) for path in shown):
        git.append("--literal-pathspecs")
    return " ".join(map(_quote, [*git, "restore", "--", *shown]))


def _quoted(path: Path) -> str:
    return _quote(_shown(path))


def _quote(word: str) -> str:
    import shlex

    return shlex.quote(word)
