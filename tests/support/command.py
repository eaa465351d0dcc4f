"""The command line in this process: what it prints, and its exit status."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from raci.cli import cli


def raci(*arguments: str, **options: Any) -> Result:
    """Run raci; a traceback is a test's failure."""
    result = CliRunner().invoke(cli, arguments, prog_name="raci", **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def define(text: str, path: str = "org.yaml") -> None:
    """Write a file, and the folders that it needs."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
