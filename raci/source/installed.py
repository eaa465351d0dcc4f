"""Reads the packs of installed Python packages, without importing any of their code."""

from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from raci.source.files import SUFFIXES

GROUP = "raci.packs"
"""The group of entry points: each has the name of a pack, and the package with its file."""


class NotInstalledError(Exception):
    """No installed package has a pack of that name."""


class NoPackFileError(Exception):
    """An installed package says that it has a pack, and has no file of it: the place looked at."""


@cache
def installed_pack(name: str) -> Path:
    """Return the file of an installed package's pack: NAME.yaml (.yml, .json) in its folder.

    Raises:
        NotInstalledError: no installed package has it.
        NoPackFileError: the package that should have it does not.
    """
    value = next((each.value for each in entry_points(group=GROUP, name=name)), None)
    if value is None:
        raise NotInstalledError
    candidates = (folder / f"{name}{suffix}" for folder in _folders(value) for suffix in SUFFIXES)
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        raise NoPackFileError(f"{value.replace('.', '/')}/{name}.yaml")
    return found


def _folders(package: str) -> list[Path]:
    """Return the folders of a package; only what its topmost name means is asked of Python."""
    top, *inner = package.partition(":")[0].split(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return []
    places = spec.submodule_search_locations if spec else None
    return [Path(place, *inner) for place in places or ()]
