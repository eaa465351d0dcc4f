"""What ``raci export`` does once its options are read."""

from dataclasses import dataclass
from importlib import import_module

from raci.cli.formats import Target
from raci.cli.language import spoken, wrong
from raci.cli.run.arguments import one_project
from raci.findings.inputs import digest_of
from raci.project import Project
from raci.render.export.workbook import NoLibraryError, TooLargeError, render
from raci.render.export.xlsx import sheets
from raci.render.reports.matrix import view
from raci.source.extras import command_for


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """The options of ``raci export``, as its help explains them."""

    path: str
    target: Target
    as_of: str


def run_export(options: ExportOptions) -> None:
    """Write an organisation in a format of other tools."""
    target = options.target
    if target.format == "xlsx" and target.path is None:
        raise wrong("xlsx-needs-a-file")
    project = one_project(options.path)
    matrix = project.matrix
    if target.format == "xlsx":
        target.write_bytes(_workbook(project, options.as_of))
        return
    text: str = import_module(f"raci.render.export.{target.format}").render(matrix, spoken())
    target.write(text)


def _workbook(project: Project, as_of: str) -> bytes:
    lang, matrix = spoken(), project.matrix
    shown = view(matrix, lang=lang, as_of=as_of, inputs=digest_of(project.inputs))
    try:
        return render(sheets(shown), matrix.title(matrix.org.ref, lang))
    except NoLibraryError:
        raise wrong("no-xlsx-library", command=command_for("excel")) from None
    except TooLargeError:
        raise wrong("too-large-for-xlsx") from None
