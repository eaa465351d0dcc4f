"""Commands with several outputs: several formats at once, each with its file."""

from collections.abc import Sequence

import click

from raci.cli.command import Command
from raci.cli.formats import FINDINGS, RESULTS, Target, target_of
from raci.cli.language import wrong

NOT_ANNOTATED = ("fix", "diff", "show_settings")
"""The options of ``raci check`` that ``--annotate`` does not go with."""


class OutputsCommand(Command):
    """Pairs each ``-o`` with the ``--format`` before it, which click's own parsing forgets.

    Passes the pairs on as ``targets``, in place of ``formats`` and ``outputs``.
    """

    formats: Sequence[str] = FINDINGS

    def parse(self, ctx: click.Context, args: list[str]) -> list[str]:
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
            raise wrong("one-terminal")
        rest = super().parse(ctx, args)
        targets = [target_of(name, path, self.formats) for name, path in pairs]
        del ctx.params["formats"], ctx.params["outputs"]
        ctx.params["targets"] = (*targets,) or (Target("text"),)
        self.refuse(ctx, is_default=not pairs)
        return rest

    def refuse(self, ctx: click.Context, *, is_default: bool) -> None:
        """End with status 2 where other options do not go with the targets."""


class CheckCommand(OutputsCommand):
    """``raci check``, whose options say more about what is printed."""

    def refuse(self, ctx: click.Context, *, is_default: bool) -> None:
        """End with status 2 where options contradict each other."""
        targets = ctx.params["targets"]
        if ctx.params["statistics"] and all(target.format != "text" for target in targets):
            raise wrong("statistics-are-text")
        if ctx.params["timing"] and (ctx.params["diff"] or ctx.params["show_settings"]):
            raise wrong("timing-is-of-checks")
        if ctx.params["annotate"] is not None and any(map(ctx.params.get, NOT_ANNOTATED)):
            raise wrong("annotate-not-with")
        if ctx.params["write_mapping"] and (ctx.params["diff"] or ctx.params["fix"]):
            raise wrong("mapping-alone")
        if ctx.params["diff"] and not is_default:
            raise wrong("diff-has-no-format")


class TestCommand(OutputsCommand):
    """``raci test``, which has formats of its own."""

    __test__ = False
    formats = RESULTS
