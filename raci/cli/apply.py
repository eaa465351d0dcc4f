"""``raci apply``: a reorganisation made in the files."""

import click

from raci.cli.options import allow_option, as_of_option, given, lang_option


@click.command()
@click.argument("proposal", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--plan",
    "plan_file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="The plan that was approved, as raci plan -o plan.json wrote it.",
)
@click.option(
    "--step",
    type=click.IntRange(min=1),
    metavar="N",
    help="Only this step, from 1; behind the first it needs --plan.",
)
@click.option("--dry-run", is_flag=True, help="Print what would change in the files, no more.")
@allow_option
@as_of_option
@lang_option
@click.pass_context
def apply(ctx: click.Context, /, **options: object) -> None:
    """Make the changes of a proposal in the organisation's files.

    Comments, order and layout stay; a new department gets a file of its own. What the files say
    afterwards is read again and compared with the plan; all files are written, or none.

    With --plan, the organisation must be in the state that the plan pinned for the step before,
    and come out in the one that it pinned for the last step made; comments and layout are free.

    \b
    Exit status:
      0  applied; with --dry-run: it could be
      1  refused: the plan is not ready, or not safe
      2  refused: not the state that was planned for, or an edit that cannot be made safely
      3  a defect of raci or of a rule
    """
    from raci.cli.run.apply import ApplyOptions, run_apply

    ctx.exit(run_apply(given(ApplyOptions, options)))
