"""Findings for a person at a terminal: a head line, the message, source frames, a hint."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.report import Report
from raci.render.columns import clip, columns, pad, styled, wrap
from raci.render.escape import clean
from raci.render.findings.groups import Group, grouped
from raci.render.findings.justification import justification
from raci.render.findings.options import PLAIN, Options
from raci.render.findings.summary import table_line, wrapped
from raci.render.phrases import Words

FRAME = 100
"""Source lines and their labels take no more columns than this, however wide the screen is."""

TEXT = 20
"""A source line has at least this many columns; a label that leaves fewer is cut."""

FRAMED = 8
"""A finding shows at most this many source lines."""

LISTED = 30
"""A group lists at most this many subjects."""


def render(report: Report, options: Options = PLAIN) -> str:
    """Render findings and a summary, in a language, to a width in columns."""
    kinds = {*options.show, "warning", "error"}
    shown = (
        finding
        for finding in report.findings
        if (finding.severity.label if finding.status == "new" else finding.status) in kinds
    )
    text = findings_text(shown, options)
    read = "".join(f"{line}\n" for line in _read(report, options))
    return f"{read}\n" * bool(read) + f"{text}\n" * bool(text) + wrapped(report, options)


def _read(report: Report, options: Options) -> Iterator[str]:
    """Yield what was read of each table, before anything is said about it."""
    words = Words("findings", options.lang)
    for organisation in report.organisations:
        for table in organisation.tables:
            yield from wrap(table_line(table, words), options.width, "", "  ")


def findings_text(findings: Iterable[Finding], options: Options = PLAIN) -> str:
    """Render findings alone, a blank line between blocks."""
    words = Words("findings", options.lang)
    blocks = [_block(group, words, options.width, options.colour) for group in grouped(findings)]
    return "\n\n".join(map("\n".join, blocks)) + "\n" if blocks else ""


def _head(finding: Finding, words: Words, colour: bool) -> str:
    severity = styled(words[finding.severity.label], finding.severity.label, colour)
    name = finding.rule.removeprefix(finding.code)
    status = "" if finding.status == "new" else f" ({words[finding.status]})"
    return f"{severity} {styled(finding.code, 'bold', colour)}{name}{status}"


def _block(group: Group, words: Words, width: int, colour: bool) -> list[str]:
    """Return the lines of a group: what is said, where it stands, what to do."""
    first = group.first
    if group.is_one:
        lines = [f"{clean(str(first.place))}: {_head(first, words, colour)}"]
        lines += wrap(group.inline(words, named=True), width, "  ")
        lines += _frames(first, width, colour)
        if any(place.hidden for place in (first.place, *first.related)):
            lines += wrap(words["not-shown"], width, "  ", "    ")
    else:
        lines = [f"{_head(first, words, colour)}: {words.count('findings', len(group.findings))}"]
        said = words["listed"].format(message=group.say(words, named=True), items="")
        lines += [*wrap(said, width, "  "), *_listed(group, words, width)]
    if first.waiver or first.proposal:
        lines += wrap(justification(first, words.lang), width, "  ", "    ")
    elif advice := group.advise(words, named=True):
        lines += wrap(f"{words['help']}{advice}", width, "  ", "    ")
        lines += [f"      {clean(line)}" for line in first.instead]
    return lines


def _listed(group: Group, words: Words, width: int) -> Iterator[str]:
    """Yield the subjects of a group a line, by file, with their places and fingerprints."""
    listed = group.findings[:LISTED]
    places = [each.place.position for each in listed]
    margin = max(map(len, places)) + 2
    numbered = zip(places, listed, strict=True)
    for path, each_in_file in groupby(numbered, key=lambda each: each[1].place.path):
        yield from wrap(path, width, "    ")
        for place, finding in each_in_file:
            item = f"{group.item(finding, words, named=True)} [{finding.handle}]"
            further = " " * (6 + margin)
            yield from wrap(item, width, f"      {place:<{margin}}", further)
    if left := len(group.findings) - len(listed):
        yield from wrap(words["more"].format(n=left), width, "    ")


def _frames(finding: Finding, width: int, colour: bool) -> Iterator[str]:
    """Yield the source lines, each once, other files' under their names, labels in one column."""
    lines: dict[tuple[str, int], list[Place]] = {}
    for place in (finding.place, *finding.related):
        if place.source.strip():
            lines.setdefault((_file_of(place), place.span.line), []).append(place)
    gutter = max((len(str(line)) for _, line in lines), default=0) + 2
    free = min(width, FRAME) - gutter - 5
    labels = [
        clip(_label(places, labelled=len(lines) > 1), 0, 0, max(free - TEXT, 1))[0]
        for places in lines.values()
    ]
    room = max(free - max(map(columns, labels), default=0), TEXT)
    bar = styled("|", "dim", colour)
    at = _file_of(finding.place)
    for ((path, line), places), label in islice(zip(lines.items(), labels, strict=True), FRAMED):
        if path != at:
            at = path
            yield f"{' ' * gutter}--> {clean(path)}"
        text, marks = _line(places[0], room)
        number = styled(f"{line:>{gutter}}", "dim", colour)
        yield f"{number} {bar} {pad(text, room) if label else text}  {label}".rstrip()
        if places[0] is finding.place:
            yield f"{' ' * gutter} {bar} {styled(marks, finding.severity.label, colour)}"
    if len(lines) > FRAMED:
        yield f"{' ' * gutter} {bar} …"


def _file_of(place: Place) -> str:
    """Return the file that a line is of; in a workbook with the sheet."""
    sheet = place.cell.rpartition("!")[0]
    return f"{place.path}:{sheet}" if sheet else place.path


def _label(places: list[Place], *, labelled: bool) -> str:
    """Return whose line it is: the rule's label, else the holder of what stands there."""
    names = [place.label.id if place.label else place.at.holder for place in places]
    return clean(", ".join(dict.fromkeys(filter(None, names)))) if labelled else ""


def _line(place: Place, room: int) -> tuple[str, str]:
    """Return a line cut to the room, and the carets under the place."""
    text, before, under = clip(place.source, *place.marked, room)
    return text, " " * before + "^" * max(under, 1)
