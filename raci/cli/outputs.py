"""The formats of findings, and where each goes: the terminal, files, a job's summary."""

from collections.abc import Mapping
from typing import Any

import click

from raci.cli.options import colour, folder_in_repository, format_of, width, write

FORMATS = {
    "text": ".txt",
    "concise": "",
    "json": ".json",
    "sarif": ".sarif",
    "github": "",
    "gitlab": "",
    "junit": ".xml",
    "markdown": ".md",
}
"""The formats, and the suffix by which a file's name chooses one."""


class Outputs(click.Command):
    """Pairs each ``-o`` with the ``--format`` before it, which click's own parsing forgets."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, and leave the pairs in ``ctx.meta``."""
        values, _, order = self.make_parser(ctx).parse_args(list(args))
        given = {name: iter(values.get(name, ())) for name in ("formats", "outputs")}
        pairs: list[tuple[str | None, str | None]] = []
        for parameter in order:
            if parameter.name == "formats":
                pairs.append((next(given["formats"]), None))
            elif parameter.name == "outputs":
                name = next(given["outputs"])
                if pairs and pairs[-1][1] is None:
                    pairs[-1] = (pairs[-1][0], name)
                else:
                    pairs.append((None, name))
        if sum(path is None for _, path in pairs) > 1:
            raise click.UsageError("only one format can go to the terminal: give the others an -o")
        ctx.meta["outputs"] = pairs or [("text", None)]
        return super().parse_args(ctx, args)


def emit(ctx: click.Context, report: Any, options: Mapping[str, Any]) -> None:
    """Render a report in every format that was asked for, and write only then."""
    outputs = [(name or format_of(path, FORMATS), path) for name, path in ctx.meta["outputs"]]
    if options["statistics"] and not any(name == "text" for name, _ in outputs):
        raise click.UsageError("--statistics is a form of text: leave it out, or add --format text")
    texts = [(_render(report, name, options, terminal=not path), path) for name, path in outputs]
    for text, path in texts:
        if path is None:
            click.echo(text, nl=False, color=True)
        else:
            write(path, text)
    if any(name == "github" for name, _ in outputs):
        from raci.cli import job_summary

        job_summary.append(report, _how(options, terminal=False))


def _render(report: Any, name: str, options: Mapping[str, Any], *, terminal: bool) -> str:
    from importlib import import_module

    if name == "text" and options["statistics"]:
        name = "statistics"
    renderer = import_module(f"raci.diagnostics.{name}")
    text: str = renderer.render(report, _how(options, terminal=terminal))
    return text


def _how(options: Mapping[str, Any], *, terminal: bool) -> Any:
    from raci.diagnostics.options import Options

    return Options(
        lang=options["lang"],
        width=width(terminal),
        colour=terminal and colour(options["color"]),
        show=frozenset((*options["show"], *["waived"] * options["show_waived"])),
        folder=folder_in_repository(),
        sheets=_sheets,
    )


def _sheets() -> Mapping[str, Any]:
    from raci import catalogue
    from raci.report import Sheet
    from raci.sheet import body

    options = {rule.code: rule.options for rule in catalogue.rules()}
    return {
        code: Sheet(
            code, page.name, page.severity, page.title, body(page, options.get(code, ()), "en")
        )
        for code, page in catalogue.pages().items()
    }
