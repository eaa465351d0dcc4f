"""The separations of an organisation: what they keep apart, and who holds which side."""

from collections.abc import Iterator, Mapping

from raci.findings.ref import Ref
from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.matrix.separations import people
from raci.model.entities import Separation
from raci.render.facts.about import counts_about
from raci.render.facts.entities import in_order, ref_of, written
from raci.render.facts.table import FactTable, Value, column, phrase, table
from raci.render.letters import LetterWords

About = Mapping[Ref, int]


def separations(matrix: Matrix, report: Report) -> FactTable:
    """Return a row for each side of each separation, with who holds what is on it."""
    columns = (
        column("separation", "ref"),
        column("form"),
        column("side", "number"),
        column("side-is"),
        column("activities", "refs"),
        column("roles-of-side", "refs"),
        column("people-of-side", "refs"),
        column("functions", "letters"),
        column("within"),
        column("only", "refs", mixed=True),
        column("mitigated-by", "ref"),
        column("pack"),
        column("source"),
        column("findings", "number"),
    )
    about = counts_about(report)
    every = written(matrix.org.separations, matrix)
    rows = (row for each in every for row in _sides(each, matrix, about))
    return table("separations", columns, rows)


def _sides(separation: Separation, matrix: Matrix, about: About) -> Iterator[tuple[Value, ...]]:
    for number, refs in enumerate(separation.sides, 1):
        rows = [matrix.rows[id_] for id_ in matrix.rows_matching(refs)]
        holders = {r for row in rows for f in separation.functions for r in row.written.get(f, ())}
        yield (
            separation.ref,
            _form(separation),
            number,
            " | ".join(refs),
            in_order((row.ref for row in rows), matrix),
            in_order((Ref(f"role:{role}") for role in holders), matrix),
            people(separation, holders, matrix),
            LetterWords(matrix.org.notation, "en").of(*separation.functions),
            phrase(f"within-{separation.within}"),
            tuple(map(Ref, separation.only)),
            ref_of("activity", separation.mitigated_by),
            separation.pack,
            separation.source,
            about[separation.ref],
        )


def _form(separation: Separation) -> Value:
    if separation.among:
        return phrase("form-among", n=separation.at_most)
    return phrase("form-between" if separation.between else "form-only")
