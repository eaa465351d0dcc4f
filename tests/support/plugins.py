"""Installs plugins as pip does: the package and its metadata in a folder of Python's path."""

import shutil
import tomllib
from pathlib import Path


def install(project: Path, site: Path) -> Path:
    """Install a project into a folder, and return its package there."""
    about = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (package,) = about["entry-points"]["raci.rules"].values()
    _write_metadata(about, site)
    return Path(shutil.copytree(project / package, site / package, dirs_exist_ok=True))


def install_editable(project: Path) -> None:
    """Install a project where it is: with its metadata beside its packages."""
    text = (project / "pyproject.toml").read_text(encoding="utf-8")
    _write_metadata(tomllib.loads(text)["project"], project)


def _write_metadata(about: dict[str, object], site: Path) -> None:
    name, version = str(about["name"]), about["version"]
    metadata = site / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True, exist_ok=True)
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (metadata / "METADATA").write_text(text, encoding="utf-8")
    points = about["entry-points"]
    assert isinstance(points, dict)
    lines = [
        line
        for group, named in points.items()
        for line in (f"[{group}]", *(f"{key} = {value}" for key, value in named.items()), "")
    ]
    (metadata / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
