"""What was checked is freed without the collector of cyclic garbage, which the program stops."""

import gc
import weakref

from raci.check.settings import Selection
from raci.project import Project
from raci.rules import catalogue
from tests.support.paths import ROOT


def test_what_was_checked_is_freed_without_the_collector() -> None:
    every = Selection(extend_select=tuple(catalogue.off()))
    gc.collect()
    gc.disable()
    try:
        project = Project.folder(ROOT / "org/ecommerce")
        report = project.check(as_of="2026-11-23", selection=every)
        kept = weakref.ref(project.matrix.structure)
        assert report.findings
        del project, report
        assert kept() is None
    finally:
        gc.enable()
