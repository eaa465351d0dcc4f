"""Reads test files, and runs their cases: organisations, and the findings expected in them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import Any

from raci.check.compilation import Compiled
from raci.check.effective_settings import settings_of
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.check.settings import Level, Origin, Route
from raci.findings.finding import Finding, Hit, Verdict
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.report import sort_key
from raci.findings.spelling import Nearest
from raci.model.build import text
from raci.project import Project, projects
from raci.schema.error_path import spelled
from raci.schema.problem import show
from raci.schema.validate import misshapen
from raci.source.discover import OrganisationFiles
from raci.source.document import Document
from raci.source.links import top_of
from raci.testing.fragment import fragment, with_policies
from raci.testing.result import Expectation, Result, compare


class UnreadableCaseError(Exception):
    """A case that cannot be judged: what is wrong with its file, or with its organisation."""

    def __init__(self, verdicts: Sequence[Verdict], findings: Sequence[Finding] = ()) -> None:
        super().__init__()
        self.verdicts, self.findings = verdicts, findings


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of tests: the organisation around it, if any, else the files that it belongs to.

    ``name`` is its path among those files, the document's the one that is shown.
    """

    document: Document
    home: OrganisationFiles
    name: str
    around: Compiled | None = None

    @property
    def path(self) -> Path:
        """Its path on disk."""
        return Path(self.home.title("")).resolve() / self.name


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file, ready to be judged."""

    file: CaseFile
    id: str
    data: Mapping[str, Any]
    organisation: Compiled

    @property
    def place(self) -> Place:
        """Where the case stands."""
        return _place(self.file.document, ("cases", self.id))


def cases_of(file: CaseFile) -> Iterator[Case]:
    """Yield the cases of a file in the order in which they are written.

    Raises:
        UnreadableCaseError: the file has not the shape of tests, or a path leads to nothing.
    """
    document = file.document
    if wrong := misshapen(document, "test"):
        raise UnreadableCaseError(wrong)
    for id_, data in document.data["cases"].items():
        organisation = _organisation(file, id_, data)
        if settings := data.get("settings"):
            route = ("cases", id_, "settings")
            organisation = organisation.with_settings(_level(document, route, settings))
        yield Case(file, id_, data, organisation)


def run_case(case: Case, day: str) -> Result:
    """Judge the organisation of a case; all of its findings must be expected.

    Waived findings, and those of its baseline, are accepted and do not count.

    Raises:
        UnreadableCaseError: the organisation cannot be judged, or an expectation names no rule.
    """
    expected = _expected(case)
    day = case.data.get("as_of", day)
    result = judge(case.organisation, Run(day))
    found = sorted(result.findings, key=sort_key)
    if not result.checked.sound:
        raise UnreadableCaseError([], found)
    missing, unexpected = compare(expected, [each for each in found if each.status == "new"])
    return Result("case", case.id, case.place, day, len(expected), missing, unexpected)


def _organisation(file: CaseFile, id_: str, data: Mapping[str, Any]) -> Compiled:
    if "path" in data:
        return _at_path(file, id_, data["path"])
    document, around = file.document, file.around
    compiled = fragment(document, ("cases", id_, "organisation"), id_, around)
    return with_policies(compiled, around.org.policies.values()) if around else compiled


def _at_path(file: CaseFile, id_: str, path: str) -> Compiled:
    whole = Path(normpath((file.path.parent / path).as_posix()))
    if file.around and Path(file.around.found.title("")).resolve() == whole:
        return file.around
    case = _refusal(file, whole)
    found = [] if case else projects([whole])
    if case or len(found) != 1 or not found[0].found.documents:
        route = ("cases", id_, "path")
        raise UnreadableCaseError([_wrong(file, route, case or _lack(found), path)])
    return found[0]


def _refusal(file: CaseFile, whole: Path) -> str:
    """Return why a path is not followed, as a case of DEF002; ``""`` where it is."""
    top = top_of(file.path) or (Path.cwd() if Path.cwd() in file.path.parents else file.path.parent)
    if not whole.is_relative_to(top.resolve()):
        return "path-outside"
    return "" if Path(os.path.realpath(whole)) == whole and whole.exists() else "path-to-nothing"


def _lack(found: Sequence[Project]) -> str:
    whole = [project for project in found if project.found.documents]
    return "path-to-several" if len(whole) > 1 else "path-to-nothing"


def _expected(case: Case) -> list[Expectation]:
    codes = case.organisation.rulebook.codes
    lang, _ = settings_of(case.organisation).lang
    expected: list[Expectation] = []
    wrong: list[Verdict] = []
    for number, each in enumerate(case.data.get("findings", ())):
        if each["rule"] not in codes:
            wrong.append(_no_rule(case, number, each["rule"]))
            continue
        messages = text(each.get("message", {}))
        spoken = {tag or lang: words for tag, words in messages.items()}
        expected.append(Expectation(codes[each["rule"]], Ref(each["at"]), spoken, number))
    if wrong:
        raise UnreadableCaseError(wrong)
    return expected


def _no_rule(case: Case, number: int, rule: str) -> Verdict:
    near = Nearest(case.organisation.rulebook.codes).to(rule)
    kind = "not-an-option-near" if near else "not-a-rule"
    return _wrong(case.file, ("cases", case.id, "findings", number, "rule"), kind, rule, near=near)


def _wrong(file: CaseFile, route: Route, case: str, found: str, **values: str) -> Verdict:
    at = _place(file.document, route)
    where = spelled(route)
    told: dict[str, Any] = {"where": where, "found": show(found), **values}
    hit = Hit(at=at, case=case, route=route, **told)
    return Verdict("DEF002", at.at, hit)


def _place(document: Document, route: Route) -> Place:
    return document.place(Ref(f"file:{document.path}"), route)


def _level(document: Document, route: Route, settings: Mapping[str, Any]) -> Level:
    """Return the settings of a case as a level; paths in them start at the organisation."""

    def origin(inside: Route) -> Origin:
        place = _place(document, (*route, *inside))
        return Origin(str(place), place)

    return Level(settings, origin, ".")
