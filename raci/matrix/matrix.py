"""The compiled organisation as of a day, and compared with an earlier version."""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any, NamedTuple, TypeVar

from raci.findings.days import today
from raci.findings.ref import Ref
from raci.matrix.appointments import Tenure
from raci.matrix.timeless import PlaceOf, TimelessMatrix
from raci.model.entities import Org, Pack

Built = TypeVar("Built")


class Matrix(TimelessMatrix):
    """A matrix as of a day, and compared with an earlier version where there is one.

    ``day`` (ISO 8601; today in UTC where not given) is the one on which roles are held;
    ``place_of`` knows where things are written, for the order in which they are printed.
    """

    def __init__(
        self,
        org: Org,
        misshapen: frozenset[Ref] = frozenset(),
        day: str | None = None,
        lost: Callable[[str], bool] | None = None,
        place_of: PlaceOf | None = None,
        shipped_packs: Callable[[], Mapping[str, Pack]] = dict,
    ) -> None:
        super().__init__(org, misshapen, lost, place_of, shipped_packs)
        self.day = day or today()
        self.earlier: Previous | None = None
        self._built: dict[Callable[[Matrix], Any], Any] = {}

    def on(self, day: str) -> "Matrix":
        """Return the same matrix as of a day."""
        return self if day == self.day else self._view(day, self.earlier)

    def since(self, earlier: "Previous") -> "Matrix":
        """Return the same matrix with an earlier version, which rules of change look at."""
        return self._view(self.day, earlier)

    def with_people(self) -> "Matrix":
        """Return the same matrix, in which people have names."""
        view = self._view(self.day, self.earlier)
        view._people_named = True
        return view

    def _view(self, day: str, earlier: "Previous | None") -> "Matrix":
        view = copy(self)  # shares what is timeless, as far as it is built
        view.day, view.earlier, view._built = day, earlier, {}
        return view

    def cached(self, build: "Callable[[Matrix], Built]") -> Built:
        """Return what a function builds of this very view, built once: an index of one rule."""
        if build not in self._built:
            self._built[build] = build(self)
        built: Built = self._built[build]
        return built

    def holders(self, role: str) -> tuple[Tenure, ...]:
        """Return who holds a role on the day, in whatever manner, by the persons' ids."""
        return self.holdings.on(self.day, role)

    def in_post(self, role: str) -> tuple[Tenure, ...]:
        """Return who does a role's work on the day: holders and acting persons, no deputies."""
        return tuple(tenure for tenure in self.holders(role) if tenure.in_post)

    def is_vacant(self, role: str) -> bool:
        """Return whether nobody is known to hold a role on the day."""
        return self.holdings.is_vacant(role, self.day)


class Previous(NamedTuple):
    """An earlier version of an organisation, and what was given up since on purpose.

    ``dropped`` has Refs of responsibilities or of entities, under the ids of then or of today.
    ``end`` is set between the steps of a reorganisation: the version that it leads to.
    """

    matrix: Matrix
    dropped: frozenset[Ref] = frozenset()
    end: Matrix | None = None
