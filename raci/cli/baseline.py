"""``raci baseline``: record today's findings, so that only new ones fail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from raci.cli.command import Command
from raci.cli.echo import echo
from raci.cli.language import count, say, spoken, wrong
from raci.cli.options import as_of_option, lang_option, paths_argument, refuse_links

if TYPE_CHECKING:
    from raci.check.new_baseline import Recording
    from raci.project import Project


@click.command(cls=Command)
@paths_argument
@click.option("--prune", is_flag=True)
@click.option("--frozen", is_flag=True)
@as_of_option
@lang_option
def baseline(paths: Sequence[str], prune: bool, frozen: bool, as_of: str | None) -> None:
    """Record today's findings, so that only new ones fail."""
    from raci.check.new_baseline import recording
    from raci.cli.run.arguments import readable
    from raci.cli.run.writing import hold, tell_half_done
    from raci.findings.days import today

    if "-" in paths:
        raise wrong("baseline-of-input")
    if not frozen:
        hold(*(paths or (".",)))
    projects = readable(paths or (".",))
    if frozen:
        tell_half_done(*(project.found for project in projects))
    changes = [recording(project, as_of or today(), grow=not prune) for project in projects]
    if crashes := [finding for change in changes for finding in change.crashes]:
        from raci.render.findings.options import Options
        from raci.render.findings.text import findings_text

        echo(findings_text(crashes, Options(lang=spoken())), nl=False, err=True)
        raise click.exceptions.Exit(3)
    if not frozen:
        refuse_links(*paths)
        _write(projects, changes)
    for change in changes:
        echo(_outcome(change, frozen))
        if change.hidden_never:
            echo(count("never-hidden", change.hidden_never))
    if frozen and any(change.differs for change in changes):
        raise click.exceptions.Exit(1)


def _write(projects: Sequence["Project"], changes: Sequence["Recording"]) -> None:
    from raci.cli.run.writing import FileChange, OrganisationChange, write_changes

    files = [
        {project.found.baseline: FileChange(each.before, each.text.encode())}
        for project, each in zip(projects, changes, strict=True)
    ]
    every = zip(projects, changes, files, strict=True)
    write_changes(
        [
            OrganisationChange(project.found, file)
            for project, change, file in every
            if change.differs or change.outdated
        ]
    )


def _outcome(change: "Recording", frozen: bool) -> str:
    if not change.differs:
        return say("baseline-up-to-date", path=change.path)
    numbers = say("baseline-numbers", entries=change.entries, added=change.added, gone=change.gone)
    key = "baseline-would-change" if frozen else "baseline-written"
    return say(key, path=change.path, numbers=numbers)
