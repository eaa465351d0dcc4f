"""The summary below the findings: what was checked, how many findings, which do not count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from raci.findings.codes import SEPARATION, family
from raci.findings.finding import Finding, Severity, Status
from raci.findings.report import Checked, FormerName, Report, Tally
from raci.findings.table_read import TableRead
from raci.render.escape import clean
from raci.render.findings.groups import grouped
from raci.render.findings.options import Options
from raci.render.phrases import Words

HIDDEN: tuple[Status, ...] = ("waived", "baselined", "meant")
"""Findings that are shown only on request."""

LISTED = 10
"""The most paths that a line lists."""

DIRECTIONS = {"across": "table-across", "down": "table-down", "letters": "table-in-cells"}
DECIDED = {
    "mapping": "table-mapping",
    "legend": "table-legend",
    "title": "table-title",
    "letters": "table-letters-decided",
    "words": "table-words",
}
"""What is said of how roles stand in a table, and of what decided the meaning of its letters."""

EVERYTHING = frozenset({"info", *HIDDEN})
"""All that ``show`` can name: for formats that hide nothing."""


def wrapped(report: Report, options: Options) -> str:
    """Return the summary wrapped to a width, a line end behind each line."""
    from raci.render.columns import wrap

    parts = lines(report, options, options.show)
    wrapped = [line for part in parts for line in wrap(part, options.width)]
    return "\n".join(wrapped) + "\n"


def lines(report: Report, options: Options, shown: frozenset[str] = EVERYTHING) -> Iterator[str]:
    """Yield the summary, a fact a line, with how to show what is not ``shown``."""
    words = Words("findings", options.lang)
    for organisation in report.organisations:
        yield from checked(organisation, words, verbose=options.verbose)
    yield headline(report, words, shown)
    for status in HIDDEN:
        if known := report.of_status(status):
            hidden = "" if status in shown else words[f"{status}-hidden"]
            yield counted(status, known, words) + hidden
    yield from there_before(report, words)
    yield from below(report, words)


def counted(status: Status, known: Sequence[Finding], words: Words) -> str:
    """Return how many findings have a status; of meant ones, by which proposals."""
    proposals = sorted({each.proposal for each in known if each.proposal})
    by = words["comma"].join(map(clean, proposals))
    return words.count(f"{status}-count", len(known), by=by)


def checked(organisation: Checked, words: Words, *, verbose: bool) -> Iterator[str]:
    """Yield what was checked in an organisation, or that it was not."""
    yield judged(organisation, words)
    yield from unread(organisation, words)
    if not organisation.sound:
        return
    if n := sum(not tally.applicable for tally in organisation.tallies):
        listed = words["comma"].join(not_applicable(organisation.tallies))
        shown = words["not-applicable"].format(list=listed)
        yield shown if verbose else idle(n, words)
    if organisation.policies_left_out:
        yield words.count("policies-left-out", organisation.policies_left_out)
    if organisation.skipped_files:
        yield words.count("skipped", organisation.skipped_files)
    if files := organisation.similar_files:
        yield words["similar"].format(list=words["comma"].join(map(clean, files)))
    if organisation.ignored:
        yield words.count("ignored", organisation.ignored)
    if organisation.baseline and organisation.baseline.stale:
        yield words.count("stale", len(organisation.baseline.stale))
    if organisation.former_names:
        names = (former_name(name, at, words) for name, at in organisation.former_names.items())
        yield words["former-names"].format(list=words["comma"].join(names))


def table_line(table: TableRead, words: Words) -> str:
    """Return where a table is, and what was read of it."""
    return words["read"].format(where=table_name(table, words), what=table_facts(table, words))


def table_name(table: TableRead, words: Words) -> str:
    """Return the sheet and the heading of a table, else its line."""
    sheet = words["table-sheet"].format(name=clean(table.sheet)) if table.sheet else ""
    named_by = words["comma"].join(filter(None, (sheet, clean(table.name))))
    return named_by or words["table-line"].format(n=table.line or 1)


def table_facts(table: TableRead, words: Words) -> str:
    """Return what was read of a table, and what decided the meaning of its letters."""
    facts = {
        "roles": words.count(DIRECTIONS[table.direction], table.roles),
        "activities": words.count("activities", table.activities),
        "letters": words.count("table-letters", table.letters),
        "decided": words[DECIDED[table.decided]].format(notation=table.notation.upper()),
    }
    parts = [words["table-read"].format(**facts)]
    if table.groups:
        parts.append(words.count("table-groups", table.groups))
    if table.people:
        parts.append(words.count("table-people", table.people))
    if table.accountable * 2 < table.activities:
        numbers = {"n": table.accountable, "rows": table.activities}
        letter = clean(table.answering)
        parts.append(words["table-accountable"].format(letter=letter, **numbers))
    named = words["comma"].join(parts)
    for key, texts in (("table-above", table.above), ("table-left-out", table.left_out)):
        if texts:
            more = words.count("more-places", n) if (n := len(texts) - LISTED) > 0 else ""
            listed = words["comma"].join(map(clean, texts[:LISTED])) + more
            named += words[key].format(list=listed)
    if table.not_understood:
        named += words.count("table-not-understood", table.not_understood)
    return named


def unread(organisation: Checked, words: Words) -> Iterator[str]:
    """Yield which links and the like were met and not read."""
    if paths := organisation.unread_paths:
        more = words.count("more-places", n) if (n := len(paths) - LISTED) > 0 else ""
        yield words["unread"].format(list=words["comma"].join(map(clean, paths[:LISTED])) + more)


def former_name(name: FormerName, places: Sequence[str], words: Words) -> str:
    """Return what a former name of a rule is read as, and where it is first written."""
    more = words.count("more-places", len(places) - 1) if len(places) > 1 else ""
    facts = {"written": name.written, "code": name.code, "name": name.name}
    return words["former-name"].format(**facts, where=clean(places[0]), more=more)


def not_applicable(tallies: Sequence[Tally]) -> list[str]:
    """Return the rules that had nothing to judge; families of which none had anything, as one."""
    families: dict[str, list[Tally]] = {}
    for tally in tallies:
        families.setdefault(family(tally.code), []).append(tally)
    names: list[str] = []
    for name, rules in families.items():
        idle = [tally.code for tally in rules if not tally.applicable]
        names += [name] if len(idle) == len(rules) > 1 else idle
    return names


def idle(n: int, words: Words) -> str:
    """Return how many rules are not applicable, and how to list them."""
    return words["idle-hidden"].format(idle=words.count("idle", n))


def judged(organisation: Checked, words: Words) -> str:
    """Return in one line how much of an organisation was judged."""
    facts = {"id": organisation.id or "?", "path": clean(organisation.path)}
    if not organisation.sound:
        return words["unchecked"].format(**facts)
    tallies = [tally for tally in organisation.tallies if tally.applicable]
    counts = {
        "roles": organisation.counts["roles"],
        "activities": organisation.counts["activities"],
        "files": organisation.files,
        "rules": len(tallies),
        "subjects": sum(tally.subjects for tally in tallies),
    }
    counted = {key: words.count(key, n) for key, n in counts.items()}
    return words["checked"].format(**facts, **counted)


def headline(report: Report, words: Words, shown: frozenset[str] = EVERYTHING) -> str:
    """Return how many new findings there are, by severity."""
    parts = by_severity(report.of_status("new"), words)
    if not parts:
        clean = "clean-unseparated" if _separates_nothing(report) else "clean"
        return words["nothing-new" if report.every else clean].format(day=report.as_of)
    if "info" not in shown and report.count(Severity.INFO):
        parts[-1] += words["hidden"]
    facts = {"list": words["comma"].join(parts), "day": report.as_of}
    new = report.of_status("new")
    causes = len(grouped(new))
    if causes == len(new):
        return words["found"].format(**facts)
    return words["found-causes"].format(causes=words.count("causes", causes), **facts)


def _separates_nothing(report: Report) -> bool:
    """Return whether an organisation declares no separation, so that none could be violated."""
    judged = (
        [tally.applicable for tally in each.tallies if tally.code in SEPARATION]
        for each in report.organisations
    )
    return any(each and not any(each) for each in judged)


def there_before(report: Report, words: Words) -> Iterator[str]:
    """Yield how many findings were there before a change, and how many of those are gone."""
    if before := report.before:
        facts = {"revision": before.revision}
        if before.kept:
            better = words.count("better-now", before.better) if before.better else ""
            yield words.count("there-before", len(before.kept), **facts, better=better)
        if before.gone:
            yield words.count("resolved", before.gone, **facts)


def below(report: Report, words: Words) -> Iterator[str]:
    """Yield how many new findings do not fail the run."""
    for counted in by_severity((f for f in report.of_status("new") if not f.failing), words):
        yield words["below"].format(counted=counted)


def by_severity(findings: Iterable[Finding], words: Words, suffix: str = "") -> list[str]:
    """Return how many findings each severity has; ``suffix`` ends the phrases' keys."""
    counts = Counter(finding.severity for finding in findings)
    severities = (severity for severity in reversed(Severity) if counts[severity])
    return [words.count(f"{s.label}s{suffix}", counts[s]) for s in severities]
