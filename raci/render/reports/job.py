"""Job descriptions: a page for each role, about all that it has and is part of."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from re import sub
from unicodedata import normalize

from raci.findings.ref import Function, Ref
from raci.findings.report import Report
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.matrix.separations import held
from raci.model.entities import Role, Separation
from raci.render.facts.about import findings_about
from raci.render.facts.entities import filled
from raci.render.facts.table import LANGUAGES
from raci.render.formats.document import Cell, ReportDocument, Table
from raci.render.formats.markdown import render
from raci.render.reports.matrix import notes
from raci.render.reports.show import Screen

FOLDER = "roles"

SECTIONS = (
    Function.ACCOUNTABLE,
    Function.RESPONSIBLE,
    Function.SUPPORT,
    Function.VERIFIER,
    Function.SIGNATORY,
    Function.CONSULTED,
    Function.INFORMED,
)
"""The functions in the order in which a job description tells them."""

SEPARATION = ("separation", "within", "keeps-with", "not-with")
FINDING = ("severity", "rule", "finding")
"""The columns of further tables."""

MOST_FINDINGS = 100
"""A page tells so many findings, the most severe ones; the list of findings has all."""

LONGEST = 120
"""The bytes of a file's name, so that every system takes it with what stands behind it."""

RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""What Windows takes for a device, whatever the suffix."""


def job_descriptions(matrix: Matrix, report: Report, lang: str) -> dict[str, str]:
    """Return the job descriptions of all roles as Markdown, by path: ``roles/ID.LANGUAGE.md``.

    They are written in each language that names something in the organisation, and in ``lang``.
    """
    files: dict[str, str] = {}
    names = file_names(matrix.org.roles)
    for language in languages(matrix, lang):
        writer = _JobDescription(matrix, report, language)
        for id_, name in names.items():
            page = writer.about(matrix.org.roles[id_])
            files[f"{FOLDER}/{name}.{language}.md"] = render(page)
    return files


def languages(matrix: Matrix, lang: str) -> tuple[str, ...]:
    """Return the languages of raci's that name something in the organisation, and ``lang``."""
    tags = {tag.partition("-")[0] for entity in matrix.entities() for tag in entity.name}
    return tuple(each for each in LANGUAGES if each in tags or each == lang)


def file_names(ids: Iterable[str]) -> Mapping[str, str]:
    """Return a name for the file of each id, which no file system takes for another's.

    Signs that some system refuses are underscores; names that differ in case or form alone are
    numbered.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in sorted(ids):
        plain = _plain(id_)
        name, number = plain, 2
        while (key := _folded(name)) in taken or key in RESERVED:
            name, number = f"{plain}-{number}", number + 1
        taken.add(key)
        names[id_] = name
    return names


def _plain(id_: str) -> str:
    text = sub(r"[^\w-]+", "_", id_).strip("_") or "_"
    return text.encode()[:LONGEST].decode(errors="ignore")


def _folded(name: str) -> str:
    return normalize("NFKD", normalize("NFKC", name).casefold()).upper().lower()


class _JobDescription(Screen):
    def __init__(self, matrix: Matrix, report: Report, lang: str) -> None:
        super().__init__(matrix, lang, report.as_of)
        self._title = cache(matrix.title)
        self.inputs = report.inputs
        self.findings_about = findings_about(report)
        rows = matrix.rows.values()
        self.cells = grouped((cell.role, cell) for row in rows for cell in row.cells())
        self.held = [(each, held(each, matrix)) for each in matrix.org.separations.values()]
        roles = ((each.ref, each.deputies) for each in matrix.org.roles.values())
        platforms = ((each.ref, each.deputies) for each in matrix.platforms.values())
        deputised = ((id_, ref) for ref, ids in (*roles, *platforms) for id_ in ids)
        self.deputised = grouped(deputised)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        rows = sorted(
            self.matrix.rows, key=lambda id_: self.matrix.written_order(Ref(f"activity:{id_}"))
        )
        return {id_: number for number, id_ in enumerate(rows)}

    def _in_order(self, ids: Iterable[str]) -> list[Row]:
        return [self.matrix.rows[id_] for id_ in sorted(ids, key=self._positions.__getitem__)]

    def about(self, role: Role) -> ReportDocument:
        tables = (
            *(self._section(role, function) for function in SECTIONS),
            self.table("separations", SEPARATION, self._separations(role), 1),
            self.table("findings-about", FINDING, self._findings(role), 2),
        )
        cells = self.cells.get(role.id, ())
        below = notes(cells, self.letters, self.as_of, self.inputs)
        return self.document(self.title(role.ref), tables, below, self._about(role))

    def _about(self, role: Role) -> Iterator[tuple[str, str]]:
        yield from self._facts_of_role(role)
        yield "filled", self._text(filled(role, self.matrix) or {})
        yield "heads-of", self._named("department", *self.matrix.structure.headed.get(role.id, ()))
        yield "deputises", self.titles(self.deputised.get(role.id, ()))

    def _section(self, role: Role, function: Function) -> Table:
        """Return the rows in which the role has a function, with whom it shares the work."""
        answers = function is Function.ACCOUNTABLE
        other = Function.RESPONSIBLE if answers else Function.ACCOUNTABLE
        rows = [
            (
                self.title(row.ref) + (self.words["derived-mark"] if is_derived else ""),
                self._wording(role, row),
                self._named("role", *row.roles(other)) or self.words["nobody"],
            )
            for row in self._in_order(self.matrix.rows_of(role.id, function))
            for is_derived in (answers and role.id in row.derived,)
        ]
        title = f"{self.letters.of(function)} {self.letters.words[function.value]}"
        head = ("activity", "wording", "done-by" if answers else "answered-by")
        return Table(title, tuple(self.words[key] for key in head), tuple(rows))

    def _findings(self, role: Role) -> Iterator[tuple[Cell, ...]]:
        about = self.findings_about.get(role.ref, ())
        yield from self.findings(about[:MOST_FINDINGS])
        if (left := len(about) - MOST_FINDINGS) > 0:
            yield "", "", self.words["and-more"].format(n=left)

    def _separations(self, role: Role) -> Iterator[tuple[str, ...]]:
        for separation, by_role in self.held:
            if own := by_role.get(role.id):
                stands = {number for sides in own for number in sides}
                rows = dict.fromkeys(row for rows in own.values() for row in rows)
                yield (
                    self.title(separation.ref),
                    self.words[f"within-{separation.within}"],
                    self.titles(rows),
                    self._apart(separation, stands),
                )

    def _apart(self, separation: Separation, stands: set[int]) -> str:
        """Return the sides that may not be combined with those on which a role stands."""
        others = (refs for number, refs in enumerate(separation.sides) if stands != {number})
        return self.words["semicolon"].join(map(self.words["or"].join, others))
