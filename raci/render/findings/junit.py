"""A check as JUnit XML: a suite for each organisation, a case for each rule, passed ones too."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from posixpath import join, normpath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from raci.findings.codes import CRASHED, UNFINISHED
from raci.findings.finding import Finding
from raci.findings.report import Checked, Report, Tally
from raci.render.escape import clean
from raci.render.findings.justification import justification
from raci.render.findings.options import PLAIN, Options
from raci.render.phrases import Words


def render(report: Report, options: Options = PLAIN) -> str:
    """Render a suite for each organisation, and one for files that belong to none.

    A rule fails by new findings at or above the failing severity; those below it stand in the
    output of a case that passes. Files that cannot be checked are errors. Rules are skipped that
    are not applicable, or whose findings are all accepted, with the reasons. So there are failures
    or errors exactly where the exit status is not 0.
    """
    root = Element("testsuites", name="raci")
    for checked, findings in _shared_out(report):
        root.append(_suite(checked, findings, report.as_of, options))
    _count(root)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _shared_out(report: Report) -> list[tuple[Checked | None, list[Finding]]]:
    """Return each organisation with its findings; those that belong to none come last."""
    organisations = report.organisations
    shares: list[list[Finding]] = [[] for _ in organisations]
    rest: list[Finding] = []
    for finding in report.findings:
        owners = [n for n, org in enumerate(organisations) if org.id == finding.organisation]
        if len(owners) > 1:  # organisations that share an id: the folder decides
            around = [n for n in owners if _is_in(finding, organisations[n])]
            owners = sorted(around or owners, key=lambda n: -len(organisations[n].path))
        (shares[owners[0]] if owners else rest).append(finding)
    suites: list[tuple[Checked | None, list[Finding]]] = [*zip(organisations, shares, strict=True)]
    return [*suites, (None, rest)] if rest or not suites else suites


def _is_in(finding: Finding, checked: Checked) -> bool:
    folder = join(normpath(checked.path), "")
    return folder == "./" or join(normpath(finding.place.path), "").startswith(folder)


def _suite(
    checked: Checked | None, findings: Sequence[Finding], as_of: str, options: Options
) -> Element:
    name = checked.id or checked.path if checked else "raci"
    suite = Element("testsuite", name=clean(name))
    properties = SubElement(suite, "properties")
    facts = {"as_of": as_of} | ({"path": checked.path} if checked else {})
    for key, value in facts.items():
        SubElement(properties, "property", name=key, value=clean(value))
    suite.extend(_cases(checked, findings, options))
    if len(suite) == 1:
        case = SubElement(suite, "testcase", name="raci", classname="raci")
        SubElement(case, "skipped", message=Words("junit", options.lang)["unjudged"])
    _count(suite)
    return suite


def _cases(
    checked: Checked | None, findings: Sequence[Finding], options: Options
) -> Iterator[Element]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(_rule(finding), []).append(finding)
    tallies = {tally.code: tally for tally in checked.tallies} if checked else {}
    names = {finding.code: finding.name for finding in findings}
    names |= {code: sheet.name for code, sheet in options.sheets().items()}
    organisation = checked.id if checked else ""
    for code in sorted(by_rule.keys() | tallies.keys()):
        class_name = ".".join(filter(None, (organisation, "raci", code)))
        case = Element("testcase", name=names.get(code, code), classname=clean(class_name))
        case.extend(_content(tallies.get(code), by_rule.get(code, []), options.lang))
        yield case


def _rule(finding: Finding) -> str:
    """Return the code of the rule; of a crash, of the rule that crashed."""
    crashed = finding.values.get("rule", finding.code) if finding.code == CRASHED else finding.code
    return str(crashed)


def _content(tally: Tally | None, findings: Sequence[Finding], lang: str) -> Iterator[Element]:
    """Yield the outcome of a case, unless it passed, and its output."""
    words = Words("junit", lang)
    outcome = _outcome(tally, findings, words)
    if outcome is not None:
        yield outcome
    lines = [words.count("judged", tally.subjects)] if tally and tally.applicable else []
    if outcome is None and findings:
        lines.append(_listed(findings, words))
    if lines:
        output = Element("system-out")
        output.text = "\n".join(lines)
        yield output


def _outcome(tally: Tally | None, findings: Sequence[Finding], words: Words) -> Element | None:
    broken = [finding for finding in findings if finding.code in UNFINISHED]
    failing = [finding for finding in findings if finding.failing and finding.status == "new"]
    if broken or failing:
        first, *further = broken or failing
        more = words["more"].format(n=len(further)) if further else ""
        message = clean(f"{first.place}: {first.say(words.lang)}") + more
        element = Element("error" if broken else "failure", message=message)
        element.set("type", first.code if broken else first.severity.label)
    elif findings and all(finding.status != "new" for finding in findings):
        reasons = dict.fromkeys(justification(finding, words.lang) for finding in findings)
        element = Element("skipped", message=clean("; ".join(reasons)))
    elif tally and not tally.applicable and not findings:
        return Element("skipped", message=words["idle"])
    else:
        return None
    element.text = _listed(findings, words)
    return element


def _listed(findings: Iterable[Finding], words: Words) -> str:
    return "\n".join(clean(line) for finding in findings for line in _lines(finding, words))


def _lines(finding: Finding, words: Words) -> Iterator[str]:
    status = "" if finding.status == "new" else f" ({finding.status})"
    head = f"{finding.place}: {finding.severity.label} {finding.code}{status}"
    yield f"{head} {finding.say(words.lang)}"
    if finding.status != "new":
        yield f"  {justification(finding, words.lang)}"
    elif finding.hint_template:
        yield f"  {words['help']}{finding.advise(words.lang)}"
        yield from (f"      {line}" for line in finding.instead)
    yield f"  fingerprint: {finding.fingerprint}"


def _count(parent: Element) -> None:
    """Set how many cases are below, and how many of each outcome."""
    counts = Counter(element.tag for element in parent.iter())
    tags = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for key, tag in tags.items():
        parent.set(key, str(counts[tag]))
