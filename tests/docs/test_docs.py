"""What README and docs show is what the program prints."""

import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from pkgutil import resolve_name

import pytest

from raci.project import Project
from raci.rules import catalogue
from tests.support.paths import ROOT
from tests.support.plugins import install_editable

DOCS = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG", "benchmarks/README")),
    *sorted((ROOT / "docs").glob("*.md")),
]
LINK = re.compile(r"\]\(([^)#:]+)\)")
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = re.compile(r"^~~~(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)
"""A file that has fences itself."""
WITH_EXAMPLES = [
    path for path in DOCS if re.search("^```(console|python)$", path.read_text("utf-8"), re.M)
]
ENVIRONMENT = {"COLUMNS": "80", "NO_COLOR": "1", "PATH": "", "LC_ALL": "C.UTF-8"}
ENVIRONMENT["PYTHONPATH"] = str(ROOT)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.name)
def test_examples_print_what_is_shown(path: Path, tmp_path: Path, accept: bool) -> None:
    """A console block runs among the files shown before it, else in a copy of the checkout.

    A file that a command wrote is shown as it is.
    """
    checkout, shown_files = tmp_path / "checkout", tmp_path / "shown"
    for folder in (checkout, shown_files):
        (folder / ".git").mkdir(parents=True)
    shutil.copytree(ROOT / "org", checkout / "org")
    text = path.read_text(encoding="utf-8")
    place, program, ran = checkout, "", text
    written: set[str] = set()
    fences = (*FENCE.finditer(text), *PAGE.finditer(text))
    for match in sorted(fences, key=lambda match: match.start()):
        language, title, block = match.groups()
        if title and title not in written and (shown_files / title).exists():
            made = (shown_files / title).read_text(encoding="utf-8")
            ran = ran.replace(f'title="{title}"\n{block}', f'title="{title}"\n{made}', 1)
        elif title:
            place = shown_files
            written.add(title)
            (place / title).parent.mkdir(parents=True, exist_ok=True)
            (place / title).write_text(block, encoding="utf-8")
            if title == "pyproject.toml":
                install_editable(place)
        elif language == "console":
            command = block.splitlines()[0].removeprefix("$ ")
            shown, printed = f"```console\n{block}```", f"$ {command}\n{run(command, place)}"
            ran = ran.replace(shown, f"```console\n{printed}```", 1)
        elif language == "python":
            program = block
        elif language == "text" and program:
            shown = f"```python\n{program}```\n\n```text\n"
            ran = ran.replace(f"{shown}{block}", f"{shown}{python(program, checkout)}", 1)
            program = ""
    if accept:
        path.write_text(ran, encoding="utf-8")
    assert ran == text or accept


def run(command: str, folder: Path) -> str:
    """Run raci, as a shell would; behind it may only stand ``| grep -v TEXT``."""
    command, _, unwanted = command.partition(" | grep -v ")
    name, *arguments = shlex.split(command)
    assert name == "raci"
    printed = output([sys.executable, "-m", "raci", *arguments], folder)
    if not unwanted:
        return printed
    (text,) = shlex.split(unwanted)
    return "".join(line for line in printed.splitlines(keepends=True) if text not in line)


def python(program: str, folder: Path) -> str:
    return output([sys.executable, "-c", program], folder)


def output(command: list[str], folder: Path) -> str:
    ran = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.stdout + ran.stderr


def test_links_lead_somewhere() -> None:
    links = [(path, target) for path in DOCS for target in LINK.findall(path.read_text("utf-8"))]
    assert links
    assert not [(path, target) for path, target in links if not (path.parent / target).exists()]


def test_paths_that_contributing_names_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = set(re.findall(r"`((?:raci|tests|tools|docs|reports)/[\w./]+)`", text))
    made = {"raci/rules/gap/some_pattern.py", *(path for path in paths if "NAME" in path)}
    assert len(paths - made) > 20
    assert [path for path in sorted(paths - made) if not (ROOT / path).exists()] == []


def test_the_glossary_has_each_word_once_and_names_code_that_is_there() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    words = re.findall(r"^\| (?!word|---)([^|]+) \| .* \| `([\w.]+)` \| .* \|$", text, re.MULTILINE)
    assert len(words) == len(re.findall(r"^\| (?!word|---)", text, re.MULTILINE))
    assert len(words) == len({word for word, _ in words})
    assert [code for _, code in words if not _exists(f"raci.{code}")] == []


def _exists(name: str) -> bool:
    """Return whether a dotted name leads to a module or to something in one."""
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def test_the_language_s_example_is_in_order() -> None:
    text = (ROOT / "docs" / "language.md").read_text("utf-8")
    example, *_ = [block for language, _, block in FENCE.findall(text) if language == "yaml"]
    report = Project.of({"org.yaml": example}).check(as_of="2026-12-15")
    assert not [finding for finding in report if finding.code.startswith("DEF")]
    (waived,) = report.of_status("waived")
    assert waived.name == "overlap-in-line"


def test_the_sample_of_a_rule_is_a_rule() -> None:
    (sample,) = re.findall(
        r"   ```py\n(.*?)   ```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S
    )
    rule = ROOT / "raci" / "rules" / "gap" / "platform_without_owner.py"
    assert rule.read_text("utf-8").endswith(textwrap.dedent(sample))


def test_the_changelog_counts_the_rules() -> None:
    assert f"{len(catalogue.pages())} rules" in (ROOT / "CHANGELOG.md").read_text("utf-8")
