"""The compiler and linter for responsibility."""

from typing import Any

from raci.version import __version__

__all__ = ["Project", "__version__"]


def __getattr__(name: str) -> Any:
    """Resolve public names on first use, so that ``import raci`` stays light."""
    if name == "Project":
        from raci.project import Project

        return Project
    raise AttributeError(f"module 'raci' has no attribute {name!r}")
