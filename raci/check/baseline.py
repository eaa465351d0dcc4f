"""The baseline: findings that existed when checking was adopted, by Ref, not by line."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from raci.check.compared_findings import Identity, Known, Match, NameOf, changed, matches
from raci.findings.codes import ALWAYS
from raci.findings.finding import Change, Finding, Verdict
from raci.findings.ref import Ref
from raci.model.renames import Renames
from raci.rules.retired import FORMER, today
from raci.schema.validate import misshapen
from raci.source.decode import UnreadableError, legible
from raci.source.discover import OrganisationFiles
from raci.source.document import Document
from raci.source.regular import not_read
from raci.source.unreadable import unreadable
from raci.source.yaml import read

HEAD = """\
# Findings that existed when checking was adopted: they do not fail the run, new ones do.
# Written by `raci baseline`; `raci baseline --prune` takes out what is mended.
"""


class Entry(NamedTuple):
    """A recorded finding, the day (ISO 8601) of its record, and how bad it was, where known."""

    identity: Identity
    since: str
    measure: float | None = None

    @property
    def known(self) -> Known:
        """What a comparison knows of it."""
        return Known(self.identity, self.measure)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Recorded findings, an entry for each instance.

    ``former_names`` are those of retired rules that the file has; entries have today's codes.
    ``raw`` are the bytes of the file, None where it was read from none.
    """

    entries: tuple[Entry, ...] = ()
    former_names: frozenset[str] = frozenset()
    raw: bytes | None = field(default=None, compare=False)

    def __len__(self) -> int:
        return len(self.entries)

    def __or__(self, other: "Baseline") -> "Baseline":
        """Return the entries of both."""
        return Baseline((*self.entries, *other.entries))

    def now(self, renames: Renames) -> "Baseline":
        """Return the baseline under today's ids, sorted."""
        now = (entry._replace(identity=entry.identity.now(renames)) for entry in self.entries)
        return Baseline(tuple(Baseline(tuple(now)).sorted()))

    def within(self, other: "Baseline", renames: Renames) -> "Baseline":
        """Return the entries, under today's ids, that accept no more than those of another one."""
        ours, theirs = self.now(renames).entries, other.now(renames).entries
        kept = (
            entry if entry.measure is not None else entry._replace(measure=theirs[base].measure)
            for entry, (change, base) in zip(
                ours, _matched([e.known for e in ours], theirs), strict=True
            )
            if base is not None and change in ACCEPTED
        )
        return Baseline(tuple(kept))

    def of_rules(self, codes: Collection[str]) -> "Baseline":
        """Return the entries of some rules."""
        return Baseline(tuple(e for e in self.entries if e.identity.code in codes))

    def sorted(self) -> list[Entry]:
        """Return the entries in the order of the file."""
        return sorted(self.entries, key=lambda e: (*e[:2], e.measure is not None, e.measure or 0))


ACCEPTED: tuple[Change, ...] = ("unchanged", "better")
"""A recorded finding stays accepted where it is one of these."""


def _matched(ours: Sequence[Known], theirs: Iterable[Entry]) -> list[Match]:
    return matches(ours, [entry.known for entry in theirs])


def read_baseline(found: OrganisationFiles) -> tuple[Baseline | None, list[Verdict]]:
    """Return an organisation's baseline, None where it has none, and its defects."""
    try:
        raw = found.read(found.baseline)
    except (FileNotFoundError, KeyError):
        return None, []
    except OSError as error:
        return None, [unreadable(Document(found.baseline, ""), not_read(error))]
    found.note(found.baseline, raw)
    try:
        document = read(raw, found.baseline)
    except UnreadableError as error:
        return None, [unreadable(Document(found.baseline, legible(raw)), error)]
    wrong = misshapen(document, "baseline")
    return (None if wrong else _of(document, raw)), wrong


def _of(document: Document, raw: bytes) -> Baseline:
    written = document.data["findings"]
    former = FORMER.keys() & {entry["rule"] for entry in written}
    return Baseline(tuple(map(_entry, written)), frozenset(former), raw)


def _entry(written: Mapping[str, Any]) -> Entry:
    involves = tuple(sorted(map(Ref, written["involves"])))
    identity = Identity(today(written["rule"]), Ref(written["at"]), involves)
    return Entry(identity, written["since"], written.get("measure"))


def record(findings: Iterable[Finding], earlier: Baseline, day: str, *, grow: bool) -> Baseline:
    """Return the baseline of findings; what was recorded earlier, under today's ids, keeps its day.

    Not ``grow``: only what was recorded already, and no worse than it was.
    """
    known = [Known.of(finding) for finding in findings]
    entries: list[Entry] = []
    for now, (change, number) in zip(known, _matched(known, earlier.entries), strict=True):
        entry = Entry(now.identity, day, now.measure)
        before = None if number is None else earlier.entries[number]
        if before is not None and change in ACCEPTED:
            measure = now.measure if grow or before.measure is not None else None
            entries.append(Entry(now.identity, before.since, measure))
        elif grow:
            entries.append(entry)
        elif before is not None:
            entries.append(before)
    return Baseline(tuple(entries))


def text(baseline: Baseline) -> str:
    """Return the file's text: an entry a line, sorted."""
    from raci.source.yaml_text import Quotes, flow  # late: most runs write nothing

    lines = [
        f"  - {flow(_written(entry), Quotes(keys=True, values=True))}\n"
        for entry in baseline.sorted()
    ]
    return f"{HEAD}raci-baseline: 1\nfindings:{' []' if not lines else ''}\n{''.join(lines)}"


def _written(entry: Entry) -> Mapping[str, object]:
    rule, at, involves = entry.identity
    measure = {} if entry.measure is None else {"measure": entry.measure}
    return {"rule": rule, "at": at, "involves": list(involves), "since": entry.since, **measure}


def cover(
    findings: Sequence[Finding], baseline: Baseline, renames: Renames, name_of: NameOf
) -> tuple[list[Finding], list[Identity]]:
    """Return the findings, each compared with the baseline, and the entries that match none.

    Those that are no worse than recorded are baselined. What a waiver covers stays waived and meets
    no entry.
    """
    entries = baseline.now(renames).entries
    covered = list(findings)
    open_ = [number for number, finding in enumerate(findings) if _can_be_recorded(finding)]
    known = [Known.of(findings[number]) for number in open_]
    left = dict(enumerate(entries))
    for number, (change, base) in zip(open_, _matched(known, entries), strict=True):
        entry = None if base is None else left.pop(base).known
        finding = changed(findings[number], change, entry, name_of)
        covered[number] = replace(finding, status="baselined" if change in ACCEPTED else "new")
    return covered, [entry.identity for entry in left.values()]


def _can_be_recorded(finding: Finding) -> bool:
    is_waiver = finding.subject.kind == "waiver"
    return finding.status == "new" and not is_waiver and finding.code not in ALWAYS
