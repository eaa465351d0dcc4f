"""``raci import``: definitions of what an organisation keeps in other formats."""

from collections.abc import Callable
from typing import Any

import click

from raci.cli.command import Choice, Command, ExistingPath
from raci.cli.options import given, lang_option

FORMATS = ("tables", "outline", "codeowners", "backstage", "people", "entitlements", "conflicts")
IDS = ("names", "pinyin")


def import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how files are imported."""
    file = ExistingPath(exists=True, dir_okay=False)
    for option in (
        click.option("--files", metavar="FILE", type=file),
        click.option("--rights", metavar="FILE", type=file),
        click.option("--ids", type=Choice(IDS), default=IDS[0]),
        click.option("--id", "id_", metavar="ID", default=""),
        click.option("--as", "format_", type=Choice(FORMATS)),
    ):
        command = option(command)
    return command


@click.command("import", cls=Command)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=ExistingPath(exists=True, dir_okay=False),
    metavar="FILE...",
)
@click.option("-o", "--output", "folder", metavar="FOLDER", required=True)
@import_options
@lang_option
@click.pass_context
def import_(ctx: click.Context, /, **options: object) -> None:
    """Write definitions of what an organisation keeps in other formats."""
    from raci.cli.run.import_ import ImportFiles, run_import

    ctx.exit(run_import(given(ImportFiles, options)))
