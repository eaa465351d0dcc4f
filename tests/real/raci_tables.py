"""Matrices of public repositories, read by raci's own readers."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from raci.findings.ref import Function
from raci.findings.table_read import TableRead
from raci.findings.text import one_line
from raci.source.document import Document
from raci.source.tables.decide import decide
from raci.source.tables.definition import Reading, reading_of
from raci.source.tables.mapping import TableMapping
from raci.source.tables.matrices import matrices_of
from raci.source.tables.read import read_tables
from raci.source.tables.region import Region
from raci.source.tables.signs import signs_of

from .definition import Definition, slug
from .measure import Case, Explained, Known

MAPPINGS: Mapping[str, TableMapping] = {
    "rykaj-agile-owns.md": TableMapping(
        letters={"OWNs/and Coordinates": "accountable", "Coordinates": []}
    ),
}
"""What cells mean that nothing in a file explains."""

ALONE = {"ms-caf-raci-template.xlsx": 0, "pm-templates.md": 10}
"""From which table on each is an organisation of its own: alternatives, or examples."""

LONG_HEADS = ("ms-caf-raci-template.xlsx",)
"""Files whose heads say after a dash what a role does; the list has their names alone."""

EXAMPLES = ("pm-templates.md",)
"""Files in which tables that stand alone show a mistake on purpose."""

FURTHER = 100
"""The numbers of matrices that the list of defects leaves out begin here."""

STAKEHOLDERS = "stakeholders are all whom it concerns, a collective role: nobody expects work of it"
OWNERS = "the list leaves out a matrix of owners, whose cells name roles under `R/A` and `C`"
TWO_OWNERS = "`Privacy/DPO` of that matrix is two roles, since Privacy stands alone as well"
WITHOUT_A = (
    "A is Approval in the file's legend: the R answers, and a row without A has nothing to approve"
)


class Tables:
    """A file's matrices as raci reads them, each with its number in the list of defects.

    Those that the list does not have are numbered from 100 on.
    """

    def __init__(self, path: Path, known: Sequence[Mapping[str, Any]]) -> None:
        self.name = path.name
        self.mapping = MAPPINGS.get(path.name, TableMapping())
        self.file = read_tables(path.read_bytes(), path.name)
        self.signs = signs_of(self.file)
        regions = matrices_of(self.file, self.mapping, self.signs)
        self.whole = self._reading(regions, path.name)
        self.read: dict[int, TableRead] = {}
        self.regions: dict[int, Region] = {}
        following = 0
        for number, (region, read) in enumerate(zip(regions, self.whole.tables, strict=True)):
            table = known[following] if following < len(known) else {}
            is_known = (read.activities, read.roles) == (table.get("rows"), table.get("roles"))
            key = following if is_known else FURTHER + number
            following += is_known
            self.regions[key], self.read[key] = region, read

    def organisation(self, numbers: Sequence[int], name: str, rows: set[str]) -> Definition:
        """Give the definition that some matrices are; ``rows`` are keys that the list has."""
        reading = self._reading([self.regions[number] for number in numbers], name)
        made = Definition(name)
        made.data = reading.document.data
        made.labels = {f"role:{id_}": role for id_, role in self._roles(made.data).items()}
        ids = iter(made.data["activities"])
        for number in numbers:
            for keys in _keys(number, self.regions[number]):
                known = next((key for key in keys if key in rows), keys[-1])
                made.labels[f"activity:{next(ids)}"] = known
        return made

    def counts(self) -> Counter[str]:
        """Count tables, rows, roles, and letters that are read and that are present."""
        counts = Counter({"tables": len(self.read)})
        for read in self.read.values():
            counts.update(rows=read.activities, roles=read.roles)
            counts.update(letters=read.letters, present=read.present)
        return counts

    def letters(self, number: int) -> dict[str, dict[str, int]]:
        """Count the letters of each role of a matrix."""
        data = self._reading([self.regions[number]], "x").document.data
        names = self._roles(data)
        counts = {name: Counter[str]() for name in names.values()}
        for activity in data["activities"].values():
            for function in Function:
                for id_ in activity.get(function.value, ()):
                    counts[names[id_]][function.value[0].upper()] += 1
        return {name: dict(count) for name, count in counts.items()}

    def _roles(self, data: Mapping[str, Any]) -> dict[str, str]:
        cut = " - " if self.name in LONG_HEADS else "\0"
        return {id_: slug(role["name"].partition(cut)[0]) for id_, role in data["roles"].items()}

    def _reading(self, regions: Sequence[Region], name: str) -> Reading:
        document = Document(self.name, self.file.text, sheets=self.file.sheets)
        decision = decide(self.file, regions, self.name, self.mapping, self.signs)
        return reading_of(document, self.file, regions, decision, self.mapping, slug(name))


def _keys(number: int, region: Region) -> Iterator[list[str]]:
    """Yield what the list may call each row: with its group, or by its name alone."""
    named = [(line.name, line.groups) for line in region.lines]
    for cell, around in [*named, *((line.name, line.groups) for line in region.names)]:
        name = one_line(cell.text)
        groups = (f"{one_line(group.text)}: {name}" for group in around)
        yield [_row(number, title) for title in (*groups, name)]


def _row(number: int, title: str) -> str:
    return slug(f"{number} {title}")


def cases(folder: Path) -> Iterator[Case]:
    """Give an organisation a file, and one for each table that stands alone."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    crowded = _crowded((folder / "SOURCE.md").read_text("utf-8"))
    for file, lists in known.items():
        tables = Tables(folder / file, lists)
        alone = ALONE.get(file, FURTHER)
        together = [n for n in tables.regions if n < alone or n >= FURTHER]
        for group in filter(
            None, [together, *([n] for n in tables.regions if alone <= n < FURTHER)]
        ):
            name = f"{file} {group[0]}" if group[0] >= alone else file
            facts = tuple(_known({n: lists[n] for n in group if n < FURTHER}, crowded[file]))
            rows = {key for fact in facts for key in fact.keys}
            yield Case(
                tables.organisation(group, name, rows),
                facts,
                EXPLAINED[file](lists) if file in EXPLAINED else {},
                example=file in EXAMPLES and group[0] >= alone,
            )


