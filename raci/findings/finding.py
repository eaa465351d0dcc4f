"""The vocabulary of findings: what is meant (Ref), where it stands (Place), what is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, NamedTuple

from raci.findings.days import Days
from raci.findings.ref import Ref

Text = Mapping[str, str]
"""A text by language tag; the tag ``""`` holds a plain string, which stands for every language."""


class Severity(IntEnum):
    """How bad a finding is; the order is the order of severity."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name as users write it: ``error``, ``warning`` or ``info``."""
        return self.name.lower()


class Span(NamedTuple):
    """A place in a text: lines and columns from 1, in code points, the end column exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)
"""The first place of a text: where what concerns the whole of it stands."""


HANDLE = 8
"""The digits of a fingerprint that a person is shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its Ref, the file as the user would name it, the span, the line."""

    at: Ref
    path: str
    span: Span
    source: str = ""
    label: Ref | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.span.line}:{self.span.column}"


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


def in_language(text: Text, lang: str) -> str:
    """Choose from a text: the language, its variants, the plain string, else the first tag."""
    if lang in text:
        return text[lang]
    variants = (tag for tag in sorted(text) if tag.startswith(f"{lang}-"))
    return text[tag] if (tag := next(variants, "")) in text else text.get(min(text, default=""), "")


def titled(name: Text, id_: str, lang: str) -> str:
    """Give a name in a language with its id in brackets, or the id alone."""
    words = in_language(name, lang)
    return f"{words} ({id_})" if words and words != id_ else id_


def fill(template: Text, values: Mapping[str, Any], lang: str, name: Callable[[Ref], str]) -> str:
    """Fill a message's ``{holes}``.

    ``{roles}`` prints a value, lists joined as the language joins them; ``{roles:is|are}`` prints
    the first word for one (item), the second for any other number; ``{}`` prints itself.
    """
    text = in_language(template, lang)
    pieces: list[str] = []
    while "{" in text:
        before, _, rest = text.partition("{")
        hole, _, text = rest.partition("}")
        pieces += (before, _filled(hole, values, lang, name))
    return "".join(pieces) + text


def _filled(hole: str, values: Mapping[str, Any], lang: str, name: Callable[[Ref], str]) -> str:
    key, _, words = hole.partition(":")
    if not key:
        return "{}"
    return _choose(values[key], words) if words else _show(values[key], lang, name)


def _choose(value: Any, words: str) -> str:
    one, _, many = words.partition("|")
    return one if (value if isinstance(value, int) else len(value)) == 1 else many


def _show(value: Any, lang: str, name: Callable[[Ref], str]) -> str:
    if isinstance(value, Ref):
        return name(value)
    if isinstance(value, Days):
        return value.say(lang)
    if isinstance(value, tuple):
        items = [_show(item, lang, name) for item in value]
        if lang.startswith("zh"):
            return "、".join(items)
        return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
    return str(value)
