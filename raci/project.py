"""One version of one organisation, its stages cached: the public API."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from raci import catalogue
from raci.complete import Completer
from raci.finding import Finding, Hit, Ref, Severity, Verdict
from raci.lint import lint
from raci.load import Loaded, load
from raci.matrix import Matrix
from raci.model import Org
from raci.origins import KINDS
from raci.report import Checked, Report, sort_key, today
from raci.settings import Selection
from raci.tree import Files
from raci.workspace import Found, find, find_in

EVERYTHING = Selection()


class NotOneError(ValueError):
    """Where one organisation is needed, none or several were found, or loose files."""

    def __init__(self, found: Sequence["Project"]) -> None:
        names = ", ".join(project.found.title("") for project in found)
        super().__init__(f"one organisation is needed, found: {names or 'none'}")
        self.found = found


class Project:
    """One organisation: its documents, its model, its matrix, its findings."""

    def __init__(self, found: Found) -> None:
        self.found = found

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
        return _one([Project(found) for found in find_in(Files(files))])

    @cached_property
    def loaded(self) -> Loaded:
        """The model with the places of its parts, and what is wrong with the files."""
        with no_collector():
            return load(self.found.documents)

    @property
    def org(self) -> Org:
        """The organisation as it is written."""
        return self.loaded.org

    @cached_property
    def matrix(self) -> Matrix:
        """The compiled responsibility matrix."""
        homes = self.loaded.origins.homes
        kinds = {section: kind for kind, section in KINDS.items()}
        with no_collector():
            return Matrix(
                self.org,
                frozenset(
                    Ref(f"{kinds[section]}:{id_}")
                    for section, id_ in homes
                    if section != "org" and id_ not in getattr(self.org, section)
                ),
            )

    def check(self, *, as_of: str | None = None, selection: Selection = EVERYTHING) -> Report:
        """Judge the organisation by the selected rules.

        Args:
            as_of: the day to judge by, ISO 8601; today in UTC where absent.
            selection: which rules; those of ``catalogue.ALWAYS`` run whatever it says.

        Raises:
            UnknownRuleError: the selection names no rule.
        """
        return check([self], as_of=as_of, selection=selection)

    def judge(self, selected: frozenset[str]) -> tuple[Checked, list[Finding]]:
        """Give what was checked by the selected rules, by code, and the findings."""
        chosen = selected | frozenset(catalogue.ALWAYS)
        if not self._sound:
            told = self.loaded.resolvable and not self.found.defects
            chosen = chosen & {"DEF004"} if told else frozenset()
        outcome = lint(self.matrix, catalogue.rules(), chosen)
        verdicts = [*self.found.defects, *self.loaded.defects, *outcome.verdicts]
        judged = (tally for tally in outcome.tallies if tally.code in selected)
        if self._sound and not any(tally.applicable for tally in judged):
            verdicts.append(Verdict("DEF011", Ref("org"), Hit(case="no-rule")))
        checked = Checked(
            self.org.id,
            self.found.title(""),
            len(self.found.documents),
            self.found.skipped,
            self._counts(),
            outcome.tallies,
            self._sound,
        )
        return checked, [self.completer.finding(verdict) for verdict in verdicts]

    @cached_property
    def completer(self) -> Completer:
        """What makes findings of verdicts."""
        return Completer(self.loaded, self.matrix, self.found.title)

    @property
    def _sound(self) -> bool:
        return self.loaded.sound and not self.found.defects

    def _counts(self) -> Mapping[str, int]:
        rows = self.matrix.rows.values()
        return {
            "departments": len(self.org.departments),
            "roles": len(self.org.roles),
            "activities": len(rows),
            "assignments": sum(len(roles) for row in rows for roles in row.written.values()),
            "platforms": len(self.matrix.platforms),
            "people": len(self.org.people),
        }


def projects(paths: Iterable[str | Path]) -> list[Project]:
    """Find the organisations at, below or above paths on disk, which must exist.

    What is wrong with files that belong to no organisation comes as a project without documents.
    """
    with no_collector():
        return [Project(found) for found in find([Path(path) for path in paths])]


def check(
    found: Sequence[Project], *, as_of: str | None = None, selection: Selection = EVERYTHING
) -> Report:
    """Judge organisations in one report: see ``Project.check``."""
    with no_collector():
        return _check(found, as_of, selection)


def _check(found: Sequence[Project], as_of: str | None, selection: Selection) -> Report:
    selected = _selected(selection)
    day = as_of or today()
    judged = [project.judge(selected) for project in found]
    fail_on = selection.fail_on or Severity.ERROR
    told = [
        replace(finding, failing=finding.severity >= fail_on)
        for finding in [*(f for _, told in judged for f in told), *_same_id(found)]
    ]
    organisations = tuple(
        checked for (checked, _), p in zip(judged, found, strict=True) if p.found.documents
    )
    return Report(day, organisations, tuple(sorted(told, key=sort_key)))


def _selected(selection: Selection) -> frozenset[str]:
    if not selection.select and not selection.ignore:
        return frozenset(rule.code for rule in catalogue.rules())
    return selection.codes({code: page.name for code, page in catalogue.pages().items()})


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


@contextmanager
def no_collector() -> Iterator[None]:
    """Switch cyclic garbage collection off: it multiplies load time, and there are no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
