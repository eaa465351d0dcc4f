"""Says why a text is no YAML, as cases of DEF001, with the line as it is probably meant."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from raci.findings.place import Span
from raci.source.decode import Lines, UnreadableError
from raci.source.marks import PLAIN, wide_mark, with_plain_mark

_HEAD = r"(?P<head>[ ]*(?:-[ ]+)?)"
_PAIR = re.compile(_HEAD + r"(?P<key>[^\s#:][^:]*|[^\s:]+(?::\S+)*):[ ]+(?P<value>[^\s#].*)")
_NO_BLANK = re.compile(_HEAD + r"""[^\s:"'#{}\[\],]+(?P<mark>:)(?![\s/:])""")
_EQUALS = re.compile(_HEAD + r"""[^\s:="'#]+[ ]*(?P<mark>=)[ ]*""")
_WORD = re.compile(_HEAD + r"""(?P<key>[\w.-]+)[ ]+(?=\S)""")
_CLOSING = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where libyaml gave up: ``row`` and ``column`` from 1; ``begun``: where the context began."""

    lines: Lines
    problem: str
    context: str
    row: int
    column: int
    begun: tuple[int, int]

    @property
    def line(self) -> str:
        return self.lines.line(self.row)

    @property
    def rest(self) -> str:
        return self.line[self.column - 1 :]

    @property
    def above(self) -> int:
        """The row of the nearest line above with a text; this row if there is none."""
        rows = range(self.row - 1, 0, -1)
        return next((row for row in rows if _has_text(self.lines.line(row))), self.row)

    def at(self, case: str, row: int, column: int, **values: Any) -> UnreadableError:
        """Return an error at one character."""
        return UnreadableError(case, Span(row, column, row, column + 1), **values)

    def here(self, case: str, **values: Any) -> UnreadableError:
        """Return an error where libyaml gave up."""
        return self.at(case, self.row, self.column, **values)


def syntax(error: yaml.MarkedYAMLError, text: str) -> UnreadableError:
    """Return the error for a syntax error of libyaml."""
    lines = Lines(text)
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    span = lines.span(*[min(mark.index, len(text)) if mark else 0] * 2)
    fault = _Fault(
        lines,
        error.problem or "",
        error.context or "",
        span.line,
        span.column,
        (begun.line + 1, begun.column + 1) if begun else (span.line, span.column),
    )
    explanations = (
        _conflict,
        _tab,
        _wide,
        _quote,
        _start,
        _dash,
        _flow,
        _colon,
        _missing_colon,
        _indent,
    )
    found = (explain(fault) for explain in explanations)
    return next(filter(None, found), fault.here("syntax", detail=fault.problem or "not YAML"))


def _has_text(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def _conflict(fault: _Fault) -> UnreadableError | None:
    """Explain the marks that git leaves where two changes meet."""
    for row in range(1, len(fault.lines.lines) + 1):
        if re.match(r"(<{7}|={7}|>{7})(\s|$)", fault.lines.line(row)):
            return fault.at("conflict", row, 1)
    return None


def _tab(fault: _Fault) -> UnreadableError | None:
    indent = fault.line[: _indent_of(fault.line)]
    if "\t" not in indent and fault.rest[:1] != "\t":
        return None
    return fault.here("tab", instead=(fault.line.replace("\t", "  ").rstrip(),))


def _wide(fault: _Fault) -> UnreadableError | None:
    in_flow, first = "flow" in fault.context, fault.row
    if in_flow or "simple key" in fault.context:
        first = fault.begun[0]
    elif fault.problem.startswith("mapping values"):
        first = fault.above
    for row in range(first, fault.row + 1):
        line = fault.lines.line(row)
        if not _has_text(line):
            continue
        index = wide_mark(line, in_list=in_flow, before_value=in_flow or row == fault.row)
        if index is not None:
            values = {"found": line[index], "plain": PLAIN[line[index]]}
            instead = (with_plain_mark(line, index),)
            return fault.at("wide-mark", row, index + 1, **values, instead=instead)
    return None


def _quote(fault: _Fault) -> UnreadableError | None:
    if "quoted scalar" not in fault.context:
        return None
    row, column = fault.begun
    return fault.at("open-quote", row, column, found=fault.lines.line(row)[column - 1 : column])


def _start(fault: _Fault) -> UnreadableError | None:
    if "block scalar" in fault.context:
        row, column = fault.begun
    elif "cannot start any token" in fault.problem:
        row, column = fault.row, fault.column
    else:
        return None
    line = fault.lines.line(row)
    before, text = line[: column - 1], line[column - 1 :].rstrip()
    end = re.search(r"[,}\]]", text) if re.search(r"[{\[]", before) else None
    text, after = (text[: end.start()], text[end.start() :]) if end else (text, "")
    instead = (before + _quoted(text) + after,)
    return fault.at("start", row, column, found=line[column - 1], instead=instead)


def _dash(fault: _Fault) -> UnreadableError | None:
    if fault.problem.startswith("block sequence entries are not allowed"):
        head = fault.line[: fault.column - 1].rstrip()
        below = " " * (_indent_of(head) + 2) + fault.rest.rstrip()
        return fault.here("dash", instead=(head, below))
    is_item = fault.problem.endswith("expected key") and re.match(r"-(\s|$)", fault.rest)
    if is_item or fault.problem.endswith("'-' indicator"):
        return fault.here("mixed")
    return None


def _flow(fault: _Fault) -> UnreadableError | None:
    if "flow" not in fault.context:
        return None
    row, column = fault.begun
    bracket = fault.lines.line(row)[column - 1 : column]
    values = {"found": bracket, "plain": _CLOSING.get(bracket, "]")}
    if fault.row > row:
        return fault.at("open-bracket", row, column, **values)
    return fault.here("no-comma", **values)


def _colon(fault: _Fault) -> UnreadableError | None:
    """Explain a second colon on a line."""
    if not fault.problem.startswith("mapping values"):
        return None
    match = _PAIR.match(fault.line)
    if not match or match.end("key") >= fault.column - 1:
        return None
    plain = match["value"][0] not in "\"'[{|>&*!"
    instead = (fault.line[: match.start("value")] + _quoted(match["value"].rstrip()),)
    return fault.here("colon", instead=instead if plain else ())


def _missing_colon(fault: _Fault) -> UnreadableError | None:
    """Explain a line without a colon, or with one that does not count, by the line itself."""
    if fault.problem.startswith("mapping values"):
        row, deeper = fault.above, True
    elif fault.problem.startswith("could not find expected ':'"):
        row, deeper = fault.begun[0], False
    else:
        return None
    line = fault.lines.line(row).rstrip()
    deeper = deeper and _indent_of(fault.line) > _indent_of(line)
    if deeper and _PAIR.match(line):
        return _too_far(fault, _indent_of(line))
    for case, pattern in (("no-blank", _NO_BLANK), ("equals", _EQUALS)):
        if match := pattern.match(line):
            column, after = match.start("mark") + 1, line[match.end() :]
            instead = (f"{line[: column - 1].rstrip()}: {after}".rstrip(),)
            return fault.at(case, row, column, instead=instead)
    match = None if deeper else _WORD.match(line)
    end = match.end("key") if match else len(line)
    instead = (f"{line[:end]}:{line[end:]}",)
    return fault.at("no-colon", row, end + 1, found=line[_indent_of(line) : end], instead=instead)


def _indent(fault: _Fault) -> UnreadableError | None:
    """Explain a line that begins in no column of the lines above, or a text behind an end."""
    if not fault.problem.endswith("did not find expected key"):
        return None
    indent = _indent_of(fault.line)
    if fault.column - 1 > indent:
        case = "closing" if fault.rest[:1] in ("}", "]") else "behind"
        return fault.here(case, found=fault.rest[:1] if case == "closing" else fault.rest.rstrip())
    wanted = _wanted(fault, indent)
    if wanted == indent:
        return None
    return _too_far(fault, wanted) if wanted < indent else _misplaced("too-near", fault, wanted)


def _wanted(fault: _Fault, indent: int) -> int:
    """Return the indent that is probably meant, by the lines above that are still open."""
    open_, closed = [0], indent
    for line in _lines_above(fault):
        here = _indent_of(line)
        while open_[-1] > here:
            open_.pop()
        if open_[-1] < here:
            open_.append(here)
    while open_[-1] > indent:
        closed = open_.pop()
    return closed if closed > indent else open_[-1]


def _lines_above(fault: _Fault) -> Iterator[str]:
    lines = (fault.lines.line(row) for row in range(1, fault.row))
    return filter(_has_text, lines)


def _too_far(fault: _Fault, wanted: int) -> UnreadableError:
    return _misplaced("too-far", fault, wanted)


def _misplaced(case: str, fault: _Fault, wanted: int) -> UnreadableError:
    indent = _indent_of(fault.line)
    instead = (" " * wanted + fault.line.strip(),)
    values = {"found": indent, "wanted": wanted, "instead": instead}
    return fault.at(case, fault.row, indent + 1, **values)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
