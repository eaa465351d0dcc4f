"""Shared by all tests: what Hypothesis draws, how goldens are accepted.

The gate draws the same in every run, whatever ran before it, so that it fails for what a change did
and for nothing else. ``make hunt`` draws anew each time, and more, and remembers what failed.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tests.support.paths import SHARED

SLOW = [HealthCheck.too_slow]  # whole organisations are drawn; machines are busy
settings.register_profile(
    "gate",
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=SLOW,
)
settings.register_profile("hunt", max_examples=1000, deadline=None, suppress_health_check=SLOW)
PROFILE = os.environ.get("RACI_TESTS", "gate")
settings.load_profile(PROFILE)
if PROFILE == "gate":
    # Hypothesis also draws literals of the modules loaded so far: the order of tests decides.
    setattr(providers, "_get_local_constants", lambda: providers._local_constants)  # noqa: B010


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write goldens anew")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put all tests that open a browser into one group: one worker starts it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once for each reason what was skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, times in Counter(report.longrepr[2] for report in skipped).items():
        terminalreporter.write_line(f"{times} × {reason}")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def seed() -> Path:
    folder = SHARED / "seed"
    if not folder.exists():
        pytest.skip("the seed's ground truth is not here")
    return folder
