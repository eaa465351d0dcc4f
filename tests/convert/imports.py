"""What tests of importers share: an import of a text, and the check of what came of it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from raci.convert.imported import Imported, ImportOptions, SourceFile
from raci.findings.finding import Finding
from raci.project import Project
from raci.render.phrases import phrases

UNSOUND = {"DEF001", "DEF002", "DEF003", "DEF015"}


def source(text: str | bytes, path: str) -> SourceFile:
    return SourceFile(path, text.encode() if isinstance(text, str) else text)


def options(**more: Any) -> ImportOptions:
    return ImportOptions(id="x", **more)


def findings(imported: Imported) -> list[Finding]:
    """Check what was imported, which must be a sound definition."""
    header = {"raci": 1, "org": {"id": "x", **imported.data.get("org", {})}}
    files = {"org.json": json.dumps({**imported.data, **header})}
    report = Project.of(files).check(as_of="2026-08-31")
    assert not {finding.code for finding in report} & UNSOUND
    return list(report)


def told(imported: Imported) -> list[tuple[str, str, int]]:
    """Return what each remark but those on what was read is about: kind, key, line.

    Each has a sentence in both languages that its values complete.
    """
    for remark in imported.remarks:
        for sentence in phrases("import")[remark.key]:
            for form in sentence.split("|"):
                assert form.format(**remark.values)
    return [
        (remark.kind, remark.key, remark.span.line)
        for remark in imported.remarks
        if remark.kind != "read"
    ]


def counted(imported: Imported) -> Counter[str]:
    """Count the remarks by key."""
    return Counter(remark.key for remark in imported.remarks)


def listed(folder: Path, *paths: str) -> str:
    """Write a list of files, and return its path."""
    file = folder / "paths.txt"
    file.write_text("\n".join(paths))
    return str(file)
