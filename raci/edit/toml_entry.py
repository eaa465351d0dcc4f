"""Writes an entry into TOML settings; all else stays byte for byte."""

from collections.abc import Mapping, Sequence
from typing import Any

from raci.edit.target import EditError
from raci.findings.sentence import Sentence
from raci.source.decode import decode

LINE = 88
"""A list that is longer stands on several lines."""


def with_entry(raw: bytes, path: str, route: Sequence[str], entry: Mapping[str, Any]) -> bytes:
    """Return settings in which the map at a route has the entries of another one.

    Values, and items of lists, that are the same already are left as they are written, with their
    comments; what the entry does not name stays, and what it says is None is removed. ``path`` is
    where the settings are, for errors.

    Raises:
        EditError: the text cannot be changed without changing what else it says.
        UnreadableError: the bytes are no text; ValueError: they are no TOML.
    """
    import tomllib

    text = decode(raw)
    wanted = tomllib.loads(text)
    _set(wanted, route, _plain(entry))
    written = _written(text, route, _plain(entry))
    if tomllib.loads(written) != wanted:
        raise EditError(Sentence("unsafe-edit"), path)
    newline = "\r\n" if "\r\n" in text else "\n"
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    return mark + written.replace("\r\n", "\n").replace("\n", newline).encode()


def _written(text: str, route: Sequence[str], entry: Mapping[str, Any]) -> str:
    import tomlkit
    from tomlkit.items import InlineTable

    document = tomlkit.parse(text)
    at: Any = document
    inline = False
    for number, key in enumerate(route):
        if key not in at:
            is_last = number + 1 == len(route)
            at[key] = (
                tomlkit.inline_table() if inline else tomlkit.table(is_super_table=not is_last)
            )
        at = at[key]
        inline = inline or isinstance(at, InlineTable)
    for key, value in entry.items():
        if value is None:
            at.pop(key, None)
        else:
            _put(at, key, value, inline=inline)
    return tomlkit.dumps(document)


def _put(at: Any, key: str, value: Any, *, inline: bool) -> None:
    if key not in at:
        at[key] = _item(value, inline=inline)
    elif _plain(at[key]) == value:
        return
    elif isinstance(value, list) and isinstance(at[key], list):
        _merge(at[key], value)
    else:
        at[key] = _item(value, inline=inline)


def _merge(items: Any, wanted: list[Any]) -> None:
    """Make a list what is wanted; what stays keeps its place and the comments beside it."""
    from difflib import SequenceMatcher

    from tomlkit.items import AoT

    inline = not isinstance(items, AoT)
    own = [_named(each) for each in items]
    matcher = SequenceMatcher(None, own, [_named(each) for each in wanted], autojunk=False)
    for _, first, last, start, end in reversed(matcher.get_opcodes()):
        common = min(last - first, end - start)
        for number in reversed(range(first + common, last)):
            del items[number]
        for number, value in enumerate(wanted[start + common : end], first + common):
            items.insert(number, _new(value, inline=inline))
        for number, value in zip(range(first, first + common), wanted[start:end], strict=False):
            if isinstance(value, dict) and isinstance(items[number], dict):
                _become(items[number], value, inline=inline)
            elif _plain(items[number]) != value:
                items[number] = _new(value, inline=inline)


def _named(value: Any) -> tuple[Any, ...]:
    """Return what tells an item of a list from others: a map without its lists."""
    if not isinstance(value, Mapping):
        return (str(value),)
    return tuple((key, each) for key, each in _plain(value).items() if not isinstance(each, list))


def _become(at: Any, value: Mapping[str, Any], *, inline: bool) -> None:
    for key in [key for key in at if key not in value]:
        del at[key]
    for key, each in value.items():
        _put(at, key, each, inline=inline)


def _new(value: Any, *, inline: bool) -> Any:
    return _item(value, inline=True) if inline else _item([value], inline=False)[0]


def _item(value: Any, *, inline: bool) -> Any:
    import tomlkit

    if isinstance(value, Mapping):
        short = tomlkit.inline_table()
        short.update({key: _item(each, inline=True) for key, each in value.items()})
        return short
    if not isinstance(value, list | tuple):
        return value
    if not inline and value and isinstance(value[0], Mapping):
        tables = tomlkit.aot()
        for each in value:
            table = tomlkit.table()
            for key, item in each.items():
                table[key] = _item(item, inline=False)
            tables.append(table)
        return tables
    items = tomlkit.array()
    items.extend(_item(each, inline=True) for each in value)
    return items.multiline(not inline and len(items.as_string()) > LINE)


def _set(data: dict[str, Any], route: Sequence[str], entry: Mapping[str, Any]) -> None:
    for key in route:
        data = data.setdefault(key, {})
    data.update(entry)
    for key in [key for key, value in entry.items() if value is None]:
        del data[key]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
