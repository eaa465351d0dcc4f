"""Makes verdicts complete: severity, messages, names and, last of all, places."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from raci.check.settings import Settings
from raci.findings.finding import Finding, Verdict
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.model.load import Loaded
from raci.rules.catalogue import page


class Completer:
    """Completes the verdicts about one organisation.

    ``title`` gives the path to show for a path below the organisation's root.
    """

    def __init__(
        self, loaded: Loaded, matrix: Matrix, title: Callable[[str], str], settings: Settings
    ) -> None:
        self.loaded = loaded
        self.matrix = matrix
        self.title = cache(title)
        self.settings = settings

    def finding(self, verdict: Verdict) -> Finding:
        """Give the finding that a verdict is."""
        hit, subject = verdict.hit, verdict.subject
        rule = page(verdict.code)
        case = rule.cases[hit.case]
        values = {subject.kind: subject} | {k: self._shown(v) for k, v in hit.values.items()}
        severity = hit.severity or self.settings.severity(rule.code, rule.severity)
        clause = "" if isinstance(hit.at, Place) else self._clause(subject)
        values |= {"clause": clause} if clause else {}
        also = (*hit.also, (subject, subject)) if clause else hit.also
        labels = (hit.label, *(label for _, label in also))
        return Finding(
            code=rule.code,
            name=rule.name,
            severity=severity,
            organisation=self.loaded.org.id,
            subject=subject,
            involves=tuple(sorted(hit.involves)),
            values=values,
            title_of_rule=rule.title,
            template=_with_clause(case.message) if clause else case.message,
            hint_template=case.hint,
            place=self.place(hit.at or subject, hit.label),
            related=tuple(self.place(at, label) for at, label in also),
            fix=hit.fix,
            failing=self.settings.fails(rule.code, severity),
            names=self._names(subject, *filter(None, labels), *_refs(values)),
        )

    def _clause(self, subject: Ref) -> str:
        """Give the clause behind a pack's separation, which no file of the organisation's says."""
        named = self.matrix.org.separations if subject.kind == "separation" else {}
        return named[subject.id].source if subject.id in named and named[subject.id].pack else ""

    def place(self, at: Ref | Place, label: Ref | None = None) -> Place:
        """Give a place as the user would name it; raises KeyError for a Ref of nothing here."""
        found = self.loaded.origins.place(at) if isinstance(at, Ref) else at
        return Place(found.at, self.title(found.path), found.span, found.source, label)

    def _shown(self, value: Any) -> Any:
        return str(self.place(value)) if isinstance(value, Place) else value

    def _names(self, *refs: Ref) -> Mapping[Ref, Text]:
        earlier = self.matrix.earlier
        versions = (self.matrix, *((earlier.matrix,) if earlier else ()))
        found: dict[Ref, Text] = {
            ref: next(filter(None, (v.name(ref) for v in versions)), {}) for ref in refs
        }
        return {ref: name for ref, name in found.items() if name}


def _with_clause(message: Text) -> Text:
    """Let a message end with the clause."""
    return {
        tag: words + ("（{clause}）" if tag.startswith("zh") else " ({clause})")
        for tag, words in message.items()
    }


def _refs(values: Mapping[str, Any]) -> Iterator[Ref]:
    for value in values.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Ref):
                yield item
