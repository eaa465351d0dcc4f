"""``raci why``: the facts behind one finding, down to files and lines."""

from typing import Any

import click

from raci.cli.options import as_of_option, format_of, lang_option, path_argument, write

FORMATS = {"text": ".txt", "markdown": ".md", "html": ".html"}


@click.command()
@click.argument("fingerprint")
@path_argument
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), help="Default: by -o, else text."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; its suffix tells the format."
)
@as_of_option
@lang_option
def why(fingerprint: str, path: str, output: str | None, **options: Any) -> None:
    """Show the facts behind a finding.

    Who holds what, and where each of it is written. FINGERPRINT is what stands in brackets behind
    its message, or the first 4 digits or more. Waived and recorded findings are found too.
    """
    from raci.cli.run.why import account

    name = options["format_"] or (format_of(output, FORMATS) if output else "text")
    text = account(fingerprint, path, name, options["as_of"], options["lang"], output is None)
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)
