"""Commands, options and arguments whose texts are phrases, in the language of the run."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from raci.cli import language, progress
from raci.cli.echo import echo
from raci.cli.language import did_you_mean, nearest_hint, say, wrong


class Command(click.Command):
    """A command whose help is in ``render/phrases/help.json``, by its name."""

    within = ""
    """The command that it is a part of."""

    allow_extra_args = True
    """They are refused here, not by click."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, and refuse arguments that the command does not take."""
        with _errors_of(ctx):
            rest = self.parse(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise wrong("extra-arguments", arguments=" ".join(rest))
        return rest

    def parse(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; return what is left."""
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, unless the environment says a language that there is not."""
        language.insist()
        progress.begin()
        return super().invoke(ctx)

    def get_usage(self, ctx: click.Context) -> str:
        """Return the usage line."""
        from raci.cli.help import usage

        return usage(self, ctx)

    def get_help(self, ctx: click.Context) -> str:
        """Return the whole help."""
        from raci.cli.help import page

        return page(self, ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, for the shells' completion."""
        from raci.cli.help import summary

        return summary(self)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete as click does, with the phrases of options."""
        from raci.cli.help import option_help

        for parameter in self.get_params(ctx):
            if isinstance(parameter, click.Option) and not parameter.hidden:
                parameter.help = option_help(self, parameter)
        return super().shell_complete(ctx, incomplete)


class Group(Command, click.Group):
    """The program: finds the command, and prints what is wrong with the call."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **settings: Any) -> NoReturn:
        """Run the program, and end with its exit status."""
        language.begin(sys.argv[1:] if args is None else args)
        settings["standalone_mode"] = False
        try:
            status = super().main(args, *more, **settings)
        except click.ClickException as error:
            _print(error)
            sys.exit(error.exit_code)
        except click.Abort:
            echo(say("interrupted"), err=True)
            sys.exit(1)
        sys.exit(status or 0)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the program's own options."""
        with _errors_of(ctx):
            return self.parse(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the arguments name."""
        return click.Group.invoke(self, ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; else end with status 2 and the nearest name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            known = [each for each, command in self.commands.items() if not command.hidden]
            with _errors_of(ctx):
                raise wrong("no-such-command", name=name, near=nearest_hint(name, known))
        return super().resolve_command(ctx, args)


class Choice(click.Choice):  # type: ignore[type-arg]  # click 8.1 has no such argument
    """One of several words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word; else end with status 2 and the nearest one."""
        if value in self.choices:
            return value
        known = ", ".join(self.choices)
        near = nearest_hint(str(value), self.choices)
        raise click.BadParameter(say("no-such-choice", value=value, known=known, near=near))


class ExistingPath(click.Path):
    """A file or a folder that is there; only a file where ``dir_okay`` is false."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; else end with status 2 and say what is wrong with it."""
        import os

        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            if not os.path.lexists(value):
                key = "no-such-file" if not self.dir_okay else "no-such-path"
            else:
                key = "is-a-folder" if os.path.isdir(value) else "unreadable"
            raise click.BadParameter(say(key, path=os.fsdecode(value))) from error


class Number(click.IntRange):
    """A whole number from ``min`` on."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; else end with status 2."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            low = self.min
            raise click.BadParameter(say("no-such-number", value=value, low=low)) from error


@contextmanager
def _errors_of(ctx: click.Context) -> Iterator[None]:
    """Let usage errors know their command, which click leaves out in places."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def _print(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    if context is not None:
        hint = say("try-help", command=context.command_path)
        echo(f"{context.get_usage()}\n{hint}\n", err=True)
    echo(say("message", message=_message(error)), err=True)


def _message(error: click.ClickException) -> str:
    """Return what is wrong, where click knows it: in our words."""
    match error:
        case click.NoSuchOption():
            near = did_you_mean(next(iter(error.possibilities or ()), None))
            return say("no-such-option", name=error.option_name, near=near)
        case click.MissingParameter(param=click.Option() as option):
            return say("missing-option", name=max(option.opts, key=len))
        case click.MissingParameter(param=click.Parameter() as argument):
            return say("missing-argument", name=argument.human_readable_name)
        case click.BadParameter(param=click.Option() as option):
            return say("of-option", name=max(option.opts, key=len), message=error.message)
        case click.BadOptionUsage():
            key = "option-takes-no-value" if _is_flag(error) else "option-needs-a-value"
            return say(key, name=error.option_name)
    return error.message


def _is_flag(error: click.BadOptionUsage) -> bool:
    assert error.ctx is not None
    return any(
        error.option_name in option.opts and option.is_flag
        for option in error.ctx.command.get_params(error.ctx)
        if isinstance(option, click.Option)
    )
