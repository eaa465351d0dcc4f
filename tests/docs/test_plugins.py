"""The plugin that docs/plugins.md builds: its tests pass, and fail where they must."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.test_docs import FENCE, PAGE
from tests.support.paths import ROOT
from tests.support.plugins import install_editable

TEXT = (ROOT / "docs" / "plugins.md").read_text("utf-8")
RULE = "acme_rules/long_duty.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for _, title, block in (*FENCE.findall(TEXT), *PAGE.findall(TEXT)):
        if title:
            (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / title).write_text(block, encoding="utf-8")
    install_editable(tmp_path)
    return tmp_path


def run_tests(project: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(project), str(ROOT)))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return subprocess.run(
        [*command, "tests"], cwd=project, env=os.environ | {"PYTHONPATH": path},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_its_tests_pass(project: Path) -> None:
    done = run_tests(project)
    assert "2 passed" in done.stdout, done.stdout


def test_its_tests_fail_with_a_rule_that_reports_nothing(project: Path) -> None:
    text = (project / RULE).read_text(encoding="utf-8")
    (project / RULE).write_text(text.replace("words > at_most", "words < 0"), encoding="utf-8")
    assert "1 failed, 1 passed" in run_tests(project).stdout
