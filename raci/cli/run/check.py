"""What ``raci check`` does once its options are read."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import click

from raci.check.base import BaseSource, NoBaseError
from raci.check.meant import Find
from raci.check.run import Run
from raci.check.settings import Selection, UnknownRuleError
from raci.check.timing import Stopwatch, untimed
from raci.cli.formats import Target
from raci.cli.language import adopt, reworded, spoken, wrong
from raci.cli.options import listed, refuse_links
from raci.cli.run.annotate import copy_of
from raci.cli.run.output import Rendering, emit, print_timing
from raci.cli.run.people import People
from raci.cli.run.writing import hold, tell_half_done
from raci.findings.finding import Severity
from raci.project import Project, check, projects
from raci.rules import catalogue
from raci.source.tables.formats import is_table


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """The options of ``raci check``, as its help explains them."""

    paths: tuple[str, ...]
    targets: tuple[Target, ...]
    select: str | None
    extend_select: str | None
    ignore: str | None
    fail_on: str | None
    exit_zero: bool
    since: str | None
    allow: tuple[str, ...]
    no_baseline: bool
    fix: bool
    diff: bool
    annotate: str | None
    show: tuple[str, ...]
    show_waived: bool
    verbose: bool
    show_people: bool
    statistics: bool
    timing: bool
    show_settings: bool
    write_mapping: bool
    stdin_filename: str | None
    as_of: str
    color: str

    @property
    def selection(self) -> Selection:
        """What the command line adds to the settings files."""
        return Selection(
            listed(self.select),
            listed(self.ignore),
            listed(self.extend_select),
            Severity[self.fail_on.upper()] if self.fail_on else None,
            self.allow,
        )

    def rendering(self, found: Sequence[Project]) -> Rendering:
        """How to render the report on some organisations."""
        show = frozenset((*self.show, *["waived"] * self.show_waived))
        rulebooks = tuple(project.rulebook for project in found)
        return Rendering(spoken(), self.color, show, self.statistics, self.verbose, rulebooks)


def run_check(options: CheckOptions) -> int:
    """Check, print and write the report, and return the exit status."""
    try:
        status = _run(options)
    except (UnknownRuleError, NoBaseError) as error:
        raise click.UsageError(reworded(error)) from error
    return 0 if status == 1 and options.exit_zero else status


def _run(options: CheckOptions) -> int:
    watch = Stopwatch() if options.timing else None
    timed = watch or untimed
    run = Run(options.as_of, options.selection, not options.no_baseline, timed)
    source = _source(options.since)
    if source:
        run = replace(run, meant=_meant())
    with timed("loading"):
        catalogue.rules()
    on_disk = not any(map(_is_input, options.paths))
    with timed("reading"):
        _write_before(options, on_disk)
        found = _found(options.paths, options.stdin_filename)
    adopt(found)
    if on_disk:
        tell_half_done(*(project.found for project in found))
    if options.show_settings:
        from raci.cli.run.show_settings import show_settings

        return show_settings(found, options.selection)
    if (options.fix or options.diff) and not on_disk:
        raise wrong("fix-of-input")
    copy = None
    if options.annotate is not None:
        outputs = [target.path for target in options.targets if target.path is not None]
        copy = copy_of(options.annotate, found, outputs)
    if options.diff:
        from raci.cli.run.fix import show_fixes

        return show_fixes(found, run, source)
    if options.fix:
        from raci.cli.run.fix import fix_files

        refuse_links(*options.paths)
        report = fix_files(found, run, source)
    else:
        report = check(found, run, source)
    with timed("writing"):
        people = People(found) if options.show_people else None
        rendering = options.rendering(found)
        annotated = copy.annotated(report, rendering) if copy else None
        emit(report, options.targets, rendering, people)
        if copy and annotated:
            copy.write(annotated)
    if watch:
        print_timing(watch.seconds, report, options.rendering(found))
    return report.exit_status()


def _write_before(options: CheckOptions, on_disk: bool) -> None:
    """Write what is written before files are read, and keep others out where fixes follow."""
    paths = options.paths or (".",)
    if options.write_mapping:
        from raci.cli.run.write_mapping import write_mappings

        if not on_disk:
            raise wrong("mapping-of-input")
        write_mappings(paths)
    if options.fix and on_disk:
        hold(*paths)


def _source(rev: str | None) -> BaseSource | None:
    if rev is None:
        return None
    from raci.check.merge_base import Since

    return Since(rev)


def _meant() -> Find:
    """Return what finds what proposals mean, loaded only where there is a base."""
    from raci.change.plan.meant import meant_by_proposals

    return cache(meant_by_proposals)


def _found(paths: Sequence[str], name: str | None) -> list[Project]:
    """Find the organisations; standard input replaces a file, or is an organisation itself."""
    inputs = list(filter(_is_input, paths))
    if not inputs:
        if name is not None:
            raise wrong("filename-of-input")
        return projects(paths or (".",))
    if len(paths) > 1:
        raise wrong("input-alone")
    with click.open_file(inputs[0], "rb") as stream:
        text: bytes = stream.read()
    if name is None:
        return Project.all_of({"stdin.yaml": text})
    file = Path(os.path.realpath(name))
    if not file.parent.is_dir():
        raise wrong("filename-no-folder", path=Path(name).parent)
    if file.is_dir():
        raise wrong("filename-is-folder", path=name)
    return projects([file], {file: text})


def _is_input(path: str) -> bool:
    return path == "-" or (Path(path).is_fifo() and not is_table(path))
