"""What ``raci check`` does once its options are read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from raci.check.base import BaseSource, NoBaseError
from raci.check.pipeline import Run
from raci.check.settings import Selection, UnknownRuleError
from raci.check.timing import Stopwatch, untimed
from raci.cli.options import listed
from raci.cli.run.output import Output, emit, tell
from raci.findings.days import today
from raci.findings.finding import Severity
from raci.project import Project, check, projects
from raci.rules import catalogue


def run(outputs: Sequence[Output], paths: Sequence[str], options: Mapping[str, Any]) -> int:
    """Do what the options of the command say, and give the exit status."""
    try:
        return _run(outputs, paths, options)
    except (UnknownRuleError, NoBaseError) as error:
        raise click.UsageError(str(error)) from error


def _run(outputs: Sequence[Output], paths: Sequence[str], options: Mapping[str, Any]) -> int:
    selection = Selection(
        listed(options["select"]),
        (*listed(options["ignore"]), *filter(None, [options["allow"]])),
        listed(options["extend_select"]),
        Severity[options["fail_on"].upper()] if options["fail_on"] else None,
    )
    watch = Stopwatch() if options["timing"] else None
    timed = watch or untimed
    how = Run(options["as_of"] or today(), selection, baseline=not options["no_baseline"])
    earlier = _earlier(options["since"])
    with timed("loading"):
        catalogue.rules()
    with timed("reading"):
        found = _found(paths, options["stdin_filename"])
    if options["show_settings"]:
        from raci.cli.run.show_settings import show_settings

        return show_settings(found, selection)
    if options["fix"] or options["diff"]:
        from raci.cli.run.fix import mend

        if "-" in paths:
            raise click.UsageError("--fix and --diff mend files: standard input is none")
        mended = mend(found, how, earlier, write=not options["diff"])
        if options["diff"]:
            return mended
        found = _found(paths, None)
    report = check(found, replace(how, timed=timed), earlier)
    with timed("writing"):
        emit(report, outputs, options)
    if watch:
        tell(watch.seconds, report, options)
    return report.exit_status()


def _earlier(rev: str | None) -> BaseSource | None:
    if rev is None:
        return None
    from raci.check.merge_base import Since

    return Since(rev)


def _found(paths: Sequence[str], name: str | None) -> list[Project]:
    """Find the organisations; standard input stands for a file, or for an organisation itself."""
    if "-" not in paths:
        if name is not None:
            raise click.UsageError("--stdin-filename goes with - for PATH")
        return projects(paths or (".",))
    if len(paths) > 1:
        raise click.UsageError("- stands alone: standard input is checked with its organisation")
    with click.open_file("-", "rb") as stream:
        text: bytes = stream.read()
    if name is None:
        return Project.all_of({"stdin.yaml": text})
    file = Path(name).resolve()
    if not file.parent.is_dir():
        raise click.UsageError(f"--stdin-filename: there is no folder {Path(name).parent}")
    if file.is_dir():
        raise click.UsageError(f"--stdin-filename: {name} is a folder")
    return projects([file], {file: text})
