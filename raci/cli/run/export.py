"""What ``raci export`` does once its options are read."""

from dataclasses import dataclass
from importlib import import_module

from raci.cli.formats import Target
from raci.cli.language import spoken, wrong
from raci.cli.run.arguments import one_project
from raci.cli.run.facts import facts_of
from raci.project import Project
from raci.render.export.book import workbook
from raci.render.export.workbook import NoLibraryError, TooLargeError
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
    if target.format == "xlsx":
        target.write_bytes(_workbook(project, options.as_of))
        return
    renderer = import_module(f"raci.render.export.{target.format}")
    text: str = renderer.render(project.matrix, spoken())
    target.write(text)


def _workbook(project: Project, as_of: str) -> bytes:
    lang = spoken()
    facts = facts_of(project, as_of, lang)
    shown = view(facts.matrix, lang=lang, as_of=as_of, inputs=facts.report.inputs)
    try:
        return workbook(shown, facts.report, facts.tables())
    except NoLibraryError:
        raise wrong("no-xlsx-library", command=command_for("excel")) from None
    except TooLargeError:
        raise wrong("too-large-for-xlsx") from None
