"""Where the time of a check went: a line a rule, then a line a stage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from raci.check.timing import STAGES
from raci.findings.report import Report, RuleInfo
from raci.findings.text import in_language
from raci.render.columns import Row, aligned
from raci.render.findings.options import PLAIN, Options
from raci.render.findings.phrases import WORDS
from raci.render.phrases import Words

SHOWN = 0.00005
"""Seconds; what had nothing to judge and took less is left out."""


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
    words = Words(WORDS, options.lang)
    rules = [each for each in timings(report, seconds) if each.subjects or each.seconds >= SHOWN]
    total = sum(seconds.values())
    ruled = total - sum(seconds.get(stage, 0.0) for stage in STAGES)
    stages = {**{stage: seconds.get(stage, 0.0) for stage in STAGES}, "rules": ruled}
    lines = [*_rules(rules, total, words, options.sheets()), "", *_stages(stages, total, words)]
    return "".join(f"{line}\n" for line in lines)


def timings(report: Report, seconds: Mapping[str, float]) -> list[Timing]:
    """Give each rule that ran, over all organisations, the slowest first."""
    tallies = [tally for checked in report.organisations for tally in checked.tallies]
    found = [
        Timing(
            code,
            taken,
            sum(tally.subjects for tally in tallies if tally.code == code),
            sum(tally.findings for tally in tallies if tally.code == code),
        )
        for code, taken in seconds.items()
        if code not in STAGES
    ]
    return sorted(found, key=lambda each: (-each.seconds, each.code))


def _rules(
    found: Sequence[Timing], total: float, words: Words, sheets: Mapping[str, RuleInfo]
) -> Iterator[str]:
    def name(code: str) -> str:
        sheet = sheets.get(code)
        title = in_language(sheet.title, words.lang) if sheet and words.chinese else None
        return title or (sheet.name if sheet else "")

    head = tuple(words[key] for key in ("code", "name", "judged", "found-count", "ms", "share"))
    rows: list[Row] = [
        (each.code, name(each.code), f"{each.subjects}", f"{each.findings}", *time)
        for each in found
        for time in [_time(each.seconds, total)]
    ]
    yield from aligned([head, *rows], right=range(2, 6))


def _stages(stages: Mapping[str, float], total: float, words: Words) -> Iterator[str]:
    head = (words["stage"], words["ms"], words["share"])
    rows = [(words[f"stage-{stage}"], *_time(taken, total)) for stage, taken in stages.items()]
    last = (words["in-all"], *_time(total, total))
    yield from aligned([head, *rows, last], right=(1, 2))


def _time(seconds: float, total: float) -> Row:
    """Give milliseconds, and the share of the whole."""
    return f"{seconds * 1000:.2f}", f"{seconds / total:.1%}" if total else ""
