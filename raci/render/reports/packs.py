"""The packs that raci ships: a list of them, and one with its tags and separations."""

from collections.abc import Iterable

from raci.findings.finding import Severity
from raci.findings.text import Text, in_language
from raci.model.entities import Pack, Separation
from raci.render.formats.document import ReportDocument, Table
from raci.render.phrases import Words
from raci.render.reports.phrases import WORDS


def listing(packs: Iterable[Pack], lang: str) -> ReportDocument:
    """List packs: how `extends` names each, and what it is for."""
    words = Words(WORDS, lang)
    head = (words["pack"], words["separations"], words["about"])
    rows = tuple(
        (f"raci:{pack.id}", str(len(pack.separations)), in_language(pack.description, lang))
        for pack in packs
    )
    return ReportDocument(lang, words["packs"], (Table("", head, rows, 2),))


def sheet(pack: Pack, lang: str) -> ReportDocument:
    """Tell of a pack: what each tag means, and what is separated from what, with the clauses."""
    words = Words(WORDS, lang)

    def said(text: Text) -> str:
        return in_language(text, lang)

    tags = tuple((tag, said(meaning)) for tag, meaning in pack.tags.items())
    named = {each.id.removeprefix(f"{pack.id}."): each for each in pack.separations.values()}
    kept = tuple((name, said(each.name), sides(each, words)) for name, each in named.items())
    clauses = tuple(
        (name, words[_severity(each)], each.source, said(each.mitigation))
        for name, each in named.items()
    )
    apart = (words["separation"], words["name"], words["keeps-apart"])
    because = (words["separation"], words["severity"], words["clause"], words["mitigation"])
    return ReportDocument(
        lang,
        f"{said(pack.name)} (raci:{pack.id})",
        (
            Table(words["tags"], (words["tag"], words["what-has-it"]), tags, 1),
            Table(words["separations"], apart, kept, 1),
            Table(words["clauses"], because, clauses, 1),
        ),
        (said(pack.description), words["ids-of-pack"].format(pack=pack.id)),
    )


def _severity(separation: Separation) -> str:
    return (separation.severity or Severity.ERROR).label


def sides(separation: Separation, words: Words) -> str:
    """Say what a separation keeps apart: its sides, and of how many at most some may meet."""
    listed = words["apart"].join(
        words["or"].join(ref.removeprefix("tag:") for ref in side) for side in separation.sides
    )
    if separation.at_most is None:
        return listed
    return words["at-most"].format(sides=listed, n=separation.at_most)
