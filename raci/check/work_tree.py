"""The commit that an organisation stands on, and whether it is as the commit has it."""

from raci.check.base import NoBaseError
from raci.check.compilation import Compiled
from raci.check.merge_base import AtCommit, home_of
from raci.findings.inputs import Checkout
from raci.source.git import resolve
from raci.source.git_program import GitError


def checkout_of(compiled: Compiled, commit: str = "HEAD") -> Checkout | None:
    """Return the commit that an organisation stands on, or another; None where git has none."""
    try:
        home = home_of(compiled.found)
        if home is None:
            return None
        sha = resolve(home[0], commit)
        committed = AtCommit(commit, lambda _: sha).of(compiled)
    except (GitError, NoBaseError):
        return None
    return Checkout(sha, committed is not None and committed.inputs == compiled.inputs)
