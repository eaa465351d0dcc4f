"""A page of HTML with its findings: coloured cells with titles, and a list of all."""

import re
from collections.abc import Iterator
from html import escape

from raci.findings.finding import Severity
from raci.findings.report import Report
from raci.render.annotate.cell_tags import CellTag, cell_tags
from raci.render.annotate.notes import Annotated, Note, Notes, joined, notes_of, worst
from raci.render.annotate.splice import Insertion, SplicedText
from raci.render.findings.options import Options
from raci.source.tables.annotation import END, START

_STYLES = {
    Severity.ERROR: "background-color:#ffc7ce;color:#000",
    Severity.WARNING: "background-color:#ffeb9c;color:#000",
    Severity.INFO: "background-color:#ddebf7;color:#000",
}
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_BREAK = "&#10;"
"""A line end in an attribute, which leaves the lines of the page as they are."""

_BODY_END = re.compile(r"(?i)</body\b")


def annotate(source: bytes, report: Report, options: Options) -> Annotated:
    """Return a copy of a page with the findings of its report.

    Raises:
        AnnotateError: its encoding does not give its bytes back.
    """
    notes = notes_of(report, options)
    page = SplicedText(source)
    tags = cell_tags(page.text)
    prefix = _free_prefix(page.text)
    at: dict[int, tuple[CellTag, list[Note]]] = {}
    ids: dict[int, str] = {}
    for note, place in notes.at_cells:
        if tag := tags.around(page.start(place.span)):
            own = at.setdefault(tag.start, (tag, []))[1]
            if note not in own:
                own.append(note)
            ids.setdefault(note.number, _id(tag, prefix))
    insertions = [
        Insertion(tag.start + offset, text)
        for tag, own in at.values()
        for offset, text in _marks(page.text[tag.start : tag.end], own, _id(tag, prefix))
    ]
    ends = [match.start() for match in _BODY_END.finditer(page.text)]
    text = page.newline.join(["", *_list(notes, ids), ""])
    end = Insertion(ends[-1] if ends else len(page.text), text)
    return Annotated(page.with_all([*insertions, end]), len(at), len(notes.notes))


def _id(tag: CellTag, prefix: str) -> str:
    return tag.attributes.get("id") or f"{prefix}-cell-{tag.start}"


def _free_prefix(text: str) -> str:
    names = ("raci", *(f"raci{n}" for n in range(2, text.count("-cell-") + 3)))
    return next(name for name in names if f"{name}-cell-" not in text)


def _marks(tag: str, notes: list[Note], id_: str) -> Iterator[tuple[int, str]]:
    """Yield what a tag gets, and where: what it has of the same attribute stays before it."""
    severity = worst(notes)
    wanted = {
        "class": (" ", f"raci-{severity.label}"),
        "style": (";", _STYLES[severity]),
        "title": (_BREAK * 2, escape(joined(notes)).replace("\n", _BREAK)),
    }
    there = {match[1].lower(): match for match in reversed([*_ATTRIBUTE.finditer(tag, 3)])}
    for name in [name for name in wanted if name in there]:
        yield from _appended(there[name], "".join(wanted[name]))
    if "id" not in there:
        yield len(tag) - 1, f' id="{escape(id_)}"'
    for name in [name for name in wanted if name not in there]:
        yield len(tag) - 1, f' {name}="{wanted[name][1]}"'


def _appended(attribute: re.Match[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield what puts a text behind the value of an attribute, in quotes if it has none."""
    if attribute[4] is not None:
        yield attribute.start(4), '"'
        yield attribute.end(4), f'{text}"'
    elif attribute[2] is not None or attribute[3] is not None:
        yield max(attribute.end(2), attribute.end(3)), text


def _list(notes: Notes, ids: dict[int, str]) -> Iterator[str]:
    title = escape(notes.words["annotate-title"])
    yield from (START, '<section class="raci-findings">', f"<h2>{title}</h2>")
    yield from (f"<p>{escape(notes.headline)}</p>", "<ol>")
    for note in notes.notes:
        where = escape(note.where)
        if note.number in ids:
            where = f'<a href="#{escape(ids[note.number])}">{where}</a>'
        head = f"<strong>{escape(note.severity)}</strong> <code>{note.finding.code}</code> {where}"
        lines = filter(None, [head, escape(note.message), escape(note.advice)])
        yield f'<li class="raci-{note.finding.severity.label}">{"<br>".join(lines)}</li>'
    yield from ("</ol>", "</section>", END)
