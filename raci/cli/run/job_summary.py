"""The job summary on GitHub: all findings, since annotations stop at ten."""

import os
from pathlib import Path

import click

from raci.cli.echo import echo
from raci.cli.language import reason, say
from raci.cli.options import refuse_links
from raci.findings.report import Report
from raci.render.escape import inert
from raci.render.findings.markdown import page
from raci.render.findings.options import Options

ROOM = 1024 * 1024
"""The bytes that GitHub takes as the summary of a step; of a larger one it takes nothing."""

VARIABLE = "GITHUB_STEP_SUMMARY"


def append(report: Report, options: Options) -> None:
    """Append a report as Markdown to the file that GitHub names, where it names one."""
    name = os.environ.get(VARIABLE)
    if not name:
        return
    path = Path(name)
    try:
        refuse_links(path)
        room = ROOM - (path.stat().st_size if path.exists() else 0)
        text = inert(page(report, options, room, lambda part: len(part.encode()))).encode()
        if len(text) <= room:
            with path.open("ab") as file:
                file.write(text)
    except click.UsageError as error:
        echo(f"{VARIABLE}: {error.message}", err=True)
    except OSError as error:
        echo(f"{VARIABLE}: {say('unwritable', path=name, reason=reason(error))}", err=True)
