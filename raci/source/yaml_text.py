"""Writes plain data as YAML, without quotes if it reads back the same, else quoted as in JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from raci.source.decode import UnreadableError
from raci.source.yaml import read

WIDTH = 100
"""The most columns of a list or a short map on one line."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that JSON allows unescaped, but YAML refuses or reads as line breaks; and those that
reverse a text, so that a line looks as if it said something else."""


_COUNTING = re.compile("[1-9][0-9]{0,8}")


class Quotes(NamedTuple):
    """Whether keys and texts are in double quotes even if they need none."""

    keys: bool = False
    values: bool = False


class Form(NamedTuple):
    """How the entries of a block are written.

    ``flowing``: whether a map or list is written on one line; None: if it is short.
    """

    quotes: Quotes
    step: int = 2
    indent: int = 0
    flowing: bool | None = None


def scalar(value: Any, *, quoted: bool = False, flow: bool = False) -> str:
    """Return the text of a value that is no map or list."""
    if isinstance(value, str) and not quoted and _is_plain(value, "[{} ]" if flow else "- {}"):
        return value
    return _as_json(value)


def key(text: str, *, quoted: bool = False, flow: bool = False) -> str:
    """Return the text of a map's key, quoted if as a value it would be no text.

    A counting number is plain, as people write it.
    """
    contexts = ("{{{}: }}", "[{} ]") if flow else ("{}:", "- {}")
    is_plain = _COUNTING.fullmatch(text) or all(_is_plain(text, c) for c in contexts)
    return text if is_plain and not quoted else _as_json(text)


def flow(value: Any, quotes: Quotes) -> str:
    """Return the text of any value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(flow_entry(k, item, quotes) for k, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(item, quotes) for item in value)}]"
    return scalar(value, quoted=quotes.values, flow=True)


def flow_entry(name: str | None, value: Any, quotes: Quotes) -> str:
    """Return the text of an entry of a flow map, or, without a key, of an item of a list."""
    head = "" if name is None else f"{key(name, quoted=quotes.keys, flow=True)}: "
    return head + flow(value, quotes)


def block_entry(name: str | None, value: Any, form: Form) -> list[str]:
    """Return the lines of an entry of a block map, or of an item of a list, without indent."""
    head = "-" if name is None else f"{key(name, quoted=form.quotes.keys)}:"
    first, *below = block_value(head, value, form)
    return [head + first, *below]


def block_value(head: str, value: Any, form: Form) -> list[str]:
    """Return the text behind a colon or hyphen: the rest of its line, and the lines below."""
    if not isinstance(value, dict | list):
        return [f" {scalar(value, quoted=form.quotes.values)}"]
    text = flow(value, form.quotes)
    if not value or _fits(f"{head} {text}", value, form):
        return [f" {text}"]
    step = 2 if head == "-" else form.step
    lines = block(value, form._replace(indent=form.indent + step, flowing=None))
    if head == "-":
        return [f" {lines[0]}", *(f"  {line}" for line in lines[1:])]
    return ["", *(" " * step + line for line in lines)]


def block(value: Any, form: Form) -> list[str]:
    """Return the lines of a nonempty map or list in block style."""
    return [line for name, item in entries(value) for line in block_entry(name, item, form)]


def section_text(name: str, section: Mapping[str, Any]) -> str:
    """Return the text of a file's section, with its entries in block style."""
    form = Form(Quotes(), indent=2, flowing=False)
    lines = [line for id_, entry in section.items() for line in block_entry(id_, entry, form)]
    return "".join(f"{line}\n" for line in (f"{name}:", *(f"  {line}" for line in lines)))


def entries(value: Any) -> Iterator[tuple[str | None, Any]]:
    """Return the entries of a map, or the items of a list with None as key."""
    if isinstance(value, dict):
        return iter(value.items())
    return ((None, item) for item in value)


def _fits(line: str, value: Any, form: Form) -> bool:
    if form.flowing is False or form.indent + len(line) > WIDTH:
        return False
    if any(isinstance(item, dict | list) for _, item in entries(value)):
        return False
    return form.flowing or isinstance(value, list) or len(value) <= 2


@lru_cache(maxsize=4096)
def _is_plain(text: str, context: str) -> bool:
    """Return whether the reader reads a text without quotes back as itself."""
    if not text.isprintable():
        return False
    try:
        (result,) = read(context.format(text).encode(), "").data
    except (UnreadableError, TypeError, ValueError):
        return False
    return isinstance(result, str) and result == text


def _as_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
