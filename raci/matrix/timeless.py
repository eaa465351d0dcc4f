"""The responsibility matrix and the indexes that rules ask for, the same on every day."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from raci.findings.names import Names
from raci.findings.notation import Letters
from raci.findings.place import Place
from raci.findings.ref import Function, Ref
from raci.findings.spelling import Nearest, Typos
from raci.findings.text import Text, titled
from raci.matrix.appointments import Holdings
from raci.matrix.grouped import grouped
from raci.matrix.rows import WORK, Duty, Mandate, Row, Statement, home_of, join
from raci.matrix.structure import Structure
from raci.model.entities import Entity, Org, Pack, Platform
from raci.model.renames import Renames

NAMED = ("department", "pack", "person", "platform", "policy", "role", "separation")
"""Kinds that are referred to and that no reference creates."""


OF_PACKS = ("pack", "policy", "separation", "tag")
"""Kinds of what packs bring, which nobody knows while a pack or a header is lost."""
PlaceOf = Callable[[Ref], Place]
"""Returns where a thing is written."""


class TimelessMatrix:
    """The responsibility matrix of an organisation and its indexes, the same on every day.

    The same organisation has the same matrix, whichever side the assignments are written on and
    whatever the order of files and keys. Everything cached stands here, where no day is known.
    ``lost``, where files cannot be read, returns whether they may define an id.
    """

    def __init__(
        self,
        org: Org,
        misshapen: frozenset[Ref] = frozenset(),
        lost: Callable[[str], bool] | None = None,
        place_of: PlaceOf | None = None,
        shipped_packs: Callable[[], Mapping[str, Pack]] = dict,
    ) -> None:
        self.org = org
        self.misshapen = misshapen
        self.lost = lost
        self._place_of = place_of
        self.shipped_packs = shipped_packs
        self._people_named = False
        self.structure = Structure(org)
        self.all_rows: Mapping[str, Row] = join(self.structure)
        self._nearest: dict[str, Nearest] = {}
        self._slips: dict[str, Typos] = {}

    @cached_property
    def letters(self) -> Letters:
        """The letters of the organisation's notation."""
        return Letters(self.org.notation)

    def letters_of(self, functions: Iterable[Function]) -> tuple[str, ...]:
        """Return the letters of functions of one role, the function's name where it has none."""
        return tuple(sign.letter or sign.functions[0].value for sign in self.letters.of(functions))

    @cached_property
    def renames(self) -> Renames:
        """The earlier ids of entities."""
        return Renames(self.org)

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The rows of active activities, in the order of their ids."""
        return {id_: row for id_, row in self.all_rows.items() if row.activity.status == "active"}

    @cached_property
    def mandates(self) -> tuple[Mandate, ...]:
        """The departments' duties whose activities are active, by department, then row."""
        return tuple(
            Mandate(department, row, self.org.departments[department].duties[row.activity.id])
            for department in sorted(self.org.departments)
            for row in self._mandated.get(department, ())
        )

    @cached_property
    def _mandated(self) -> Mapping[str, tuple[Row, ...]]:
        return grouped((home, row) for row in self.rows.values() for home in row.mandates)

    @cached_property
    def held(self) -> Mapping[str, Mapping[Function, tuple[str, ...]]]:
        """The ids of the active rows in which each role has each function, written or derived."""
        held: dict[str, dict[Function, list[str]]] = {role: {} for role in sorted(self.org.roles)}
        for id_, row in self.rows.items():
            for function, roles in row.written.items():
                for role in roles:
                    held[role].setdefault(function, []).append(id_)
            for role in row.derived:
                held[role].setdefault(Function.ACCOUNTABLE, []).append(id_)
        return {
            role: {function: tuple(rows) for function, rows in functions.items()}
            for role, functions in held.items()
        }

    def rows_of(self, role: str, *functions: Function) -> tuple[str, ...]:
        """Return the ids of the active rows in which a role has one of the functions."""
        held = self.held[role]
        if len(functions) == 1:
            return held.get(functions[0], ())
        return tuple(dict.fromkeys(id_ for f in functions for id_ in held.get(f, ())))

    def workload(self, role: str) -> int:
        """Count the active rows in which a role is responsible or accountable."""
        return len(self.rows_of(role, *WORK))

    def possible_rows(self, role: str) -> int:
        """Count the active rows in which a role may stand: of copies, only its department's."""
        home = self.structure.department(role)
        return self._open[None] + (0 if home is None else self._open[home])

    @cached_property
    def _open(self) -> Mapping[str | None, int]:
        rows = self.rows.values()
        return Counter(row.department if row.activity.each else None for row in rows)

    @cached_property
    def holdings(self) -> Holdings:
        """All appointments, on any day."""
        return Holdings(self.org)

    @cached_property
    def rows_by_platform(self) -> Mapping[str, tuple[Row, ...]]:
        """The active rows of each platform that has any."""
        rows = self.rows.values()
        return grouped((platform, row) for row in rows for platform in row.activity.platforms)

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """The active platforms."""
        return {id_: p for id_, p in self.org.platforms.items() if p.status == "active"}

    def entities(self) -> Iterator[Entity]:
        """Return all entities, and the activities that are declared nowhere."""
        yield from self.org.entities()
        yield from (row.activity for row in self.all_rows.values() if not row.declared)

    @cached_property
    def undeclared_once(self) -> frozenset[str]:
        """The activities that are declared nowhere and stand once in all files."""
        once = Counter(key for d in self.org.departments.values() for key in d.duties)
        once.update(key for role in self.org.roles.values() for key in role.duties)
        for role in self.org.roles.values():
            for keys in role.holds.values():
                once.update(keys)
        return frozenset(
            key for key, n in once.items() if n == 1 and key not in self.org.activities
        )

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """The duties of all roles, by role, as written."""
        declared = self.org.activities
        return tuple(
            Duty(id_, key, wording, key in declared)
            for id_ in sorted(self.org.roles)
            for key, wording in self.org.roles[id_].duties.items()
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The duties and mandates of active activities that have words of their own."""
        return tuple(
            Statement(holder.ref, key, wording.text)
            for holders in (self.org.departments, self.org.roles)
            for holder in (holders[id_] for id_ in sorted(holders))
            for key, wording in holder.duties.items()
            if wording.text and self.is_active(key)
        )

    def is_active(self, key: str) -> bool:
        """Return whether a duty's key is an active activity."""
        declared = self.org.activities.get(key)
        return declared.status == "active" if declared else not self.org.declared_only

    def rows_matching(self, refs: Iterable[str]) -> frozenset[str]:
        """Return the ids of the active rows that ``activity:ID`` and ``tag:NAME`` mean."""
        ids: set[str] = set()
        for ref in refs:
            kind, _, id_ = ref.partition(":")
            ids.update(self._tagged.get(id_, ()) if kind == "tag" else self._copies(id_))
        return frozenset(ids)

    @cached_property
    def _tagged(self) -> Mapping[str, tuple[str, ...]]:
        return grouped((tag, row.id) for row in self.rows.values() for tag in row.activity.tags)

    def _copies(self, activity: str) -> set[str]:
        if activity in self.rows:
            return {activity}
        generic = activity in self.org.activities and self.org.activities[activity].each
        copies = (f"{activity}@{home}" for home in (self.org.departments if generic else ()))
        return {id_ for id_ in copies if id_ in self.rows}

    def knows(self, ref: Ref) -> bool:
        """Return whether a reference names something, or may: what a file that is lost defines."""
        return ref.id in self.known[ref.kind] or ref in self.misshapen or self._may_be_lost(ref)

    def _may_be_lost(self, ref: Ref) -> bool:
        return self.lost is not None and (ref.kind in OF_PACKS or self.lost(ref.id))

    def nearest(self, ref: Ref) -> Ref | None:
        """Return the nearest known thing of the same kind."""
        if ref.kind not in self._nearest:
            self._nearest[ref.kind] = Nearest(self.known[ref.kind])
        near = self._nearest[ref.kind].to(ref.id)
        return Ref(f"{ref.kind}:{near}") if near else None

    @cached_property
    def names(self) -> Names:
        """The names of what references may name; persons are told by id only."""
        kinds = (kind for kind in NAMED if kind != "person")
        things = ((kind, entity) for kind in kinds for entity in self.org.of_kind(kind).values())
        return Names((kind, entity.id, entity.name.values()) for kind, entity in things)

    def slips(self, ref: Ref) -> tuple[Ref, ...]:
        """Return the known things of the same kind whose ids are one typo away."""
        if ref.kind not in self._slips:
            self._slips[ref.kind] = Typos(self.known[ref.kind])
        return tuple(Ref(f"{ref.kind}:{id_}") for id_ in self._slips[ref.kind].of(ref.id))

    @cached_property
    def known(self) -> Mapping[str, Collection[str]]:
        """The ids that references of each kind may name."""
        return {
            "activity": {*self.all_rows, *self.org.activities},
            **{kind: self.org.of_kind(kind) for kind in NAMED},
            "tag": frozenset((*(self.org.tags or ()), *self.pack_tags)),
        }

    @cached_property
    def pack_tags(self) -> Mapping[str, Text]:
        """The tags of the packs that the organisation extends, and what each means."""
        packs = self.org.packs.values()
        return {tag: words for pack in packs for tag, words in pack.tags.items()}

    def name(self, ref: Ref) -> Text:
        """Return the name of a thing; an undeclared row has the wording of its mandate.

        Persons appear by id, unless ``with_people`` asked for their names.
        """
        if ref.kind == "activity" and (row := self.all_rows.get(ref.id)):
            return self._row_name(row)
        unnamed = ref.kind == "person" and not self._people_named
        entity = None if unnamed else self.org.of_kind(ref.kind).get(ref.id)
        return entity.name if entity else {}

    def title(self, ref: Ref, lang: str) -> str:
        """Return a thing's name in a language with its id in brackets, or the id alone."""
        return titled(self.name(ref), self.org.id if ref.kind == "org" else ref.id, lang)

    def written_order(self, ref: Ref) -> tuple[object, ...]:
        """Return the key that sorts things as they are written: by path, line and column.

        Copies of a generic duty follow their departments. Without files the order is that of ids.
        """
        if self._place_of is None:
            return (ref,)
        activity, _, home = ref.partition("@")
        place = self._place_of(Ref(activity))
        copy = self.written_order(Ref(f"department:{home}")) if home else ()
        return (place.path, place.span, *copy)

    def home(self, row: Row) -> str | None:
        """Return the department that a row belongs to."""
        home = home_of(row, self.structure)
        return home[0] if home else None

    def _row_name(self, row: Row) -> Text:
        if row.activity.name or not row.mandates:
            return row.activity.name
        return self.org.departments[row.mandates[0]].duties[row.activity.id].text
