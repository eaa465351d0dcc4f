"""Checks what a change writes against the schema and the state before it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from raci.change.proposal.change import Change, ChangeError, ids_of, meant_by
from raci.change.proposal.file import Proposal
from raci.change.proposal.state import Route, State
from raci.findings.finding import Hit, Verdict
from raci.findings.names import names_in
from raci.findings.ref import PARTS, SECTIONS, Ref
from raci.model.build import BUILDERS, declarations
from raci.model.entities import Org
from raci.model.references import references
from raci.model.renames import Renames
from raci.schema.validate import problems, problems_of_declarations, problems_of_values
from raci.source.document import UNSAID, Document


class Judge:
    """Checks changes; what follows only from an earlier mistake is not reported."""

    def __init__(self, proposal: Proposal, org: Org) -> None:
        self.proposal = proposal
        self.org = org
        self.renames = Renames(org)
        self.verdicts: list[Verdict] = []
        self._missing: set[str] = set()
        self._added = dict(_added(proposal))

    def allows(self, change: Change, state: State) -> bool:
        """Return whether what a change writes has the right shape and known references."""
        told = len(self.verdicts)
        self.verdicts += self._misshapen(change, state)
        if len(self.verdicts) == told:
            self.verdicts += self._unknown(change, state)
        if len(self.verdicts) > told:
            self._missing |= {change.subject.id, str(change.keys.get("to", ""))}
        return len(self.verdicts) == told

    def report(self, refused: list[tuple[Change, ChangeError]]) -> None:
        """Report the changes that the state before them did not allow."""
        for change, error in refused:
            if error.values.get("unknown") in self._missing:
                continue
            if error.code == "DEF004":
                self._missing |= {change.subject.id, str(change.keys.get("to", ""))}
            at = self.proposal.place((*change.route, *error.route))
            case, values = error.case, _shown(error.values)
            if error.code == "DEF004":
                kind = case.removesuffix("-near")
                case, values = self._or_later(change, kind, case, values)
            hit = Hit(at=at, case=case, **values)
            self.verdicts.append(Verdict(error.code, self._file, hit))

    @property
    def _file(self) -> Ref:
        return Ref(f"file:{self.proposal.document.path}")

    def _misshapen(self, change: Change, state: State) -> Iterator[Verdict]:
        written = _written(change, state)
        if written is None:
            return
        data, depth, keys = written
        names = cache(lambda: names_in((state.data,), SECTIONS))
        document = Document(self.proposal.document.path, "", {"raci": 1} | data)
        wrong = [*problems(document, names=names)] or _misdeclared(document, state)
        for route, hit in wrong:
            rest = route[depth:]
            if keys is not None and rest[:1] and rest[0] not in keys:
                continue
            id_key = ("to",) if change.verb == "rename" else (change.verb,)
            end: Route = ("as", *rest) if "as" in change.keys and rest else id_key
            hit.route = (*change.route, *end)
            hit.at = at = self.proposal.place(hit.route)
            if "where" in hit.values:
                hit.values["where"] = ".".join(map(str, end)) if at.source else UNSAID
            yield Verdict("DEF002", self._file, hit)

    def _unknown(self, change: Change, state: State) -> Iterator[Verdict]:
        ref, keys = change.subject, change.keys.get("as")
        if change.verb not in ("add", "set") or ref.kind not in SECTIONS or not keys:
            return
        entity = BUILDERS[SECTIONS[ref.kind]](ref.id, keys)
        for reference in references(entity, self.org, self.renames):
            known = self._known(reference.kind, state)
            if reference.id in known or reference.id in (ref.id, *self._missing):
                continue
            end = ("as", reference.key, *reference.item.split("/")) if reference.item else None
            route = end or ("as", reference.key, *([reference.id] if reference.is_key else []))
            where = (*change.route, *(int(s) if s.isdigit() else s for s in route))
            case, values = meant_by(reference.kind, reference.id, known, state)
            values |= {"key": reference.key, "unknown": reference.id}
            case, values = self._or_later(change, reference.kind, case, values)
            hit = Hit(at=self.proposal.place(where), case=case, **values)
            yield Verdict("DEF004", self._file, hit)

    def _or_later(
        self, change: Change, kind: str, case: str, values: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """Return the case of an unknown id: that a later change adds it, or the given one."""
        number = self._added.get(Ref(f"{kind}:{values['unknown']}"), 0)
        if number <= change.number:
            return case, values
        named = {key: values[key] for key in ("key", "unknown")}
        return "later", {**named, "number": number}

    def _known(self, kind: str, state: State) -> Collection[str]:
        if kind == "tag":
            return self.org.tags or ()
        if kind == "activity" and state.header.get("activities") != "declared":
            return ids_of(state, kind)
        return tuple(state.data[SECTIONS[kind]])


def _misdeclared(document: Document, state: State) -> Iterable[tuple[Sequence[str | int], Hit]]:
    """Return what is wrong with attributes in a document of the published shape."""
    if "org" in document.data:
        declared = document.data["org"].get("attributes", {})
        return problems_of_declarations(document, declared, ("org", "attributes"))
    found = problems_of_values([document], declarations(state.header))
    return ((route, hit) for _, route, hit in found)


def _added(proposal: Proposal) -> Iterator[tuple[Ref, int]]:
    """Yield what a proposal adds, with the number of the change that does."""
    for change in proposal.changes:
        if change.verb == "add":
            yield change.subject, change.number
        elif change.verb in ("rename", "merge"):
            new = change.keys["to" if change.verb == "rename" else "into"]
            yield Ref(f"{change.subject.kind}:{new}"), change.number


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with Refs of responsibilities as texts: their ids alone are ambiguous."""

    def whole(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(whole, value))
        return str(value) if isinstance(value, Ref) and value.kind in PARTS else value

    return {key: whole(value) for key, value in values.items()}


