"""The baseline: findings that existed when checking was adopted, by Ref, not by line."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from raci.findings.codes import ALWAYS
from raci.findings.finding import Finding, Verdict
from raci.findings.ref import Ref
from raci.model.renames import Renames
from raci.rules.catalogue import mutual
from raci.schema.validate import misshapen
from raci.source.decode import UnreadableError, legible
from raci.source.discover import BASELINE, OrganisationFiles
from raci.source.document import Document
from raci.source.unreadable import unreadable
from raci.source.yaml import read

HEAD = """\
# Findings that existed when checking was adopted: they do not fail the run, new ones do.
# Written by `raci baseline`; `raci baseline --prune` takes out what is mended.
"""


class Identity(NamedTuple):
    """What identifies a finding within an organisation; places do not matter."""

    code: str
    subject: Ref
    involves: tuple[Ref, ...]

    @classmethod
    def of(cls, finding: Finding) -> "Identity":
        """Return the identity of a finding."""
        return cls(finding.code, finding.subject, finding.involves)

    def now(self, renames: Renames) -> "Identity":
        """Return the identity under today's ids."""
        subject, involves = renames.now(self.subject), sorted({*map(renames.now, self.involves)})
        if self.code in mutual():
            subject, *involves = sorted({subject, *involves})
        return Identity(self.code, subject, tuple(involves))

    def __str__(self) -> str:
        return " ".join((self.code, self.subject, *self.involves))


@dataclass(frozen=True, slots=True)
class Baseline:
    """Recorded findings: each identity with the days on which it was recorded, one an instance."""

    entries: Mapping[Identity, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))

    def __or__(self, other: "Baseline") -> "Baseline":
        """Return the entries of two baselines that have none in common."""
        return Baseline({**self.entries, **other.entries})

    def also_in(self, other: "Baseline", renames: Renames) -> "Baseline":
        """Return the entries that another baseline has too, under today's ids."""
        theirs = other.now(renames).entries
        kept = {i: days[: len(theirs.get(i, ()))] for i, days in self.now(renames).entries.items()}
        return Baseline({identity: days for identity, days in kept.items() if days})

    def now(self, renames: Renames) -> "Baseline":
        """Return the baseline under today's ids; entries that become the same are joined."""
        entries: dict[Identity, tuple[str, ...]] = {}
        for identity, days in self.entries.items():
            today = identity.now(renames)
            entries[today] = tuple(sorted((*entries.get(today, ()), *days)))
        return Baseline(entries)

    def of_rules(self, codes: Collection[str]) -> "Baseline":
        """Return the entries of some rules."""
        return Baseline({i: days for i, days in self.entries.items() if i.code in codes})


def read_baseline(found: OrganisationFiles) -> tuple[Baseline | None, list[Verdict]]:
    """Return an organisation's baseline, None where it has none, and its defects."""
    try:
        raw = found.read(BASELINE)
    except (FileNotFoundError, KeyError):
        return None, []
    except OSError as error:
        refused = UnreadableError("no-access", detail=error.strerror or type(error).__name__)
        return None, [unreadable(Document(BASELINE, ""), refused)]
    try:
        document = read(raw, BASELINE)
    except UnreadableError as error:
        return None, [unreadable(Document(BASELINE, legible(raw)), error)]
    wrong = misshapen(document, "baseline")
    return (None if wrong else _of(document)), wrong


def _of(document: Document) -> Baseline:
    entries: dict[Identity, tuple[str, ...]] = {}
    for entry in document.data["findings"]:
        involves = tuple(sorted(map(Ref, entry["involves"])))
        identity = Identity(entry["rule"], Ref(entry["at"]), involves)
        entries[identity] = (*entries.get(identity, ()), entry["since"])
    return Baseline(entries)


def record(findings: Iterable[Finding], earlier: Baseline, day: str, *, grow: bool) -> Baseline:
    """Return the baseline of findings; what was recorded earlier, under today's ids, keeps its day.

    Not ``grow``: only what was recorded already.
    """
    entries: dict[Identity, tuple[str, ...]] = {}
    for identity, n in Counter(map(Identity.of, findings)).items():
        known = earlier.entries.get(identity, ())[:n]
        kept = known + (day,) * (n - len(known)) if grow else known
        if kept:
            entries[identity] = kept
    return Baseline(entries)


def text(baseline: Baseline) -> str:
    """Return the file's text: an entry a line, sorted."""
    from raci.edit.yaml_text import Quotes, flow  # late: most runs write nothing

    lines = [
        f"  - {flow(_entry(identity, day), Quotes(keys=True, values=True))}\n"
        for identity, days in sorted(baseline.entries.items())
        for day in days
    ]
    return f"{HEAD}raci-baseline: 1\nfindings:{' []' if not lines else ''}\n{''.join(lines)}"


def _entry(identity: Identity, day: str) -> Mapping[str, object]:
    rule, at, involves = identity
    return {"rule": rule, "at": at, "involves": list(involves), "since": day}


def cover(
    findings: Sequence[Finding], baseline: Baseline, renames: Renames
) -> tuple[list[Finding], list[Identity]]:
    """Return the findings, recorded ones as baselined, and the entries that match none.

    What a waiver covers stays waived and meets no entry.
    """
    left = Counter({i: len(days) for i, days in baseline.now(renames).entries.items()})
    covered = list(findings)
    for number, finding in enumerate(findings):
        identity = Identity.of(finding)
        open_ = finding.status == "new" and finding.subject.kind != "waiver"
        if left[identity] > 0 and open_ and finding.code not in ALWAYS:
            left[identity] -= 1
            covered[number] = replace(finding, status="baselined")
    return covered, sorted(left.elements())
