"""The packs that raci ships: a list of them, and one with its policies, tags and separations."""

from collections.abc import Iterable, Iterator

from raci.findings.finding import Severity
from raci.findings.text import in_language
from raci.model.entities import Pack, Separation
from raci.render.formats.document import Cell, ReportDocument
from raci.render.phrases import Words
from raci.render.reports.builder import Builder


def listing(packs: Iterable[Pack], lang: str) -> ReportDocument:
    """Return a list of packs: how ``extends`` names each, and what it is for."""
    builder = Builder("reports", lang)
    rows = (
        (
            f"raci:{pack.id}",
            str(len(pack.policies)),
            str(len(pack.separations)),
            in_language(pack.description, lang),
        )
        for pack in packs
    )
    table = builder.table("", ("pack", "policies", "separations-of-it", "about"), rows, 3)
    return builder.document(builder.words["packs"], [table])


def sheet(pack: Pack, lang: str) -> ReportDocument:
    """Return a pack: what each tag means, and what is separated from what, with the clauses."""
    builder = Builder("reports", lang)
    words = builder.words
    tags = [(tag, in_language(meaning, lang)) for tag, meaning in pack.tags.items()]
    apart, clauses = [], []
    for separation in pack.separations.values():
        name = separation.id.removeprefix(f"{pack.id}.")
        severity = words[(separation.severity or Severity.ERROR).label]
        mitigation = in_language(separation.mitigation, lang)
        apart.append((name, in_language(separation.name, lang), sides(separation, words)))
        clauses.append((name, severity, separation.source, mitigation))
    tables = (
        builder.table(
            "policies", ("policy", "name", "judges", "severity", "clause"), _policies(pack, builder)
        ),
        builder.table("tags", ("tag", "what-has-it"), tags),
        builder.table("separations", ("separation", "name", "keeps-apart"), apart),
        builder.table("clauses", ("separation", "severity", "clause", "mitigation"), clauses),
    )
    return builder.document(
        f"{in_language(pack.name, lang)} (raci:{pack.id})",
        [table for table in tables if table.rows],
        (
            *filter(None, (in_language(text, lang) for text in (pack.description, pack.note))),
            words["ids-of-pack"].format(pack=pack.id, version=pack.version),
        ),
    )


def _policies(pack: Pack, builder: Builder) -> Iterator[tuple[Cell, ...]]:
    words, lang = builder.words, builder.lang
    for policy in pack.policies.values():
        severity = words[policy.severity.label]
        required = (severity, words["is-required"]) if policy.required else severity
        name = policy.id.removeprefix(f"{pack.id}.")
        yield name, in_language(policy.name, lang), policy.subject, required, policy.source


def sides(separation: Separation, words: Words) -> str:
    """Return what a separation keeps apart: its sides, and how many of them may meet at most."""
    listed = words["apart"].join(
        words["or"].join(ref.removeprefix("tag:") for ref in side) for side in separation.sides
    )
    if separation.at_most is None:
        return listed
    return words["at-most"].format(sides=listed, n=separation.at_most)
