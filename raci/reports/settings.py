"""The effective settings as a settings file would say them, each with its origin behind it."""

from collections.abc import Iterator
from json import dumps

from raci.settings import DEFAULT, Settings

ROOM = 44
"""Columns for a setting; its origin stands behind them."""


def render(settings: Settings, title: str) -> str:
    """Render settings as TOML: read again, it gives the same settings."""
    return "\n".join([f"# {title}", *_lines(settings)]) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    severity, origin = settings.fail_on
    yield _line(f"fail-on = {_text(severity.label)}", origin)
    yield from _list(
        "select", {code: settings.selected[code] for code in sorted(settings.selected)}
    )
    left_out = sorted(settings.names.keys() - settings.selected.keys())
    yield from (f"# not selected: {code}" for code in left_out)
    mandatory = {code: m.origin for code, m in sorted(settings.mandatory.items())}
    yield from _list("mandatory", mandatory)
    for code, origin in sorted(settings.overruled.items()):
        yield f"# {origin} does not switch off or soften {code}: it is mandatory"
    yield "\n[severity]"
    for code, (severity, origin) in sorted(settings.severities.items()):
        yield _line(f"{code} = {_text(severity.label)}", origin)
    for code, options in sorted(settings.options.items()):
        yield f"\n[options.{code}]"
        for name, (value, origin) in sorted(options.items()):
            yield _line(f"{name} = {dumps(value)}", origin)
    if settings.ignored:
        yield "\n[per-path-ignores]"
    for ignored in settings.ignored:
        codes = ", ".join(map(_text, sorted(ignored.codes)))
        yield _line(f"{_text(ignored.pattern)} = [{codes}]", ignored.origin)


def _list(key: str, origins: dict[str, str]) -> Iterator[str]:
    """Give a list, its items a line each; in one line where nobody wrote it."""
    if set(origins.values()) == {DEFAULT}:
        yield f"# {key}: all rules (default)"
    elif origins:
        yield f"{key} = ["
        yield from (_line(f"  {_text(code)},", origin) for code, origin in origins.items())
        yield "]"


def _line(setting: str, origin: str) -> str:
    return f"{setting:<{ROOM}}  # {origin}"


def _text(text: str) -> str:
    return dumps(text, ensure_ascii=False)
