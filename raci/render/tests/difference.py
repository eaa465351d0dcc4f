"""What is missing and what nobody expected, a line each, as in the difference of two texts."""

from collections.abc import Iterator

from raci.findings.finding import Finding
from raci.render.phrases import Words
from raci.testing.result import Expectation, Result

SIGNS = ("-", "+")
"""What begins a line: expected and not found, found and not expected."""


def difference(result: Result, words: Words) -> Iterator[str]:
    """Yield the lines about a test that does not hold, those about one subject together."""
    lines = [(each.code, str(each.at or ""), 0, _missing(each)) for each in result.missing]
    for finding in result.unexpected:
        said = _unexpected(finding, result, words)
        lines.append((finding.code, str(finding.subject), 1, said))
    for *_, sign, text in sorted(lines):
        yield f"{SIGNS[sign]} {text}"
    if result.remark:
        yield words[result.remark].format(subject=words[f"subject-{result.subject}"])


def title(result: Result, words: Words) -> str:
    """Return the name of a test; of an example with its kind and number."""
    if result.kind == "case":
        return result.name
    example = words[f"example-{result.values['kind']}"]
    return example.format(name=result.name, number=result.values["number"])


def _missing(expectation: Expectation) -> str:
    head = " ".join(filter(None, (expectation.code, expectation.at)))
    return ": ".join((head, *expectation.messages.values()))


def _unexpected(finding: Finding, result: Result, words: Words) -> str:
    """Return a finding with its message: in the languages in which another is expected."""
    about = (each for each in result.missing if each.messages and each.is_about(finding))
    langs = next(([*each.messages] for each in about), [words.lang])
    said = (finding.say(lang) for lang in langs)
    return ": ".join((f"{finding.code} {finding.subject}", *said))