def _known(lists: Mapping[int, Any], crowded: Mapping[int, Any]) -> Iterator[Known]:
    def keys(fact: str) -> tuple[str, ...]:
        rows = ((n, row) for n, table in lists.items() for row in table[fact])
        return tuple(_row(n, row if isinstance(row, str) else row[0]) for n, row in rows)

    yield Known("GAP101", keys("without_A"))
    yield Known("GAP102", keys("without_R"))
    yield Known("OVL203", keys("several_A"))
    yield Known("GAP108", tuple(_audience(lists.values())))
    yield Known("LOD505", tuple(_bottlenecks(lists.values())))
    for rule, words in CROWDED.items():
        rows = ((n, row) for n in lists for row in crowded.get(n, {}).get(words, ()))
        yield Known(rule, tuple(_row(n, row) for n, row in rows))


CROWDED = {"OVL204": "more than three R", "OVL208": "more than five C"}


def _letters(lists: Any) -> dict[str, Counter[str]]:
    """Add up the letters of each role over the tables of an organisation."""
    letters: dict[str, Counter[str]] = {}
    for table in lists:
        for role, counts in table["letters_by_role"].items():
            letters.setdefault(slug(role), Counter()).update(counts)
    return letters


def _audience(lists: Any) -> Iterator[str]:
    """Give the roles that have nothing but C and I."""
    yield from (role for role, held in _letters(lists).items() if {*held} <= {"C", "I"})


def _bottlenecks(lists: Any) -> Iterator[str]:
    """Give the roles that are C in over 60 per cent of ten rows or more."""
    rows = sum(table["rows"] for table in lists)
    if rows >= 10:
        yield from (role for role, held in _letters(lists).items() if held["C"] / rows > 0.6)


def _crowded(text: str) -> dict[str, dict[int, dict[str, list[str]]]]:
    """Read the lists that only SOURCE.md has: by file, number of the table, and what it counts."""
    found: dict[str, dict[int, dict[str, list[str]]]] = {}
    for section in text.split("\n## ")[1:]:
        file, _, rest = section.partition("\n")
        parts = re.split(r"^\*\*.*\*\*:", rest, flags=re.MULTILINE)[1:]
        found[file] = {
            n: {
                words: rows.split("; ")
                for words, rows in re.findall(r"^- (.*?): \*\*\d+\*\* — (.*)$", part, re.MULTILINE)
            }
            for n, part in enumerate(parts)
        }
    return found


Differences = dict[str, tuple[Explained, ...]]


def _approvals(lists: Any) -> Differences:
    rows = frozenset(_row(n, row) for n, t in enumerate(lists) for row in t["without_A"])
    return {"GAP101": (Explained(WITHOUT_A, not_found=rows),)}


def _stakeholders(_: Any) -> Differences:
    return {"GAP108": (Explained(STAKEHOLDERS, not_found=frozenset({"stakeholders"})),)}


def _owners(_: Any) -> Differences:
    """Explain what the matrix of owners adds, which the list leaves out."""
    informed = frozenset({"facilities", "hr", "it", "risk"})
    review = frozenset({_row(FURTHER + 4, "Privacy / DPO review")})
    return {
        "GAP108": (Explained(OWNERS, frozenset({"ehs"}), informed),),
        "OVL203": (Explained(TWO_OWNERS, also_found=review),),
    }


EXPLAINED = {
    "algosup-virtual-processor.md": _stakeholders,
    "blobfishes-rasi.md": _approvals,
    "vendor-risk.md": _owners,
    "zomb-meetings.html": _stakeholders,
}
"""By file, what explains differences from the list."""
