"""``raci check``: read, compile, run rules, print findings."""

import click


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True), metavar="[PATH]...")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en")
@click.option("--as-of")
@click.option("--select", default="")
def check(paths: tuple[str, ...], lang: str, as_of: str, select: str) -> None:
    """Check organisations: read, compile, run rules, print findings."""
    from raci.diagnostics.text import render
    from raci.project import check as judge
    from raci.project import projects
    from raci.settings import Selection

    report = judge(projects(paths or (".",)), as_of=as_of, selection=Selection(tuple(filter(None, select.split(",")))))
    click.echo(render(report, lang=lang), nl=False)
    raise SystemExit(report.exit_status())
