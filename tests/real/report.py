"""What was measured, as plain text of 80 columns: counts, rules and reasons, nobody's name."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from raci.findings.finding import Severity

from .labels import Cause, Labels, causes, read_labels, share
from .measure import Case, Measured, measure

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
