"""How long each rule takes on an organisation: `python benchmarks/rules.py FOLDER OUT`.

All rules run, those that are off by default too. OUT gets JSON: the seconds of one walk over all
cells of the matrix, of each stage, and of each rule with its name, subjects and findings.
"""

import gc
import json
import sys
import time
from pathlib import Path

from raci.check.run import Run
from raci.check.settings import Selection
from raci.check.timing import STAGES, Stopwatch
from raci.matrix.matrix import Matrix
from raci.project import Project, check
from raci.render.findings.timing import timings
from raci.rules import catalogue

DAY = "2026-11-23"


def walk(matrix: Matrix) -> float:
    """Measure the yardstick: every role of every written cell looked at, nothing done."""
    start = time.perf_counter()
    seen = 0
    for row in matrix.rows.values():
        for roles in row.written.values():
            for _role in roles:
                seen += 1
    assert seen
    return time.perf_counter() - start


def main() -> None:
    """Check the organisation, every rule timed, and write the figures."""
    gc.disable()
    folder, out = map(Path, sys.argv[1:])
    watch = Stopwatch()
    with watch("reading"):
        project = Project.folder(folder)
    with watch("compiling"):
        yardstick = walk(project.matrix)
    every = Selection(extend_select=tuple(sorted(catalogue.judging())))
    report = check([project], Run(DAY, every, timed=watch))
    names = catalogue.judging()
    rules = {
        each.code: [names[each.code], each.subjects, each.findings, each.seconds]
        for each in timings(report, watch.seconds)
    }
    stages = {stage: watch.seconds.get(stage, 0.0) for stage in STAGES}
    out.write_text(json.dumps({"walk": yardstick, "stages": stages, "rules": rules}))


if __name__ == "__main__":
    main()
