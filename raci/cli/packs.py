"""``raci packs [NAME]``: the packs that raci ships, or one; ``--suggest``: those that would fit."""

from pathlib import Path

import click

from raci.cli.command import Command
from raci.cli.echo import echo
from raci.cli.language import nearest_hint, spoken, wrong
from raci.cli.options import as_of_option, lang_option, width


def _names(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    from raci.model.pack_files import shipped

    return [id_ for id_ in shipped() if id_.startswith(typed)]


@click.command(cls=Command)
@click.argument("name", required=False, shell_complete=_names)
@click.option("--suggest", is_flag=True)
@click.option("--write", is_flag=True)
@as_of_option
@lang_option
def packs(name: str | None, suggest: bool, write: bool, as_of: str) -> None:
    """List the packs, print one, or say which would fit an organisation."""
    if write and not suggest:
        raise wrong("write-needs-suggest")
    if not suggest:
        _print(name)
        return
    from raci.cli.run.suggest import suggest as run

    path = name or "."
    if not Path(path).exists():
        raise wrong("no-such-path", path=path)
    run(path, as_of, write=write)


@click.command(cls=Command, hidden=True)
@click.argument("name", shell_complete=_names)
@lang_option
def pack(name: str) -> None:
    """Print one pack: the earlier spelling of raci packs NAME."""
    _print(name)


def _print(name: str | None) -> None:
    from raci.model.pack_files import SHIPPED, shipped
    from raci.render.formats.terminal import render
    from raci.render.reports.packs import listing, sheet

    known = shipped()
    id_ = (name or "").removeprefix(SHIPPED)
    if name and id_ not in known:
        raise wrong("no-such-pack", name=name, near=nearest_hint(id_, known))
    document = sheet(known[id_], spoken()) if name else listing(known.values(), spoken())
    echo(render(document, width=width(True)), nl=False)
