"""The history of a period as tables: commits, findings, waivers, weakenings and assignments."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from raci.change.history.records import (
    Change,
    History,
    Skipped,
    Weakened,
)
from raci.findings.text import Text
from raci.render.facts.history_periods import Row, assignments, findings, moment, said, waivers
from raci.render.facts.table import (
    LANGUAGES,
    Column,
    FactTable,
    column,
    phrase,
    table,
)
from raci.render.phrases import Words


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


def _moment_columns() -> tuple[Column, Column]:
    return column("day", "day"), column("commit")


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
        {lang: f"{wrong.place}: {said}" for lang, said in said(wrong).items()}
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


def _weakened(weakened: Weakened) -> Row:
    finding = weakened.finding
    head = (*moment(weakened.at, ""), finding.severity.label, finding.code)
    return (*head, finding.subject, said(finding), str(finding.place))
