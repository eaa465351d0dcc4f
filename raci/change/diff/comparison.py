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
    """A comparison: the difference, and the findings of both versions.

    ``new`` are new or worse, ``kept`` unchanged or better, ``resolved`` those that are gone.
    ``meant`` are losses that applied proposals give up on purpose; they are not new. ``inputs`` is
    the digest of all that was read.
    """

    day: str
    before: Version
    after: Version
    difference: Difference
    new: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    meant: tuple[Finding, ...]
    inputs: str

    @property
    def better(self) -> tuple[Finding, ...]:
        """The findings that became better."""
        return tuple(finding for finding in self.kept if finding.change == "better")

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The new findings that fail the run."""
        return tuple(each for each in self.new if each.failing and each.status == "new")
