"""Writes what is found into test files, in place of what they expect."""

from collections.abc import Iterable

from raci.edit import Draft
from raci.findings.finding import Finding
from raci.testing.case import Case, CaseFile
from raci.testing.result import Expectation, Result


def accepted(cases: Iterable[tuple[Case, Result]]) -> list[tuple[CaseFile, Draft]]:
    """Return the files whose cases do not hold, edited so that they do.

    What is met stays as it is written, with its comments.

    Raises:
        EditError: a file cannot be edited safely.
    """
    drafts: dict[str, tuple[CaseFile, Draft]] = {}
    for case, result in cases:
        if not result.holds:
            file = case.file
            if file.document.path not in drafts:
                draft = Draft(file.home.read(file.name), file.document.path)
                drafts[file.document.path] = file, draft
            _accept(drafts[file.document.path][1], case, result)
    for _, draft in drafts.values():
        draft.settle()
    return [*drafts.values()]


def _accept(draft: Draft, case: Case, result: Result) -> None:
    route = ("cases", case.id, "findings")
    unexpected = list(result.unexpected)
    gone: list[int] = []
    for each in result.missing:
        same = next((finding for finding in unexpected if each.is_about(finding)), None)
        if same is None:
            gone.append(each.number)
        else:
            unexpected.remove(same)
            _reword(draft, case, each, same)
    for number in reversed(gone):
        draft.remove((*route, number))
    for finding in unexpected:
        draft.append(route, {"rule": finding.code, "at": str(finding.subject)})


def _reword(draft: Draft, case: Case, expectation: Expectation, finding: Finding) -> None:
    """Replace the messages of an expectation, in the languages in which they are written."""
    route = ("cases", case.id, "findings", expectation.number, "message")
    written = case.data["findings"][expectation.number]["message"]
    for lang in expectation.messages:
        draft.replace(route if isinstance(written, str) else (*route, lang), finding.say(lang))
