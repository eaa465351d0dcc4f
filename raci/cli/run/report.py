"""What ``raci report`` does once its options are read."""

from dataclasses import dataclass, replace
from pathlib import Path

import click

from raci.check.effective_settings import default_settings, settings_of
from raci.check.run import Run
from raci.check.standing import standing_of_waivers
from raci.check.work_tree import checkout_of
from raci.cli.echo import echo
from raci.cli.language import adopt, say, spoken, wrong
from raci.cli.run.arguments import tell_unreadable
from raci.cli.run.output import Rendering
from raci.cli.run.pack_folder import held_files, write_pack
from raci.project import Project, check, projects
from raci.render.export.workbook import NoLibraryError, TooLargeError
from raci.render.pack import PAGE, Files
from raci.render.pack.contents import contents
from raci.render.pack.manifest import Made
from raci.render.pack.pack import sealed
from raci.source.extras import command_for


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """The options of ``raci report``, as its help explains them."""

    path: str | None
    output: str | None
    force: bool
    no_vcs: bool
    verify: str | None
    as_of: str


def run_report(options: ReportOptions) -> int:
    """Write a pack and return the exit status of its check."""
    if options.output is None:
        raise wrong("missing-option", name="--output")
    folder = Path(options.output)
    before = held_files(folder, force=options.force)
    found = projects([options.path or "."])
    project = _one_of(found)
    made = _made(found, project, options)
    write_pack(folder, sealed(made, _contents(made)), before)
    _tell(folder, made)
    return made.report.exit_status() if not made.whole else 0


def _one_of(found: list[Project]) -> Project:
    """Return the one organisation of several; else end with status 2."""
    adopt(found)
    own = [project for project in found if not project.found.homeless]
    if len(own) > 1:
        listed = [project.found.title("") for project in own]
        raise wrong("several-organisations", n=len(own), listed=listed)
    if not own:
        tell_unreadable(found)
        raise click.exceptions.Exit(2)
    return own[0]


def _made(found: list[Project], project: Project, options: ReportOptions) -> Made:
    report = check(found, Run(options.as_of))
    rendering = Rendering(spoken(), "never", frozenset(), False, False, (project.rulebook,))
    render_options = rendering.options(terminal=False)
    made = Made(
        org=project.org,
        matrix=project.matrix.on(options.as_of),
        path=project.found.title(""),
        read=project.inputs,
        report=report,
        settings=settings_of(project, defaults=True) if project.sound else default_settings(),
        options=render_options,
    )
    if options.no_vcs:
        return made
    waivers = project.org.waivers.values()
    standing = standing_of_waivers(project, waivers, options.as_of)
    return replace(made, checkout=checkout_of(project), standing=standing)


def _contents(made: Made) -> Files:
    try:
        return contents(made)
    except NoLibraryError:
        raise wrong("no-xlsx-library", command=command_for("excel")) from None
    except TooLargeError:
        raise wrong("too-large-for-xlsx") from None


def _tell(folder: Path, made: Made) -> None:
    """Say which file to open, and what keeps the pack from being whole."""
    echo(say("pack-written", page=(folder / PAGE).as_posix()))
    if not made.whole:
        echo(say("pack-not-checked", findings=(folder / "findings.md").as_posix()), err=True)
