"""What an imported outline says, as lines to compare: departments, posts, duties."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from raci.convert import outline
from raci.convert.imported import Imported, ImportOptions, SourceFile

FILES = Path(__file__).parent / "files"


def imported(path: str, raw: bytes) -> Imported:
    """Import a file."""
    return outline.read(SourceFile(path, raw), ImportOptions(id="org"))


def text(words: str, path: str = "outline.txt") -> Imported:
    """Import a text."""
    return imported(path, words.encode())


def facts(whole: Imported) -> list[str]:
    """Return each department, each post with its department and superior, and their duties."""
    departments, roles = whole.data.get("departments", {}), whole.data.get("roles", {})
    lines: list[str] = []
    for department in departments.values():
        lines += [department["name"], *_duties(department["name"], department)]
    for role in roles.values():
        above = f"{departments[role['department']]['name']} / " if "department" in role else ""
        superior = f" > {roles[role['reports_to']]['name']}" if "reports_to" in role else ""
        name = above + role["name"]
        lines += [name + superior, *_duties(name, role)]
    return lines


def _duties(name: str, entry: dict[str, Any]) -> Iterator[str]:
    for words in entry.get("duties", {}).values():
        yield f"{name} | {next(text for key, text in words.items() if key != 'source')}"


def expected(path: Path) -> list[str]:
    """Return what is expected of a file, as ``facts`` does."""
    lines: list[str] = []
    name = ""
    for line in path.with_suffix(".expected").read_text("utf-8").splitlines():
        if line.startswith("  "):
            lines.append(f"{name.partition(' > ')[0]} | {line.strip()}")
        else:
            name = line
            lines.append(line)
    return lines


def doubts(whole: Imported) -> list[str]:
    """Return the keys of the doubts, without what they begin with."""
    return [
        each.key.removeprefix("outline-")
        for each in whole.remarks
        if each.kind == "doubt" and each.key != "outline-head"
    ]
