"""``raci baseline``: record today's findings, so that only new ones fail."""

from collections.abc import Sequence
from pathlib import Path

import click

from raci.cli.options import as_of_option, paths_argument, write_all


@click.command()
@paths_argument
@click.option("--prune", is_flag=True, help="Take out what is gone; record nothing new.")
@click.option("--frozen", is_flag=True, help="Write nothing; exit 1 where a file would change.")
@as_of_option
def baseline(paths: Sequence[str], prune: bool, frozen: bool, as_of: str | None) -> None:
    """Record today's findings, so that only new ones fail.

    They stand in raci-baseline.yaml, in the organisation's folder, and do not fail raci check any
    more. A finding is recorded by what it is about, not by its line. Waived ones are not recorded,
    nor are mistakes that nothing may hide, such as unknown references.

    \b
    Exit status:
      0  written, or as it should be
      1  with --frozen: a file would change
      2  the input or the call is wrong
      3  a rule of raci failed: nothing is written
    """
    from raci.check.new_baseline import recording
    from raci.cli.run.arguments import readable
    from raci.findings.days import today

    if "-" in paths:
        raise click.UsageError("a baseline stands in an organisation's folder: - has none")
    changes = [
        recording(project, as_of or today(), grow=not prune)
        for project in readable(paths or (".",))
    ]
    if crashes := [finding for change in changes for finding in change.crashes]:
        from raci.render.findings.text import findings_text

        click.echo(findings_text(crashes), nl=False, err=True)
        raise click.exceptions.Exit(3)
    if not frozen:
        write_all({Path(c.path): c.text.encode() for c in changes if c.differs})
    for change in changes:
        numbers = f"{change.entries} in all, {change.added} new, {change.gone} gone"
        state = f"would change ({numbers})" if frozen else f"written ({numbers})"
        click.echo(f"{change.path}: {state if change.differs else 'as it should be'}")
        if change.hidden_never:
            click.echo(f"  {change.hidden_never} more that nothing may hide: raci check tells them")
    if frozen and any(change.differs for change in changes):
        raise click.exceptions.Exit(1)
