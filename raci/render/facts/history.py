"""The history of a period as tables: commits, findings, waivers, weakenings and assignments."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from raci.change.history.records import (
    AssignmentPeriod,
    Change,
    FindingPeriod,
    History,
    Moment,
    Skipped,
    WaiverPeriod,
    Weakened,
)
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.sentence import Sentence
from raci.findings.text import Text
from raci.render.facts.findings import approved_by, how_known
from raci.render.facts.table import (
    LANGUAGES,
    Column,
    FactTable,
    Value,
    column,
    phrase,
    table,
)
from raci.render.phrases import Words

SHORT = 12
"""The characters of a commit's name that are shown."""

Row = tuple[Value, ...]


def tables(history: History) -> tuple[FactTable, ...]:
    """Return all tables of a history, with the names of all that was there in its period."""
    made = (period, commits, findings, waivers, weakenings, assignments)
    return tuple(replace(make(history), names=history.names) for make in made)


def period(history: History) -> FactTable:
    """Return the period, and its figures, a fact in each row."""
    rows = ((phrase(f"period-{key}"), value) for key, value in figures(history).items())
    return table("history-period", (column("fact"), column("value")), rows)


def figures(history: History) -> Mapping[str, Text | int]:
    """Return the days of the period, and how many of everything it has, by key."""
    assigned, found = history.assignments, history.findings
    return {
        "days": phrase("from-to", start=history.start, end=history.end),
        "commits": phrase("commits-n", n=history.commits, changed=len(history.changes)),
        "skipped": len(history.skipped),
        "dated-back": history.dated_back,
        "assignments": phrase(
            "flow",
            before=history.assignments_before,
            came=len(assigned) - history.assignments_before,
            went=len(assigned) - history.assignments_after,
            after=history.assignments_after,
        ),
        "findings": phrase(
            "flow-findings",
            before=history.open_before,
            came=len(found) - history.open_before,
            went=len(found) - history.open_after,
            after=history.open_after,
        ),
    }


def commits(history: History) -> FactTable:
    """Return the commits that changed the organisation, and those that are not judged."""
    columns = (
        *_moment_columns(),
        column("commit-message"),
        column("remarks"),
        column("reviewed-by"),
        column("came", "number"),
        column("went", "number"),
        column("opened-findings", "number"),
        column("closed-findings", "number"),
        column("changed-entities", "refs"),
    )
    told: list[Change | Skipped] = [*history.changes, *history.skipped]
    every = sorted(told, key=lambda each: each.commit.number)
    return table(
        "history",
        columns,
        (_change(each) if isinstance(each, Change) else _skipped(each) for each in every),
    )


def findings(history: History) -> FactTable:
    """Return the findings that were open in the period, the longest first."""
    columns = (
        column("severity", "severity"),
        column("code"),
        column("subject", "ref"),
        column("message"),
        column("opened", "day"),
        column("opened-by"),
        column("closed", "day"),
        column("closed-by"),
        column("end"),
        column("days-open", "number"),
        column("place", "place"),
        column("fingerprint"),
    )
    longest = sorted(history.findings, key=lambda period: -period.days)
    return table("history-findings", columns, map(_finding, longest))


def waivers(history: History) -> FactTable:
    """Return the waivers of the period, each on its terms."""
    columns = (
        column("waiver", "ref"),
        column("rule"),
        column("about", "ref"),
        column("involves", "refs"),
        column("reason"),
        column("approvals"),
        column("standing"),
        column("from", "day"),
        column("until", "day"),
        column("granted", "day"),
        column("granted-by"),
        column("ended", "day"),
        column("ended-by"),
        column("end"),
    )

    def name(ref: Ref) -> Text:
        return history.names.get(ref, {})

    return table("history-waivers", columns, (_waiver(each, name) for each in history.waivers))


def weakenings(history: History) -> FactTable:
    """Return the settings, separations, policies and packs that were weakened."""
    columns = (
        *_moment_columns(),
        column("severity", "severity"),
        column("code"),
        column("subject", "ref"),
        column("message"),
        column("place", "place"),
    )
    return table("history-weakened", columns, map(_weakened, history.weakened))


