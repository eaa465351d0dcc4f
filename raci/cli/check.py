"""``raci check``: read, compile, run rules, print findings."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from raci.cli.completion import rule_list
from raci.cli.options import as_of_option, lang_option, listed, paths_argument
from raci.cli.outputs import FORMATS, Outputs, emit

SEVERITIES = ("error", "warning", "info")


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
@click.option(
    "--select",
    metavar="RULES",
    shell_complete=rule_list,
    help="Only these codes, names or families (GAP,OVL201).",
)
@click.option("--extend-select", metavar="RULES", shell_complete=rule_list, help="These as well.")
@click.option(
    "--ignore", metavar="RULES", shell_complete=rule_list, help="Not these; beats --select."
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="The least severity that makes the exit status 1; default: as the settings say, or error.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 though there are findings.")
@click.option(
    "--since",
    metavar="REV",
    help="Only what changed since HEAD and a git revision parted (main, origin/main).",
)
@click.option("--no-baseline", is_flag=True, help="Tell what is in the baseline like the rest.")
@click.option("--fix", is_flag=True, help="Mend in the files what is safe to mend.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--show",
    type=click.Choice(["info", "waived", "baselined"]),
    multiple=True,
    help="Show in text what it counts only; may be given several times.",
)
@click.option("--show-waived", is_flag=True, help="Short for --show waived.")
@click.option("--statistics", is_flag=True, help="In text, count the findings by rule.")
@click.option("--show-settings", is_flag=True, help="Print every setting and where it comes from.")
@click.option(
    "--stdin-filename",
    metavar="FILE",
    help="With - for PATH: the file that standard input stands for, the rest being on disk.",
)
@as_of_option
@lang_option
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.pass_context
def check(ctx: click.Context, /, paths: Sequence[str], **options: Any) -> None:
    """Check organisations: read, compile, run the rules, print the findings.

    PATH is a folder or a file; what lies below an organisation's folder stands for the whole of
    it. - is standard input.

    \b
    Exit status:
      0  nothing at or above the failing severity
      1  findings; with --diff: there is something to mend
      2  the input or the call is wrong: unreadable, of the wrong shape, nothing to check
      3  a defect of raci or of a rule
    """
    from raci.git import GitError
    from raci.settings import UnknownRuleError

    try:
        status = _check(ctx, paths, options)
    except (UnknownRuleError, GitError) as error:
        raise click.UsageError(str(error)) from error
    ctx.exit(0 if status == 1 and options["exit_zero"] else status)


def _check(ctx: click.Context, paths: Sequence[str], options: Mapping[str, Any]) -> int:
    """Do what the options say, and give the exit status."""
    from raci.finding import Severity
    from raci.judge import Run
    from raci.project import check as judge
    from raci.report import today
    from raci.settings import Selection

    selection = Selection(
        listed(options["select"]),
        listed(options["ignore"]),
        listed(options["extend_select"]),
        Severity[options["fail_on"].upper()] if options["fail_on"] else None,
    )
    day = options["as_of"] or today()
    run = Run(day, selection, baseline=not options["no_baseline"])
    earlier = _since(options["since"])
    found = _read(paths, options["stdin_filename"])
    if options["show_settings"]:
        from raci.cli.settings import show_settings

        return show_settings(found, selection)
    if options["fix"] or options["diff"]:
        from raci.cli.fix import mend

        if "-" in paths:
            raise click.UsageError("--fix and --diff mend files: standard input is none")
        mended = mend(found, run, earlier, write=not options["diff"])
        if options["diff"]:
            return mended
        found = _read(paths, None)
    report = judge(found, run, earlier)
    emit(ctx, report, options)
    return report.exit_status()


def _since(rev: str | None) -> Any:
    if rev is None:
        return None
    from raci.since import Since

    return Since(rev)


def _read(paths: Sequence[str], name: str | None) -> Any:
    """Find the organisations; standard input stands for a file, or for an organisation itself."""
    from raci.project import Project, projects

    if "-" not in paths:
        if name is not None:
            raise click.UsageError("--stdin-filename goes with - for PATH")
        return projects(paths or (".",))
    if len(paths) > 1:
        raise click.UsageError("- stands alone: standard input is checked with its organisation")
    with click.open_file("-", "rb") as stream:
        text: bytes = stream.read()
    if name is None:
        return Project.all_of({"stdin.yaml": text})
    file = Path(name).resolve()
    if not file.parent.is_dir():
        raise click.UsageError(f"--stdin-filename: there is no folder {Path(name).parent}")
    if file.is_dir():
        raise click.UsageError(f"--stdin-filename: {name} is a folder")
    return projects([file], {file: text})
