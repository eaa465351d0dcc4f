"""The catalogue of rules, found by their files: a page each, and a function beside most.

Rules of the reader itself (unreadable files, duplicate ids, …) have a page and no function. Rules
of plugins stand among raci's own.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from raci.findings.text import Text
from raci.rules.page import Page, is_off, load_page, page_files
from raci.rules.plugins import Failure, Plugins, installed, load_plugins
from raci.rules.retired import FORMER
from raci.rules.rule import Option, Rule
from raci.rules.settings_schema import with_rules

FOLDER = Path(__file__).parent


@cache
def _own() -> Mapping[str, tuple[Rule, Path]]:
    by_code: dict[str, tuple[Rule, Path]] = {}
    for page in page_files(FOLDER):
        if page.with_suffix(".py").exists():
            module = import_module(f"raci.rules.{page.parent.name}.{page.stem}")
            rule: Rule = getattr(module, page.stem)
            by_code[rule.code] = rule, page
    return by_code


@cache
def _reading() -> Mapping[str, Page]:
    own = (path for path in page_files(FOLDER) if not path.with_suffix(".py").exists())
    return {page.code: page for page in map(load_page, own)}


@cache
def _plugins() -> Plugins:
    folders = installed()
    if not folders:
        return Plugins()
    own = {code: rule.name for code, (rule, _) in _own().items()}
    own |= {code: page.name for code, page in _reading().items()}
    return load_plugins(folders, _meanings(own))


@cache
def of_plugins() -> Mapping[str, Rule]:
    """Return the rules of plugins by code."""
    return {each.rule.code: each.rule for each in _plugins().rules}


def failures() -> Sequence[Failure]:
    """Return what of the plugins is not used, and why."""
    return _plugins().failures


def with_plugins(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of settings with the rules of plugins."""
    rules = of_plugins()
    named = {name: page(code) for code in rules for name in (code, rules[code].name)}
    return with_rules(schema, named, options) if named else schema


@cache
def _judging() -> Mapping[str, tuple[Rule, Path]]:
    return dict(sorted({**_own(), **{each.rule.code: each for each in _plugins().rules}}.items()))


def rules() -> tuple[Rule, ...]:
    """Return the rules that have a function, in the order of their codes."""
    return tuple(rule for rule, _ in _judging().values())


@cache
def judging() -> Mapping[str, str]:
    """Return the names of the rules that have a function by their codes, without reading a page."""
    return {rule.code: rule.name for rule in rules()}


@cache
def mutual() -> frozenset[str]:
    """Return the codes of the rules whose subject is the smallest id of those concerned."""
    return frozenset(rule.code for rule in rules() if rule.mutual)


@cache
def off() -> frozenset[str]:
    """Return the codes of the rules that run only where they are selected by code or name."""
    return frozenset(code for code, (_, path) in _judging().items() if is_off(path))


@cache
def names() -> Mapping[str, str]:
    """Return every rule's name by its code, in the order of the codes; reads few pages."""
    reading = {code: page.name for code, page in _reading().items()}
    return dict(sorted((dict(judging()) | reading).items()))


@cache
def codes() -> Mapping[str, str]:
    """Return the code of a rule by its code, its name, and the former ones that mean it."""
    return _meanings(names())


def _meanings(names: Mapping[str, str]) -> Mapping[str, str]:
    current = {alias: code for code, name in names.items() for alias in (code, name)}
    return {former: rule.by for former, rule in FORMER.items()} | current


@cache
def pages() -> Mapping[str, Page]:
    """Return every rule's page, by code, in the order of the codes."""
    loaded = map(load_page, (path for _, path in _judging().values()))
    return dict(sorted({**_reading(), **{page.code: page for page in loaded}}.items()))


def defaults() -> Mapping[str, Any]:
    """Return the default settings in the form of a settings file."""
    return {
        "fail-on": "error",
        "approvals": "claimed",
        "lang": "en",
        "severity": {code: page.severity.label for code, page in pages().items()},
        "options": {
            rule.code: {option.name: option.default for option in rule.options}
            for rule in rules()
            if rule.options
        },
    }


def options(code: str) -> tuple[Option, ...]:
    """Return the options of a rule by its code; none where it has no function."""
    return _judging()[code][0].options if code in _judging() else ()


def page(code: str) -> Page:
    """Return a rule's page by its code, reading no more pages than needed."""
    return load_page(_judging()[code][1]) if code in _judging() else _reading()[code]


def titles() -> Mapping[str, Text]:
    """Return the titles of all rules, by code and by name."""
    return {name: page.title for page in pages().values() for name in (page.code, page.name)}
