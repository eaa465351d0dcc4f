"""What ``raci check --show-settings`` prints."""

from collections.abc import Sequence

from raci.check.effective_settings import settings_of
from raci.check.settings import Origin, Selection
from raci.cli.echo import echo
from raci.cli.language import said
from raci.project import Project
from raci.render.reports.settings import render


def show_settings(found: Sequence[Project], selection: Selection) -> int:
    """Print the effective settings of organisations; give the exit status, 2 where none is read."""
    status = 0 if found else 2
    for project in found:
        if project.settings_sound and project.found.documents:
            title = f"{project.org.id} ({project.found.title('')})"
            settings = settings_of(project, selection, defaults=True)
            if language := said():
                settings.lang = language[0], Origin(language[1])
            echo(render(settings, title), nl=False)
        else:
            from raci.cli.run.arguments import tell_unreadable

            tell_unreadable([project])
            status = 2
    return status
