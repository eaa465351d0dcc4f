"""What applied proposals give up on purpose between two versions, where it was approved before.

A proposal counts where it has every approval that it needs, and stood in the base as it is, or git
verifies them: what comes with a change does not excuse it. Of its steps those count that were
applied since the base.
"""

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath, relpath
from typing import Any

from raci.change.plan.approvals import Record, approvals
from raci.change.plan.plan import Approval
from raci.change.plan.steps import dropped, unjudged
from raci.change.proposal.file import Proposal, parse
from raci.change.proposal.rehearse import rehearse
from raci.change.proposal.state import merged
from raci.check.compilation import Compiled
from raci.check.meant import Meant
from raci.check.run import Run
from raci.findings.standing import VERIFIED
from raci.source.decode import UnreadableError
from raci.source.files import FileSet
from raci.source.whole import Whole, is_revision, whole
from raci.source.yaml import read

MARK = b"raci-proposal"
"""The key that every proposal has."""


def meant_by_proposals(head: Compiled, base: Compiled, day: str) -> tuple[Meant, ...]:
    """Return what proposals of a version give up that were applied since its base, and who counts.

    Args:
        head: the later version.
        base: the earlier one, by which approvals are judged.
        day: the day as of which they are.
    """
    now, then = _trees(head, base)
    root = normpath(join(now.folder, head.found.root))
    applied = [
        (path, proposal)
        for path, proposal in _proposals(now.files)
        if proposal.made and normpath(join(dirname(path), proposal.base)) == root
    ]
    before = [proposal for _, proposal in _proposals(then.files)] if applied else []
    found: list[Meant] = []
    for path, proposal in applied:
        stood = [each for each in before if _content(each) == _content(proposal)]
        made = max((len(each.made) for each in stood), default=0)
        refs = frozenset(dropped(proposal.made[made:]))
        if refs:
            record = Record(head, relpath(path, root))
            needed = _needed(proposal.between(made), base, day, record)
            counts = needed is not None and all(
                each.counts and (stood or _is_verified(each)) for each in needed
            )
            found.append(Meant(now.files.title(path), refs, counts))
    return tuple(found)


def _trees(head: Compiled, base: Compiled) -> tuple[Whole, Whole]:
    """Return where the proposals of both versions are: in the repository, if the base is a commit.

    Of two folders each has its own: the repository around them would be the same for both.
    """
    files = head.found.files, base.found.files
    if is_revision(files[1]):
        return whole(files[0]), whole(files[1])
    return Whole(files[0], ""), Whole(files[1], "")


def _proposals(files: FileSet) -> Iterator[tuple[str, Proposal]]:
    for path in files.paths():
        try:
            raw = files.read(path)
            proposal = parse(read(raw, path)) if MARK in raw else None
        except (OSError, UnreadableError):
            continue
        if isinstance(proposal, Proposal):
            yield path, proposal


def _content(proposal: Proposal) -> Mapping[str, Any]:
    """Return what a proposal says, without which of its steps were applied."""
    return {key: value for key, value in proposal.document.data.items() if key != "applied"}


def _needed(proposal: Proposal, base: Compiled, day: str, record: Record) -> list[Approval] | None:
    """Return the approvals that steps need, judged by a base; None where they cannot be judged."""
    if not base.definitions_sound:
        return None
    state = merged([document.data for document in base.found.documents])
    rehearsal = rehearse(proposal, state, base.org)
    if rehearsal.verdicts:
        return None
    course = unjudged(base, state, proposal, rehearsal, Run(day))
    return [each for each in approvals(course, base, record) if each.about]


def _is_verified(approval: Approval) -> bool:
    return approval.standing is not None and approval.standing.level == VERIFIED
