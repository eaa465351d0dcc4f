"""The packs that raci ships: a list of them, and one with its tags and separations."""

from collections.abc import Iterable

from raci.findings.finding import Severity
from raci.findings.text import in_language
from raci.model.entities import Pack, Separation
from raci.render.formats.document import ReportDocument
from raci.render.phrases import Words
from raci.render.reports.builder import Builder


def listing(packs: Iterable[Pack], lang: str) -> ReportDocument:
    """Return a list of packs: how ``extends`` names each, and what it is for."""
    builder = Builder("reports", lang)
    rows = (
        (f"raci:{pack.id}", str(len(pack.separations)), in_language(pack.description, lang))
        for pack in packs
    )
    table = builder.table("", ("pack", "separations", "about"), rows, 2)
    return builder.document(builder.words["packs"], [table])


def sheet(pack: Pack, lang: str) -> ReportDocument:
    """Return a pack: what each tag means, and what is separated from what, with the clauses."""
    builder = Builder("reports", lang)
    words = builder.words
    tags = ((tag, in_language(meaning, lang)) for tag, meaning in pack.tags.items())
    apart, clauses = [], []
    for separation in pack.separations.values():
        name = separation.id.removeprefix(f"{pack.id}.")
        severity = words[(separation.severity or Severity.ERROR).label]
        mitigation = in_language(separation.mitigation, lang)
        apart.append((name, in_language(separation.name, lang), sides(separation, words)))
        clauses.append((name, severity, separation.source, mitigation))
    return builder.document(
        f"{in_language(pack.name, lang)} (raci:{pack.id})",
        (
            builder.table("tags", ("tag", "what-has-it"), tags),
            builder.table("separations", ("separation", "name", "keeps-apart"), apart),
            builder.table("clauses", ("separation", "severity", "clause", "mitigation"), clauses),
        ),
        (in_language(pack.description, lang), words["ids-of-pack"].format(pack=pack.id)),
    )


def sides(separation: Separation, words: Words) -> str:
    """Return what a separation keeps apart: its sides, and how many of them may meet at most."""
    listed = words["apart"].join(
        words["or"].join(ref.removeprefix("tag:") for ref in side) for side in separation.sides
    )
    if separation.at_most is None:
        return listed
    return words["at-most"].format(sides=listed, n=separation.at_most)
