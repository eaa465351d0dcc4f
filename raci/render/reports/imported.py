"""What an import read, what it doubted, what it left out, and where each stands."""

from collections.abc import Iterator, Sequence
from typing import Any

from raci.convert.imported import Imported, Remark
from raci.findings.table_read import TableRead
from raci.findings.text import one_line, shortened
from raci.render.columns import wrap
from raci.render.escape import clean
from raci.render.findings.summary import table_facts, table_name
from raci.render.phrases import Words

SHOWN = 200
"""Sentences show so many characters of a cell or a name."""


def render(imported: Imported, lang: str, width: int) -> str:
    """Return a line for each remark, what was read first, each with its place."""
    words = Words("import", lang)
    lines = [
        line
        for kind in ("read", "doubt", "left-out")
        for remark in imported.remarks
        if remark.kind == kind
        for line in wrap(_line(remark, words), width, "", "  ")
    ]
    return "".join(f"{line}\n" for line in lines)


def _line(remark: Remark, words: Words) -> str:
    what = sentence(remark, words.lang)
    return words["remark"].format(
        place=clean(str(remark.origin)), kind=words[remark.kind], what=what
    )


def sentence(remark: Remark, lang: str) -> str:
    """Return what a remark says."""
    words = Words("import", lang)
    table = remark.values.get("table")
    if isinstance(table, TableRead):
        tables = Words("findings", lang)
        facts = {"message": table_name(table, tables), "items": table_facts(table, tables)}
        return words["listed"].format(**facts)
    values = {name: _shown(value) for name, value in remark.values.items()}
    if "n" in values:
        return words.count(remark.key, int(remark.values["n"]), **_without_n(values))
    return words[remark.key].format(**values)


def summary(imported: Imported, files: Sequence[str], folder: str, lang: str) -> Iterator[str]:
    """Yield what was written, and how much is in doubt or left out."""
    words = Words("import", lang)
    sections = [section for section in imported.data if section != "org"]
    counts = [words.count(section, len(imported.data[section])) for section in sections]
    listed = words["comma"].join(counts) or words["nothing"]
    yield words.count("wrote", len(files), folder=clean(folder), counts=listed)
    kinds = [remark.kind for remark in imported.remarks]
    numbers = {"doubts": kinds.count("doubt"), "lost": kinds.count("left-out")}
    counted = [words.count(key, n) if n else words[f"no-{key}"] for key, n in numbers.items()]
    yield words["sentence"].format(list=words["comma"].join(counted))


def _without_n(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name != "n"}


def _shown(value: Any) -> str:
    return shortened(clean(one_line(str(value))), SHOWN)
