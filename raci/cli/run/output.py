"""Writes a report in the formats that were asked for: to the terminal, files, a job's summary."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from raci.cli.options import colour, folder_in_repository, width, write
from raci.findings.report import Report, RuleInfo
from raci.render.findings.options import Options

Output = tuple[str, str | None]
"""The name of a format, and the file to write to; None is the terminal."""


def emit(report: Report, outputs: Sequence[Output], options: Mapping[str, Any]) -> None:
    """Render a report in every format, and write only then.

    ``options`` are those of the command.
    """
    texts = [(_render(report, name, options, terminal=not path), path) for name, path in outputs]
    for text, path in texts:
        if path is None:
            click.echo(text, nl=False, color=True)
        else:
            write(path, text)
    if any(name == "github" for name, _ in outputs):
        from raci.cli.run import job_summary

        job_summary.append(report, _how(options, terminal=False))


def tell(seconds: Mapping[str, float], report: Report, options: Mapping[str, Any]) -> None:
    """Tell where the time went, on standard error: what goes to files and pipes stays as it is."""
    from raci.render.findings.timing import render

    click.echo(render(report, seconds, _how(options, terminal=False)), nl=False, err=True)


def _render(report: Report, name: str, options: Mapping[str, Any], *, terminal: bool) -> str:
    form = "statistics" if name == "text" and options["statistics"] else name
    renderer = import_module(f"raci.render.findings.{form}")
    text: str = renderer.render(report, _how(options, terminal=terminal))
    return text


def _how(options: Mapping[str, Any], *, terminal: bool) -> Options:
    return Options(
        lang=options["lang"],
        width=width(terminal),
        colour=terminal and colour(options["color"]),
        show=frozenset((*options["show"], *["waived"] * options["show_waived"])),
        folder=folder_in_repository(),
        sheets=_sheets,
    )


def _sheets() -> Mapping[str, RuleInfo]:
    from raci.render.rule_page import body
    from raci.rules import catalogue

    options = {rule.code: rule.options for rule in catalogue.rules()}
    return {
        code: RuleInfo(
            code, page.name, page.severity, page.title, body(page, options.get(code, ()), "en")
        )
        for code, page in catalogue.pages().items()
    }
