"""What ``raci packs --suggest`` does: say which packs would fit, and write them in."""

from collections.abc import Mapping
from pathlib import Path

from raci.check.pipeline import judge
from raci.check.run import Run
from raci.check.suggested_packs import new_tags, suggested_packs, with_suggestions
from raci.check.trial import trial
from raci.cli.echo import echo
from raci.cli.language import count, reworded, say, spoken, wrong
from raci.cli.options import refuse_links, width
from raci.cli.run.arguments import one_project, refuse_table
from raci.cli.run.writing import FileChange, OrganisationChange, hold, write_changes
from raci.edit import Draft, EditError
from raci.findings.finding import Finding
from raci.matrix.pack_suggestions import PackSuggestion
from raci.project import Project
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.render.formats.terminal import render
from raci.render.reports.suggestions import lines_to_paste, suggestions
from raci.source.decode import UnreadableError


def suggest(path: str, as_of: str, *, write: bool) -> None:
    """Print the packs that would fit, the lines that they need, and what they would find.

    Ends with status 2 where the lines cannot be written.
    """
    if write:
        hold(path)
    project = one_project(path)
    if write:
        refuse_table(project)
    packs = suggested_packs(project)
    if not packs:
        echo(say("no-pack-fits"))
        return
    echo(render(suggestions(packs, project.matrix, spoken()), width=width(True)), nl=False)
    if project.found.table:
        echo("\n" + say("table-not-edited", path=project.found.title("")))
        return
    drafts = _drafts(project, packs)
    found = _would_be_found(project, Run(as_of), drafts)
    if not write:
        extends = [item for item, each in packs.items() if each.pack.id not in project.org.packs]
        tags = new_tags([*packs.values()])
        echo("\n" + say("lines-to-paste") + "\n")
        for line in lines_to_paste(extends, tags, project.matrix):
            echo(f"  {line}")
    if not found:
        echo("\n" + say("nothing-would-be-found"))
    else:
        echo("\n" + count("would-be-found", len(found)) + "\n")
        echo(findings_text(found, Options(lang=spoken(), width=width(True))), nl=False)
    if write:
        _write(project, drafts, path)


def _drafts(project: Project, packs: Mapping[str, PackSuggestion]) -> Mapping[str, Draft]:
    try:
        return with_suggestions(project, packs)
    except (EditError, UnreadableError, OSError) as error:
        raise wrong("suggestion-unwritable", reason=reworded(error)) from error


def _would_be_found(project: Project, run: Run, drafts: Mapping[str, Draft]) -> list[Finding]:
    """Return what the packs would find, without what is found today or that no tag binds."""
    known = {finding.fingerprint for finding in judge(project, run).every}
    texts = {
        Path(project.found.title(path)).resolve(): draft.content for path, draft in drafts.items()
    }
    after = trial(project, run, texts, known)
    return [f for f in after.new if f.code != "SOD305" or f.subject.kind != "org"]


def _write(project: Project, drafts: Mapping[str, Draft], path: str) -> None:
    refuse_links(path)
    files = {path: FileChange(each.raw, each.content) for path, each in drafts.items()}
    write_changes([OrganisationChange(project.found, files)])
    echo("\n" + say("suggestion-written", listed=[project.found.title(path) for path in files]))
