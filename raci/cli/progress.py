"""A bar on standard error for what takes long; none in a pipe or in a CI job."""

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from time import monotonic
from typing import TextIO, TypeVar

from raci.cli.language import say
from raci.source import watched

Item = TypeVar("Item")

CI = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION")
"""Variables that are set where a CI job runs."""

PATIENCE = 1.0
"""The seconds after which a bar appears."""


def begin() -> None:
    """Show bars from here on, where somebody is there to see them."""
    if is_seen(sys.stderr) and os.environ.get("TERM") != "dumb":
        watched.begin(lambda items, what: with_bar(items, what, sys.stderr))


def is_seen(stream: TextIO) -> bool:
    """Return whether a stream is a terminal, and no CI job keeps what is written to it."""
    return stream.isatty() and not any(os.environ.get(name) for name in CI)


def with_bar(items: Sequence[Item], what: str, stream: TextIO) -> Iterable[Item]:
    """Yield items; a bar shows how many are done, once they take longer than a second."""
    import click

    begun, done, rest = monotonic(), 0, iter(items)
    while monotonic() - begun < PATIENCE:
        if done == len(items):
            return
        yield from islice(rest, 1)
        done += 1
    label = say(f"progress-{what}")
    with click.progressbar(length=len(items), label=label, file=stream, show_pos=True) as bar:
        bar.update(done)
        for item in rest:
            yield item
            bar.update(1)
