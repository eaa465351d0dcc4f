"""Shared by all tests: where the real data stand, and how goldens are accepted."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

SLOW = [HealthCheck.too_slow]  # whole organisations are drawn; machines are busy
settings.register_profile(
    "quick", max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW
)
settings.register_profile("fuzz", max_examples=2000, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write goldens anew")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def seed() -> Path:
    folder = SHARED / "seed"
    if not folder.exists():
        pytest.skip("the seed's ground truth is not here")
    return folder
