"""Results of tests as JUnit XML: a suite for each file, a case for each test."""

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from raci.findings.codes import CRASHED
from raci.render.escape import clean
from raci.render.findings.options import PLAIN, Options
from raci.render.phrases import Words
from raci.render.tests.difference import difference, title
from raci.testing.result import Result, TestReport


def render(report: TestReport, options: Options = PLAIN) -> str:
    """Render a suite for each file with tests, failures for those that do not hold."""
    words = Words("tests", options.lang)
    root = Element("testsuites", name="raci test")
    by_file = sorted(report.results, key=lambda each: each.place.path)
    for path, results in groupby(by_file, key=lambda each: each.place.path):
        suite = SubElement(root, "testsuite", name=clean(path))
        properties = SubElement(suite, "properties")
        SubElement(properties, "property", name="as_of", value=report.day)
        suite.extend(_case(each, path, words) for each in results)
        _count(suite)
    _count(root)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _case(result: Result, path: str, words: Words) -> Element:
    case = Element("testcase", name=clean(title(result, words)), classname=clean(path))
    if not result.holds:
        lines = [clean(line) for line in difference(result, words)]
        crashed = any(each.code == CRASHED for each in result.unexpected)
        message = clean(f"{result.place}: {lines[0]}")
        outcome = SubElement(case, "error" if crashed else "failure", message=message)
        outcome.set("type", result.kind)
        outcome.text = "\n".join(lines)
    return case


def _count(parent: Element) -> None:
    """Set how many cases are below, and how many of them do not hold."""
    for key, tag in {"tests": "testcase", "failures": "failure", "errors": "error"}.items():
        parent.set(key, str(len([*parent.iter(tag)])))
