"""Runs all tests below a path: the examples of policies, and the cases of test files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from raci.check.completer import Completer
from raci.check.effective_settings import default_settings
from raci.check.run import Run
from raci.check.wrong_policies import wrong_policies
from raci.findings.codes import UNREADABLE
from raci.findings.finding import Finding
from raci.findings.inputs import Input, digest_of, united
from raci.project import Project, check, projects
from raci.source.discover import OrganisationFiles, TestFiles, find_tests
from raci.source.document import Document
from raci.testing.case import Case, CaseFile, UnreadableCaseError, cases_of, run_case
from raci.testing.coverage import coverage
from raci.testing.example import examples_of, policies_in, run_example
from raci.testing.result import Coverage, Result, TestReport


@dataclass(slots=True)
class TestRun:
    """The organisations and the results of a run, and what keeps it from being one."""

    day: str
    found: list[Project]
    tests: Sequence[Input] = ()
    examples: list[Result] = field(default_factory=list)
    cases: list[tuple[Case, Result]] = field(default_factory=list)
    coverage: list[Coverage] | None = None
    unreadable: list[Finding] = field(default_factory=list)

    @property
    def report(self) -> TestReport:
        """The results as renderers receive them."""
        results = (*self.examples, *(result for _, result in self.cases))
        coverage = None if self.coverage is None else (*self.coverage,)
        read = [(each.org.id, digest_of(each.inputs)) for each in self.found]
        tests = [("tests", digest_of(self.tests))] if self.tests else []
        return TestReport(self.day, results, coverage, united([*read, *tests]))


def run_tests(path: str, day: str, *, covered: bool = False) -> TestRun:
    """Run the examples of the organisations at a path, and the test files below it.

    Where something cannot be read, nothing is run.

    Args:
        path: a folder or a file; of a test file, its cases alone are run.
        day: the day as of which is judged where a case says no other.
        covered: whether to find what the examples leave untried.
    """
    tests = find_tests(Path(path))
    is_test = Path(path).is_file() and bool(tests.documents)
    found = projects([Path(path).parent if is_test else path])
    run = TestRun(day, found, tests.inputs)
    run.unreadable = [*_unreadable(run)]
    if run.unreadable:
        return run
    if not is_test:
        _run_examples(run, covered=covered)
    _run_cases(run, tests)
    return run


def _unreadable(run: TestRun) -> Iterator[Finding]:
    whole = [project for project in run.found if project.found.documents]
    loose = [each for each in run.found if not each.found.documents and not _is_nothing(each)]
    broken = [each for each in whole if not (each.definitions_sound and each.settings_sound)]
    yield from (f for f in check([*broken, *loose], Run(run.day)) if f.code in UNREADABLE)
    for project in whole:
        if project not in broken:
            wrong = wrong_policies(project, project.rulebook.policies)
            yield from map(project.completer.finding, wrong)


def _is_nothing(project: Project) -> bool:
    """Return whether there is just no organisation, which a test file does not need."""
    return all(defect.code == "DEF011" for defect in project.found.defects)


def _run_examples(run: TestRun, *, covered: bool) -> None:
    run.coverage = [] if covered else None
    for project in run.found:
        for policy, document, route in policies_in(project):
            examples = [*examples_of(policy, document, route, project)]
            run.examples += [run_example(each, run.day) for each in examples]
            if run.coverage is not None:
                place = project.completer.place(policy.ref)
                run.coverage.append(coverage(policy, place, examples, run.day))


def _run_cases(run: TestRun, tests: TestFiles) -> None:
    cases: list[Case] = []
    for document in tests.documents:
        file = _file(document, tests, run.found)
        with _refusals(run):
            cases += cases_of(file)
    for case in cases:
        with _refusals(run):
            run.cases.append((case, run_case(case, run.day)))


@contextmanager
def _refusals(run: TestRun) -> Iterator[None]:
    """Keep what is wrong with a file, so that all of it is told at once."""
    try:
        yield
    except UnreadableCaseError as error:
        run.unreadable += map(Completer("", default_settings()).finding, error.verdicts)
        run.unreadable += error.findings


def _file(document: Document, tests: TestFiles, found: Sequence[Project]) -> CaseFile:
    """Return a file of tests with the organisation in whose folder it lies, the nearest."""
    title = tests.files.title(document.path)
    path = Path(title).resolve()
    whole = [project for project in found if project.found.documents]
    roots = {Path(project.found.title("")).resolve(): project for project in whole}
    root = next((each for each in path.parents if each in roots), None)
    shown = replace(document, path=title)
    if root is None:
        names = [each.path for each in tests.documents]
        home = OrganisationFiles(tests.files, "", tests=names, homeless=True)
        return CaseFile(shown, home, document.path)
    around = roots[root]
    return CaseFile(shown, around.found, path.relative_to(root).as_posix(), around)


def outside(path: str) -> list[OrganisationFiles]:
    """Return the set of the test files at a path that lie in no organisation, if there are any."""
    tests = find_tests(Path(path))
    found = projects([path if Path(path).is_dir() else Path(path).parent])
    homes = (_file(document, tests, found).home for document in tests.documents)
    return [home for home in homes if home.homeless][:1]
