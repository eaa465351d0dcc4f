"""One screen about one thing: a role, an activity, a platform, a department or a separation."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.findings.text import Text, in_language
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Cell, Row
from raci.model.entities import Attributed, Department, Platform, Role, Separation
from raci.render.formats.document import ReportDocument, Table
from raci.render.letters import LetterWords
from raci.render.reports.builder import Builder
from raci.render.reports.matrix import notes

Parts = tuple[Iterable[tuple[str, str]], Table, tuple[Cell, ...]]
"""The facts of a screen by the keys of their names, its table, and the cells to explain."""


class Screen(Builder):
    """Builds screens in a language about the entities of an organisation."""

    def __init__(self, matrix: Matrix, lang: str, as_of: str) -> None:
        super().__init__("reports", lang, matrix.title)
        self.matrix = matrix
        self.org = matrix.org
        self.as_of = as_of
        self.letters = LetterWords(matrix.org.notation, lang)

    def of(self, ref: Ref) -> ReportDocument:
        """Return the screen about an entity.

        Raises:
            KeyError: where there is no such entity, or its kind has no screen.
        """
        match ref.kind:
            case "role":
                facts, table, cells = self._role(self.org.roles[ref.id])
            case "activity":
                row = self.matrix.all_rows.get(ref.id)
                facts, table, cells = self._activity(row) if row else self._generic(ref.id)
            case "platform":
                facts, table, cells = self._platform(self.org.platforms[ref.id])
            case "department":
                facts, table, cells = self._department(self.org.departments[ref.id])
            case "separation":
                facts, table, cells = self._separation(self.org.separations[ref.id])
            case _:
                raise KeyError(ref)
        below = notes(cells, self.letters, self.as_of)
        return ReportDocument(self.lang, self.title(ref), (table,), below, self.facts(facts))

    def _named(self, kind: str, *ids: str | None) -> str:
        return "; ".join(self.title(Ref(f"{kind}:{id_}")) for id_ in ids if id_)

    def _text(self, text: Text) -> str:
        return in_language(text, self.lang)

    def _attributes(self, entity: Attributed) -> str:
        written = entity.attributes.items()
        return "; ".join(f"{name}: {_spelt(value)}" for name, value in written)

    def _role(self, role: Role) -> Parts:
        rows, cells = [], []
        for row in self._in_order(self.matrix.rows_of(role.id, *FUNCTIONS)):
            held = [cell for cell in row.cells() if cell.role == role.id]
            wording = self._wording(role, row)
            rows.append((self.title(row.ref), self.letters.cell(held), wording, _because(held)))
            cells += held
        table = self.table("", ("activity", "function", "wording", "because"), rows, 4)
        return self._facts_of_role(role), table, tuple(cells)

    def _facts_of_role(self, role: Role) -> tuple[tuple[str, str], ...]:
        structure = self.matrix.structure
        manager = structure.managers.get(role.id)
        mark = self.words["derived-mark"] if manager and manager.derived else ""
        owned = [p.id for p in self.matrix.platforms.values() if role.id in p.owners]
        above = self._named("role", manager.role) + mark if manager else self.words["nobody"]
        return (
            ("department", self._named("department", role.department)),
            ("reports-to", above),
            ("also-reports-to", self._named("role", *role.also_reports_to)),
            ("reports", self._named("role", *structure.reports.get(role.id, ()))),
            ("headcount", str(role.headcount) if role.is_post else ""),
            ("kind", "" if role.nature == "person" else role.nature),
            ("deputies", self._named("role", *role.deputies)),
            ("owns", self._named("platform", *owned)),
            ("attributes", self._attributes(role)),
            ("source", role.source),
            ("note", self._text(role.note)),
        )

    def _wording(self, role: Role, row: Row) -> str:
        duty = role.duties.get(row.activity.id)
        return self._text(duty.text) if duty else ""

    def _activity(self, row: Row) -> Parts:
        activity = row.activity
        facts = (
            ("department", self._named("department", self.matrix.home(row))),
            ("mandate", self._named("department", *row.mandates)),
            ("platforms", self._named("platform", *activity.platforms)),
            ("tags", ", ".join(activity.tags)),
            ("approves", self._named("activity", *activity.approves)),
            ("critical", self.words["yes"] if activity.critical else ""),
            ("shared", self.words["yes"] if activity.shared else ""),
            ("status", "" if activity.status == "active" else activity.status),
            ("attributes", self._attributes(activity)),
            ("source", activity.source),
            ("note", self._text(activity.note)),
        )
        cells = tuple(row.cells())
        by_role: dict[str, list[Cell]] = {}
        for cell in cells:
            by_role.setdefault(cell.role, []).append(cell)
        rows = (
            (self._named("role", role), self.letters.cell(held), _because(held))
            for role, held in by_role.items()
        )
        return facts, self.table("", ("role", "function", "because"), rows, 3), cells

    def _generic(self, id_: str) -> Parts:
        """Return a generic duty: it has a row for each department that does it."""
        activity = self.org.activities[id_]
        facts = (
            ("attributes", self._attributes(activity)),
            ("source", activity.source),
            ("note", self._text(activity.note)),
        )
        copies = (row.id for row in self.matrix.all_rows.values() if row.activity.id == id_)
        return facts, self._done_by(self._in_order(copies), ""), ()

    def _platform(self, platform: Platform) -> Parts:
        facts = (
            ("kind", platform.sort),
            ("owners", self._named("role", *platform.owners) or self.words["nobody"]),
            ("deputies", self._named("role", *platform.deputies)),
            ("critical", self.words["yes"] if platform.critical else ""),
            ("status", "" if platform.status == "active" else platform.status),
            ("attributes", self._attributes(platform)),
            ("source", platform.source),
            ("note", self._text(platform.note)),
        )
        rows = (row.id for row in self.matrix.rows_by_platform.get(platform.id, ()))
        return facts, self._done_by(self._in_order(rows), "activities"), ()

    def _department(self, department: Department) -> Parts:
        below = [d for d in self.org.departments.values() if d.parent == department.id]
        below.sort(key=lambda d: self.matrix.written_order(d.ref))
        members = self.matrix.structure.members.get(department.id, ())
        facts = (
            ("head", self._named("role", department.head) or self.words["nobody"]),
            ("part-of", self._named("department", department.parent)),
            ("departments", self._named("department", *(d.id for d in below))),
            ("roles", self._named("role", *members) or self.words["nobody"]),
            ("attributes", self._attributes(department)),
            ("source", department.source),
            ("note", self._text(department.note)),
        )
        mandates = [m for m in self.matrix.mandates if m.department == department.id]
        mandates.sort(key=lambda m: self.matrix.written_order(m.ref))
        return facts, self._done_by((m.row for m in mandates), "mandate"), ()

    def _separation(self, separation: Separation) -> Parts:
        facts = (
            ("within", self.words[f"within-{separation.within}"]),
            ("functions", ", ".join(f.value for f in separation.functions)),
            ("only", ", ".join(separation.only)),
            ("at-most-of-sides", str(separation.at_most or "")),
            ("mitigated-by", self._named("activity", separation.mitigated_by)),
            ("mitigation", self._text(separation.mitigation)),
            ("pack", self._named("pack", separation.pack)),
            ("attributes", self._attributes(separation)),
            ("clause" if separation.pack else "source", separation.source),
            ("note", self._text(separation.note)),
        )
        rows = (
            (self.words["or"].join(refs), title, roles)
            for refs in separation.sides
            for title, roles in self._on_side(refs, separation)
        )
        return facts, self.table("", ("side", "activity", "done-by"), rows, 2), ()

    def _on_side(self, refs: tuple[str, ...], separation: Separation) -> Iterator[tuple[str, str]]:
        """Yield the rows that a side names, each with the roles that count."""
        nobody = self.words["nobody"]
        rows = self._in_order(self.matrix.rows_matching(refs))
        for row in rows:
            roles = (role for f in separation.functions for role in row.written.get(f, ()))
            yield self.title(row.ref), self._named("role", *dict.fromkeys(roles)) or nobody
        if not rows:
            yield nobody, nobody

    def _in_order(self, ids: Iterable[str]) -> list[Row]:
        rows = (self.matrix.all_rows[id_] for id_ in ids)
        return sorted(rows, key=lambda row: self.matrix.written_order(row.ref))

    def _done_by(self, rows: Iterable[Row], title: str) -> Table:
        done = (
            (
                self.title(row.ref),
                self._named("role", *row.roles(Function.RESPONSIBLE)) or self.words["nobody"],
            )
            for row in rows
        )
        return self.table(title, ("activity", "done-by"), done, 2)


def _spelt(value: Any) -> str:
    """Return the value of an attribute as it is written."""
    if isinstance(value, tuple):
        return ", ".join(map(_spelt, value))
    return value if isinstance(value, str) else json.dumps(value)


def _because(cells: Iterable[Cell]) -> str:
    return ", ".join(dict.fromkeys(ref for cell in cells for ref in cell.because))
