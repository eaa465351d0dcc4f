"""A history as a document, and who answered for something on a day."""

from collections.abc import Iterator, Mapping

from raci.change.history.records import Answer, Answers, History, Source
from raci.findings.finding import Severity
from raci.findings.ref import FUNCTIONS, Ref
from raci.findings.sentence import Sentence
from raci.findings.text import Text, in_language, titled
from raci.render.facts.history import commits, figures, weakenings
from raci.render.facts.history_periods import SHORT, assignments, findings, waivers
from raci.render.facts.table import FactTable, Value
from raci.render.formats.document import Cell, ReportDocument
from raci.render.reports.builder import Builder, Facts

INFO = Severity.INFO.label

LISTED = 8
"""So many Refs of a list are shown."""

Row = Mapping[str, str]
"""The texts of a row of a fact table, by the keys of its columns."""


class HistoryReport(Builder):
    """Builds the reports of a history in a language; ``names`` are those of what it is about."""

    def __init__(self, lang: str, names: Mapping[Ref, Text]) -> None:
        super().__init__(
            "history", lang, lambda ref, lang: titled(names.get(ref, {}), ref.id, lang)
        )

    def period(self, history: History, *, authors: bool = False) -> ReportDocument:
        """Return a history; infos, and what came with the organisation itself, are only counted.

        ``authors``: each commit has its author.
        """
        by = {each.commit.short: each.commit.author for each in history.changes} if authors else {}
        told = self._rows(findings(history))
        tables = (
            self.table(
                "changes",
                ("commit", "what", "assignments", "findings"),
                (self._commit(row, by) for row in self._rows(commits(history))),
            ),
            self.table(
                "findings-title",
                ("rule", "message", "opened", "closed", "days-open"),
                (self._finding(row) for row in told if row["severity"] != INFO),
            ),
            self.table(
                "waivers-title",
                ("waiver", "approvals", "in-force", "granted", "ended"),
                map(self._waiver, self._rows(waivers(history))),
            ),
            self.table(
                "weakened-title",
                ("commit", "message"),
                map(self._weakened, self._rows(weakenings(history))),
            ),
            self.table(
                "assignments-title",
                ("activity", "function", "role", "added", "removed"),
                map(self._assignment, self._changed(history)),
            ),
        )
        name = titled(history.name, history.organisation, self.lang)
        title = self.words["title"].format(name=name, start=history.start, end=history.end)
        return self.document(title, tables, self._notes(history), self._figures(history))

    def _changed(self, history: History) -> Iterator[Row]:
        """Yield the assignments that are shown: those that went, or came to what was there."""
        begun = _begun(history)
        for row in self._rows(assignments(history)):
            if row["removed"] or (row["added"] and row["added-by"] not in begun):
                yield row

    def _notes(self, history: History) -> Iterator[str]:
        words, begun = self.words, sorted(_begun(history))
        if not history.changes:
            yield words["nothing-changed"]
        if infos := sum(each.finding.severity is Severity.INFO for each in history.findings):
            yield words.count("infos-left", infos)
        if begun:
            yield words["begun-left"].format(commit=words["comma"].join(begun))
        if history.dated_back:
            yield words.count("dated-back-n", history.dated_back)
        yield words["how-judged"]

    def answers(self, answers: Answers, *, people: bool = False) -> ReportDocument:
        """Return who answered for something on a day; ``people``: and who held the roles."""
        several = len({each.of for each in answers.answers}) > 1
        keys = ["what"] * several + ["as", "role"] + ["people"] * people
        rows = (self._answer(each, answers) for each in answers.answers)
        head = (*keys, "since", "line", "line-since")
        table = self.table("", head, (tuple(row[key] for key in head) for row in rows), len(keys))
        title = self.words["role-on-day" if answers.ref.kind == "role" else "on-day"].format(
            name=self.title(answers.ref), day=answers.day
        )
        return self.document(title, [table], self._remarks(answers))

    def _remarks(self, answers: Answers) -> Iterator[str]:
        words, keys = self.words, {each.key for each in answers.answers}
        if answers.ref.kind in ("role", "duty"):
            if not keys:
                yield words["no-part"]
        elif not keys & {"accountable", "owner", "head"}:
            yield words["nobody-answered"]
        if answers.ref != answers.asked:
            yield words["called"].format(day=answers.day, asked=answers.asked, then=answers.ref)
        commit = answers.commit
        yield words["by-commit"].format(commit=commit.short, day=commit.day, subject=commit.subject)
        if unread := answers.unread:
            listed = words["comma"].join(f"{each.short} ({each.day})" for each in unread)
            yield words.count("unread", len(unread), commits=listed)

    def _answer(self, answer: Answer, answers: Answers) -> Mapping[str, Cell]:
        since = answer.since
        return {
            "what": self.title(answer.of),
            "as": self._key(answer),
            "role": self.title(answer.role),
            "people": self._people(answer, answers.people),
            "since": f"{since.day} {since.commit[:SHORT]}" if since else "",
            "line": tuple(str(source.place) for source in answer.sources),
            "line-since": tuple(map(self._since, answer.sources)),
        }

    def _figures(self, history: History) -> Facts:
        told = figures(history)
        for key in ("commits", "assignments", "findings"):
            yield key, self._text(told[key])

    def _rows(self, facts: FactTable) -> Iterator[Row]:
        """Yield the rows of a fact table in the language, by the keys of its columns."""
        keys = [column.key for column in facts.columns]
        for row in facts.rows:
            yield dict(zip(keys, map(self._text, row), strict=True))

    def _text(self, value: Value) -> str:
        if isinstance(value, Mapping):
            return in_language(value, self.lang)
        if isinstance(value, tuple):
            more = len(value) - LISTED
            shown = [
                *value[:LISTED],
                *([self.words["and-more"].format(n=more)] if more > 0 else []),
            ]
            return self.words["comma"].join(shown)
        if isinstance(value, Ref):
            return self.title(value)
        return "" if value is None else str(value)

    def _commit(self, row: Row, by: Mapping[str, str]) -> tuple[Cell, ...]:
        remarks = (
            ("reviewed", row["reviewed-by"]),
            ("author", by.get(row["commit"], "")),
            ("also", row["changed-entities"]),
        )
        what = (
            row["commit-message"],
            *(self.words[key].format(told=told) for key, told in remarks if told),
            *filter(None, [row["remarks"]]),
        )
        flows = (("came", "went"), ("opened-findings", "closed-findings"))
        return _at(row), what, *(_flow(row[plus], row[minus]) for plus, minus in flows)

    def _finding(self, row: Row) -> tuple[Cell, ...]:
        opened, closed = _lines(row, "opened", "opened-by"), _lines(row, "closed", "closed-by")
        rule = (row["code"], self.words[row["severity"]])
        return rule, row["message"], opened, (*closed, row["end"]), row["days-open"]

    def _waiver(self, row: Row) -> tuple[Cell, ...]:
        granted, ended = _lines(row, "granted", "granted-by"), _lines(row, "ended", "ended-by")
        waiver = (row["waiver"], f"{row['rule']} {row['about']}")
        return (
            *(waiver, row["approvals"], _lines(row, "from", "until")),
            *(granted, (*ended, row["end"])),
        )

    def _weakened(self, row: Row) -> tuple[Cell, ...]:
        return _at(row), f"{row['code']} {row['message']}"

    def _assignment(self, row: Row) -> tuple[Cell, ...]:
        derived = self.words["derived"] if row["derived"] else ""
        added, removed = _lines(row, "added", "added-by"), _lines(row, "removed", "removed-by")
        return row["activity"], row["function"] + derived, row["role"], added, removed

    def _key(self, answer: Answer) -> str:
        """Return what a role was: its function, or the key under which it stood."""
        if answer.key not in FUNCTIONS:
            return self.words[f"as-{answer.key}"]
        derived = self.words["derived"] if answer.derived else ""
        return Sentence(f"function-{answer.key}").say(self.lang) + derived

    def _people(self, answer: Answer, names: Mapping[Ref, Text]) -> Cell:
        people = (
            (titled(names.get(Ref(f"person:{id_}"), {}), id_, self.lang), manner)
            for id_, manner in answer.people
        )
        return tuple(
            name + (self.words[f"as-person-{manner}"] if manner != "holder" else "")
            for name, manner in people
        )

    def _since(self, source: Source) -> str:
        return f"{source.commit.day} {source.commit.short}" if source.commit else ""


def _begun(history: History) -> set[str]:
    """Return the commits with which the organisation begins."""
    return {each.commit.short for each in history.changes if each.begins and each.came}


def _at(row: Row) -> Cell:
    return _lines(row, "day", "commit")


def _lines(row: Row, *keys: str) -> tuple[str, ...]:
    return tuple(row[key] for key in keys if row[key])


def _flow(plus: str, minus: str) -> str:
    """Return how many came and went, ``+2 -1``; nothing where none did."""
    signed = (("+", plus), ("-", minus))
    return " ".join(f"{sign}{number}" for sign, number in signed if number not in ("", "0"))
