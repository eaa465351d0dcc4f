"""``raci schema``: the published JSON Schemas."""

import click


@click.command()
@click.argument("name", type=click.Choice(["org", "findings", "matrix"]), default="org")
def schema(name: str) -> None:
    """Print a JSON Schema: of a definition (org), or of the findings or matrix as JSON."""
    from raci.schema import schema_path

    click.echo(schema_path(name).read_text(encoding="utf-8"), nl=False)
