"""A rule set of separations between technical roles, and the users who have them."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from raci.convert import conflicts, entitlements
from raci.convert.imported import ImportOptions, SourceFile
from raci.source.tables.names import slug

from .definition import Definition
from .measure import Case, Known


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    broken = re.findall(r" ([A-Z]\d{3}) \(", (folder / "SOURCE.md").read_text("utf-8"))
    yield Case(organisation(folder), (Known("SOD302", tuple(broken)),))


def organisation(folder: Path) -> Definition:
    """Import both files; each technical role has its one activity."""
    made = Definition("sod sap")
    with TemporaryDirectory() as temporary:
        rights = Path(temporary) / "rights.yaml"
        rights.write_text("".join(f"{r}: {{responsible: [{slug(r)}]}}\n" for r in _rights(folder)))
        options = ImportOptions(id=made.name, rights=str(rights))
        for importer, name in ((entitlements, "users.csv"), (conflicts, "sod_matrix.csv")):
            file = SourceFile(name, (folder / name).read_bytes())
            made.data |= importer.read(file, options).data
    made.labels |= {f"separation:{id_}": id_.upper() for id_ in made.data["separations"]}
    return made


def _rights(folder: Path) -> dict[str, None]:
    rules = csv.DictReader((folder / "sod_matrix.csv").read_text("utf-8").splitlines())
    users = csv.DictReader((folder / "users.csv").read_text("utf-8").splitlines())
    named = [rule[side] for rule in rules for side in ("Role_A", "Role_B")]
    return dict.fromkeys([*named, *(user["Role_Technical_Name"] for user in users)])
