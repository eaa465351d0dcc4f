"""Imports CODEOWNERS files: a pattern is a platform, and whom it names are its owners."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from raci.convert.imported import (
    Imported,
    ImportOptions,
    Origin,
    RemarkKind,
    Route,
    SourceFile,
)
from raci.convert.owner_rules import Owner, OwnerRules, Rule, owner_rules
from raci.convert.unique_ids import UniqueIds
from raci.findings.place import TOP, Span
from raci.source.decode import decode
from raci.source.git import repository_of
from raci.source.git_program import GitError, ask

SHOWN = 5
"""So many folders of files that nobody owns are named."""

KIND = "paths"
"""The kind of these platforms; their names are the patterns."""


def is_mine(file: SourceFile) -> bool:
    """Return whether a file has the name of a CODEOWNERS file."""
    return PurePosixPath(file.path).name.split(".")[0].upper() == "CODEOWNERS"


def read(file: SourceFile, options: ImportOptions) -> Imported:
    """Return the platforms and roles of a file, by the rules that count for some path.

    Without a list of paths, all rules count but those that the same pattern follows.

    Raises:
        UnreadableError: the file is no text.
    """
    found = owner_rules(decode(file.raw), file.path)
    return _Import(file.path, options, found).imported()


@dataclass(slots=True)
class _Outcome:
    """Which rules win some path, and the overridden ones with those that follow them."""

    winners: list[Rule]
    idle: list[Rule]
    overridden: list[tuple[Rule, Rule]]
    unowned: list[str]


class _Import:
    def __init__(self, path: str, options: ImportOptions, found: OwnerRules) -> None:
        self.path, self.options, self.found = path, options, found
        self.result = Imported()

    def imported(self) -> Imported:
        """Return what the file says."""
        paths, problem = _paths(self.path, self.options.files)
        outcome = _won(self.found.rules, paths) if paths else _unlisted(self.found.rules)
        values: dict[str, Any] = {
            "dialect": self.found.dialect,
            "rules": len(self.found.rules),
            "n": len(paths),
        }
        self._remark("read", "codeowners" if paths else "codeowners-alone", TOP, (), **values)
        if problem:
            self._remark("doubt", problem, TOP, file=self.options.files or "")
        self._platforms(outcome.winners)
        self._troubles()
        self._left_out(outcome, listed=bool(paths))
        if outcome.unowned:
            folders = _folders(outcome.unowned)
            names = ", ".join(folders)
            self._remark("doubt", "unowned-paths", TOP, n=len(outcome.unowned), folders=names)
        return self.result

    def _platforms(self, rules: Sequence[Rule]) -> None:
        ids, platforms = UniqueIds(self.options.slug), UniqueIds(self.options.slug)
        several = {rule.pattern for rule in rules if len(_sections(rules, rule.pattern)) > 1}
        for rule in rules:
            owners = [self._role(ids, owner) for owner in rule.owners]
            qualified = rule.pattern in several and rule.section
            name = f"{rule.section}: {rule.pattern}" if qualified else rule.pattern
            id_ = platforms.of((rule.section.casefold(), rule.pattern), name)
            entry: dict[str, Any] = {"name": rule.pattern, "kind": KIND}
            if owners:
                entry["owners"] = owners
            else:
                self._remark(
                    "doubt", "rule-without-owner", rule.span, ("platforms", id_), rule=rule.pattern
                )
            self._add(("platforms", id_), entry, rule.span)

    def _role(self, ids: UniqueIds, owner: Owner) -> str:
        id_ = ids.of(owner.key, owner.name)
        kind = {"kind": "collective"} if owner.is_team else {}
        self._add(("roles", id_), {"name": owner.name, **kind}, owner.span)
        return id_

    def _troubles(self) -> None:
        doubts = ("no-owner", "owner-skips-line", "not-of-github")
        for trouble in self.found.troubles:
            kind: RemarkKind = "doubt" if trouble.key in doubts else "left-out"
            self._remark(kind, trouble.key, trouble.span, text=trouble.text)

    def _left_out(self, outcome: _Outcome, *, listed: bool) -> None:
        for rule in self.found.rules if not listed else ():
            if rule.excludes:
                self._remark("left-out", "excluded-unlisted", rule.span, rule=rule.pattern)
        for rule in outcome.idle:
            self._remark("left-out", "rule-without-path", rule.span, rule=rule.pattern)
        for rule, by in outcome.overridden:
            line = by.span.line
            self._remark("left-out", "rule-overridden", rule.span, rule=rule.pattern, line=line)
        left = [rule for rule in self.found.rules if rule not in outcome.winners]
        owning = {owner.key for rule in outcome.winners for owner in rule.owners}
        gone: dict[str, Owner] = {}
        for owner in (owner for rule in left for owner in rule.owners):
            if owner.key not in owning:
                gone.setdefault(owner.key, owner)
        for owner in gone.values():
            self._remark("left-out", "owner-of-nothing", owner.span, owner=owner.name)

    def _add(self, route: Route, entry: dict[str, Any], span: Span) -> None:
        self.result.add(route, entry, Origin(self.path, span))

    def _remark(
        self, kind: RemarkKind, key: str, span: Span, route: Route = (), /, **values: Any
    ) -> None:
        self.result.remark(kind, key, Origin(self.path, span), route, **values)


def _sections(rules: Iterable[Rule], pattern: str) -> set[str]:
    return {rule.section.casefold() for rule in rules if rule.pattern == pattern}


def _paths(path: str, files: str | None) -> tuple[list[str], str]:
    """Return the sorted paths of the repository, and what is wrong with the list of them."""
    try:
        if files is not None:
            lines = Path(files).read_bytes().decode("utf-8-sig", "replace").splitlines()
            paths = [line.strip().removeprefix("./").removeprefix("/") for line in lines]
        else:
            top = repository_of(Path(path).parent)
            paths = os.fsdecode(ask(top, "ls-files", "-z")).split("\0")
    except OSError:
        return [], "list-unreadable"
    except GitError:
        return [], "no-list"
    found = sorted({each for each in paths if each})
    return found, "" if found else "empty-list"


def _won(rules: Sequence[Rule], paths: Sequence[str]) -> _Outcome:
    """Let the last rule of each section that matches a path have it, unless one excludes it."""
    owned: set[int] = set()
    winners: set[Rule] = set()
    reached: dict[Rule, Rule] = {}
    for section in _by_section(rules):
        first: dict[Rule, int] = {}
        holders: dict[int, Rule] = {}
        for rule in section:
            for path in rule.matcher.among(paths):
                first.setdefault(rule, path)
                if path not in holders or not holders[path].excludes:
                    holders[path] = rule
        owned |= {path for path, rule in holders.items() if not rule.excludes}
        winners.update(holders.values())
        reached |= {rule: holders[path] for rule, path in first.items()}
    lost = [rule for rule in rules if rule not in winners]
    return _Outcome(
        [rule for rule in rules if rule in winners and not rule.excludes],
        [rule for rule in lost if rule not in reached],
        [(rule, reached[rule]) for rule in lost if rule in reached],
        [path for number, path in enumerate(paths) if number not in owned],
    )


def _unlisted(rules: Sequence[Rule]) -> _Outcome:
    """Let the last rule of each pattern stand."""
    named = [rule for rule in rules if not rule.excludes]
    last = {(rule.section.casefold(), rule.pattern): rule for rule in named}
    follower = {rule: last[rule.section.casefold(), rule.pattern] for rule in named}
    overridden = [(rule, by) for rule, by in follower.items() if by is not rule]
    return _Outcome([rule for rule, by in follower.items() if by is rule], [], overridden, [])


def _by_section(rules: Iterable[Rule]) -> Iterable[list[Rule]]:
    sections: dict[str, list[Rule]] = {}
    for rule in rules:
        sections.setdefault(rule.section.casefold(), []).append(rule)
    return sections.values()


def _folders(paths: Iterable[str]) -> list[str]:
    """Return the topmost folders with the most paths, and how many there are."""
    tops = Counter(
        top + slash if slash else "/" for top, slash, _ in (p.partition("/") for p in paths)
    )
    shown = [f"{top} ({n})" for top, n in tops.most_common(SHOWN)]
    return [*shown, *["…"] * (len(tops) > SHOWN)]
