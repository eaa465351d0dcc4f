"""What ``raci test`` does once its options are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from raci.cli.echo import echo
from raci.cli.formats import Target
from raci.cli.language import adopt, reworded, say, spoken, wrong
from raci.cli.options import colour, refuse_links, width
from raci.cli.run.writing import (
    FileChange,
    OrganisationChange,
    hold,
    hold_files,
    tell_half_done,
    write_changes,
)
from raci.edit import Draft, EditError
from raci.render.findings.options import Options
from raci.source.decode import UnreadableError
from raci.testing.accept import accepted
from raci.testing.case import CaseFile
from raci.testing.result import TestReport
from raci.testing.run import TestRun, outside, run_tests


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOptions:
    """The options of ``raci test``, as its help explains them."""

    path: str
    targets: tuple[Target, ...]
    coverage: bool
    accept: bool
    as_of: str
    color: str


def run_test(options: TestOptions) -> int:
    """Run the tests, print and write the results, and return the exit status."""
    if options.accept:
        refuse_links(options.path)
        hold(options.path if Path(options.path).is_dir() else Path(options.path).parent)
        hold_files(*outside(options.path))
    run = _readable(options)
    if options.accept and _accept(run):
        run = _readable(options)
    _emit(run.report, options)
    return run.report.exit_status()


def _readable(options: TestOptions) -> TestRun:
    """Run the tests; end with status 2 where something cannot be read, or nothing is there."""
    run = run_tests(options.path, options.as_of, covered=options.coverage)
    adopt(run.found)
    if not options.accept:
        tell_half_done(*(project.found for project in run.found))
    if run.unreadable:
        from raci.render.findings.text import findings_text

        echo(findings_text(run.unreadable, Options(lang=spoken())), nl=False, err=True)
        raise click.exceptions.Exit(2)
    if not run.report.results:
        if run.coverage:
            from raci.render.tests.text import coverage_text

            echo(coverage_text(run.coverage, _rendering(Target("text"), options)), nl=False)
        raise wrong("nothing-to-test", path=options.path)
    return run


def _accept(run: TestRun) -> bool:
    """Write what is found into the test files, unless a rule failed; return whether it differs."""
    if run.report.exit_status() != 1:
        return False
    try:
        drafts = accepted(run.cases)
    except (EditError, UnreadableError) as error:
        raise wrong("tests-unwritable", reason=reworded(error)) from error
    write_changes(_changes(drafts))
    for file, _ in drafts:
        echo(say("tests-written", path=file.document.path), err=True)
    return bool(drafts)


def _changes(drafts: Sequence[tuple[CaseFile, Draft]]) -> list[OrganisationChange]:
    """Return the changes of the files, those of one organisation together."""
    by_home = {file.home.title(""): file.home for file, _ in drafts}
    return [
        OrganisationChange(
            home,
            {
                file.name: FileChange(draft.raw, draft.content)
                for file, draft in drafts
                if file.home.title("") == title
            },
        )
        for title, home in by_home.items()
    ]


def _emit(report: TestReport, options: TestOptions) -> None:
    texts = [(target, _text(report, target, options)) for target in options.targets]
    for target, text in texts:
        target.write(text, color=True)


def _text(report: TestReport, target: Target, options: TestOptions) -> str:
    renderer = import_module(f"raci.render.tests.{target.format}")
    text: str = renderer.render(report, _rendering(target, options))
    return text


def _rendering(target: Target, options: TestOptions) -> Options:
    terminal = target.path is None
    return Options(lang=spoken(), width=width(terminal), colour=terminal and colour(options.color))
