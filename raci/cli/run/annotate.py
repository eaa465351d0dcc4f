"""What ``raci check --annotate`` does: a copy of the checked table with its findings."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath

from raci.cli.echo import echo
from raci.cli.language import count, say, wrong
from raci.cli.options import write
from raci.cli.run.output import Rendering
from raci.findings.report import Report
from raci.project import Project
from raci.render.annotate.notes import Annotate, Annotated, AnnotateError
from raci.source.extras import command_for
from raci.source.tables.formats import READERS

DELIMITED = "delimited"
"""The format that has no room for marks."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy that is to be made of a table: where it goes, the table, its path and format."""

    out: str
    project: Project
    path: str
    format: str

    def annotated(self, report: Report, rendering: Rendering) -> Annotated | None:
        """Return the copy with the findings; None where the table could not be read."""
        if not report.organisations:
            return None
        found = self.project.found
        source = found.read(found.documents[0].path)
        try:
            return _annotate(self.format)(source, report, rendering.options(terminal=False))
        except AnnotateError as error:
            raise wrong(f"annotate-{error.case}", path=self.path, **error.values) from error

    def write(self, annotated: Annotated) -> None:
        """Write the copy, and say so on standard error: standard output is the report's."""
        write(self.out, annotated.content)
        facts = {
            "marked": count("annotated-marked", annotated.marked),
            "listed": count("annotated-listed", annotated.listed),
        }
        echo(say("annotated", out=self.out, **facts), err=True)


def copy_of(out: str, found: Sequence[Project], outputs: Sequence[str] = ()) -> Copy | None:
    """Return the copy to make of the one table that is checked; end with status 2 if it cannot be.

    ``outputs`` are the files that the report is written to.

    None where nothing can be read, which the check tells.
    """
    if any(_is_same(out, each) for each in outputs):
        raise wrong("annotate-output", out=out)
    whole = [project for project in found if project.found.documents]
    if len(whole) > 1:
        raise wrong("annotate-several", listed=[p.found.title("") for p in whole])
    if not whole:
        return None
    (project,) = whole
    path = project.found.title("")
    if project.found.table is None:
        raise wrong("annotate-definition", path=path)
    suffix = PurePath(path).suffix.lower()
    format_ = READERS.get(suffix, DELIMITED)
    if format_ == DELIMITED:
        raise wrong("annotate-delimited", path=path, suffix=suffix)
    if PurePath(out).suffix.lower() != suffix:
        raise wrong("annotate-suffix", out=out, path=path, suffix=suffix)
    if _is_same(out, path):
        raise wrong("annotate-source", out=out)
    return Copy(out, project, path, format_)


def _is_same(out: str, path: str) -> bool:
    """Return whether two paths lead to one file, over links too."""
    if Path(out).exists() and Path(path).exists():
        return os.path.samefile(out, path)
    return os.path.realpath(out) == os.path.realpath(path)


def _annotate(format_: str) -> Annotate:
    """Return what annotates a format, whose library may be missing.

    Raises:
        AnnotateError: it is.
    """
    try:
        module = import_module(f"raci.render.annotate.{format_}")
    except ImportError as error:
        raise AnnotateError("no-library", command=command_for("excel")) from error
    annotate: Annotate = module.annotate
    return annotate
