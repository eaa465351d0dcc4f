"""One version of one organisation, each stage computed on first use."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cached_property

from raci.check.baseline import Baseline, read_baseline
from raci.check.rulebook import Rulebook
from raci.check.settings import Level
from raci.check.settings_files import levels
from raci.findings.finding import Verdict
from raci.findings.inputs import Input
from raci.matrix.matrix import Matrix
from raci.model.attributes import hold_to_declarations
from raci.model.entities import Org
from raci.model.load import Loaded, load
from raci.model.pack_files import shipped
from raci.model.packs import inherit
from raci.source.discover import OrganisationFiles
from raci.source.lost import LostText


class Compiled:
    """An organisation's documents, model, matrix, settings and baseline."""

    def __init__(self, found: OrganisationFiles) -> None:
        self.found = found

    @cached_property
    def loaded(self) -> Loaded:
        """The model with the places of its parts, and what is wrong with the files."""
        with no_collector():
            own = load(self.found.documents)
            return hold_to_declarations(inherit(own, self.found), self.found.documents)

    @property
    def org(self) -> Org:
        """The organisation as it is written."""
        return self.loaded.org

    @cached_property
    def matrix(self) -> Matrix:
        """The compiled responsibility matrix."""
        origins = self.loaded.origins
        unread = frozenset(
            origins.entity_ref(section, id_)
            for section, id_ in origins.homes
            if section != "org" and id_ not in getattr(self.org, section)
        )
        lost = LostText(self.found.lost + self.loaded.lost)
        with no_collector():
            may_define = lost.may_define if lost.texts else None
            return Matrix(
                self.org, unread, lost=may_define, place_of=origins.place, shipped_packs=shipped
            )

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules that judge it: raci's own, and its policies."""
        return Rulebook.of(self.org)

    @property
    def levels(self) -> list[Level]:
        """The settings files above the organisation and in its folder, the topmost first."""
        return self._levels[0]

    @cached_property
    def _levels(self) -> tuple[list[Level], list[Verdict]]:
        return levels(self.found.files, self.found.root, self.found.note)

    def without_settings(self) -> "Compiled":
        """Return the same organisation for settings of another version: its own do not matter."""
        view = copy(self)
        view._levels = [], []
        return view

    def with_settings(self, level: Level) -> "Compiled":
        """Return the same organisation with one level of settings below its own."""
        view = copy(self)
        view._levels = [*self.levels, level], self.settings_defects
        return view

    @property
    def inputs(self) -> tuple[Input, ...]:
        """All files that were read for it, packs, settings and baseline included."""
        _ = self.loaded, self._levels, self._baseline
        return self.found.inputs

    @property
    def baseline(self) -> Baseline | None:
        """The organisation's baseline, None where it has none."""
        return self._baseline[0]

    @cached_property
    def _baseline(self) -> tuple[Baseline | None, list[Verdict]]:
        return read_baseline(self.found)

    @property
    def defects(self) -> list[Verdict]:
        """The defects of the definition, the settings files and the baseline."""
        doubts = self.found.table.doubts if self.found.table else ()
        own = (*self.found.defects, *self.loaded.defects)
        return [*self._levels[1], *self._baseline[1], *doubts, *own]

    @property
    def settings_defects(self) -> list[Verdict]:
        """What is wrong with the settings files."""
        return self._levels[1]

    @property
    def settings_sound(self) -> bool:
        """Whether the settings files can be read."""
        return not self.settings_defects

    @property
    def definitions_sound(self) -> bool:
        """Whether the definition can be read, whether or not settings and baseline can."""
        return self.loaded.sound and not self.found.defects

    @property
    def sound(self) -> bool:
        """Whether all files can be read, so that rules may run."""
        return self.definitions_sound and self.settings_sound and not self._baseline[1]

    @property
    def resolvable(self) -> bool:
        """Whether it is known which ids files that cannot be read may define."""
        return self.found.complete

    @property
    def counts(self) -> Mapping[str, int]:
        """How many departments, roles, activities, … there are."""
        rows = self.matrix.rows.values()
        return {
            "departments": len(self.org.departments),
            "roles": len(self.org.roles),
            "activities": len(rows),
            "assignments": sum(len(roles) for row in rows for roles in row.written.values()),
            "platforms": len(self.matrix.platforms),
            "people": len(self.org.people),
        }


@contextmanager
def no_collector() -> Iterator[None]:
    """Switch cyclic garbage collection off: it multiplies load time, and there are no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
