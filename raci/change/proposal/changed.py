"""Which proposals a change brings: those of a folder that its base does not have as they are."""

from collections.abc import Iterator
from pathlib import Path

from raci.source.decode import PROPOSAL, UnreadableError, claims_kind
from raci.source.files import Folder
from raci.source.git import Revision, folder_in, merge_base, repository_of
from raci.source.scan import NAMES
from raci.source.uncommitted import is_other
from raci.source.yaml import read


def changed_proposals(path: Path, rev: str) -> Iterator[Path]:
    """Yield the proposals at a path that are new or other since HEAD and a revision diverged.

    A proposal that is gone has nothing to plan; one that stands elsewhere now is new there.

    Raises:
        GitError: no work tree, no such revision, or a clone that is too shallow.
    """
    top = repository_of(path)
    folder = path if path.is_dir() else path.parent
    base = Revision(top, merge_base(top, rev), folder_in(top, folder), rev)
    names = Folder(folder).paths() if path.is_dir() else [path.name]
    for name in names:
        try:
            raw = (folder / name).read_bytes()
        except OSError:
            yield folder / name  # what cannot be read is told where it is planned
            continue
        if _is_proposal(raw, name) and is_other(base, name, raw):
            yield folder / name


def _is_proposal(raw: bytes, name: str) -> bool:
    """Return whether a file is a proposal, or would be one if it could be read."""
    if not any(each in raw for each in NAMES):
        return False
    try:
        data = read(raw, name).data
    except UnreadableError:
        return claims_kind(raw, (PROPOSAL,))
    return isinstance(data, dict) and PROPOSAL in data
