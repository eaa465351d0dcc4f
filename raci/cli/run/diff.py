"""What ``raci diff`` does once its options are read."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from raci.change.diff.comparison import Comparison
from raci.change.diff.diff import comparison
from raci.change.plan.meant import meant_by_proposals
from raci.check.run import Run
from raci.check.settings import Selection
from raci.cli.formats import Target
from raci.cli.language import reworded, spoken, wrong
from raci.cli.run.arguments import one_of, one_project
from raci.findings.codes import CRASHED
from raci.project import Project
from raci.render.formats import render_document
from raci.source.discover import find_in
from raci.source.git import Revision, folder_in, repository_of, resolve
from raci.source.git_program import GitError


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions:
    """The options of ``raci diff``, as its help explains them."""

    base: str
    head: str
    target: Target
    allow: tuple[str, ...]
    as_of: str


def run_diff(options: DiffOptions) -> int:
    """Print or write the difference of two versions, and return the exit status."""
    base, head = options.base, options.head
    selection, meant = Selection(allow=options.allow), cache(meant_by_proposals)
    run = Run(options.as_of, selection, meant=meant)
    difference = comparison(version(base), version(head), (base, head), run)
    options.target.write(_render(difference, options.target, spoken()))
    if any(finding.code == CRASHED for finding in difference.new):
        return 3
    return int(bool(difference.failing))


def version(place: str) -> Project:
    """Return the one organisation of a path or of a git revision; else end with status 2."""
    if Path(place).exists() and not place.startswith("git:"):
        return one_project(place)
    rev, _, path = place.removeprefix("git:").partition(":")
    try:
        repository = repository_of(Path.cwd())
        folder = folder_in(repository, Path(os.path.realpath(path or ".")))
        files = Revision(repository, resolve(repository, rev), folder, rev)
        return one_of([Project(found) for found in find_in(files)])
    except GitError as error:
        key = "version-unreadable" if ":" in place else "or-no-such-path"
        raise wrong(key, place=place, reason=reworded(error)) from error


def _render(difference: Comparison, target: Target, lang: str) -> str:
    if target.format == "json":
        from raci.render.reports.diff_json import render

        return render(difference, lang)
    if target.format == "html":
        from raci.render.page.diff import page

        return page(difference, lang)
    from raci.render.reports.diff import document

    return render_document(document(difference, lang), target.format, target.width)
