"""``raci schema``: the published JSON Schemas, or one narrowed to an organisation's own ids."""

import click

from raci.cli.command import Choice, Command, ExistingPath
from raci.cli.echo import echo
from raci.cli.language import spoken, wrong
from raci.cli.options import lang_option

READ = ("org", "pack", "proposal", "test", "settings", "baseline")
WRITTEN = (
    *("findings", "matrix", "plan", "diff", "drill"),
    *("history", "answers", "test-report", "manifest"),
)


@click.command(cls=Command)
@click.argument("name", type=Choice(READ + WRITTEN), default="org", metavar="[NAME]")
@click.option(
    "--with-ids",
    "path",
    metavar="PATH",
    type=ExistingPath(exists=True),
)
@lang_option
def schema(name: str, path: str | None) -> None:
    """Print a JSON Schema."""
    if path is None:
        echo(_with_plugins(_published(name)) if name == "settings" else _published(name), nl=False)
    elif name != "org":
        raise wrong("ids-are-of-org")
    else:
        echo(_narrowed(path))


def _published(name: str) -> str:
    from raci.schema import schema_path

    return schema_path(name).read_text(encoding="utf-8")


def _with_plugins(settings: str) -> str:
    import json

    from raci.rules import catalogue

    if not catalogue.of_plugins():
        return settings
    return json.dumps(catalogue.with_plugins(json.loads(settings)), indent=2) + "\n"


def _narrowed(path: str) -> str:
    import json

    from raci.cli.run.arguments import one_project
    from raci.render.editor_schema import attributes, vocabulary, with_ids
    from raci.render.escape import in_json
    from raci.rules import catalogue

    published = json.loads(_published("org"))
    matrix = one_project(path).matrix
    names = vocabulary(matrix, catalogue.titles(), spoken())
    narrowed = with_ids(published, names, attributes(matrix.org.attributes, spoken()))
    narrowed["title"] += f", with the ids of {matrix.org.id}"
    return in_json(json.dumps(narrowed, ensure_ascii=False, indent=2))
