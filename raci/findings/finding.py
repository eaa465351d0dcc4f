"""Findings, and the violations of rules from which they are completed."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, NamedTuple

from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.text import Text, fill, titled


class Severity(IntEnum):
    """How severe a finding is; INFO is the least."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name that users see: ``error``, ``warning`` or ``info``."""
        return self.name.lower()


Named = bool | Callable[[Ref], str]
"""How to name entities: with ids alone, with names beside them, or by a function."""

HANDLE = 8
"""The number of digits of a fingerprint that users see."""


class Edit(NamedTuple):
    """One safe change of the definition: remove what a Ref names, or replace its value."""

    does: Literal["remove", "replace"]
    at: Ref
    value: str = ""


class Hit:
    """One violation: the entities involved, the location, the message case and its values.

    ``at`` and ``also`` are Refs, which become places in the end, or places of what could not be
    read and has no Ref. ``label`` is the owner of ``at``, by default the role that holds it.
    ``case`` selects one of the messages on the rule's page, and ``values`` fill it: Refs, Days,
    tuples of these, texts, numbers. ``fix`` has the safe edits that resolve the finding. ``route``
    leads to a key in a file that has no entities yet. ``measure`` says how bad it is, more is
    worse; a rule gives it where a finding can get worse or better and involve the same. A hit does
    not change; ``moved`` returns another one.
    """

    __slots__ = (
        "also",
        "at",
        "case",
        "fix",
        "involves",
        "label",
        "measure",
        "route",
        "severity",
        "values",
    )

    def __init__(  # noqa: PLR0913  all but the values have names of their own
        self,
        *,
        involves: tuple[Ref, ...] = (),
        at: Ref | Place | None = None,
        also: tuple[tuple[Ref | Place, Ref], ...] = (),
        label: Ref | None = None,
        case: str = "default",
        severity: Severity | None = None,
        fix: tuple[Edit, ...] = (),
        measure: float | None = None,
        route: Sequence[str | int] = (),
        **values: Any,
    ) -> None:
        self.involves = involves
        self.at = at
        self.also = also
        self.label = label
        self.case = case
        self.severity = severity
        self.fix = fix
        self.measure = measure
        self.route = route
        self.values = values

    def moved(self, at: Ref | Place, **values: Any) -> "Hit":
        """Return the same hit at another location; ``values`` replace those with their names."""
        hit = copy(self)
        hit.at, hit.values = at, self.values | values
        return hit


class Verdict(NamedTuple):
    """A hit with the code of its rule and the subject that was checked."""

    code: str
    subject: Ref
    hit: Hit


Status = Literal["new", "waived", "baselined", "meant"]
Change = Literal["new", "worse", "unchanged", "better"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The waiver of a finding: its reason, its approvals with their days, its last day.

    ``standing`` has, by role, how well it is known who gave its approval, where that was asked.
    """

    waiver: Ref
    reason: Text
    approved_by: tuple[tuple[Ref, str], ...]
    until: str
    standing: Mapping[Ref, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with everything that a renderer needs.

    Code, organisation, subject and involved entities identify it; places do not. Of some
    rules ``within`` does as well: the message's case and the key's route. ``failing``: its
    severity fails the run. ``group_template`` says what several findings have in common, ``{n}``
    their number. ``waiver`` is set if the status is waived; ``proposal`` is the path of one that
    gives up on purpose what is lost, if it is meant. ``remark`` follows the message and says why a
    waiver does not cover the finding, or what is worse than before.
    ``measure`` is that of the hit; ``change`` is set where the finding was compared with earlier
    ones.
    """

    code: str
    name: str
    severity: Severity
    organisation: str
    subject: Ref
    involves: tuple[Ref, ...]
    values: Mapping[str, Any]
    title_of_rule: Text
    template: Text
    hint_template: Text
    place: Place
    related: Sequence[Place] = ()
    names: Mapping[Ref, Text] = field(default_factory=dict)
    fix: tuple[Edit, ...] = ()
    failing: bool = True
    status: Status = "new"
    waiver: Acceptance | None = None
    proposal: str = ""
    remark: Text = field(default_factory=dict)
    measure: float | None = None
    change: Change | None = None
    within: tuple[str, ...] = ()
    group_template: Text = field(default_factory=dict)

    @property
    def rule(self) -> str:
        """The code and the name of its rule, ``GAP101 [NAME]``; a policy's code is its name."""
        return self.code if self.code == self.name else f"{self.code} [{self.name}]"

    @property
    def fingerprint(self) -> str:
        """The SHA-256, in hex, of the finding's identity, with one line for each part."""
        import hashlib

        identity = (self.code, self.organisation, self.subject, *self.involves, *self.within)
        return hashlib.sha256("\n".join(identity).encode(errors="surrogatepass")).hexdigest()

    @property
    def handle(self) -> str:
        """The beginning of the fingerprint, for users to copy."""
        return self.fingerprint[:HANDLE]

    @property
    def message(self) -> str:
        """The message in English with ids, for machines."""
        return self.say("en")

    @property
    def hint(self) -> str:
        """The advice in English with ids; ``""`` if there is none."""
        return self.advise("en")

    def say(self, lang: str, *, named: Named = False) -> str:
        """Return the message in a language; ``named`` says how to name entities."""
        name = self._namer(lang, named)
        return fill(self.template, self.values, lang, name) + fill(
            self.remark, self.values, lang, name
        )

    @property
    def instead(self) -> tuple[str, ...]:
        """The lines that the advice proposes to write; mostly none."""
        lines: tuple[str, ...] = self.values.get("instead", ())
        return lines

    def advise(self, lang: str, *, named: Named = False) -> str:
        """Return the advice in a language; if ``named``, with names beside ids.

        The lines to write ``instead`` follow it.
        """
        return fill(self.hint_template, self.values, lang, self._namer(lang, named))

    def title(self, ref: Ref, lang: str) -> str:
        """Return the name of a Ref in a language with its id in brackets, or the id alone."""
        return titled(self.names.get(ref, {}), ref.id, lang)

    def _namer(self, lang: str, named: Named) -> Callable[[Ref], str]:
        if callable(named):
            return named
        return (lambda ref: self.title(ref, lang)) if named else (lambda ref: ref.id)
