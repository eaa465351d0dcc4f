"""The record of a comparison: both versions, their difference, and their findings."""

from dataclasses import dataclass

from raci.change.diff import Difference
from raci.findings.finding import Finding
from raci.matrix.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its name as the user wrote it, and its matrix as of the day."""

    name: str
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison: the difference, new and resolved findings, and how many stay."""

    day: str
    before: Version
    after: Version
    difference: Difference
    new: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    unchanged: int

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The new findings that fail the run."""
        return tuple(each for each in self.new if each.failing and each.status == "new")
