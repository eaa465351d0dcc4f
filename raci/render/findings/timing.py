"""Where the time of a check went: a line a rule, then a line a stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tabulate import tabulate

from raci.check.timing import STAGES
from raci.findings.report import Report, RuleInfo
from raci.findings.text import in_language
from raci.render.findings.options import PLAIN, Options
from raci.render.phrases import Words

SHOWN = 0.00005
"""Seconds; a rule that had nothing to judge and took less is left out."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a rule ran, how many subjects it judged, how many findings the report has of it.

    Of a rule that ran only because another yields to it, no subjects are counted.
    """

    code: str
    seconds: float
    subjects: int
    findings: int


def render(report: Report, seconds: Mapping[str, float], options: Options = PLAIN) -> str:
    """Render how long the rules took, the slowest first, and the stages in their order.

    ``seconds`` are by rule and by stage, as a stopwatch counts them.
    """
    words = Words("findings", options.lang)
    rules = [t for t in timings(report, seconds) if t.subjects or t.seconds >= SHOWN]
    total = sum(seconds.values())
    ruled = total - sum(seconds.get(stage, 0.0) for stage in STAGES)
    stages = {**{stage: seconds.get(stage, 0.0) for stage in STAGES}, "rules": ruled}
    tables = _rules(rules, total, words, options.sheets()), _stages(stages, total, words)
    return "\n".join(tables)


def timings(report: Report, seconds: Mapping[str, float]) -> list[Timing]:
    """Return each rule that ran, over all organisations, the slowest first."""
    tallies = [tally for checked in report.organisations for tally in checked.tallies]
    timed = [
        Timing(
            code,
            taken,
            sum(tally.subjects for tally in tallies if tally.code == code),
            sum(tally.findings for tally in tallies if tally.code == code),
        )
        for code, taken in seconds.items()
        if code not in STAGES
    ]
    return sorted(timed, key=lambda timing: (-timing.seconds, timing.code))


def _rules(
    rules: Sequence[Timing], total: float, words: Words, sheets: Mapping[str, RuleInfo]
) -> str:
    def name(code: str) -> str:
        sheet = sheets.get(code)
        title = in_language(sheet.title, words.lang) if sheet and words.chinese else None
        return title or (sheet.name if sheet else "")

    head = [words[key] for key in ("code", "name", "judged", "found-count", "ms", "share")]
    rows = [
        [rule.code, name(rule.code), str(rule.subjects), str(rule.findings), *time]
        for rule in rules
        for time in [_time(rule.seconds, total)]
    ]
    return _table([head, *rows], 2)


def _stages(stages: Mapping[str, float], total: float, words: Words) -> str:
    head = [words[key] for key in ("stage", "ms", "share")]
    rows = [[words[f"stage-{stage}"], *_time(taken, total)] for stage, taken in stages.items()]
    return _table([head, *rows, [words["in-all"], *_time(total, total)]], 1)


def _time(seconds: float, total: float) -> list[str]:
    """Return milliseconds, and the share of the whole."""
    return [f"{seconds * 1000:.2f}", f"{seconds / total:.1%}" if total else ""]


def _table(rows: Sequence[Sequence[str]], texts: int) -> str:
    """Align rows in columns, numbers to the right of so many texts."""
    sides = ["left"] * texts + ["right"] * (len(rows[0]) - texts)
    return tabulate(rows, tablefmt="plain", disable_numparse=True, colalign=sides) + "\n"
