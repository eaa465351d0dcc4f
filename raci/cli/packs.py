"""``raci packs [NAME]``: the separations that raci ships, or one pack."""

import click

from raci.cli.options import lang_option, nearest_hint, width


def _names(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    from raci.model.packs import shipped

    return [id_ for id_ in shipped() if id_.startswith(typed)]


@click.command()
@click.argument("name", required=False, shell_complete=_names)
@lang_option
def packs(name: str | None, lang: str) -> None:
    """List the packs of separations, or print one.

    An organisation can extend them. Of the pack called NAME: its tags, and what it separates.
    """
    _print(name, lang)


@click.command(hidden=True)
@click.argument("name", shell_complete=_names)
@lang_option
def pack(name: str, lang: str) -> None:
    """Print one pack: the earlier spelling of raci packs NAME."""
    _print(name, lang)


def _print(name: str | None, lang: str) -> None:
    from raci.model.packs import SHIPPED, shipped
    from raci.render.formats.terminal import render
    from raci.render.reports.packs import listing, sheet

    known = shipped()
    id_ = (name or "").removeprefix(SHIPPED)
    if name and id_ not in known:
        raise click.UsageError(f"no pack is called {name!r}{nearest_hint(id_, known)}")
    document = sheet(known[id_], lang) if name else listing(known.values(), lang)
    click.echo(render(document, width=width(True)), nl=False)
