"""What ``raci report`` does once its options are read."""

from dataclasses import dataclass
from pathlib import Path

from raci.cli.echo import echo
from raci.cli.language import say, spoken, wrong
from raci.cli.run.arguments import tell_unreadable
from raci.cli.run.pack import Source, packed
from raci.cli.run.pack_folder import held_files, write_pack
from raci.render.pack import PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """The options of ``raci report``, as its help explains them."""

    path: str | None
    output: str | None
    force: bool
    start: str | None
    end: str | None
    no_vcs: bool
    verify: str | None
    as_of: str


def run_report(options: ReportOptions) -> int:
    """Write a pack, or verify one; return the exit status."""
    if options.verify is not None:
        if any((options.output, options.force, options.start, options.end, options.no_vcs)):
            raise wrong("verify-alone")
        from raci.cli.run.verify import run_verify

        return run_verify(Path(options.verify), options.path)
    if options.output is None:
        raise wrong("missing-option", name="--output")
    if options.no_vcs and (options.start or options.end):
        raise wrong("history-needs-git")
    folder = Path(options.output)
    held = held_files(folder, force=options.force)
    source = Source.at(options.path or ".")
    made = source.made(options.as_of, spoken(), git=not options.no_vcs)
    if made.whole and (options.start or options.end):
        made = source.with_history(made, options.start, options.end or options.as_of)
    if made.checkout and (later := made.checkout.changed_after):
        values = {"day": options.as_of, "changed": later.day, "commit": later.commit[:12]}
        echo(say("pack-of-past-day", **values), err=True)
    write_pack(folder, packed(made), held)
    echo(say("pack-written", page=(folder / PAGE).as_posix()))
    if made.whole:
        return 0
    tell_unreadable(source.found)
    echo(say("pack-not-checked", findings=(folder / "findings.md").as_posix()), err=True)
    if options.start or options.end:
        echo(say("pack-without-history"), err=True)
    return made.report.exit_status()
