"""What ``raci plan`` and ``raci apply`` do first: a proposal read, rehearsed, and planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from raci.change.plan.make import make_plan
from raci.change.plan.plan import Plan
from raci.change.proposal.file import Proposal, parse
from raci.change.proposal.rehearse import Rehearsal, rehearse
from raci.change.proposal.state import State, merged
from raci.check.completer import Completer
from raci.check.pipeline import Run, settings_of
from raci.cli.options import format_of, width, write
from raci.cli.plan import FORMATS
from raci.cli.run.arguments import allowed, one_project
from raci.findings.codes import CRASHED
from raci.findings.days import today
from raci.findings.finding import Verdict
from raci.findings.ref import Ref
from raci.findings.spelling import Nearest
from raci.project import Project
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.schema.validate import problems
from raci.source.decode import UnreadableError
from raci.source.document import Document
from raci.source.unreadable import unreadable
from raci.source.yaml import read


@dataclass(frozen=True, slots=True)
class Intent:
    """A proposal, the organisation that it is about, and what that says, as data."""

    project: Project
    state: State
    proposal: Proposal

    def rehearse(self, lang: str) -> Rehearsal:
        """Make the changes in memory; else end with status 2, all errors told."""
        made = rehearse(self.proposal, self.state, self.project.org)
        if made.verdicts:
            _refuse(made.verdicts, self.project, lang)
        return made

    def plan(self, made: Rehearsal, day: str | None, allow: str | None = None) -> Plan:
        """Make the plan, the base judged as of a day, today in UTC if None."""
        run = Run(day or today(), allowed(allow))
        return make_plan(self.project, self.state, self.proposal, made, run)


def intent(path: str, lang: str) -> Intent:
    """Read a proposal and its organisation; else end with status 2, all errors told."""
    document = document_of(path, lang)
    proposal = parse(document)
    if not isinstance(proposal, Proposal):
        _refuse(proposal, _nowhere(), lang)
    folder = Path(path).resolve().parent / proposal.base
    if not folder.exists():
        at = proposal.place(("base",))
        raise click.UsageError(f"{at}: base: there is no folder {proposal.base}")
    project = one_project(str(folder))
    state = merged([each.data for each in project.found.documents])
    return Intent(project, state, proposal)


def document_of(path: str, lang: str) -> Document:
    """Read a file; else end with status 2."""
    try:
        return read(Path(path).read_bytes(), path)
    except UnreadableError as error:
        _refuse([unreadable(Document(path, ""), error)], _nowhere(), lang)
    except OSError as error:
        raise click.UsageError(f"{path}: cannot be read: {error.strerror}") from error


def pinned(path: str, lang: str) -> Mapping[str, Any]:
    """Read a plan that ``raci plan -o plan.json`` wrote; else end with status 2."""
    document = document_of(path, lang)
    ref = Ref(f"file:{path}")
    wrong = [Verdict("DEF002", ref, hit) for _, hit in problems(document, "plan")]
    if wrong:
        _refuse(wrong, _nowhere(), lang)
    found: Mapping[str, Any] = document.data
    return found


def _nowhere() -> Project:
    """Give an organisation of nothing: its completer completes what is wrong with a file."""
    return Project.all_of({"org.yaml": "raci: 1\norg: {id: none}\n"})[0]


def _refuse(verdicts: Sequence[Verdict], project: Project, lang: str) -> NoReturn:
    settings = settings_of(project)
    completer = Completer(project.loaded, project.matrix, str, settings)
    told = [completer.finding(verdict) for verdict in verdicts]
    click.echo(findings_text(told, Options(lang=lang, width=width(terminal=True))), nl=False)
    raise click.exceptions.Exit(2)


def tell_plan(path: str, options: Mapping[str, Any]) -> int:
    """Print or write the plan of a proposal, and give the exit status."""
    output = options["output"]
    form = options["format_"] or (format_of(output, FORMATS) if output else "text")
    if options["without"]:
        return _tell_loss(path, form, options)
    if Path(path).is_dir():
        raise click.UsageError("name the file of a proposal, or --without what")
    wish = intent(path, options["lang"])
    made = wish.plan(wish.rehearse(options["lang"]), options["as_of"], options["allow"])
    role = _of_the_plan(options["role"], made)
    text = _render(made, form, role, options["lang"], terminal=output is None)
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)
    if any(told.finding.code == CRASHED for told in made.new):
        return 3
    return int(made.verdict in ("not ready", "not safe"))


def _tell_loss(path: str, form: str, options: Mapping[str, Any]) -> int:
    from raci.cli.drill import FORMATS as OF_LOSSES
    from raci.cli.drill import tell_losses

    if form not in OF_LOSSES:
        raise click.UsageError(f"--without goes with --format {' or '.join(OF_LOSSES)}")
    output = options["output"]
    text = tell_losses(path, form, options, width(output is None))
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)
    return 0


def _of_the_plan(role: str | None, plan: Plan) -> Ref | None:
    """Take the role that a sheet is asked for; else end with status 2."""
    if role is None:
        return None
    known = {ref for each in plan.effects for ref in (each.before, each.role) if ref}
    if role in known:
        return Ref(role)
    near = Nearest(known).to(role)
    raise click.UsageError(
        f"--for: there is no {role}" + (f"; did you mean {near}?" if near else "")
    )


def _render(plan: Plan, form: str, role: Ref | None, lang: str, *, terminal: bool) -> str:
    if role and form == "json":
        raise click.UsageError("--for is a sheet for a person: text, markdown or html")
    if form == "json":
        from raci.render.reports.plan_json import render

        return render(plan, lang)
    from raci.render.reports.plan import document
    from raci.render.reports.plan_role import sheet

    laid = sheet(plan, role, lang) if role else document(plan, lang)
    writer = import_module(f"raci.render.formats.{'terminal' if form == 'text' else form}")
    columns = {"width": width(terminal)} if form == "text" else {}
    return str(writer.render(laid, **columns))
