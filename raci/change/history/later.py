"""Whether an organisation was still another one on a day."""

from raci.change.history.versions import HistoryError, Versions
from raci.check.compilation import Compiled
from raci.findings.inputs import Later
from raci.source.git_program import GitError


def changed_after(compiled: Compiled, day: str) -> Later | None:
    """Return the last commit after a day that made an organisation what it is.

    None where it is as it was on the day, or git does not know it.
    """
    try:
        versions = Versions(compiled)
        first, last = versions.until(day), len(versions.line)
        if first == last:
            return None
        changed = list(versions.between(max(first - 1, 0), last))
    except (GitError, HistoryError):
        return None
    then, now = changed[0], changed[-1]
    if then.commit.day <= day and then.content == now.content:
        return None
    return Later(now.commit.sha, now.commit.day)
