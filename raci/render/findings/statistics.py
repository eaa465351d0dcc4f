"""How many findings each rule has, instead of the findings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from raci.findings.finding import Finding
from raci.findings.report import Report
from raci.findings.text import in_language
from raci.render.columns import Row, aligned, styled
from raci.render.escape import clean, harmless
from raci.render.findings.options import PLAIN, Options
from raci.render.findings.phrases import WORDS
from raci.render.findings.summary import EVERYTHING, HIDDEN, wrapped
from raci.render.phrases import Words


def render(report: Report, options: Options = PLAIN) -> str:
    """Render a line a rule, most findings first, and the summary below.

    Infos are counted as well; what is waived or in the baseline, where it is to be shown.
    """
    words = Words(WORDS, options.lang)
    groups: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in report.findings:
        if finding.status == "new" or finding.status in options.show:
            key = (finding.code, -finding.severity, finding.status)
            groups.setdefault(key, []).append(finding)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    shown = replace(options, show=options.show | (EVERYTHING - set(HIDDEN)))
    table = "".join(f"{line}\n" for line in _table([f for _, f in ordered], words, options.colour))
    fixable = sum(bool(f.fix) for _, found in ordered for f in found)
    note = f"{words['fixable'].format(n=fixable)}\n" if fixable else ""
    return harmless(table + note + "\n" * bool(table)) + wrapped(report, shown)


def _table(groups: Sequence[list[Finding]], words: Words, colour: bool) -> Iterator[str]:
    if not groups:
        return
    head = (words["count"], words["code"], "", words["name"], words["level"])
    rows = [_row(found, words, colour) for found in groups]
    yield from aligned([head, *rows], right=(0,))


def _row(found: Sequence[Finding], words: Words, colour: bool) -> Row:
    """Give a rule's cells; its name is a title in English, Chinese readers get that in Chinese."""
    first = found[0]
    fixable = "[*]" if any(finding.fix for finding in found) else ""
    name = in_language(first.title_of_rule, words.lang) if words.chinese else first.name
    status = "" if first.status == "new" else f" ({words[first.status]})"
    severity = styled(words[first.severity.label] + status, first.severity.label, colour)
    return str(len(found)), clean(first.code), fixable, clean(name), severity
