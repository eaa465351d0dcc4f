"""A rule's page: what it flags and why, its messages in two languages, examples that run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from raci.findings.finding import Severity
from raci.findings.text import Text
from raci.source.yaml import read

_FENCE = re.compile(
    r"^```(\w+)( mended)?(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Case:
    """One message of a rule, by language, its hint and, where it is not the rule's, severity."""

    message: Text
    hint: Text
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: ``title`` is what it flags, ``options`` what each option means.

    A rule that is ``off`` runs only where it is selected by its code or name; ``severity`` is then
    that of its findings. ``body`` is the Markdown below the head.
    """

    code: str
    name: str
    severity: Severity
    off: bool
    title: Text
    cases: Mapping[str, Case]
    options: Mapping[str, Text]
    body: str

    def section(self, heading: str) -> str:
        """Return the text under a heading of the second level, ``""`` where there is none."""
        for part in re.split(r"^## ", self.body, flags=re.MULTILINE)[1:]:
            first, _, rest = part.partition("\n")
            if first.strip() == heading:
                return rest.strip()
        return ""

    def examples(self, heading: str) -> tuple["Example", ...]:
        """Return the examples under a heading; each ends with its output and its fixed files."""
        examples = [Example({}, "", {})]
        for language, mended, title, text in _FENCE.findall(self.section(heading) + "\n"):
            name, last = title or "org.yaml", examples[-1]
            if mended:
                examples[-1] = replace(last, mended={**last.mended, name: text})
            elif language == "text":
                examples[-1] = replace(last, output=text)
            elif last.output or name in last.files:
                examples.append(Example({name: text}, "", {}))
            else:
                examples[-1] = replace(last, files={**last.files, name: text})
        return tuple(example for example in examples if example.files)


@dataclass(frozen=True, slots=True)
class Example:
    """An organisation as files, what raci prints about it, and the files that it can fix."""

    files: Mapping[str, str]
    output: str
    mended: Mapping[str, str]


@cache
def load_page(path: Path) -> Page:
    """Return the page of a file, whose name is the rule's."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    data = read(head.encode(), path.name).data
    hint = data.get("hint", {})
    cases = {name: _case(case, hint) for name, case in data["cases"].items()}
    off = data["severity"] == "off"
    severity = Severity[data["chosen" if off else "severity"].upper()]
    name = path.stem.replace("_", "-")
    options = data.get("options", {})
    return Page(data["code"], name, severity, off, data["title"], cases, options, body.lstrip("\n"))


def _case(data: Mapping[str, Any], hint: Text) -> Case:
    severity = Severity[data["severity"].upper()] if "severity" in data else None
    return Case({"en": data["en"], "zh": data["zh"]}, data.get("hint", hint), severity)


def is_off(path: Path) -> bool:
    """Return whether a page's rule is off, without reading it as YAML."""
    head = path.read_text(encoding="utf-8").split("---\n", 2)[1]
    return "severity: off" in head.splitlines()
