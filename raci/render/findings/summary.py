"""What stands below the findings: what was checked, how many were found, what does not count."""

from collections.abc import Iterator, Sequence

from raci.check.settings import family
from raci.findings.finding import Severity, Status
from raci.findings.report import Checked, Report, Tally
from raci.render.escape import clean, harmless
from raci.render.findings.options import Options
from raci.render.findings.phrases import WORDS
from raci.render.phrases import Words

HIDDEN: tuple[Status, ...] = ("waived", "baselined")
"""What is shown only if asked for."""

EVERYTHING = frozenset({"info", *HIDDEN})
"""What formats show that hide nothing an option could bring back."""


def wrapped(report: Report, options: Options) -> str:
    """Give the summary wrapped to a width, a line end behind each line."""
    from raci.render.columns import wrap

    parts = lines(report, options.lang, options.show)
    told = [line for part in parts for line in wrap(part, options.width)]
    return harmless("\n".join(told)) + "\n"


def lines(report: Report, lang: str, shown: frozenset[str] = EVERYTHING) -> Iterator[str]:
    """Give the summary, a fact a line; what is not ``shown`` comes with how to show it."""
    words = Words(WORDS, lang)
    for organisation in report.organisations:
        yield from checked(organisation, words)
    yield found(report, words, shown)
    for status in HIDDEN:
        if known := report.of_status(status):
            hidden = "" if status in shown else words[f"{status}-hidden"]
            yield words.count(f"{status}-count", len(known)) + hidden
    yield from there_before(report, words)
    yield from below(report, words)


def checked(organisation: Checked, words: Words) -> Iterator[str]:
    """Say what an organisation holds and what was judged, or that it was not."""
    yield judged(organisation, words)
    if not organisation.sound:
        return
    if idle := not_applicable(organisation.tallies):
        yield words["not-applicable"].format(list=words["comma"].join(idle))
    if organisation.skipped_files:
        yield words.count("skipped", organisation.skipped_files)
    if organisation.ignored:
        yield words.count("ignored", organisation.ignored)
    if organisation.baseline and organisation.baseline.stale:
        yield words.count("stale", len(organisation.baseline.stale))


def not_applicable(tallies: Sequence[Tally]) -> list[str]:
    """Name the rules that had nothing to judge; families of which none had anything, as one."""
    families: dict[str, list[Tally]] = {}
    for tally in tallies:
        families.setdefault(family(tally.code), []).append(tally)
    told: list[str] = []
    for name, rules in families.items():
        idle = [tally.code for tally in rules if not tally.applicable]
        told += [name] if len(idle) == len(rules) > 1 else idle
    return told


def judged(organisation: Checked, words: Words) -> str:
    """Say in one line how much of an organisation was judged."""
    facts = {"id": organisation.id or "?", "path": clean(organisation.path)}
    if not organisation.sound:
        return words["unchecked"].format(**facts)
    tallies = [tally for tally in organisation.tallies if tally.applicable]
    facts |= {
        "roles": words.count("roles", organisation.counts["roles"]),
        "activities": words.count("activities", organisation.counts["activities"]),
        "files": words.count("files", organisation.files),
        "rules": words.count("rules", len(tallies)),
        "subjects": words.count("subjects", sum(tally.subjects for tally in tallies)),
    }
    return words["checked"].format(**facts)


def found(report: Report, words: Words, shown: frozenset[str] = EVERYTHING) -> str:
    """Count the new findings by severity."""
    counted = [(severity, report.count(severity)) for severity in reversed(Severity)]
    parts = [words.count(f"{severity.label}s", n) for severity, n in counted if n]
    if not parts:
        known = report.findings or (report.before and report.before.findings)
        return words["nothing-new" if known else "clean"].format(day=report.as_of)
    if "info" not in shown and report.count(Severity.INFO):
        parts[-1] += words["hidden"]
    return words["found"].format(list=words["comma"].join(parts), day=report.as_of)


def there_before(report: Report, words: Words) -> Iterator[str]:
    """Say how many findings a change did not make."""
    if report.before and report.before.findings:
        facts = {"revision": report.before.revision}
        yield words.count("there-before", report.before.findings, **facts)


def below(report: Report, words: Words) -> Iterator[str]:
    """Count what does not fail the run."""
    for severity in reversed(Severity):
        passing = [f for f in report.of_status("new") if f.severity is severity and not f.failing]
        if passing:
            yield words.count(f"{severity.label}s-below", len(passing))
