"""What was judged as JUnit XML: a suite an organisation, a case a rule, those that passed too."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from posixpath import join, normpath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from raci.findings.codes import CRASHED, UNFINISHED
from raci.findings.finding import Finding
from raci.findings.report import Checked, Report, Tally
from raci.render.escape import clean, harmless
from raci.render.findings.justification import justification
from raci.render.findings.options import PLAIN, Options
from raci.render.phrases import Words

WORDS = {
    "judged": ("{n} subject judged|{n} subjects judged", "判定 {n} 个对象"),
    "idle": ("not applicable: there is nothing that this rule judges", "不适用：没有该规则的对象"),
    "unjudged": ("nothing was judged", "没有判定任何内容"),
    "more": (" (and {n} more)", "（另有 {n} 项）"),
}


def render(report: Report, options: Options = PLAIN) -> str:
    """Render a suite an organisation, and one for files that belong to none.

    A rule fails by new findings at or above the failing severity; those below it stand in the
    output of a case that passes. What could not be judged is an error. Skipped are rules whose
    findings are all accepted, with the reasons, and rules that are not applicable. So there are
    failures or errors exactly where the exit status is not 0.
    """
    root = Element("testsuites", name="raci")
    for checked, findings in _shared_out(report):
        root.append(_suite(checked, findings, report.as_of, options))
    _count(root)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _shared_out(report: Report) -> list[tuple[Checked | None, list[Finding]]]:
    """Give each organisation its findings; what belongs to none comes last."""
    shares: list[list[Finding]] = [[] for _ in report.organisations]
    rest: list[Finding] = []
    for finding in report.findings:
        owners = [
            n for n, each in enumerate(report.organisations) if each.id == finding.organisation
        ]
        if len(owners) > 1:  # organisations that share an id: their folders tell
            around = [n for n in owners if _is_in(finding, report.organisations[n])]
            owners = sorted(around or owners, key=lambda n: -len(report.organisations[n].path))
        (shares[owners[0]] if owners else rest).append(finding)
    found: list[tuple[Checked | None, list[Finding]]] = list(
        zip(report.organisations, shares, strict=True)
    )
    return [*found, (None, rest)] if rest or not found else found


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
        SubElement(case, "skipped", message=Words(WORDS, options.lang)["unjudged"])
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
        case.extend(_told(tallies.get(code), by_rule.get(code, []), options.lang))
        yield case


def _rule(finding: Finding) -> str:
    """Give the code of the rule concerned: of a crash, the rule that crashed."""
    return (
        str(finding.values.get("rule", finding.code)) if finding.code == CRASHED else finding.code
    )


def _told(tally: Tally | None, findings: Sequence[Finding], lang: str) -> Iterator[Element]:
    """Give what stands in a case: its outcome, unless it passed, and its output."""
    words = Words(WORDS, lang)
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
        told = broken or failing
        first = f"{told[0].place}: {told[0].say(words.lang)}"
        more = words["more"].format(n=len(told) - 1) if told[1:] else ""
        element = Element("error" if broken else "failure", message=clean(first) + more)
        element.set("type", told[0].code if broken else told[0].severity.label)
        element.text = _listed(findings, words)
        return element
    if findings and all(finding.status != "new" for finding in findings):
        reasons = dict.fromkeys(justification(finding, words.lang) for finding in findings)
        element = Element("skipped", message=clean("; ".join(reasons)))
        element.text = _listed(findings, words)
        return element
    if tally and not tally.applicable and not findings:
        return Element("skipped", message=words["idle"])
    return None


def _listed(findings: Iterable[Finding], words: Words) -> str:
    return harmless("\n".join(clean(line) for each in findings for line in _lines(each, words)))


def _lines(finding: Finding, words: Words) -> Iterator[str]:
    status = "" if finding.status == "new" else f" ({finding.status})"
    head = f"{finding.place}: {finding.severity.label} {finding.code}{status}"
    yield f"{head} {finding.say(words.lang)}"
    if finding.status != "new":
        yield f"  {justification(finding, words.lang)}"
    elif finding.hint_template:
        yield f"  {words['help']}{finding.advise(words.lang)}"
    yield f"  fingerprint: {finding.fingerprint}"


def _count(parent: Element) -> None:
    """Write how many cases there are below, and how many of each outcome."""
    found = Counter(element.tag for element in parent.iter())
    counts = {
        "tests": found["testcase"],
        "failures": found["failure"],
        "errors": found["error"],
        "skipped": found["skipped"],
    }
    for key, number in counts.items():
        parent.set(key, str(number))
