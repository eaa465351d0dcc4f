"""What a rule tells of a definition, for laws that plant its defect into any organisation."""

import json
from typing import Any

from raci.check.pipeline import Run
from raci.check.settings import Selection
from raci.project import Project, check
from raci.source.discover import find_in
from raci.source.files import Files


def told(data: Any, code: str) -> dict[str, set[str]]:
    """Give the subjects that a rule tells of, each with all that its findings involve."""
    found = find_in(Files({"org.json": json.dumps(data)}))
    report = check([Project(each) for each in found], Run("2026-11-23", Selection((code,))))
    subjects: dict[str, set[str]] = {}
    for finding in report:
        if finding.code == code:
            subjects.setdefault(finding.subject, set()).update(finding.involves)
    return subjects
