"""What everything was made from: the inputs, the settings in force, raci's version and the day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from json import dumps
from typing import Any, NamedTuple

from raci.check.settings import DEFAULT, Origin, Settings
from raci.findings.inputs import Checkout, Input
from raci.findings.report import Report
from raci.findings.text import Text
from raci.render.facts.table import LANGUAGES, FactTable, Value, column, phrase, table
from raci.version import __version__


def made_from(organisation: str, report: Report, checkout: Checkout | None = None) -> FactTable:
    """Return what a report was made from, a fact in each row.

    ``checkout`` is the commit, where git was asked and has one.
    """
    later = checkout.changed_after if checkout else None
    facts: tuple[tuple[str, Value], ...] = (
        ("organisation", organisation),
        ("version", f"raci {__version__}"),
        ("as-of", report.as_of),
        ("digest", report.inputs),
        ("commit", checkout.commit if checkout else None),
        ("tree", phrase(_tree(checkout.clean)) if checkout else None),
        ("changed-after", f"{later.day} {later.commit}" if later else None),
    )
    rows = ((phrase(f"made-{key}"), value) for key, value in facts if value)
    return table("made-from", (column("fact"), column("value")), rows)


def _tree(clean: bool) -> str:
    return "tree-clean" if clean else "tree-changed"


def inputs(files: Iterable[Input]) -> FactTable:
    """Return the files that were read, sorted by path."""
    columns = (column("path"), column("sha256"), column("size", "number"))
    return table("inputs", columns, sorted(files))


def settings(in_force: Settings) -> FactTable:
    """Return the settings in force, each with the file and line, or the words, it comes from."""
    columns = (column("setting"), column("value"), column("origin"))
    every = list(each_setting(in_force))
    rows = ((each.name, _written(each.value), each.origin) for each in every)
    usual = (number for number, each in enumerate(every) if each.origin == _said(DEFAULT))
    return replace(table("settings", columns, rows), usual=tuple(usual))


class Setting(NamedTuple):
    """A setting as a settings file has it, ``options.LOD501.max``, and where it comes from."""

    name: str
    value: Any
    origin: Text


def each_setting(settings: Settings) -> Iterator[Setting]:
    """Yield the settings in force; which rules run is told by the rules themselves."""
    severity, origin = settings.fail_on
    yield Setting("fail-on", severity.label, _said(origin))
    for name, (value, origin) in (("approvals", settings.approvals), ("lang", settings.lang)):
        yield Setting(name, value, _said(origin))
    for code, mandatory in sorted(settings.mandatory.items()):
        yield Setting(f"mandatory.{code}", mandatory.severity.label, _said(mandatory.origin))
    for code, (severity, origin) in sorted(settings.severities.items()):
        yield Setting(f"severity.{code}", severity.label, _said(origin))
    for code, options in sorted(settings.options.items()):
        for name, (value, origin) in sorted(options.items()):
            yield Setting(f"options.{code}.{name}", value, _said(origin))
    for pattern, (codes, origins) in settings.ignored_by_pattern.items():
        yield Setting(f"per-path-ignores.{pattern}", sorted(codes), {"": ", ".join(origins)})


def _written(value: Any) -> str:
    return value if isinstance(value, str) else dumps(value, ensure_ascii=False)


def _said(origin: Origin) -> Text:
    return {lang: origin.say(lang) for lang in LANGUAGES}
