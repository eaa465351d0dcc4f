"""What was measured, as plain text of 80 columns: counts, rules and reasons, nobody's name."""

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from raci.findings.finding import Severity

from .labels import Cause, Labels, causes, read_labels, share
from .measure import Case, Measured, measure
from .raci_tables import Tables

HEAD = ("data set", "rule", "known", "found", "both", "explained", "recall", "precision")
MATRICES = "raci-tables"
"""The data set of matrices; the others are organisations."""

WIDTHS = (26, 8, 6, 6, 6, 10, 7, 10)


def report(sets: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    """Give the lines: known defects by rule, why lists differ, and all findings by rule."""
    yield _line(HEAD)
    yield "-" * sum(WIDTHS)
    for name, cases in sets.items():
        for measured in measure(cases):
            yield _measured(name, measured)
    yield from _usefulness(sets, read_labels())
    yield "\nKnown defects that no rule is about are not counted. What explains differences:"
    for name, cases in sets.items():
        yield from _reasons(name, cases)
    yield "\nFindings of all rules at their default settings:"
    for name, cases in sets.items():
        yield from _findings(name, cases)


def readings(folder: Path) -> Iterator[str]:
    """Give what raci reads of each file of matrices, beside what is known, and of all."""
    yield f"{'as read/as known':<38}{'tables':>7}{'rows':>9}{'roles':>9}{'letters*':>16}"
    yield "* read/present/known; what is known leaves some matrices out"
    sums = [Counter[str](), Counter[str]()]
    known: dict[str, list[dict[str, Any]]] = json.loads((folder / "known.json").read_text("utf-8"))
    for file, lists in known.items():
        tables = Tables(folder / file, lists)
        read, wanted = tables.counts(), _known(lists)
        sums = [sums[0] + read, sums[1] + wanted]
        yield _reading(file, read, wanted)
    yield _reading("all", *sums)


def _known(lists: Sequence[Mapping[str, Any]]) -> Counter[str]:
    counts = Counter({"tables": len(lists)})
    for table in lists:
        letters = sum(sum(each.values()) for each in table["letters_by_role"].values())
        counts.update(rows=table["rows"], roles=table["roles"], letters=letters)
    return counts


def _reading(name: str, read: Counter[str], known: Counter[str]) -> str:
    pairs = (f"{read[what]}/{known[what]}" for what in ("tables", "rows", "roles"))
    letters = f"{read['letters']}/{read['present']}/{known['letters']}"
    cells = "".join(f"{cell:>{w}}" for cell, w in zip(pairs, (7, 9, 9), strict=True))
    return f"{name:<38}{cells}{letters:>16}"


def _line(cells: Sequence[object]) -> str:
    first, second, *numbers = (str(cell) for cell in cells)
    head = f"{first:<{WIDTHS[0]}} {second:<{WIDTHS[1] - 1}}"
    return head + "".join(f"{n:>{w}}" for n, w in zip(numbers, WIDTHS[2:], strict=True))


def _measured(name: str, measured: Measured) -> str:
    explained = measured.not_found.total() + measured.also_found.total()
    shares = (measured.recall, measured.precision)
    return _line(
        (
            name,
            measured.rule,
            measured.known.total(),
            measured.found.total(),
            measured.both,
            explained,
            *("-" if share is None else f"{share:.2f}" for share in shares),
        )
    )


def _reasons(name: str, cases: Sequence[Case]) -> Iterator[str]:
    for case in cases:
        for rule, explained in case.explained.items():
            for each in explained:
                yield from _wrapped(f"- {name} {rule}: {each.reason}")


def _findings(name: str, cases: Sequence[Case]) -> Iterator[str]:
    told = Counter(finding.code for case in cases for finding in case.everything)
    counts = ", ".join(f"{code} {count}" for code, count in sorted(told.items()))
    organisations = f"{len(cases)} organisation" + "s" * (len(cases) != 1)
    yield from _wrapped(f"- {name} ({organisations}): {counts or 'nothing'}")


def _usefulness(sets: Mapping[str, Sequence[Case]], labels: Labels) -> Iterator[str]:
    """Give the useful share of what is told, each cause once, by rule and for each kind of set."""
    told = {name: list(causes(name, cases, labels)) for name, cases in sets.items()}
    kinds = {
        "matrices": [cause for name in told if name == MATRICES for cause in told[name]],
        "organisations": [cause for name in told if name != MATRICES for cause in told[name]],
    }
    yield "\nUseful by readers' labels, each cause once as it is shown, at default settings:"
    for kind, found in kinds.items():
        for severity in (Severity.WARNING, Severity.ERROR):
            yield from _useful(kind, severity, [c for c in found if c.severity is severity])


def _useful(kind: str, severity: Severity, found: Sequence[Cause]) -> Iterator[str]:
    yield f"{kind}, {severity.label}s: {_share(found)}"
    for code in sorted({cause.code for cause in found}):
        of_rule = [cause for cause in found if cause.code == code]
        unlabelled = sum(cause.unlabelled for cause in of_rule)
        rest = f"; {unlabelled} findings without a label" if unlabelled else ""
        yield f"  {code} {_share(of_rule)}{rest}"


def _share(found: Sequence[Cause]) -> str:
    useful, labelled = share(found)
    return f"{useful} of {labelled}" + (f" ({useful / labelled:.2f})" if labelled else "")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 80, subsequent_indent="  ", break_on_hyphens=False)
