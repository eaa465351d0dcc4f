"""``raci schema``: the published JSON Schemas, or one narrowed to an organisation's own ids."""

import click

from raci.cli.options import lang_option

READ = ("org", "pack", "proposal", "settings", "baseline")
WRITTEN = ("findings", "matrix", "plan", "diff", "drill")


@click.command()
@click.argument("name", type=click.Choice(READ + WRITTEN), default="org")
@click.option(
    "--with-ids",
    "path",
    metavar="PATH",
    type=click.Path(exists=True),
    help="Let references be only what this organisation has, for an editor to complete and mark.",
)
@lang_option
def schema(name: str, path: str | None, lang: str) -> None:
    """Print a JSON Schema.

    Of what raci reads (org, pack, proposal, settings, baseline) or writes as JSON (findings,
    matrix, plan, diff, drill).
    """
    if path is None:
        from raci.schema import schema_path

        click.echo(schema_path(name).read_text(encoding="utf-8"), nl=False)
    elif name != "org":
        raise click.UsageError("--with-ids narrows the schema of a definition: org")
    else:
        click.echo(_narrowed(path, lang))


def _narrowed(path: str, lang: str) -> str:
    import json

    from raci.cli.run.arguments import one_project
    from raci.render.editor_schema import vocabulary, with_ids
    from raci.rules import catalogue
    from raci.schema import schema_path

    published = json.loads(schema_path("org").read_text(encoding="utf-8"))
    matrix = one_project(path).matrix
    narrowed = with_ids(published, vocabulary(matrix, catalogue.titles(), lang))
    narrowed["title"] += f", with the ids of {matrix.org.id}"
    return json.dumps(narrowed, ensure_ascii=False, indent=2)
