"""One screen about one thing: a role, an activity, a platform, a department or a separation."""

from collections.abc import Iterable

from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.findings.text import Text, in_language
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Cell, Row
from raci.model.entities import Department, Platform, Role, Separation
from raci.render.formats.document import ReportDocument, Table
from raci.render.phrases import Words
from raci.render.reports.matrix import letters
from raci.render.reports.phrases import WORDS, notes

Facts = tuple[tuple[str, str], ...]


class Screen:
    """Says what is known of one thing of an organisation, in a language."""

    def __init__(self, matrix: Matrix, lang: str, as_of: str) -> None:
        self.matrix = matrix
        self.org = matrix.org
        self.words = Words(WORDS, lang)
        self.lang = lang
        self.as_of = as_of

    def of(self, ref: Ref) -> ReportDocument:
        """Give the screen about a thing.

        Raises:
            KeyError: where there is no such thing, or none of which there is a screen.
        """
        match ref.kind:
            case "role":
                facts, tables, row_cells = self._role(self.org.roles[ref.id])
            case "activity":
                row = self.matrix.all_rows.get(ref.id)
                facts, tables, row_cells = self._activity(row) if row else self._generic(ref.id)
            case "platform":
                facts, tables, row_cells = self._platform(self.org.platforms[ref.id])
            case "department":
                facts, tables, row_cells = self._department(self.org.departments[ref.id])
            case "separation":
                facts, tables, row_cells = self._separation(self.org.separations[ref.id])
            case _:
                raise KeyError(ref)
        kept = tuple((self.words[key], value) for key, value in facts if value)
        below = notes(row_cells, self.words, self.as_of)
        return ReportDocument(self.lang, self._title(ref), tables, below, kept)

    def _title(self, ref: Ref) -> str:
        return self.matrix.title(ref, self.lang)

    def _titles(self, kind: str, ids: Iterable[str]) -> str:
        return "; ".join(self._title(Ref(f"{kind}:{id_}")) for id_ in ids)

    def _text(self, text: Text) -> str:
        return in_language(text, self.lang)

    def _role(self, role: Role) -> tuple[Facts, tuple[Table, ...], tuple[Cell, ...]]:
        structure = self.matrix.structure
        manager = structure.managers.get(role.id)
        mark = self.words["derived-mark"] if manager and manager.derived else ""
        owned = [p.id for p in self.matrix.platforms.values() if role.id in p.owners]
        facts = (
            ("department", self._titles("department", filter(None, [role.department]))),
            (
                "reports-to",
                self._titles("role", [manager.role]) + mark if manager else self.words["nobody"],
            ),
            ("also-reports-to", self._titles("role", role.also_reports_to)),
            ("reports", self._titles("role", structure.reports.get(role.id, ()))),
            ("headcount", str(role.headcount)),
            ("kind", "" if role.nature == "person" else role.nature),
            ("deputies", self._titles("role", role.deputies)),
            ("owns", self._titles("platform", owned)),
            ("source", role.source),
            ("note", self._text(role.note)),
        )
        rows: dict[str, list[Cell]] = {}
        for id_ in sorted(self.matrix.rows_of(role.id, *FUNCTIONS)):
            cells = self.matrix.rows[id_].cells()
            rows[id_] = [cell for cell in cells if cell.role == role.id]
        head = tuple(self.words[key] for key in ("activity", "function", "wording", "because"))
        body = tuple(
            (
                self._title(Ref(f"activity:{row}")),
                letters(held),
                self._wording(role, self.matrix.rows[row]),
                _because(held),
            )
            for row, held in rows.items()
        )
        return facts, (Table("", head, body, 4),), tuple(c for held in rows.values() for c in held)

    def _wording(self, role: Role, row: Row) -> str:
        duty = role.duties.get(row.activity.id)
        return self._text(duty.text) if duty else ""

    def _activity(self, row: Row) -> tuple[Facts, tuple[Table, ...], tuple[Cell, ...]]:
        activity = row.activity
        home = self.matrix.home(row)
        facts = (
            ("department", self._titles("department", filter(None, [home]))),
            ("mandate", self._titles("department", row.mandates)),
            ("platforms", self._titles("platform", activity.platforms)),
            ("tags", ", ".join(activity.tags)),
            ("approves", self._titles("activity", activity.approves)),
            ("critical", self.words["yes"] if activity.critical else ""),
            ("status", "" if activity.status == "active" else activity.status),
            ("source", activity.source),
            ("note", self._text(activity.note)),
        )
        cells = tuple(row.cells())
        head = tuple(self.words[key] for key in ("role", "function", "because"))
        held: dict[str, list[Cell]] = {}
        for cell in cells:
            held.setdefault(cell.role, []).append(cell)
        body = tuple(
            (self._title(Ref(f"role:{role}")), letters(his), _because(his))
            for role, his in held.items()
        )
        return facts, (Table("", head, body, 3),), cells

    def _generic(self, id_: str) -> tuple[Facts, tuple[Table, ...], tuple[Cell, ...]]:
        """Tell of a generic duty: it has a row for each department that does it."""
        activity = self.org.activities[id_]
        facts = (("source", activity.source), ("note", self._text(activity.note)))
        copies = [row for row in self.matrix.all_rows.values() if row.activity.id == id_]
        return facts, (self._done_by(copies, ""),), ()

    def _platform(self, platform: Platform) -> tuple[Facts, tuple[Table, ...], tuple[Cell, ...]]:
        facts = (
            ("kind", platform.sort),
            ("owners", self._titles("role", platform.owners) or self.words["nobody"]),
            ("deputies", self._titles("role", platform.deputies)),
            ("critical", self.words["yes"] if platform.critical else ""),
            ("status", "" if platform.status == "active" else platform.status),
            ("source", platform.source),
            ("note", self._text(platform.note)),
        )
        rows = self.matrix.rows_by_platform.get(platform.id, ())
        return facts, (self._done_by(rows, self.words["activities"]),), ()

    def _department(
        self, department: Department
    ) -> tuple[Facts, tuple[Table, ...], tuple[Cell, ...]]:
        below = [d.id for d in self.org.departments.values() if d.parent == department.id]
        members = self.matrix.structure.members.get(department.id, ())
        facts = (
            ("head", self._titles("role", filter(None, [department.head])) or self.words["nobody"]),
            ("part-of", self._titles("department", filter(None, [department.parent]))),
            ("departments", self._titles("department", sorted(below))),
            ("roles", self._titles("role", members) or self.words["nobody"]),
            ("source", department.source),
            ("note", self._text(department.note)),
        )
        rows = [m.row for m in self.matrix.mandates if m.department == department.id]
        return facts, (self._done_by(rows, self.words["mandate"]),), ()

    def _separation(
        self, separation: Separation
    ) -> tuple[Facts, tuple[Table, ...], tuple[Cell, ...]]:
        mitigations = filter(None, [separation.mitigated_by])
        facts = (
            ("within", self.words[f"within-{separation.within}"]),
            ("functions", ", ".join(f.value for f in separation.functions)),
            ("only", ", ".join(separation.only)),
            ("at-most-of-sides", str(separation.at_most or "")),
            ("mitigated-by", self._titles("activity", mitigations)),
            ("mitigation", self._text(separation.mitigation)),
            ("pack", self._titles("pack", filter(None, [separation.pack]))),
            ("clause" if separation.pack else "source", separation.source),
            ("note", self._text(separation.note)),
        )
        head = tuple(self.words[key] for key in ("side", "activity", "done-by"))
        body = tuple(
            (self.words["or"].join(refs), self._title(row.ref) if row else nobody, roles)
            for refs in separation.sides
            for row, nobody, roles in self._on_side(refs, separation)
        )
        return facts, (Table("", head, body, 2),), ()

    def _on_side(
        self, refs: tuple[str, ...], separation: Separation
    ) -> Iterable[tuple[Row | None, str, str]]:
        """Give the rows that a side means, each with the roles that count."""
        nobody = self.words["nobody"]
        rows = [self.matrix.rows[id_] for id_ in sorted(self.matrix.rows_matching(refs))]
        for row in rows:
            held = (role for f in separation.functions for role in row.written.get(f, ()))
            yield row, nobody, self._titles("role", dict.fromkeys(held)) or nobody
        if not rows:
            yield None, nobody, nobody

    def _done_by(self, rows: Iterable[Row], title: str) -> Table:
        head = (self.words["activity"], self.words["done-by"])
        body = tuple(
            (
                self._title(row.ref),
                self._titles("role", row.roles(Function.RESPONSIBLE)) or self.words["nobody"],
            )
            for row in rows
        )
        return Table(title, head, body, 2)


def _because(cells: Iterable[Cell]) -> str:
    return ", ".join(dict.fromkeys(ref for cell in cells for ref in cell.because))
