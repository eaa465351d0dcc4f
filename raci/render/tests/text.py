"""Results of tests for a person at a terminal: what does not hold, and a summary."""

from collections.abc import Iterable, Iterator, Sequence

from raci.render.columns import styled, wrap
from raci.render.escape import clean
from raci.render.findings.options import PLAIN, Options
from raci.render.phrases import Words
from raci.render.tests.difference import difference, title
from raci.testing.result import Coverage, Result, TestReport


def render(report: TestReport, options: Options = PLAIN) -> str:
    """Render the tests that do not hold, coverage where it was asked for, and the summary."""
    words = Words("tests", options.lang)
    blocks = ["".join(_failed(each, report.day, options)) for each in report.failed]
    if report.coverage is not None:
        blocks.append(coverage_text(report.coverage, options))
    blocks.append(_lines(_summary(report, words), options))
    return "\n".join(blocks)


def coverage_text(covered: Sequence[Coverage], options: Options = PLAIN) -> str:
    """Render what the examples of policies leave untried."""
    words = Words("tests", options.lang)
    whole = sum(each.complete for each in covered)
    text = _lines([words.count("covered", len(covered), whole=str(whole))], options)
    for each in covered:
        if not each.complete:
            text += _lines([f"{each.place}: {each.policy}"], options)
            text += _lines(_untried(each, words), options, "  ", "    ")
    return text


def _lines(lines: Iterable[str], options: Options, indent: str = "", further: str = "") -> str:
    wrapped = (each for line in lines for each in wrap(line, options.width, indent, further))
    return "".join(f"{line}\n" for line in wrapped)


def _failed(result: Result, day: str, options: Options) -> Iterator[str]:
    words = Words("tests", options.lang)
    failed = styled(words["failed"], "error", options.colour)
    head = words["outcome" if result.day == day else "outcome-as-of"]
    facts = {"place": clean(str(result.place)), "name": clean(title(result, words))}
    yield head.format(**facts, day=result.day, outcome=failed) + "\n"
    yield _lines(difference(result, words), options, "  ", "    ")


def _untried(each: Coverage, words: Words) -> Iterator[str]:
    if each.lacks_failing_example:
        yield words["no-failing-example"]
    for condition in each.conditions:
        for value in condition.never:
            yield f"{condition.key}: {words[f'never-{value}']}: {condition.expression}"


def _summary(report: TestReport, words: Words) -> Iterator[str]:
    examples = sum(result.kind == "example" for result in report.results)
    cases = len(report.results) - examples
    counts = [words.count("examples", examples)] if examples else []
    counts += [words.count("cases", cases)] if cases else []
    facts = {"counts": words["comma"].join(counts), "day": report.day}
    n, failed = len(report.results), len(report.failed)
    key = "some-failed" if failed else "all-hold"
    yield words.count(key, n, failed=str(failed), **facts)
    if any(result.missing or result.unexpected for result in report.failed):
        yield words["signs"]
