"""What stands in an audit pack, each file by the writer of its own command."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from raci.change.history.records import History
from raci.render.escape import inert
from raci.render.export.book import workbook
from raci.render.facts.collect import Facts
from raci.render.facts.table import FactTable
from raci.render.findings import json, markdown, sarif
from raci.render.formats import csv, render_document
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
from raci.source.watched import watched

BYTE_ORDER_MARK = "\ufeff"
"""Begins a file of CSV, so that spreadsheets read it as UTF-8."""

Part = Callable[[], Mapping[str, str | bytes]]
"""Makes some files of a pack, by path."""


def contents(made: Made) -> Files:
    """Return the files of a pack but those that list the others.

    Where not everything was judged there is no matrix, and the page says so.

    Raises:
        NoLibraryError: XlsxWriter is not installed.
        TooLargeError: the matrix is larger than a workbook may be.
    """
    parts = [*_findings(made), *(_whole(made) if made.whole else _unjudged(made))]
    files = (file for make in watched(parts, "parts") for file in make().items())
    return {path: _bytes(content) for path, content in files}


def _file(path: str, make: Callable[..., str | bytes], *given: Any, **named: Any) -> Part:
    return lambda: {path: make(*given, **named)}


def _bytes(content: str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    return inert(content).encode(errors="backslashreplace")


def _findings(made: Made) -> Iterator[Part]:
    yield _file("findings.json", json.render, made.report, made.options)
    yield _file("findings.sarif", sarif.render, made.report, made.options)
    yield _file("findings.md", markdown.whole, made.report, made.options)


def _unjudged(made: Made) -> Iterator[Part]:
    """Yield a page that says that nothing in the pack may be taken for a result."""
    lang = made.options.lang
    words = Words("pack", lang)
    title = words["not-checked"].format(name=made.org.id or made.path)
    notes = (words["not-checked-why"], words["as-of-day"].format(day=made.report.as_of))
    yield _file(PAGE, render_document, ReportDocument(lang, title, (), notes), "html", 0)


def _whole(made: Made) -> Iterator[Part]:
    matrix, report, lang = made.matrix, made.report, made.options.lang
    shown = view(matrix, lang=lang, as_of=report.as_of, inputs=report.inputs)
    tables = _tables(made)
    later = made.checkout.changed_after if made.checkout else None
    page = partial(organisation.render, shown, report, inputs=shown.inputs)
    yield _file(PAGE, page, tables=tables, later=later)
    yield _file("matrix.csv", _csv, document(shown))
    yield _file("matrix.json", matrix_json.render, shown)
    yield _file("matrix.xlsx", workbook, shown, report, tables)
    yield partial(job_descriptions, matrix, report, lang)
    if made.history:
        yield from _history(made.history, lang)


def _history(history: History, lang: str) -> Iterator[Part]:
    told = HistoryReport(lang, history.names).period(history, authors=False)
    yield _file("history.md", render_document, told, "markdown", 0)
    yield _file("history.json", history_json.render, history, lang)
    yield _file("history.csv", _csv, HistoryEvents(lang).events(history))


def _csv(told: ReportDocument) -> str:
    return BYTE_ORDER_MARK + csv.render(told)


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
