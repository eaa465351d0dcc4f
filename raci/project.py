"""One version of one organisation, its stages cached: the public API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from raci.check.base import BaseSource, KnownBase
from raci.check.compilation import Compiled, no_collector
from raci.check.completer import Completer
from raci.check.pipeline import EVERYTHING, Run, judge, settings_of
from raci.check.settings import Selection
from raci.findings.days import today
from raci.findings.finding import Finding, Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.report import BaseInfo, Report, sort_key
from raci.source.discover import NO_TEXTS, Texts, find, find_in
from raci.source.files import Files


class NotOneError(ValueError):
    """Where one organisation is needed, none or several were found, or loose files."""

    def __init__(self, found: Sequence["Project"]) -> None:
        names = ", ".join(project.found.title("") for project in found)
        super().__init__(f"one organisation is needed, found: {names or 'none'}")
        self.found = found


class Project(Compiled):
    """One organisation: its documents, its model, its matrix, its findings."""

    @classmethod
    def folder(cls, path: str | Path) -> "Project":
        """Give the organisation of a folder (or of the folder above it that has one).

        Raises:
            NotOneError: none or several are there, or a file of it cannot be read.
        """
        return _one(projects([path]))

    @classmethod
    def of(cls, files: Mapping[str, str | bytes]) -> "Project":
        """Give the organisation of files held in memory, path to text.

        Raises:
            NotOneError: none or several are there, or a file of it cannot be read.
        """
        return _one(cls.all_of(files))

    @staticmethod
    def all_of(files: Mapping[str, str | bytes]) -> "list[Project]":
        """Give the organisations of files held in memory, as ``projects`` does of paths."""
        return [Project(found) for found in find_in(Files(files))]

    def check(
        self,
        *,
        as_of: str | None = None,
        selection: Selection = EVERYTHING,
        baseline: bool = True,
        base: Compiled | None = None,
    ) -> Report:
        """Judge the organisation, as its settings files say.

        Args:
            as_of: the day to judge by, ISO 8601; today in UTC where absent.
            selection: what is said on top of the settings files.
            baseline: whether what is on record is told as that.
            base: an earlier version; what it had too is left out.

        Raises:
            UnknownRuleError: the selection names no rule.
        """
        run = Run(as_of or today(), selection, baseline)
        return check([self], run, KnownBase("the base", base) if base else None)

    @property
    def completer(self) -> Completer:
        """What makes findings of verdicts."""
        return Completer(self.loaded, self.matrix, self.found.title, settings_of(self))


def projects(paths: Iterable[str | Path], overlay: Texts = NO_TEXTS) -> list[Project]:
    """Find the organisations at, below or above paths on disk, which must exist.

    ``overlay`` stands in place of files on disk. What is wrong with files that belong to no
    organisation comes as a project without documents.
    """
    with no_collector():
        return [Project(found) for found in find([Path(path) for path in paths], overlay)]


def check(found: Sequence[Project], run: Run, earlier: BaseSource | None = None) -> Report:
    """Judge organisations in one report.

    Args:
        found: the organisations, and what belongs to none.
        run: how to judge.
        earlier: where their earlier versions are; what those had too is left out.

    Raises:
        UnknownRuleError: a selection names no rule.
        NoBaseError: nobody can tell what the earlier versions are.
    """
    with no_collector(), run.timed("findings"):
        judged = [judge(project, run, _base(project, run, earlier)) for project in found]
        told = [finding for each in judged for finding in each.findings] + _same_id(found)
        return Report(
            run.day,
            tuple(j.checked for j, p in zip(judged, found, strict=True) if p.found.documents),
            tuple(sorted(_once(told), key=sort_key)),
            BaseInfo(earlier.name, sum(each.before for each in judged)) if earlier else None,
        )


def _base(project: Project, run: Run, earlier: BaseSource | None) -> Compiled | None:
    with run.timed("reading"):
        return version_of(project, earlier)


def version_of(project: Project, earlier: BaseSource | None) -> Compiled | None:
    """Give the earlier version of an organisation, where one is asked for and is there."""
    return earlier.of(project) if earlier and project.found.documents else None


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Tell what is wrong with a file that several organisations read, as settings, only once."""
    told: dict[object, Finding] = {}
    for number, finding in enumerate(findings):
        place = (finding.code, finding.place.path, finding.place.span)
        told.setdefault(place if finding.subject.kind == "file" else number, finding)
    return list(told.values())


def _same_id(found: Sequence[Project]) -> list[Finding]:
    """Tell of organisations with one id: nothing that names one would be clear."""
    told: list[Finding] = []
    first: dict[str, Project] = {}
    for project in found:
        other = first.setdefault(project.org.id, project)
        if other is not project and project.org.id:
            there = other.loaded.origins.place(Ref("org#id"))
            where = str(replace(there, path=other.found.title(there.path)))
            hit = Hit(at=Ref("org#id"), case="organisation", entity=project.org.id, first=where)
            verdict = Verdict("DEF003", Ref("org"), hit)
            told.append(project.completer.finding(verdict))
    return told


def _one(found: Sequence[Project]) -> Project:
    whole = [project for project in found if project.found.documents]
    if len(whole) != 1 or len(found) != 1:
        raise NotOneError(whole)
    return whole[0]
