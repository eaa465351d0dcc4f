"""One version of one organisation, its stages cached: the public API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from json import dumps
from pathlib import Path
from typing import Any

from raci.check.base import BaseSource, KnownBase
from raci.check.compilation import Compiled, no_collector
from raci.check.completer import Completer, completer_of
from raci.check.effective_settings import EVERYTHING
from raci.check.pipeline import judge
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.check.settings import Selection
from raci.check.table_files import find_all
from raci.findings.days import today
from raci.findings.finding import Finding, Hit, Verdict
from raci.findings.inputs import united
from raci.findings.ref import Ref
from raci.findings.report import BaseInfo, Report, sort_key
from raci.source.discover import NO_TEXTS, Texts, find_in
from raci.source.files import Files
from raci.source.tables.names import slug
from raci.source.watched import watched


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
        """Return the organisation of a folder (or of the folder above it that has one).

        Raises:
            NotOneError: none or several are there, or a file of it cannot be read.
        """
        return _one(projects([path]))

    @classmethod
    def of(cls, files: Mapping[str, str | bytes]) -> "Project":
        """Return the organisation of files held in memory, path to text.

        Raises:
            NotOneError: none or several are there, or a file of it cannot be read.
        """
        return _one(cls.all_of(files))

    @staticmethod
    def all_of(files: Mapping[str, str | bytes]) -> "list[Project]":
        """Return the organisations of files held in memory, as ``projects`` does of paths."""
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
        return completer_of(self)


def projects(paths: Iterable[str | Path], overlay: Texts = NO_TEXTS) -> list[Project]:
    """Find the organisations at, below or above paths on disk, which must exist.

    ``overlay`` stands in place of files on disk. What is wrong with files that belong to no
    organisation comes as a project without documents.
    """
    with no_collector():
        return [Project(found) for found in find_all([Path(path) for path in paths], overlay)]


def check(found: Sequence[Compiled], run: Run, source: BaseSource | None = None) -> Report:
    """Check organisations, and return one report.

    Args:
        found: the organisations, and what belongs to none.
        run: how to check.
        source: where their base versions come from; what those have too is left out.

    Raises:
        UnknownRuleError: a selection names no rule.
        NoBaseError: the base versions cannot be read.
    """
    with no_collector(), run.timed("findings"):
        each_one = watched(found, "organisations")
        results = [(each, judge(each, run, base_of(each, run, source))) for each in each_one]
        return report_of(results, run, source)


def base_of(compiled: Compiled, run: Run, source: BaseSource | None) -> Compiled | None:
    """Return the base version of an organisation, where one is asked for and exists."""
    with run.timed("reading"):
        return source.of(compiled) if source and compiled.found.documents else None


def report_of(
    results: Sequence[tuple[Compiled, CheckResult]], run: Run, source: BaseSource | None
) -> Report:
    """Return the report of organisations that were checked one by one, sorted."""
    findings = [finding for _, result in results for finding in result.findings]
    findings += _same_id([compiled for compiled, _ in results])
    if source:  # what the base does not have at all is new
        findings = [f if f.change else replace(f, change="new") for f in findings]
    return Report(
        run.day,
        tuple(result.checked for compiled, result in results if compiled.found.documents),
        tuple(sorted(_once(findings), key=sort_key)),
        _base_info(source, [result for _, result in results]) if source else None,
        united((compiled.org.id, result.checked.inputs) for compiled, result in results),
    )


def _base_info(source: BaseSource, results: Sequence[CheckResult]) -> BaseInfo:
    kept = (finding for result in results for finding in result.kept)
    return BaseInfo(
        source.name, tuple(sorted(kept, key=sort_key)), sum(len(each.gone) for each in results)
    )


def _once(findings: Iterable[Finding]) -> list[Finding]:
    reported: dict[object, Finding] = {}
    for number, finding in enumerate(findings):
        place = (finding.code, finding.place.path, finding.place.span, finding.within)
        reported.setdefault(place if finding.subject.kind == "file" else number, finding)
    return list(reported.values())


def _same_id(found: Sequence[Compiled]) -> list[Finding]:
    """Report organisations that share an id: nothing that names one would be clear."""
    findings: list[Finding] = []
    first: dict[str, Compiled] = {}
    taken = {compiled.org.id for compiled in found}
    for compiled in found:
        other = first.setdefault(compiled.org.id, compiled)
        if other is not compiled and compiled.org.id:
            place = other.loaded.origins.place(Ref("org#id"))
            where = str(replace(place, path=other.found.title(place.path)))
            table = compiled if compiled.found.table else other
            values = {"entity": compiled.org.id, "first": where, **_other_id(table, taken)}
            hit = Hit(at=Ref("org#id"), case="organisation", **values)
            findings.append(completer_of(compiled).finding(Verdict("DEF003", Ref("org"), hit)))
    return findings


def _other_id(compiled: Compiled, taken: set[str]) -> dict[str, Any]:
    """Return the lines of settings that give a table an id of its own, which is taken from now."""
    if not compiled.found.table:
        return {}
    path = compiled.found.title("")
    stem, _, suffix = path.rpartition(".")
    ids = (f"{compiled.org.id}-{suffix.lower()}", slug(stem), slug(path))
    numbered = (f"{compiled.org.id}-{n}" for n in count(2))
    id_ = next(id_ for id_ in chain(ids, numbered) if id_ not in taken)
    taken.add(id_)
    return {"instead": (f"[tables.{dumps(path, ensure_ascii=False)}]", f'id = "{id_}"')}


def _one(found: Sequence[Project]) -> Project:
    whole = [project for project in found if project.found.documents]
    if len(whole) != 1 or len(found) != 1:
        raise NotOneError(whole)
    return whole[0]
