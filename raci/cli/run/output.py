"""Writes a report in the formats that were asked for: to the terminal, files, a job's summary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from raci.check.rulebook import Rulebook
from raci.cli.echo import echo
from raci.cli.formats import Target
from raci.cli.options import colour, folder_in_repository, width
from raci.cli.run.people import People
from raci.findings.report import Report, RuleInfo
from raci.render.findings.options import Options


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a command asks for findings to be rendered, wherever they go.

    ``show`` names what text hides; ``statistics``: text counts findings by rule; ``verbose``: the
    rules that are not applicable are listed. ``rulebooks`` are those of the organisations.
    """

    lang: str
    color: str
    show: frozenset[str]
    statistics: bool
    verbose: bool
    rulebooks: Sequence[Rulebook]

    def options(self, *, terminal: bool) -> Options:
        """Return the options of a renderer that writes to the terminal, or to a file."""
        return Options(
            lang=self.lang,
            width=width(terminal),
            colour=terminal and colour(self.color),
            show=self.show,
            verbose=self.verbose,
            folder=folder_in_repository(),
            sheets=partial(rule_infos, self.rulebooks, self.lang),
        )


def emit(
    report: Report, targets: Sequence[Target], rendering: Rendering, people: People | None = None
) -> None:
    """Render a report in every format, and write only then; text at the terminal names people."""
    texts = []
    for target in targets:
        shown = people.report(report) if people and target == Target("text") else report
        texts.append((target, _render(shown, target, rendering)))
    for target, text in texts:
        target.write(text, color=True)
    if any(target.format == "github" for target in targets):
        from raci.cli.run import job_summary

        job_summary.append(report, rendering.options(terminal=False))


def print_timing(seconds: Mapping[str, float], report: Report, rendering: Rendering) -> None:
    """Print where the time went on standard error: files and pipes get the report alone."""
    from raci.render.findings.timing import render

    echo(render(report, seconds, rendering.options(terminal=False)), nl=False, err=True)


def _render(report: Report, target: Target, rendering: Rendering) -> str:
    counts = target.format == "text" and rendering.statistics
    renderer = import_module(f"raci.render.findings.{'statistics' if counts else target.format}")
    text: str = renderer.render(report, rendering.options(terminal=target.path is None))
    return text


def rule_infos(rulebooks: Sequence[Rulebook], lang: str) -> Mapping[str, RuleInfo]:
    """Return what is known of each rule, the policies of some rulebooks too, by code."""
    from raci.render.rule_page import body
    from raci.rules import catalogue

    own = ((page, catalogue.options(code)) for code, page in catalogue.pages().items())
    policies = ((page, ()) for rulebook in rulebooks for page in rulebook.policy_pages())
    return {
        page.code: RuleInfo(
            page.code, page.name, page.severity, page.title, body(page, options, lang)
        )
        for page, options in (*own, *policies)
    }
