"""A rule's page: what it flags and why, its messages in two languages, examples that run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from raci.finding import Severity, Text
from raci.source import read

_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """One message of a rule, by language, and its hint."""

    message: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page. ``body`` is the Markdown below the head; ``title`` says what it flags."""

    code: str
    name: str
    severity: Severity
    title: Text
    cases: Mapping[str, Case]
    body: str

    def section(self, heading: str) -> str:
        """Give the text under a heading of the second level, ``""`` where there is none."""
        for part in re.split(r"^## ", self.body, flags=re.MULTILINE)[1:]:
            first, _, rest = part.partition("\n")
            if first.strip() == heading:
                return rest.strip()
        return ""

    def examples(self, heading: str) -> tuple["Example", ...]:
        """Give the examples under a heading; each ends with its output, where it has one."""
        found: list[Example] = []
        files: dict[str, str] = {}
        for language, title, text in _FENCE.findall(self.section(heading) + "\n"):
            if language == "text":
                found.append(Example(files, text))
                files = {}
            else:
                name = title or "org.yaml"
                if name in files:
                    found.append(Example(files, ""))
                    files = {}
                files[name] = text
        return (*found, Example(files, "")) if files else tuple(found)


@dataclass(frozen=True, slots=True)
class Example:
    """An organisation as files, and what raci prints about it."""

    files: Mapping[str, str]
    output: str


@cache
def load_page(path: Path) -> Page:
    """Read a page; the file's name is the rule's."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    data = read(head.encode(), path.name).data
    hint = data.get("hint", {})
    cases = {
        name: Case({"en": case["en"], "zh": case["zh"]}, case.get("hint", hint))
        for name, case in data["cases"].items()
    }
    severity = Severity[data["severity"].upper()]
    name = path.stem.replace("_", "-")
    return Page(data["code"], name, severity, data["title"], cases, body.lstrip("\n"))
