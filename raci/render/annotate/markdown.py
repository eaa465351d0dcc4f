"""A page of Markdown with its findings: numbers at cells, and the list that they lead to."""

from collections.abc import Iterator

from raci.findings.finding import Severity
from raci.findings.report import Report
from raci.render.annotate.cell_tags import cell_tags
from raci.render.annotate.notes import Annotated, Note, Notes, notes_of
from raci.render.annotate.splice import Insertion, SplicedText
from raci.render.escape import code, escape
from raci.render.findings.options import Options
from raci.source.tables.annotation import END, START
from raci.source.tables.markdown import without_code

COLOURS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
"""What marks a severity: GitHub shows no other colours."""


def annotate(source: bytes, report: Report, options: Options) -> Annotated:
    """Return a copy of a page with the findings of its report.

    Raises:
        AnnotateError: its encoding does not give its bytes back.
    """
    notes = notes_of(report, options)
    page = SplicedText(source)
    anchor = _free_anchor(page.text)
    tags = cell_tags(without_code(page.text))
    at: dict[int, list[Note]] = {}
    for note, place in notes.at_cells:
        tag = tags.around(page.start(place.span))
        own = at.setdefault(tag.end if tag else page.end(place.span), [])
        if note not in own:
            own.append(note)
    insertions = [Insertion(offset, _marker(own, anchor)) for offset, own in at.items()]
    end = Insertion(len(page.text), page.newline.join(["", *_list(page, notes, anchor), ""]))
    return Annotated(page.with_all([*insertions, end]), len(at), len(notes.notes))


def _free_anchor(text: str) -> str:
    """Return the beginning of the list's anchors, which no other list of the page has."""
    names = ("raci", *(f"raci-{n}" for n in range(2, text.count('id="raci-') + 3)))
    return next(name for name in names if f'id="{name}-1"' not in text)


def _marker(notes: list[Note], anchor: str) -> str:
    """Return a superscript, which readers of tables leave out."""
    links = (
        f'<a href="#{anchor}-{note.number}">{COLOURS[note.finding.severity]}{note.number}</a>'
        for note in notes
    )
    return f"<sup>{' '.join(links)}</sup>"


def _list(page: SplicedText, notes: Notes, anchor: str) -> Iterator[str]:
    if page.text and not page.text.endswith(("\n", "\r")):
        yield ""
    yield from (START, "", f"## {notes.words['annotate-title']}", "", escape(notes.headline), "")
    for note in notes.notes:
        where = code(note.where)
        head = f"**{escape(note.severity)}** {code(note.finding.code)} {where}"
        mark = COLOURS[note.finding.severity]
        yield f'{note.number}. <a id="{anchor}-{note.number}"></a>{mark} {head}<br>'
        yield f"   {escape(note.message)}" + ("<br>" if note.advice else "")
        if note.advice:
            yield f"   {escape(note.advice)}"
    yield from ("", END)