def assignments(history: History) -> FactTable:
    """Return all assignments that were there in the period, each with since when, until when."""
    columns = (
        column("activity", "ref"),
        column("function"),
        column("role", "ref"),
        column("derived"),
        column("added", "day"),
        column("added-by"),
        column("removed", "day"),
        column("removed-by"),
        column("end"),
    )
    return table("history-assignments", columns, map(_assignment, history.assignments))


def _moment_columns() -> tuple[Column, Column]:
    return column("day", "day"), column("commit")


def _moment(at: Moment | None, none: str) -> tuple[Value, Value]:
    """Return a day and what changed something on it: a commit, or the day itself."""
    if at is None:
        return None, phrase(none) if none else None
    return at.day, at.commit[:SHORT] or phrase("by-the-day")


def _change(change: Change) -> Row:
    return (
        change.commit.day,
        change.commit.short,
        change.commit.subject,
        _joined(_remarks(change)),
        ", ".join(change.reviewers),
        change.came,
        change.went,
        change.opened,
        change.closed,
        change.entities,
    )


def _remarks(change: Change) -> Iterable[Text]:
    if change.begins:
        yield phrase("change-begins")
    if change.gone:
        yield phrase("change-gone")
    if change.moved_from:
        yield phrase("change-moved", before=change.moved_from, after=change.path)
    for how, before, after in change.renamed:
        yield phrase(f"change-{how}", before=", ".join(before), after=", ".join(after))
    if change.settings:
        yield phrase("change-settings")
    if change.commit.dated_back:
        yield phrase("dated-back")


def _skipped(skipped: Skipped) -> Row:
    why = [
        {lang: f"{wrong.place}: {said}" for lang, said in _said(wrong).items()}
        for wrong in skipped.findings[:1]
    ]
    remark = _joined([phrase("not-judged"), *why])
    head = (skipped.commit.day, skipped.commit.short, skipped.commit.subject)
    return (*head, remark, "", None, None, None, None, ())


def _joined(texts: Iterable[Text]) -> Text:
    every = list(texts)
    return {
        lang: Words("facts", lang)["semicolon"].join(text[lang] for text in every)
        for lang in LANGUAGES
    }


def _said(finding: Finding) -> Text:
    return {lang: finding.say(lang, named=True) for lang in LANGUAGES}


def _finding(period: FindingPeriod) -> Row:
    finding = period.finding
    return (
        finding.severity.label,
        finding.code,
        finding.subject,
        _said(finding),
        *_moment(period.opened, "before-period"),
        *_moment(period.closed, ""),
        phrase(f"end-{period.end or 'open'}"),
        period.days,
        str(finding.place),
        finding.handle,
    )


def _waiver(period: WaiverPeriod, name: Callable[[Ref], Text]) -> Row:
    waiver = period.waiver
    return (
        waiver.ref,
        waiver.rule,
        waiver.at,
        waiver.involves,
        waiver.reason,
        approved_by(waiver, period.standing, name),
        how_known(period.standing),
        waiver.start,
        waiver.until,
        *_moment(period.granted, "before-period"),
        *_moment(period.ended, ""),
        phrase(f"end-{period.end or 'in-force'}"),
    )


def _weakened(weakened: Weakened) -> Row:
    finding = weakened.finding
    head = (*_moment(weakened.at, ""), finding.severity.label, finding.code)
    return (*head, finding.subject, _said(finding), str(finding.place))


def _function(function: str) -> Text:
    sentence = Sentence(f"function-{function}")
    return {lang: sentence.text(lang) for lang in LANGUAGES}


def _assignment(period: AssignmentPeriod) -> Row:
    assigned = period.assigned
    return (
        assigned.of,
        _function(assigned.key),
        assigned.role,
        phrase("yes") if assigned.derived else None,
        *_moment(period.added, "before-period"),
        *_moment(period.removed, ""),
        phrase("end-removed" if period.removed else "end-in-force"),
    )
