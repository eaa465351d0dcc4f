"""A history as one table, an event a line, for a spreadsheet."""

from collections.abc import Iterator

from raci.change.history.records import History
from raci.findings.ref import Ref
from raci.render.facts.history import commits, weakenings
from raci.render.facts.history_periods import assignments, findings, waivers
from raci.render.formats.document import ReportDocument
from raci.render.reports.history import HistoryReport, Row

Event = tuple[str, ...]

HEAD = ("day", "commit", "event-title", "about", "details", "days-open")


class HistoryEvents(HistoryReport):
    """Builds the table of events in a language; what they are about stands there by its Ref."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang, {})

    def title(self, ref: Ref) -> str:
        """Return the Ref itself, whatever its name."""
        return ref

    def events(self, history: History) -> ReportDocument:
        """Return all events by their days; what was there before the period has none."""
        events = sorted(self._events(history), key=lambda event: event[0])
        return ReportDocument(self.lang, "", (self.table("", HEAD, events),), ())

    def _events(self, history: History) -> Iterator[Event]:
        words = self.words
        for row in self._rows(commits(history)):
            told = filter(None, (row["reviewed-by"], row["remarks"]))
            details = words["semicolon"].join(told)
            yield row["day"], row["commit"], words["commit"], row["commit-message"], details, ""
        for change in history.changes:
            at = change.commit.day, change.commit.short
            for how, before, after in change.renamed:
                old, new = ", ".join(before), ", ".join(after)
                yield *at, words[f"is-{how}"], new, f"{old} → {new}", ""
        for row in self._rows(assignments(history)):
            details = words["event"].format(what=row["function"], change=row["role"])
            about = row["activity"], details
            yield from self._both("assignment", row, ("added", "removed"), about, history.end)
        for row in self._rows(findings(history)):
            about = row["subject"], f"{row['code']} {row['message']}"
            yield from self._both("finding", row, ("opened", "closed"), about, history.end)
        for row in self._rows(waivers(history)):
            about = row["waiver"], f"{row['rule']} {row['about']}"
            yield from self._both("waiver", row, ("granted", "ended"), about, history.end)
        for row in self._rows(weakenings(history)):
            details = f"{row['code']} {row['message']}"
            yield row["day"], row["commit"], words["weakened"], row["subject"], details, ""

    def _both(
        self, what: str, row: Row, keys: tuple[str, str], about: tuple[str, str], last: str
    ) -> Iterator[Event]:
        """Yield how a finding or a waiver began, and how it ended or stands on the last day."""
        begun, ended = keys
        yield (
            row[begun],
            row[f"{begun}-by"],
            self._event(what, self.words[f"is-{begun}"]),
            *about,
            "",
        )
        event, days = self._event(what, row["end"]), row.get("days-open", "")
        yield row[ended] or last, row[f"{ended}-by"], event, *about, days

    def _event(self, what: str, change: str) -> str:
        return self.words["event"].format(what=self.words[what], change=change)
