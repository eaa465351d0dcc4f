"""Whole processes measured side by side: wall seconds, peak memory, medians, ratios, tables."""

import os
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


class MeasuringError(Exception):
    """A measured program did not do its work; the message says which, and what it said."""


@dataclass(frozen=True)
class Command:
    """What to run, and with which exit statuses it has done its work."""

    arguments: Sequence[str]
    fine: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Cost:
    """What one run of a process took, or the medians of several."""

    seconds: float
    megabytes: float


def python(*arguments: str, fine: tuple[int, ...] = (0,)) -> Command:
    """Call the interpreter that runs this."""
    return Command((sys.executable, *arguments), fine)


def once(command: Command) -> Cost:
    """Run a process from start to end, its output thrown away.

    On Linux a process is never told to have used less memory than the one that started it, so
    this module must stay small: whatever is large (generating, too) is a process of its own.
    """
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.arguments, stdout=subprocess.DEVNULL, stderr=complaints, cwd=ROOT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace")
    if process.returncode not in command.fine or "Traceback" in said:
        call = " ".join(command.arguments)
        lines = [f"exit status {process.returncode} of: {call}", *said.strip().splitlines()[-8:]]
        raise MeasuringError("\n  ".join(lines))
    return Cost(seconds, usage.ru_maxrss * _RSS_UNIT / 1e6)


def side_by_side(commands: Mapping[str, Command], runs: int) -> dict[str, Cost]:
    """Run all commands in turn, so many times over (A B A B); return each one's medians."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs):
        for name, command in commands.items():
            print(f"  run {turn + 1} of {runs}: {name}", file=sys.stderr)
            costs[name].append(once(command))
    return {
        name: Cost(median(c.seconds for c in taken), median(c.megabytes for c in taken))
        for name, taken in costs.items()
    }


def aim(value: float, limit: float, unit: str = "x") -> str:
    """Tell the aim, and whether the value meets it."""
    return f"<= {limit:g}{unit} {'met' if value <= limit else 'MISSED'}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table: the first column to the left, the others to the right."""
    lines = [header, *rows]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            cell + pad if number == 0 else pad + cell
            for number, cell in enumerate(line)
            for pad in [" " * (widths[number] - _width(cell))]
        ).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    """Count the columns of a terminal that the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
