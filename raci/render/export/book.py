"""The workbook of an organisation: its matrix, the legend, and a sheet for each fact table."""

from collections.abc import Sequence

from raci.findings.report import Report
from raci.render.export.facts import fact_sheets
from raci.render.export.workbook import CHOICES, render
from raci.render.export.xlsx import addresses, sheets
from raci.render.facts.table import FactTable
from raci.render.phrases import Words
from raci.render.reports.matrix import View


def workbook(shown: View, report: Report, tables: Sequence[FactTable]) -> bytes:
    """Return the workbook.

    Args:
        shown: the matrix, in the language of the whole workbook. The day and the digest of the
            inputs are printed at the foot of each page.
        report: the check whose findings are marked in the matrix.
        tables: the facts, each a sheet in this order.

    Raises:
        NoLibraryError: XlsxWriter is not installed.
        TooLargeError: a sheet is larger than a workbook may be.
    """
    matrix, words = shown.matrix, Words("export", shown.lang)
    own = sheets(shown, report)
    taken = {CHOICES.casefold(), *(sheet.name.casefold() for sheet in own)}
    facts = fact_sheets(tables, matrix, shown.lang, addresses(shown), taken)
    foot = words["as-of-day"].format(day=shown.as_of)
    if shown.inputs:
        foot = words["semicolon"].join((foot, words["made-from"].format(digest=shown.inputs)))
    title = matrix.title(matrix.org.ref, shown.lang)
    return render((*own, *facts), title, foot, words["page-of"])
