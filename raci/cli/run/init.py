"""What ``raci init`` does once its options are read."""

from pathlib import Path

from raci.cli.echo import echo
from raci.cli.language import say, spoken, wrong
from raci.cli.run.import_ import ImportFiles, next_command, organisation_id, run_import, slug_of
from raci.cli.run.new_folder import hold_new, write_folder
from raci.source.yaml_text import scalar


def run_init(options: ImportFiles) -> int:
    """Write a definition to begin with, or import files, and return the exit status."""
    if options.paths:
        return run_import(options)
    if options.format_ or options.files or options.rights:
        raise wrong("import-without-files")
    folder = Path(options.folder)
    hold_new(folder)
    start = Path(__file__).with_name(f"start.{spoken()}.yaml").read_text(encoding="utf-8")
    id_ = organisation_id(options, slug_of(options.ids))
    files = {"org.yaml": start.replace("id: ID", f"id: {scalar(id_)}")}
    write_folder(folder, files)
    echo(say("started", path=(folder / "org.yaml").as_posix()))
    echo(next_command(options.folder))
    return 0
