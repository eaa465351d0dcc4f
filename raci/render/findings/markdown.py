"""Findings as a comment in a merge request: the verdict, tables, what was checked.

Names come with their ids; texts of a definition are escaped.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from raci.findings.finding import Acceptance, Finding, Severity
from raci.findings.report import Checked, Report
from raci.findings.text import in_language, one_line
from raci.render.escape import code, escape
from raci.render.findings import summary
from raci.render.findings.groups import Group, grouped
from raci.render.findings.justification import approvals
from raci.render.findings.options import PLAIN, Options, from_top
from raci.render.findings.truncate import Block, fitted
from raci.render.phrases import Words

COMMENT = 65_536
"""The characters that GitHub takes as a comment; GitLab takes more."""

LONG = 20
"""More findings of one severity than this are folded, below how many there are by rule."""


def render(report: Report, options: Options = PLAIN) -> str:
    """Render a report as a comment no larger than GitHub takes, cut at a row."""
    return page(report, options, COMMENT)


def whole(report: Report, options: Options = PLAIN) -> str:
    """Render a report with all its findings, however long."""
    return page(report, options, sys.maxsize)


def page(report: Report, options: Options, room: int, size: Callable[[str], int] = len) -> str:
    """Render a report no larger than a room, as ``size`` measures it."""
    words = Words("findings", options.lang)

    def left_out(n: int) -> str:
        return f"\n{words['left-out'].format(n=n)}\n"

    return fitted(list(_blocks(report, words, options)), room, left_out, size)


def _blocks(report: Report, words: Words, options: Options) -> Iterator[Block]:
    yield Block(f"{_verdict(report, words)}\n")
    homes: dict[str, list[Checked]] = {}
    for checked in report.organisations:
        homes.setdefault(checked.id, []).append(checked)
    by_organisation: dict[str, list[Finding]] = {id_: [] for id_ in homes}
    for finding in report.findings:
        by_organisation.setdefault(finding.organisation, []).append(finding)
    for id_, findings in by_organisation.items():
        yield Block(f"\n### {_heading(id_, homes.get(id_, []), words, options)}\n")
        for severity in reversed(Severity):
            yield from _of_severity(severity, findings, words, options)
        yield from _waived([f for f in findings if f.waiver], words)
        for checked in homes.get(id_, []):
            yield from _checked(checked, words, options)


def _verdict(report: Report, words: Words) -> str:
    """Return whether the check fails, and why; then the findings that do not make it fail."""
    new = report.of_status("new")
    failing = summary.by_severity((f for f in new if f.failing), words)
    passing = summary.by_severity((f for f in new if not f.failing), words)
    for status in summary.HIDDEN:
        if known := report.of_status(status):
            passing.append(summary.counted(status, known, words))
    passing += map(escape, summary.there_before(report, words))
    verdict = ("passes", "fails", "not-checked", "crashed")[report.exit_status()]
    because = failing or [words["nothing-failing" if passing else "nothing-found"]]
    facts = [words["verdict"].format(verdict=words[verdict], list=words["comma"].join(because))]
    if passing:
        facts.append(words["passing"].format(list=words["comma"].join(passing)))
    return _sentences([*facts, words["as-of"].format(day=report.as_of)], words)


def _sentences(sentences: Sequence[str], words: Words) -> str:
    return ("" if words.chinese else " ").join(sentences)


def _heading(id_: str, homes: Sequence[Checked], words: Words, options: Options) -> str:
    paths = [from_top(checked.path, options.folder) for checked in homes]
    name = escape(id_ or ("?" if homes else words["elsewhere"]))
    return " ".join([name, *(code(path) for path in paths if path != ".")])


def _of_severity(
    severity: Severity, findings: Sequence[Finding], words: Words, options: Options
) -> Iterator[Block]:
    new = [f for f in findings if f.severity is severity and f.status == "new"]
    if not new:
        return
    title = words.count(f"{severity.label}s", len(new))
    if not new[0].failing:
        title = words["not-failing"].format(n=title)
    rows = list(_rows(new, words, options))
    head = _line(words["rule"], words["matter"], words["where"]) + _line(*["---"] * 3)
    if len(new) > LONG and severity is not Severity.INFO:
        yield Block(f"\n{_by_rule(new, words)}")
    folded = len(new) > LONG or severity is Severity.INFO
    yield _table(title, head, rows, folded=folded, rank=-severity)


def _table(
    title: str, head: str, rows: Sequence[Callable[[], str]], *, folded: bool, rank: int
) -> Block:
    if folded:
        before = f"\n<details><summary>{title}</summary>\n\n{head}"
        return Block(before, rows, "\n</details>\n", rank)
    return Block(f"\n**{title}**\n\n{head}", rows, "", rank)


def _by_rule(findings: Sequence[Finding], words: Words) -> str:
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.code, []).append(finding)
    ordered = sorted(rules.values(), key=lambda group: (-len(group), group[0].code))
    return "".join(f"- {len(group)} × {_rule(group[0], words)}\n" for group in ordered)


def _rule(finding: Finding, words: Words) -> str:
    return f"{code(finding.code)} {escape(in_language(finding.title_of_rule, words.lang))}"


def _rows(
    findings: Sequence[Finding], words: Words, options: Options
) -> Iterator[Callable[[], str]]:
    """Yield a row for each finding; the rule and what a group has in common stand once."""
    for group in grouped(findings):
        if group.is_one:
            yield partial(_row, group.first, words, options)
        else:
            yield partial(_first_row, group, words, options)
            for finding in group.findings[1:]:
                yield partial(_further_row, group, finding, words, options)


def _row(finding: Finding, words: Words, options: Options) -> str:
    return _line(_rule(finding, words), _matter(finding, words), _where(finding, options))


def _first_row(group: Group, words: Words, options: Options) -> str:
    said = words["listed"].format(message=group.say(words, named=True), items="")
    return _line(_rule(group.first, words), escape(said), "") + _further_row(
        group, group.first, words, options
    )


def _further_row(group: Group, finding: Finding, words: Words, options: Options) -> str:
    item = escape(group.item(finding, words, named=True))
    return _line("", f"{item} {code(finding.handle)}", _where(finding, options))


def _where(finding: Finding, options: Options) -> str:
    place = finding.place
    where = place.cell or str(place.span.line)
    return code(f"{from_top(place.path, options.folder)}:{where}")


def _matter(finding: Finding, words: Words) -> str:
    return f"{escape(finding.say(words.lang, named=True))} {code(finding.handle)}"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _waived(findings: Sequence[Finding], words: Words) -> Iterator[Block]:
    if not findings:
        return
    columns = ("waiver", "rule", "matter", "by", "why", "until")
    head = _line(*(words[column] for column in columns)) + _line(*["---"] * len(columns))
    rows = [partial(_accepted, f, f.waiver, words) for f in findings if f.waiver]
    title = words.count("waived-count", len(rows))
    yield _table(title, head, rows, folded=len(rows) > LONG, rank=1)


def _accepted(finding: Finding, accepted: Acceptance, words: Words) -> str:
    by = approvals(accepted, words, lambda role: finding.title(role, words.lang))
    reason = one_line(in_language(accepted.reason, words.lang))
    return _line(
        code(accepted.waiver.id),
        code(finding.code),
        _matter(finding, words),
        escape(by),
        escape(reason),
        escape(accepted.until),
    )


def _checked(checked: Checked, words: Words, options: Options) -> Iterator[Block]:
    facts = [escape(summary.judged(checked, words))]
    if checked.skipped_files:
        facts.append(words.count("skipped", checked.skipped_files))
    facts += map(escape, summary.unread(checked, words))
    idle = [tally.code for tally in checked.tallies if not tally.applicable and checked.sound]
    if idle and not options.verbose:
        facts.append(summary.idle(len(idle), words))
    yield Block(f"\n{_sentences(facts, words)}\n")
    if idle and options.verbose:
        sheets = options.sheets()
        titles = {
            name: in_language(sheets[name].title, words.lang) for name in idle if name in sheets
        }
        rows = [partial(_item, name, titles.get(name, "")) for name in idle]
        yield _table(words.count("idle", len(idle)), "", rows, folded=True, rank=2)
    if checked.baseline and (stale := checked.baseline.stale):
        title = words.count("stale-list", len(stale))
        yield _table(title, "", [partial(_item, e, "") for e in stale], folded=True, rank=2)


def _item(name: str, title: str) -> str:
    return f"- {code(name)} {escape(title)}".rstrip() + "\n"
