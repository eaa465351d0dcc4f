"""``raci check``: read, compile, run rules, print findings."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from raci.cli.options import (
    as_of_option,
    colour,
    folder_in_repository,
    format_of,
    lang_option,
    listed,
    paths_argument,
    width,
    write,
)

FORMATS = {"text": ".txt", "concise": "", "json": ".json"}
SEVERITIES = ("error", "warning", "info")


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


@click.command(cls=Outputs)
@paths_argument
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="How to print; may be given several times, each with its -o.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="Write to a file instead of the terminal; belongs to the --format before it.",
)
@click.option("--select", metavar="RULES", help="Only these codes, names or families (GAP,OVL201).")
@click.option("--ignore", metavar="RULES", help="Not these; beats --select.")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 though there are findings.")
@click.option(
    "--show",
    type=click.Choice(["info", "waived", "baselined"]),
    multiple=True,
    help="Show in text what it counts only; may be given several times.",
)
@click.option("--show-waived", is_flag=True, help="Short for --show waived.")
@as_of_option
@lang_option
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.pass_context
def check(ctx: click.Context, /, paths: Sequence[str], **options: Any) -> None:
    """Check organisations: read, compile, run the rules, print the findings.

    PATH is a folder or a file; what lies below an organisation's folder stands for the whole of it.

    \b
    Exit status:
      0  nothing at or above the failing severity
      1  findings
      2  the input or the call is wrong: unreadable, of the wrong shape, nothing to check
      3  a defect of raci or of a rule
    """
    from raci.finding import Severity
    from raci.project import check as judge
    from raci.project import projects
    from raci.settings import Selection, UnknownRuleError

    fail_on = Severity[options["fail_on"].upper()]
    selection = Selection(listed(options["select"]), listed(options["ignore"]), fail_on)
    try:
        report = judge(projects(paths or (".",)), as_of=options["as_of"], selection=selection)
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from error
    shown = frozenset(options["show"]) | ({"waived"} if options["show_waived"] else set())
    texts = [
        (
            _render(
                report, name or format_of(path, FORMATS), shown, options, terminal=path is None
            ),
            path,
        )
        for name, path in ctx.meta["outputs"]
    ]
    for text, path in texts:
        if path is None:
            click.echo(text, nl=False, color=True)
        else:
            write(path, text)
    status = report.exit_status()
    ctx.exit(0 if status == 1 and options["exit_zero"] else status)


def _render(report: Any, name: str, shown: frozenset[str], options: Any, *, terminal: bool) -> str:
    from importlib import import_module

    from raci.diagnostics.options import Options

    renderer = import_module(f"raci.diagnostics.{name}")
    how = Options(
        lang=options["lang"],
        width=width(terminal),
        colour=terminal and colour(options["color"]),
        show=shown,
        folder=folder_in_repository(),
        sheets=_sheets,
    )
    text: str = renderer.render(report, how)
    return text


def _sheets() -> Mapping[str, Any]:
    from raci import catalogue
    from raci.report import Sheet

    return {
        code: Sheet(code, page.name, page.severity, page.title, page.body)
        for code, page in catalogue.pages().items()
    }
