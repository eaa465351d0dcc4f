"""The effective settings as a settings file, each with its origin behind it."""

from collections.abc import Iterator, Mapping
from json import dumps

from raci.check.settings import DEFAULT, OFF, Settings
from raci.findings.codes import ALWAYS
from raci.render.escape import clean, in_json

ROOM = 44
"""Columns for a setting, in front of its origin."""


def render(settings: Settings, title: str) -> str:
    """Render settings as TOML that has the same effect in the topmost folder with settings.

    Comments hold what one file cannot express.
    """
    return "\n".join([f"# {clean(title)}", *_lines(settings)]) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    severity, origin = settings.fail_on
    yield _line(f"fail-on = {_text(severity.label)}", origin)
    standing, origin = settings.approvals
    yield _line(f"approvals = {_text(standing)}", origin)
    language, origin = settings.lang
    yield _line(f"lang = {_text(language)}", origin)
    yield from _selection(settings)
    yield from _mandatory(settings)
    yield "\n[severity]"
    for code, (severity, origin) in sorted(settings.severities.items()):
        yield _line(f"{code} = {_text(severity.label)}", origin)
    for code, options in sorted(settings.options.items()):
        yield f"\n[options.{code}]"
        for name, (value, origin) in sorted(options.items()):
            yield _line(f"{name} = {in_json(dumps(value))}", origin)
    if settings.ignored:
        yield "\n[per-path-ignores]"
    for pattern, (codes, origins) in settings.ignored_by_pattern.items():
        listed = ", ".join(map(_text, sorted(codes)))
        yield _line(f"{_text(pattern)} = [{listed}]", ", ".join(origins))


def _selection(settings: Settings) -> Iterator[str]:
    if {*settings.selected.values(), *settings.left_out.values()} <= {DEFAULT, OFF}:
        yield _line("# select: all rules", DEFAULT)
    else:
        yield from _list("select", settings.selected)
    for code, origin in sorted(settings.left_out.items()):
        if code not in ALWAYS:
            yield _line(f"# not {code}", origin)


def _mandatory(settings: Settings) -> Iterator[str]:
    mandatory = settings.mandatory
    if mandatory:
        yield from _list("mandatory", {code: rule.origin for code, rule in mandatory.items()})
    for code, rule in sorted(mandatory.items()):
        if rule.fail_on < settings.fail_on[0]:
            yield f"# {code} fails the run from {rule.fail_on.label} on: it is mandatory"
    for code, origin in sorted(settings.overruled):
        yield f"# {clean(origin)} does not count for {code}: it is mandatory"


def _list(key: str, origins: Mapping[str, str]) -> Iterator[str]:
    yield f"{key} = ["
    yield from (_line(f"  {_text(code)},", origin) for code, origin in sorted(origins.items()))
    yield "]"


def _line(setting: str, origin: str) -> str:
    return f"{setting:<{ROOM}}  # {clean(origin)}"


def _text(text: str) -> str:
    return in_json(dumps(text, ensure_ascii=False))
