"""Makes findings of verdicts: severity, messages, names and, last of all, places."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from raci.check.compilation import Compiled
from raci.check.effective_settings import settings_of
from raci.check.own_letters import in_letters_of
from raci.check.rulebook import Rulebook
from raci.check.settings import Settings
from raci.findings.codes import ALWAYS, BY_CASE, POLICIES, family
from raci.findings.finding import Finding, Severity, Verdict
from raci.findings.place import Place, Places
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.model.entities import Entity
from raci.rules.catalogue import of_plugins
from raci.rules.page import Case, Page


def _as_it_is(text: Text) -> Text:
    return text


def _written_nowhere(ref: Ref) -> Place:
    raise KeyError(ref)


@dataclass(frozen=True, slots=True)
class Completer:
    """Makes findings of verdicts about one organisation, or about files that belong to none.

    ``title`` returns the path to show for a path below the organisation's root, ``place_of`` where
    a Ref is written, ``name_of`` what people call it, and ``inherited_of`` the separation or policy
    of a pack that a verdict is about. ``in_table``: the organisation is a table. ``in_letters``
    writes raci's own texts in the letters of the organisation.
    """

    organisation: str
    settings: Settings
    title: Callable[[str], str] = str
    place_of: Callable[[Ref], Place] = _written_nowhere
    name_of: Callable[[Ref], Text] = lambda _: {}
    inherited_of: Callable[[Verdict], Entity | None] = lambda _: None
    rulebook: Rulebook = field(default_factory=Rulebook)
    in_table: bool = False
    in_letters: Callable[[Text], Text] = _as_it_is

    def finding(self, verdict: Verdict) -> Finding:
        """Return the finding of a verdict."""
        hit, subject = verdict.hit, verdict.subject
        rule = self.rulebook.page(verdict.code)
        case = rule.cases[hit.case]
        own = self.in_letters if self._is_about_letters(rule) else _as_it_is
        values: dict[str, Any] = {subject.kind: subject}
        for key, value in hit.values.items():
            values[key] = str(self.place(value)) if isinstance(value, Place) else value
        severity = hit.severity or self._severity(rule, case)
        inherited = None if isinstance(hit.at, Place) else self.inherited_of(verdict)
        clause = inherited.source if inherited else ""
        values |= {"clause": clause} if clause else {}
        also = (*hit.also, (inherited.ref, inherited.ref)) if inherited else hit.also
        labels = (hit.label, *(label for _, label in also))
        return Finding(
            code=rule.code,
            name=rule.name,
            severity=severity,
            organisation=self.organisation,
            subject=subject,
            involves=tuple(sorted(hit.involves)),
            values=values,
            title_of_rule=rule.title,
            template=_with_clause(own(case.message)) if clause else own(case.message),
            hint_template=own((self.in_table and case.table_hint) or case.hint),
            group_template=own(case.group),
            place=self.place(hit.at or subject, hit.label),
            related=Places(also, self.place) if also else (),
            fix=hit.fix,
            measure=None if hit.measure is None else round(hit.measure, 4),
            failing=self.settings.fails(rule.code, severity),
            within=(hit.case, *map(str, hit.route)) if rule.code in BY_CASE else (),
            names={
                ref: name
                for ref in (subject, *filter(None, labels), *_refs(values))
                if (name := self.name_of(ref))
            },
        )

    def _is_about_letters(self, rule: Page) -> bool:
        """Return whether letters in a page's messages are raci's own: it is a page of raci's."""
        return family(rule.code) not in (POLICIES, "DEF") and rule.code not in of_plugins()

    def _severity(self, rule: Page, case: Case) -> Severity:
        """Return the severity of a case; a setting never raises one that is below its rule's."""
        default = case.severity or rule.severity
        chosen = self.settings.severity(rule.code, default)
        return min(chosen, default) if default < rule.severity else chosen

    def place(self, at: Ref | Place, label: Ref | None = None) -> Place:
        """Return a place as the user would name it.

        Raises:
            KeyError: the Ref is written nowhere.
        """
        found = self.place_of(at) if isinstance(at, Ref) else at
        return found.named(self.title(found.path), label)


def _with_clause(message: Text) -> Text:
    return {
        tag: words + ("（{clause}）" if tag.startswith("zh") else " ({clause})")
        for tag, words in message.items()
    }


def _refs(values: Mapping[str, Any]) -> Iterator[Ref]:
    for value in values.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Ref):
                yield item


def completer_of(
    compiled: Compiled, settings: Settings | None = None, matrix: Matrix | None = None
) -> Completer:
    """Return what makes findings of verdicts about an organisation.

    Args:
        compiled: the organisation.
        settings: those in force; its own where absent.
        matrix: as of the day and with the previous version that count, where they do.
    """
    matrix = matrix or compiled.matrix
    versions = (matrix, *((matrix.earlier.matrix,) if matrix.earlier else ()))
    separations, policies = compiled.org.separations, compiled.rulebook.policies

    @cache
    def name_of(ref: Ref) -> Text:
        return next(filter(None, (version.name(ref) for version in versions)), {})

    def inherited_of(verdict: Verdict) -> Entity | None:
        subject = verdict.subject
        if verdict.code in ALWAYS:
            return None
        named = separations.get(subject.id) if subject.kind == "separation" else None
        entity = policies.get(verdict.code) or named
        return entity if entity and entity.pack else None

    return Completer(
        compiled.org.id,
        settings or settings_of(compiled),
        cache(compiled.found.title),
        compiled.loaded.origins.place,
        name_of,
        inherited_of,
        compiled.rulebook,
        compiled.found.table is not None,
        in_letters_of(compiled.org.notation),
    )