Written = tuple[dict[str, Any], int, frozenset[str] | None]
"""What a change writes, as sections of a definition; how deep there; the keys concerned."""


def _written(change: Change, state: State) -> Written | None:  # noqa: PLR0911  a case a verb
    ref, entry, parts = change.subject, change.keys.get("as"), change.subject.parts
    match change.verb, ref.kind:
        case "add", ("duty" | "mandate"):
            if entry is None:
                return None
            section = "roles" if ref.kind == "duty" else "departments"
            return {section: {parts[0]: {"duties": {parts[1]: entry}}}}, 4, None
        case "appoint", _:
            if entry is None:
                return None
            return {"people": {parts[0]: {"roles": {parts[1]: entry}}}}, 4, None
        case "add", _:
            return {SECTIONS[ref.kind]: {ref.id: entry or {}}}, 2, None
        case "rename", _:
            return {SECTIONS[ref.kind]: {change.keys["to"]: {}}}, 2, frozenset()
        case "merge", _ if entry is not None and isinstance(change.keys["into"], str):
            return {SECTIONS[ref.kind]: {change.keys["into"]: entry}}, 2, None
        case "set", _:
            return _changed(change, state)
    return None


def _changed(change: Change, state: State) -> Written | None:
    ref, given = change.subject, change.keys.get("as", {})
    if isinstance(given, str):
        return (
            ({"org": given}, 1, None)
            if ref.kind == "org"
            else ({SECTIONS[ref.kind]: {ref.id: given}}, 2, None)
        )
    without = frozenset(change.keys.get("without", ()))
    if ref.kind == "org":
        kept = {key: value for key, value in state.header.items() if key not in without}
        return {"org": kept | given}, 1, frozenset(given) | without
    if ref.kind not in SECTIONS:
        return None
    old = state.data[SECTIONS[ref.kind]].get(ref.id, {})
    kept = {key: value for key, value in old.items() if key not in without}
    return {SECTIONS[ref.kind]: {ref.id: kept | given}}, 2, frozenset(given) | without
