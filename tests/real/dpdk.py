"""DPDK: the MAINTAINERS file, in the Linux kernel's format."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from .definition import Definition
from .kubernetes import People
from .measure import Case, Explained, Known

TREE = "it only names a git tree, which nobody needs to own"

SECTION = "a section"
"""What the list of defects only counts."""


@dataclass
class Section:
    """A block of the file: the part that it stands in, its name, its lines by letter."""

    part: str
    name: str
    lines: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the list of defects calls it."""
        return f"{self.part} / {self.name}"


def cases(folder: Path) -> Iterator[Case]:
    """Give the one organisation."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    unowned = known["sections without a maintainer (M:)"]["items"]
    (paths,) = (lists["items"] for fact, lists in known.items() if "with F: patterns" in fact)
    trees = frozenset(unowned) - frozenset(paths)
    busy = tuple(item.split()[0] for item in known["maintainers of more than 15 sections"]["items"])
    twice = tuple(
        re.findall(r"'([^']+)'", item)[0]
        for item in known["one name with several addresses"]["items"]
    )
    yield Case(
        organisation(sections((folder / "MAINTAINERS").read_text("utf-8"))),
        (
            Known("GAP104", tuple(unowned)),
            Known("PPL604", busy, {"max": 15}),
            Known("DEF014", twice),
            Known(
                "PPL602", (SECTION,) * known["sections with one maintainer (count only)"]["count"]
            ),
        ),
        {"GAP104": (Explained(TREE, not_found=trees),)},
    )


def sections(text: str) -> list[Section]:
    """Read the parts, which are underlined, and their blocks; one without a name is its part's."""
    found: list[Section] = []
    part = ""
    lines = [*text.splitlines(), ""]
    for line, following in pairwise(lines):
        letter, colon, rest = line.partition(":")
        if following and set(following) == {"-"}:
            part, new = line, True
        elif not line or set(line) <= {"-", "="}:
            new = True
        elif part and colon and len(letter) == 1:
            if new:
                found.append(Section(part, ""))
            found[-1].lines.setdefault(letter, []).append(rest.strip())
            new = False
        elif part:
            found.append(Section(part, line))
            new = False
    return found


def organisation(found: list[Section]) -> Definition:
    """A section is an activity and a platform; whoever maintains it does the one, owns the other.

    The format has no word for who answers, so nobody does.
    """
    made = Definition("dpdk")
    people = People(made)
    for section in found:
        if not made.has("departments", section.part):
            made.add("departments", section.part)
        home = made.id("departments", section.part)
        roles: list[str] = []
        if maintainers := section.lines.get("M"):
            key = f"{section.key} maintainers"
            roles = [
                made.add("roles", key, label=SECTION, department=home, headcount=len(maintainers))
            ]
            for maintainer in maintainers:
                name, _, address = maintainer.rpartition("<")
                people.hold(address.rstrip(">"), roles[0], name.strip())
        if section.lines.keys() != {"T"} or roles:
            platform = made.add("platforms", section.key, kind="files", owners=roles)
            made.add(
                "activities",
                section.key,
                department=home,
                responsible=roles,
                platforms=[platform],
            )
    people.write()
    return made
