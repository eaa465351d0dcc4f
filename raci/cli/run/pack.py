"""Makes the pack of the one organisation at a path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import click

from raci.change.history.history import history_of
from raci.change.history.later import changed_after
from raci.change.history.versions import HistoryError
from raci.check.effective_settings import default_settings, settings_of
from raci.check.run import Run
from raci.check.standing import standing_of_waivers
from raci.check.work_tree import checkout_of
from raci.cli.language import adopt, refused, reworded, wrong
from raci.cli.run.arguments import tell_unreadable
from raci.cli.run.output import Rendering
from raci.findings.days import today
from raci.findings.inputs import Checkout, Later
from raci.project import Project, check, projects
from raci.render.export.workbook import NoLibraryError, TooLargeError
from raci.render.pack import Files
from raci.render.pack.contents import contents
from raci.render.pack.manifest import Made, Plugin
from raci.render.pack.pack import sealed
from raci.rules import catalogue
from raci.source.extras import command_for
from raci.source.git_program import GitError


@dataclass(frozen=True, slots=True)
class Source:
    """What is at a path: one organisation, perhaps with files that belong to none."""

    project: Project
    found: list[Project]

    @classmethod
    def at(cls, path: str) -> "Source":
        """Return what is at a path; end with status 2 where there is none, or several."""
        found = projects([path])
        adopt(found)
        own = [project for project in found if not project.found.homeless]
        if len(own) > 1:
            listed = [project.found.title("") for project in own]
            raise wrong("several-organisations", n=len(own), listed=listed)
        if not own:
            tell_unreadable(found)
            raise click.exceptions.Exit(2)
        return cls(own[0], found)

    def made(self, day: str, lang: str, *, git: bool) -> Made:
        """Return the organisation checked as of a day, with what git knows of it, if ``git``."""
        project = self.project
        rendering = Rendering(
            lang,
            "never",
            frozenset(),
            statistics=False,
            verbose=False,
            rulebooks=(project.rulebook,),
        )
        made = Made(
            org=project.org,
            matrix=project.matrix.on(day),
            path=project.found.title(""),
            read=project.inputs,
            report=check(self.found, Run(day)),
            settings=settings_of(project, defaults=True) if project.sound else default_settings(),
            options=rendering.options(terminal=False),
            plugins=tuple(_plugins()),
        )
        if not git:
            return made
        standing = standing_of_waivers(project, project.org.waivers.values(), day)
        checkout = checkout_of(project)
        if checkout:
            checkout = checkout._replace(changed_after=changed_after(project, day))
        return replace(made, checkout=checkout, standing=standing)

    def with_history(self, made: Made, start: str | None, end: str, head: str = "") -> Made:
        """Return the same with the history from one day to another, none of them of the future.

        No commit after ``head`` counts, where one is given. Ends with status 2 where git does not
        know the history.
        """
        try:
            history = history_of(self.project, start, min(end, today()), head)
        except (GitError, HistoryError) as error:
            raise refused("history-refused", reason=reworded(error)) from error
        return replace(made, history=history)

    def made_as(self, manifest: Mapping[str, Any]) -> Made:
        """Return the organisation checked as a manifest says, on the commit that it names."""
        git, period = manifest.get("git"), manifest.get("history")
        made = self.made(manifest["as_of"], manifest["lang"], git="git" in manifest)
        made = replace(made, checkout=self._checkout(git) if git else None)
        if not period:
            return made
        return self.with_history(made, period["from"], period["to"], period["head"])

    def _checkout(self, git: Mapping[str, Any]) -> Checkout:
        """Return what a manifest says of a commit; whether all is in it, git tells if it has it."""
        known, later = checkout_of(self.project, git["commit"]), git["changed_after"]
        clean = known.clean if known else git["clean"]
        return Checkout(git["commit"], clean, later and Later(later["commit"], later["day"]))


def _plugins() -> Iterator[Plugin]:
    """Yield the installed packages whose rules are used, by name."""
    by_name: dict[str, list[str]] = {}
    for code, rule in catalogue.of_plugins().items():
        by_name.setdefault(rule.plugin, []).append(code)
    for name, codes in sorted(by_name.items()):
        from importlib.metadata import PackageNotFoundError, version  # late: it takes long

        try:
            yield Plugin(name, version(name), tuple(sorted(codes)))
        except PackageNotFoundError:
            yield Plugin(name, "", tuple(sorted(codes)))


def packed(made: Made) -> Files:
    """Return the files of a pack; end with status 2 where a workbook cannot be made."""
    try:
        return sealed(made, contents(made))
    except NoLibraryError:
        raise wrong("no-xlsx-library", command=command_for("excel")) from None
    except TooLargeError:
        raise wrong("too-large-for-xlsx") from None
