"""The vocabulary of findings: what is meant (Ref), where it stands (Place), what is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, NamedTuple

from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.text import Text, fill, titled


class Severity(IntEnum):
    """How bad a finding is; the order is the order of severity."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name as users write it: ``error``, ``warning`` or ``info``."""
        return self.name.lower()


HANDLE = 8
"""The digits of a fingerprint that a person is shown."""


class Edit(NamedTuple):
    """One safe change of the definition: remove what a Ref names, or replace what stands there."""

    does: Literal["remove", "replace"]
    at: Ref
    value: str = ""


class Hit:
    """A rule's yes about one subject: whom it involves, where, which message, and its values.

    ``at`` and ``also`` are Refs that the runner turns into places, last of all; readers, which
    have no Ref yet for what they cannot read, give places. ``label`` says whose ``at`` is, where
    it is not the role that holds it. ``case`` chooses among the messages
    of the rule's page. ``values`` fill that message: Refs, Days, tuples of these, texts, numbers.
    ``fix`` is what a machine may change so that the finding is gone, where that is safe.
    """

    __slots__ = ("also", "at", "case", "fix", "involves", "label", "severity", "values")

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
        **values: Any,
    ) -> None:
        self.involves = involves
        self.at = at
        self.also = also
        self.label = label
        self.case = case
        self.severity = severity
        self.fix = fix
        self.values = values


class Verdict(NamedTuple):
    """A hit, with the rule that made it and the subject that it judged."""

    code: str
    subject: Ref
    hit: Hit


Status = Literal["new", "waived", "baselined"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The waiver that covers a finding: who accepted it on which day, why, until when."""

    waiver: Ref
    reason: Text
    approved_by: tuple[tuple[Ref, str], ...]
    until: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict about one subject, complete: a renderer needs nothing else.

    Identity is code, organisation, subject and involved entities; places are only looked up.
    ``failing``: at or above the severity that fails the run. ``waiver`` is given where the status
    is waived; ``remark`` goes behind the message: why a waiver does not cover it.
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
    related: tuple[Place, ...] = ()
    names: Mapping[Ref, Text] = field(default_factory=dict)
    fix: tuple[Edit, ...] = ()
    failing: bool = True
    status: Status = "new"
    waiver: Acceptance | None = None
    remark: Text = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The SHA-256, in hex, of what identifies the finding, a line each."""
        import hashlib

        identity = (self.code, self.organisation, self.subject, *self.involves)
        return hashlib.sha256("\n".join(identity).encode(errors="surrogatepass")).hexdigest()

    @property
    def handle(self) -> str:
        """The fingerprint's beginning: what a person copies."""
        return self.fingerprint[:HANDLE]

    @property
    def message(self) -> str:
        """What is wrong, in English, with ids: the words that machines get."""
        return self.say("en")

    @property
    def hint(self) -> str:
        """What to do about it, in English, with ids; ``""`` where there is nothing to say."""
        return self.advise("en")

    def say(self, lang: str, *, named: bool = False) -> str:
        """Give the message in a language, entities by id or, ``named``, by name and id."""
        name = self._namer(lang, named)
        return fill(self.template, self.values, lang, name) + fill(
            self.remark, self.values, lang, name
        )

    def advise(self, lang: str, *, named: bool = False) -> str:
        """Give the hint in a language, as ``say`` does the message."""
        return fill(self.hint_template, self.values, lang, self._namer(lang, named))

    def title(self, ref: Ref, lang: str) -> str:
        """Give a thing's name in a language with its id in brackets, or the id alone."""
        return titled(self.names.get(ref, {}), ref.id, lang)

    def _namer(self, lang: str, named: bool) -> Callable[[Ref], str]:
        return (lambda ref: self.title(ref, lang)) if named else (lambda ref: ref.id)
