"""``raci packs`` and ``raci pack NAME``: the separations that raci ships."""

import click
from click.shell_completion import CompletionItem

from raci.cli.options import lang_option, width


def _names(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the id of a pack."""
    from raci.model.packs import shipped

    return [CompletionItem(id_) for id_ in shipped() if id_.startswith(typed)]


@click.command()
@lang_option
def packs(lang: str) -> None:
    """List the packs of separations that an organisation can extend."""
    from raci.model.packs import shipped
    from raci.render.formats.terminal import render
    from raci.render.reports.packs import listing

    click.echo(render(listing(shipped().values(), lang), width=width(True)), nl=False)


@click.command()
@click.argument("name", shell_complete=_names)
@lang_option
def pack(name: str, lang: str) -> None:
    """Print one pack, by its name: its tags, and what it separates."""
    from raci.findings.spelling import Nearest
    from raci.model.packs import SHIPPED, shipped
    from raci.render.formats.terminal import render
    from raci.render.reports.packs import sheet

    known = shipped()
    id_ = name.removeprefix(SHIPPED)
    if id_ not in known:
        near = Nearest(known).to(id_)
        raise click.UsageError(
            f"no pack is called {name!r}" + (f"; did you mean {near}?" if near else "")
        )
    click.echo(render(sheet(known[id_], lang), width=width(True)), nl=False)
