"""What stands in a pack: findings, matrix and workbook, each by the writer of its own command."""

from raci.change.history.records import History
from raci.render.escape import inert
from raci.render.export.book import workbook
from raci.render.facts.collect import Facts
from raci.render.facts.table import FactTable
from raci.render.findings import json, markdown, sarif
from raci.render.formats import render_document
from raci.render.formats.document import ReportDocument
from raci.render.pack import PAGE, Files
from raci.render.pack.manifest import Made
from raci.render.page import organisation
from raci.render.phrases import Words
from raci.render.reports import history_json, matrix_json
from raci.render.reports.history import HistoryReport
from raci.render.reports.history_events import HistoryEvents
from raci.render.reports.job import job_descriptions
from raci.render.reports.matrix import document, view


def contents(made: Made) -> Files:
    """Return the files of a pack but those that list the others.

    Where not everything was judged there is no matrix, and the page says so.

    Raises:
        NoLibraryError: XlsxWriter is not installed.
        TooLargeError: the matrix is larger than a workbook may be.
    """
    report, options = made.report, made.options
    findings = {
        "findings.json": _bytes(json.render(report, options)),
        "findings.sarif": _bytes(sarif.render(report, options)),
        "findings.md": _bytes(markdown.whole(report, options)),
    }
    return {**findings, **(_matrix(made) if made.whole else {PAGE: _bytes(_unjudged(made))})}


def _matrix(made: Made) -> Files:
    shown = view(
        made.matrix, lang=made.options.lang, as_of=made.report.as_of, inputs=made.report.inputs
    )
    laid_out, tables = document(shown), _tables(made)
    page = organisation.render(shown, made.report, inputs=shown.inputs, tables=tables)
    return {
        PAGE: _bytes(page),
        "matrix.csv": _bytes("\ufeff" + render_document(laid_out, "csv", 0)),
        "matrix.json": _bytes(matrix_json.render(shown)),
        "matrix.xlsx": workbook(shown, made.report, tables),
        **_job_descriptions(made),
        **(_history(made.history, made.options.lang) if made.history else {}),
    }


def _history(history: History, lang: str) -> Files:
    told = HistoryReport(lang, history.names).period(history, authors=False)
    events = HistoryEvents(lang).events(history)
    return {
        "history.json": _bytes(history_json.render(history, lang)),
        "history.md": _bytes(render_document(told, "markdown", 0)),
        "history.csv": _bytes("\ufeff" + render_document(events, "csv", 0)),
    }


def _job_descriptions(made: Made) -> Files:
    pages = job_descriptions(made.matrix, made.report, made.options.lang)
    return {path: _bytes(text) for path, text in pages.items()}


def _tables(made: Made) -> tuple[FactTable, ...]:
    """Return the facts about a whole organisation, as the workbook and the page show them."""
    assert made.checked
    return Facts(
        matrix=made.matrix,
        report=made.report,
        checked=made.checked,
        settings=made.settings,
        rules=made.options.sheets(),
        read=made.read,
        standing=made.standing or {},
        checkout=made.checkout,
        history=made.history,
    ).tables()


def _unjudged(made: Made) -> str:
    """Return a page that says that nothing in the pack may be taken for a result."""
    words = Words("pack", made.options.lang)
    title = words["not-checked"].format(name=made.org.id or made.path)
    notes = (words["not-checked-why"], words["as-of-day"].format(day=made.report.as_of))
    return render_document(ReportDocument(made.options.lang, title, (), notes), "html", 0)


def _bytes(text: str) -> bytes:
    return inert(text).encode(errors="backslashreplace")
