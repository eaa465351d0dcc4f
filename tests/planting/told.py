"""What a rule tells of a definition, for laws that plant its defect into any organisation."""

import json
from typing import Any

from raci.check.run import Run
from raci.check.settings import Selection
from raci.project import Project, check
from raci.rules.catalogue import rules
from raci.source.discover import find_in
from raci.source.files import Files


def told(data: Any, code: str, *, alone: bool = False) -> dict[str, set[str]]:
    """Give the subjects that a rule tells of, each with all that its findings involve.

    Unless ``alone``, the rules to which it yields run too: nothing yields to a finding that is not
    selected.
    """
    found = find_in(Files({"org.json": json.dumps(data)}))
    others = (other.code for rule in rules() if rule.code == code for other in rule.yields_to)
    codes = (code,) if alone else (code, *others)
    report = check([Project(each) for each in found], Run("2026-11-23", Selection(codes)))
    subjects: dict[str, set[str]] = {}
    for finding in report:
        if finding.code == code:
            subjects.setdefault(finding.subject, set()).update(finding.involves)
    return subjects
