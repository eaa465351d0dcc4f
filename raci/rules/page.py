"""A rule's page: what it flags and why, in English and Chinese, and examples that run.

``NAME.md`` has the head, the English body and the examples; ``NAME.zh.md`` the Chinese body, whose
sections are those of the English one with what raci prints in Chinese, without the examples' files.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from raci.findings.finding import Severity
from raci.findings.text import Text
from raci.rules.page_head import InvalidRuleError
from raci.source.yaml import read

_FENCE = re.compile(
    r"^```(\w+)( mended)?(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_BLOCK = re.compile(r"^```.*?^```$|(?:^(?!```)[^\n]+\n?)+", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## ", re.MULTILINE)
CHINESE = ".zh.md"


@dataclass(frozen=True, slots=True)
class Case:
    """One message of a rule, by language, its hint and, where it is not the rule's, severity.

    ``group`` says what several findings have in common, ``table_hint`` what to do in a table where
    the hint names keys of a definition.
    """

    message: Text
    hint: Text
    group: Text
    severity: Severity | None = None
    table_hint: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: ``title`` is what it flags, ``options`` what each option means.

    A rule that is ``off`` runs only where it is selected by its code or name; ``severity`` is then
    that of its findings. ``body`` is the Markdown below the head, by language.
    """

    code: str
    name: str
    severity: Severity
    off: bool
    title: Text
    cases: Mapping[str, Case]
    options: Mapping[str, Text]
    body: Text

    def section(self, heading: str) -> str:
        """Return the English text under a heading, ``""`` where there is none."""
        for part in _HEADING.split(self.body["en"])[1:]:
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
    data, body = parts(path)
    cases = {name: _case(case, data) for name, case in data["cases"].items()}
    off = data["severity"] == "off"
    severity = Severity[data["chosen" if off else "severity"].upper()]
    name = path.stem.replace("_", "-")
    options = data.get("options", {})
    texts = {"en": body.lstrip("\n")}
    if (chinese := path.with_suffix(CHINESE)).exists():
        texts["zh"] = _with_examples(texts["en"], chinese.read_text(encoding="utf-8"))
    return Page(data["code"], name, severity, off, data["title"], cases, options, texts)


def parts(path: Path) -> tuple[Any, str]:
    """Return the data of a page's head, and the text below it.

    Raises:
        InvalidRuleError: there is no head.
        UnreadableError: the head is not YAML that raci reads.
    """
    before, *rest = path.read_text(encoding="utf-8").split("---\n", 2)
    if before or len(rest) < 2:
        raise InvalidRuleError(f"{path.name} does not begin with a head between two lines ---")
    head, body = rest
    return read(head.encode(), path.name).data, body


def page_files(folder: Path) -> list[Path]:
    """Return the pages in the folders of families, each by its English file."""
    return sorted(p for p in folder.glob("*/*.md") if not p.name.endswith(CHINESE))


def blocks(section: str) -> list[str]:
    """Return the paragraphs and the fences of a section in their order."""
    return [block.rstrip("\n") for block in _BLOCK.findall(section)]


def _with_examples(english: str, chinese: str) -> str:
    """Return the Chinese body with the examples where the English one has them."""
    parts, own = _HEADING.split(english), _HEADING.split(chinese)
    if len(parts) != len(own):
        raise ValueError(f"the Chinese page has {len(own) - 1} sections, not {len(parts) - 1}")
    sections = zip(parts, own, strict=True)
    return "## ".join("\n\n".join(_with_files(*pair)) + "\n\n" for pair in sections).rstrip() + "\n"


def _with_files(english: str, chinese: str) -> Iterator[str]:
    """Yield a Chinese section: its paragraphs and outputs in turn, and the English one's files."""
    if "```" not in english:
        yield from blocks(chinese)
        return
    outputs = [block for block in blocks(chinese) if block.startswith("```")]
    paragraphs = [block for block in blocks(chinese) if not block.startswith("```")]
    for block in blocks(english):
        if not block.startswith("```"):
            yield paragraphs.pop(0)
        elif not block.startswith("```text\n"):
            yield block
        elif outputs:
            yield outputs.pop(0)
    if paragraphs:
        raise ValueError(f"a Chinese paragraph that belongs to no English one: {paragraphs[0]}")


def _case(data: Mapping[str, Any], page: Mapping[str, Any]) -> Case:
    """Return a case; its own hint stands for the page's, in a table too."""
    severity = Severity[data["severity"].upper()] if "severity" in data else None
    text = {tag: data[tag] for tag in ("en", "zh") if tag in data}
    hints = data if "hint" in data or "table_hint" in data else page
    return Case(
        text,
        data.get("hint", page.get("hint", {})),
        data.get("group", {}),
        severity,
        hints.get("table_hint", {}),
    )


def is_off(path: Path) -> bool:
    """Return whether a page's rule is off, without reading it as YAML."""
    head = path.read_text(encoding="utf-8").split("---\n", 2)[1]
    return "severity: off" in head.splitlines()
