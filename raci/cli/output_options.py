"""The formats of findings, and which of them goes where."""

import click

from raci.cli.options import format_of

FORMATS = {
    "text": ".txt",
    "concise": "",
    "json": ".json",
    "sarif": ".sarif",
    "github": "",
    "gitlab": "",
    "junit": ".xml",
    "markdown": ".md",
}
"""The formats, and the suffix by which a file's name chooses one."""


class Outputs(click.Command):
    """Pairs each ``-o`` with the ``--format`` before it, which click's own parsing forgets.

    Leaves in ``ctx.meta["outputs"]`` the names of formats, each with its file or None.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, and pair."""
        values, _, order = self.make_parser(ctx).parse_args(list(args))
        given = {name: iter(values.get(name, ())) for name in ("formats", "outputs")}
        pairs: list[tuple[str | None, str | None]] = []
        for parameter in order:
            if parameter.name == "formats":
                pairs.append((next(given["formats"]), None))
            elif parameter.name == "outputs":
                name = next(given["outputs"])
                if pairs and pairs[-1][1] is None:
                    pairs[-1] = (pairs[-1][0], name)
                else:
                    pairs.append((None, name))
        if sum(path is None for _, path in pairs) > 1:
            raise click.UsageError("only one format can go to the terminal: give the others an -o")
        rest = super().parse_args(ctx, args)
        chosen = [(name or format_of(path, FORMATS), path) for name, path in pairs]
        ctx.meta["outputs"] = chosen or [("text", None)]
        if ctx.params["statistics"] and all(name != "text" for name, _ in ctx.meta["outputs"]):
            raise click.UsageError("--statistics is a form of text: add --format text")
        if ctx.params["timing"] and (ctx.params["diff"] or ctx.params["show_settings"]):
            raise click.UsageError("--timing measures a check: leave out --diff, --show-settings")
        if ctx.params["diff"] and pairs:
            raise click.UsageError("--diff prints differences: it goes with no --format or -o")
        return rest
