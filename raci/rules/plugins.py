"""Rules of installed packages, which entry points of the group ``raci.rules`` name.

Such a package is made as the folder of one of raci's own families is: ``NAME.py`` and ``NAME.md``
for each rule. A file whose name begins with ``_`` is no rule. What cannot be used is a failure; all
else is used.
"""

import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from raci.findings.codes import POLICIES, family
from raci.rules.page import CHINESE, is_off, load_page, parts
from raci.rules.page_head import InvalidRuleError, check_head
from raci.rules.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import Distribution

GROUP = "raci.rules"
_METADATA = (".dist-info", ".egg-info")
_CODE = re.compile(r"[A-Z]+[0-9]+")


class Failure(NamedTuple):
    """What of a plugin is not used: the message case of the defect, and its values."""

    case: str
    values: Mapping[str, str]


class Found(NamedTuple):
    """A rule of a plugin, and the file of its page."""

    rule: Rule
    page: Path


@dataclass(slots=True)
class Plugins:
    """The rules of all plugins, and what of them is not used."""

    rules: list[Found] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def installed() -> list[Path]:
    """Return the metadata folders of the plugins that ``sys.path`` leads to.

    Only the files that name the group are parsed: ``importlib.metadata`` would parse those of all
    packages, and to import it takes as long as a small check.
    """
    found: list[Path] = []
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):
            names = sorted(name for name in os.listdir(folder or ".") if name.endswith(_METADATA))
            found += (Path(folder, name) for name in names if _names_group(folder, name))
    return found


def _names_group(folder: str, name: str) -> bool:
    try:
        with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
            return GROUP.encode() in file.read()
    except OSError:
        return False


def load_plugins(folders: list[Path], own: Mapping[str, str]) -> Plugins:
    """Return the rules of plugins.

    Args:
        folders: the plugins' metadata; of two for one package the first counts, as for Python.
        own: raci's own codes, by code and by each name that means one.
    """
    from importlib.metadata import Distribution

    by_package: dict[str, Path] = {}
    for folder in folders:
        by_package.setdefault(folder.stem.partition("-")[0].lower(), folder)
    plugins = Plugins()
    taken = _Taken(own)
    for package, folder in sorted(by_package.items()):
        for each in _rules(package, Distribution.at(folder)):
            failure = each if isinstance(each, Failure) else taken.claim(each.rule)
            if failure:
                plugins.failures.append(failure)
            elif isinstance(each, Found):
                plugins.rules.append(each)
    return plugins


class _Taken:
    """Who has a code, a name or a family; none may be two of them."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._names = dict.fromkeys(map(str.lower, own), "raci") | {POLICIES.lower(): "policies"}
        self._families = {family(code).lower(): "raci" for code in own.values()}

    def claim(self, rule: Rule) -> Failure | None:
        """Note a rule's code and name, or return who has them."""
        letters = family(rule.code)
        owners = {
            rule.code: self._names.get(rule.code.lower()),
            rule.name: self._names.get(rule.name) or self._families.get(rule.name),
            letters: self._names.get(letters.lower()),
        }
        for name, owner in owners.items():
            if owner:
                facts = {"plugin": rule.plugin, "rule": rule.name, "taken": name, "owner": owner}
                return Failure("plugin-taken", facts)
        self._names |= dict.fromkeys((rule.code.lower(), rule.name), rule.plugin)
        self._families.setdefault(letters.lower(), rule.plugin)
        return None


def _rules(package: str, distribution: "Distribution") -> Iterator[Found | Failure]:
    plugin = package
    try:
        plugin = distribution.metadata["Name"] or package
        points = sorted(distribution.entry_points.select(group=GROUP))
        modules = [point.value.strip() for point in points]
        folders = [(module, folder) for module in modules for folder in _folders(module)]
    except (Exception, SystemExit) as error:
        yield Failure("plugin", {"plugin": plugin, "rule": plugin, "error": _say(error)})
        return
    for module, folder in folders:
        for stem in _stems(folder):
            try:
                yield _rule(module, folder / f"{stem}.md", plugin)
            except (Exception, SystemExit) as error:
                facts = {"plugin": plugin, "rule": stem.replace("_", "-"), "error": _say(error)}
                yield Failure("plugin-rule", facts)


def _folders(package: str) -> list[Path]:
    module = import_module(package)
    if not hasattr(module, "__path__"):
        raise InvalidRuleError(f"{package} is a module; the entry point must name a package")
    return list(dict.fromkeys(Path(path).resolve() for path in module.__path__))


def _stems(folder: Path) -> list[str]:
    names = (p.name for p in folder.iterdir() if not p.name.startswith(("_", ".")))
    files = (name for name in names if name.endswith((".py", ".md")) and not name.endswith(CHINESE))
    return sorted({name.partition(".")[0] for name in files})


def _rule(package: str, path: Path, plugin: str) -> Found:
    """Return the rule whose page a file is.

    Raises:
        InvalidRuleError: function and page do not make a rule.
        Exception: anything else that code and text of a plugin may do.
    """
    for file in (path, path.with_suffix(".py")):
        if not file.is_file():
            raise InvalidRuleError(f"{file.name} is missing")
    rule = getattr(import_module(f"{package}.{path.stem}"), path.stem, None)
    if not isinstance(rule, Rule) or rule.name != path.stem.replace("_", "-"):
        raise InvalidRuleError(f"{path.stem}.py defines no function {path.stem} with @rule")
    check_head(parts(path)[0])
    if problem := _mismatch(rule, path):
        raise InvalidRuleError(problem)
    return Found(replace(rule, plugin=plugin), path)


def _mismatch(rule: Rule, path: Path) -> str:
    """Return what is wrong with a rule and its page as a pair, empty where nothing is."""
    page = load_page(path)
    if not _CODE.fullmatch(rule.code):
        return f"the code {rule.code} is not capital letters followed by digits"
    if page.code != rule.code:
        return f"the function's code is {rule.code}, that of the page {page.code}"
    options = {option.name for option in rule.options}
    if options != page.options.keys():
        of_page = _listed(page.options)
        return f"the function's options are {_listed(options)}, those of the page {of_page}"
    return "write `severity: off` without quotes" if page.off != is_off(path) else ""


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _say(error: BaseException) -> str:
    return str(error) if isinstance(error, InvalidRuleError) else f"{type(error).__name__}: {error}"
