"""Findings for a person at a terminal: a head line, the message, source frames, a hint."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from raci.findings.codes import APART
from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.report import Report
from raci.findings.text import in_language
from raci.render.columns import clip, columns, pad, styled, wrap
from raci.render.escape import clean, harmless
from raci.render.findings.justification import accepted
from raci.render.findings.options import PLAIN, Options
from raci.render.findings.summary import wrapped
from raci.render.phrases import Words

FOLD = 5
"""More findings of one rule than this stand in one block."""

FRAMED = 8
"""A finding shows at most this many source lines."""

LISTED = 100
"""A block lists at most this many subjects."""


def render(report: Report, options: Options = PLAIN) -> str:
    """Render findings and a summary, in a language, to a width in columns."""
    kinds = {*options.show, "warning", "error"}
    shown = (
        finding
        for finding in report.findings
        if (finding.severity.label if finding.status == "new" else finding.status) in kinds
    )
    text = findings_text(shown, options)
    return f"{text}\n" * bool(text) + wrapped(report, options)


def findings_text(findings: Iterable[Finding], options: Options = PLAIN) -> str:
    """Render findings alone, a blank line between blocks."""
    words = Words("findings", options.lang)
    blocks: list[list[str]] = []
    for group in _grouped(list(findings)):
        if len(group) > FOLD:
            blocks.append(_folded(group, words, options.width, options.colour))
        else:
            blocks += [_single(f, words, options.width, options.colour) for f in group]
    return harmless("\n\n".join(map("\n".join, blocks)) + "\n") if blocks else ""


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Group the findings of each rule that has too many; others stay alone."""
    groups: dict[Hashable, list[Finding]] = {}
    counts = Counter(map(_key, findings))
    for number, finding in enumerate(findings):
        key = _key(finding)
        fold = counts[key] > FOLD and finding.code not in APART
        groups.setdefault(key if fold else number, []).append(finding)
    return list(groups.values())


def _key(finding: Finding) -> Hashable:
    return finding.code, finding.severity, finding.status


def _head(finding: Finding, words: Words, colour: bool) -> str:
    severity = styled(words[finding.severity.label], finding.severity.label, colour)
    status = "" if finding.status == "new" else f" ({words[finding.status]})"
    return f"{severity} {styled(finding.code, 'bold', colour)} [{finding.name}]{status}"


def _single(finding: Finding, words: Words, width: int, colour: bool) -> list[str]:
    lines = [f"{clean(str(finding.place))}: {_head(finding, words, colour)}"]
    lines += wrap(f"{finding.say(words.lang, named=True)} [{finding.handle}]", width, "  ")
    lines += _frames(finding, width, colour)
    if finding.waiver:
        lines += wrap(accepted(finding.waiver, words), width, "  ", "    ")
    elif finding.hint_template:
        lines += wrap(
            f"{words['help']}{finding.advise(words.lang, named=True)}", width, "  ", "    "
        )
        lines += [f"      {clean(line)}" for line in finding.instead]
    return lines


def _frames(finding: Finding, width: int, colour: bool) -> Iterator[str]:
    """Yield the source lines, each once, other files' under their names, labels in one column."""
    lines: dict[tuple[str, int], list[Place]] = {}
    for place in (finding.place, *finding.related):
        if place.source.strip():
            lines.setdefault((place.path, place.span.line), []).append(place)
    gutter = max((len(str(line)) for _, line in lines), default=0) + 2
    labels = [_label(places, labelled=len(lines) > 1) for places in lines.values()]
    room = max(width - gutter - 5 - max(map(columns, labels), default=0), 20)
    bar = styled("|", "dim", colour)
    at = finding.place.path
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


def _label(places: list[Place], *, labelled: bool) -> str:
    """Return whose line it is: the rule's label, else the holder of what stands there."""
    names = [place.label.id if place.label else place.at.holder for place in places]
    return clean(", ".join(dict.fromkeys(filter(None, names)))) if labelled else ""


def _line(place: Place, room: int) -> tuple[str, str]:
    """Return a line cut to the room, and the carets under the place."""
    span = place.span
    end = span.end_column - 1 if span.end_line == span.line else span.column
    text, before, under = clip(place.source, span.column - 1, end, room)
    return text, " " * before + "^" * max(under, 1)


def _folded(group: list[Finding], words: Words, width: int, colour: bool) -> list[str]:
    """Return one block for many findings of a rule: subjects by file and line, one hint."""
    first = group[0]
    lines = [f"{_head(first, words, colour)}: {words.count('findings', len(group))}"]
    lines += wrap(in_language(first.title_of_rule, words.lang), width, "  ")
    listed = group[:LISTED]
    for path, findings in groupby(listed, key=lambda finding: finding.place.path):
        items = (f"{f.place.span.line} {f.title(f.subject, words.lang)}" for f in findings)
        lines += [f"    {clean(path)}", *wrap(words["comma"].join(items), width, "      ")]
    if len(group) > LISTED:
        lines += wrap(words["more"].format(n=len(group) - LISTED), width, "    ")
    else:
        lines += wrap(words["each"], width, "    ")
    if len(hints := {finding.advise(words.lang, named=True) for finding in group} - {""}) == 1:
        lines += wrap(f"{words['help']}{hints.pop()}", width, "  ", "    ")
    return lines
