"""Checks a table that is held in memory, and makes the copy with its findings."""

from importlib import import_module
from pathlib import PurePath
from typing import Any, NamedTuple

from raci.check.run import Run
from raci.findings.report import Report
from raci.project import Project, check
from raci.render.annotate.notes import Annotate, Annotated
from raci.render.findings.options import Options
from raci.source.files import Files
from raci.source.table_organisation import organisation_of
from raci.source.tables.formats import READERS
from raci.source.tables.mapping import TableMapping

DAY = "2026-11-28"


class Checked(NamedTuple):
    """What a table is read as, and the report on it."""

    data: Any
    report: Report

    @property
    def found(self) -> list[tuple[str, str]]:
        """What identifies the findings."""
        return sorted((each.code, each.fingerprint) for each in self.report)


def checked(raw: bytes, path: str) -> Checked:
    """Read and check a table."""
    project = Project(organisation_of(Files({path: raw}), path, TableMapping()))
    (document,) = project.found.documents
    return Checked(document.data, check([project], Run(DAY)))


def annotated(raw: bytes, path: str, report: Report | None = None, lang: str = "en") -> Annotated:
    """Return the copy of a table with its findings."""
    name = READERS[PurePath(path).suffix]
    annotate: Annotate = import_module(f"raci.render.annotate.{name}").annotate
    return annotate(raw, report or checked(raw, path).report, Options(lang=lang))
