"""Puts a pack together: its files, and what says which they are."""

from raci.render.json_text import report as json_report
from raci.render.pack import MANIFEST, SUMS, Files
from raci.render.pack.checksums import in_toto_statement, sums
from raci.render.pack.manifest import Made, manifest
from raci.source.packed import STATEMENT
from raci.version import __version__


def sealed(made: Made, files: Files) -> Files:
    """Return files with their manifest, checksums and statement."""
    report = made.report
    text = json_report(report.as_of, report.inputs, manifest(made, files))
    whole = {**files, MANIFEST: text.encode()}
    about = {
        "raci": __version__,
        "as_of": report.as_of,
        "organisation": made.org.id,
        "inputs": report.inputs,
        "checked": made.whole,
    }
    return {**whole, SUMS: sums(whole), STATEMENT: in_toto_statement(whole, about)}
