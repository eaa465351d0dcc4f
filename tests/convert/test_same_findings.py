"""``raci check`` of what is imported reports the findings of the source."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raci.convert import tables
from raci.convert.folder import SMALL, files_of
from raci.convert.imported import Imported, ImportOptions, SourceFile
from raci.convert.merge import merge
from raci.findings.codes import NOT_UNDERSTOOD
from raci.findings.finding import Finding
from raci.project import Project
from raci.source.files import Files
from raci.source.table_organisation import organisation_of
from raci.source.tables.formats import is_table
from raci.source.tables.mapping import NO_MAPPING
from tests.real.sets import DATA
from tests.support.table_layouts import CASES, LAYOUTS, formats, render
from tests.support.table_matrices import EXAMPLE, matrices
from tests.support.table_matrix import Matrix

DAY = "2026-11-23"
TABLES = sorted(
    path
    for path in (DATA / "raci-tables").glob("*")
    if is_table(path.name) and path.name != "SOURCE.md"
)
NONE = pytest.param(None, marks=pytest.mark.skip(reason=f"no real data at {DATA}"))


def checked(name: str, raw: bytes) -> Project:
    """Return the organisation that a table is."""
    return Project(organisation_of(Files({name: raw}), name, NO_MAPPING))


def imported(name: str, raw: bytes, id_: str) -> Imported:
    return merge([(name, tables.read(SourceFile(name, raw), ImportOptions(id=id_)))], id_)


def judged(project: Project) -> dict[str, tuple[str, str, str]]:
    """Return code, subject and severity of each finding, by its fingerprint."""
    found: tuple[Finding, ...] = project.check(as_of=DAY).findings
    return {
        each.fingerprint: (each.code, str(each.subject), each.severity.label)
        for each in found
        if each.code != NOT_UNDERSTOOD
    }


def compare(name: str, raw: bytes, small: int) -> int:
    """Check a table and its definition; return how many findings both have.

    The source holds back what may be missing from a row or role with a cell that is not
    understood. A definition has no such cells, so there it is reported.
    """
    source = checked(name, raw)
    whole = imported(name, raw, source.org.id)
    result = Project.of(files_of(whole, lambda remark: remark.key, small))
    findings, again = judged(source), judged(result)
    assert source.found.table
    held_back = source.found.table.doubtful
    assert all(again[each] == verdict for each, verdict in findings.items())
    assert {again[each][1] for each in again.keys() - findings.keys()} <= held_back
    assert [*result.matrix.rows] == [*source.matrix.rows]
    assert [*result.org.roles] == [*source.org.roles]
    return len(findings)


def test_entries_and_origins_are_in_the_order_of_the_file() -> None:
    layout = next(iter(LAYOUTS))
    name, raw = render(EXAMPLE, layout, formats(layout)[0])
    whole = tables.read(SourceFile(name, raw), ImportOptions(id="x"))
    sections = [section for section in whole.data if section != "org"]
    entries = [(section, id_) for section in sections for id_ in whole.data[section]]
    assert len(sections) > 1
    assert [*whole.origins] == entries


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout(layout: str) -> None:
    assert compare(*render(EXAMPLE, layout, formats(layout)[0]), small=0)


@settings(max_examples=25)
@given(matrices(), st.sampled_from(CASES), st.sampled_from([0, SMALL]))
def test_any_matrix(matrix: Matrix, case: tuple[str, str], small: int) -> None:
    compare(*render(matrix, *case), small)


@pytest.mark.parametrize("path", TABLES or [NONE], ids=lambda path: path and path.name)
def test_real_tables(path: Path) -> None:
    compare(path.name, path.read_bytes(), small=0)
