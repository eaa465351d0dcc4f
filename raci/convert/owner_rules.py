"""Reads the lines of CODEOWNERS files: which pattern has which owners, in which section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from raci.convert.path_patterns import PathPattern, github_pattern, gitlab_pattern
from raci.findings.place import Span
from raci.source.decode import Lines

Dialect = Literal["GitHub", "GitLab"]

_HEADING = re.compile(r"(\^)?\[([^\[\]]+)\](?:\[(\d+)\])?(?:\s+(.*))?")
_WORD = re.compile(r"(?:\\.|\S)+")
_OWNERS = {
    "GitHub": re.compile(r"@[\w.-]+(?:/[\w.-]+)?|[^\s@,<>]+@[^\s@,<>]+\.[^\s@,<>]+"),
    "GitLab": re.compile(r"@@?[\w.-]+(?:/[\w.-]+)*|[^\s@,<>]+@[^\s@,<>]+\.[^\s@,<>]+"),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner as it is written, and where."""

    name: str
    span: Span

    @property
    def key(self) -> str:
        """What it is known by: neither GitHub nor GitLab looks at case."""
        return self.name.casefold()

    @property
    def is_team(self) -> bool:
        """Whether it is a team: ``@acme/core``, and in GitLab the role ``@@maintainer``."""
        return self.name.startswith("@@") or ("/" in self.name and self.name.startswith("@"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its owners, and the name of its section, ``""`` before the first one.

    One that ``excludes`` takes paths out of its section.
    """

    pattern: str
    span: Span
    matcher: PathPattern
    owners: tuple[Owner, ...] = ()
    section: str = ""
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What cannot be read as it stands: the key of its sentence, and the text concerned."""

    key: str
    span: Span
    text: str = ""


@dataclass(slots=True)
class OwnerRules:
    """The rules of a file in their order, and what is wrong with the other lines."""

    dialect: Dialect
    rules: list[Rule] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(slots=True)
class _Section:
    name: str = ""
    owners: tuple[Owner, ...] = ()


def owner_rules(text: str, path: str) -> OwnerRules:
    """Return the rules of a file.

    It is of GitLab's dialect where its path says so, or a line is the heading of a section or names
    a role, ``@@maintainer``.
    """
    lines = Lines(text).lines
    of_gitlab = ".gitlab/" in path.replace("\\", "/") or any(map(_is_gitlab, lines))
    found = OwnerRules("GitLab" if of_gitlab else "GitHub")
    section, sections = _Section(), {"": _Section()}
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        heading = _HEADING.fullmatch(stripped) if of_gitlab else None
        if heading is None:
            _add_rule(found, section, number, line)
            continue
        section = sections.setdefault(heading[2].strip().casefold(), _Section(heading[2].strip()))
        _open_section(found, section, heading, number, line)
    return found


def _is_gitlab(line: str) -> bool:
    return bool(_HEADING.fullmatch(line.strip())) or re.search(r"(?<!\S)@@\w", line) is not None


def _open_section(
    found: OwnerRules, section: _Section, heading: re.Match[str], number: int, line: str
) -> None:
    span = _span(number, line, line.index(heading[0]), len(heading[0]))
    if heading[1]:
        found.troubles.append(Trouble("optional-section", span, section.name))
    if heading[3] and not heading[1]:
        found.troubles.append(Trouble("approvals", span, f"[{section.name}][{heading[3]}]"))
    words = list(_words(line, number, line.index("]") + 1))
    owners = [word for word in words if not re.fullmatch(r"\[\d+\]", word.name)]
    if heading[3]:
        owners = [Owner(re.sub(r"^\[\d+\]", "", each.name), each.span) for each in owners]
    section.owners = _sound(found, [each for each in owners if each.name]) or section.owners


def _add_rule(found: OwnerRules, section: _Section, number: int, line: str) -> None:
    first, *owners = _words(line, number, 0)
    pattern, span = first.name, first.span
    if found.dialect == "GitHub":
        wrong = re.match(r"!|\\#", pattern) or re.search(r"(?<!\\)[\[\]]", pattern)
        if wrong:
            found.troubles.append(Trouble("not-of-github", span, pattern))
            return
        sound = _sound(found, owners)
        if len(sound) == len({owner.key for owner in owners}):
            rule = Rule(_plain(pattern), span, github_pattern(pattern), sound, section.name)
            found.rules.append(rule)
        return
    excludes = pattern.startswith("!")
    matcher = gitlab_pattern(pattern.removeprefix("!"))
    sound = _sound(found, owners) if owners else section.owners
    held = () if excludes else sound
    rule = Rule(_plain(pattern.removeprefix("!")), span, matcher, held, section.name, excludes)
    found.rules.append(rule)


def _sound(found: OwnerRules, owners: list[Owner]) -> tuple[Owner, ...]:
    """Return the owners that are some, each once; GitHub skips a line with any other."""
    key = "owner-skips-line" if found.dialect == "GitHub" else "no-owner"
    sound: dict[str, Owner] = {}
    for owner in owners:
        if _OWNERS[found.dialect].fullmatch(owner.name):
            sound.setdefault(owner.key, owner)
        else:
            found.troubles.append(Trouble(key, owner.span, owner.name))
    return tuple(sound.values())


def _words(line: str, number: int, start: int) -> Iterator[Owner]:
    """Yield the words of a line up to a comment."""
    for match in _WORD.finditer(line, start):
        if match[0].startswith("#"):
            return
        yield Owner(match[0], _span(number, line, match.start(), len(match[0])))


def _plain(pattern: str) -> str:
    return re.sub(r"\\(\s|#)", r"\1", pattern)


def _span(number: int, line: str, start: int, length: int) -> Span:
    return Span(number, start + 1, number, start + length + 1)
