"""What expressions see: plain data about a subject, only the fields that are asked for."""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any

from raci.matrix.appointments import Tenure
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Mandate, Row
from raci.model.entities import (
    Department,
    Org,
    Person,
    Platform,
    Role,
    Separation,
)
from raci.policies.fields import GETTERS, LONGEST
from raci.policies.vocabulary import ATTRIBUTES, vocabulary_of

Data = dict[str, Any]
Getter = Callable[[Any, Matrix], Any]


ORGANISATION = "org"
"""What every expression sees, whatever its policy is for."""

WRITTEN = "?"
"""Behind a field's name: whether something is written there, which is what has() asks."""

EMPTY: Mapping[str, Any] = {"string": "", "int": 0, "double": 0.0, "bool": False}
"""What a field of each type has where nothing is written; a list has no items."""

OF: Mapping[str, Any] = {
    "activity": Row,
    "role": Role,
    "department": Department,
    "mandate": Mandate,
    "platform": Platform,
    "person": Person,
    "appointment": Tenure,
    "separation": Separation,
    "org": Org,
}
"""The class of each subject."""


class Sight:
    """What expressions see of one organisation.

    ``fields`` are those that are asked for, by subject; a field with ``?`` asks whether something
    is written there. What functions look up is built once.
    """

    def __init__(self, matrix: Matrix, fields: Mapping[str, Collection[str]]) -> None:
        self.matrix = matrix
        self.fields = fields
        self._types = vocabulary_of(matrix.org).types()
        self._seen: dict[tuple[str, str], Data] = {}

    def data(self, kind: str, subject: Any) -> Data:
        """Return the fields of a subject that are asked for."""
        getters = GETTERS[kind]
        data: Data = {}
        for field in self.fields.get(kind, ()):
            value = getters[field.removesuffix(WRITTEN)](subject, self.matrix)
            if field == ATTRIBUTES:
                data[field] = self._declared(kind, value)
            elif not field.endswith(WRITTEN):
                data[field] = value
            elif value:
                data[field] = True
        return data

    def _declared(self, kind: str, written: Mapping[str, Any]) -> Data:
        """Return the attributes that are asked for, in the types that are declared."""
        type_ = self._types[kind][ATTRIBUTES]
        data: Data = {}
        for name in self.fields.get(type_, ()):
            plain = name.removesuffix(WRITTEN)
            if plain == name:
                data[name] = _typed(written.get(name), self._types[type_][name])
            elif plain in written:
                data[name] = True
        return data

    @cached_property
    def organisation(self) -> Data:
        """The fields of the organisation that are asked for."""
        return self.data(ORGANISATION, self.matrix.org)

    def field(self, kind: str, id_: str, field: str) -> Any:
        """Return one field of the thing of a kind with an id, asked for or not."""
        return GETTERS[kind][field](self._find(kind, id_), self.matrix)

    def side(self, separation: str, number: int) -> list[str]:
        """Return the activities of a side of a separation, in the order of their ids."""
        sides = self._find("separation", separation).sides
        if not 0 <= number < len(sides):
            raise LookupError(f"separation {separation} has no side {number}")
        return sorted(self.matrix.rows_matching(sides[number]))

    def look_up(self, kind: str, id_: str) -> Data:
        """Return the fields of the thing of a kind with an id; empty ones for the id ``""``.

        Raises:
            LookupError: there is no such thing.
        """
        key = kind, id_
        if key not in self._seen:
            known = self.data(kind, self._find(kind, id_)) if id_ else self._empty(kind)
            self._seen[key] = known
        return self._seen[key]

    def _empty(self, kind: str) -> Data:
        types = self._types[kind]
        return {
            field: self._declared(kind, {}) if field == ATTRIBUTES else _typed(None, types[field])
            for field in self.fields.get(kind, ())
            if not field.endswith(WRITTEN)
        }

    def _find(self, kind: str, id_: str) -> Any:
        rows, org = self.matrix.all_rows, self.matrix.org
        known: Mapping[str, Any] = rows if kind == "activity" else org.of_kind(kind)
        if id_ not in known:
            raise LookupError(f"there is no {kind} {id_}")
        return known[id_]


def _typed(value: Any, type_: str) -> Any:
    """Return a value in a type of expressions; its empty value for None."""
    if type_.startswith("["):
        return [_typed(item, type_[1:-1]) for item in value or ()]
    if value is None:
        return EMPTY[type_]
    if isinstance(value, str):
        return value[:LONGEST]
    return float(value) if type_ == "double" else value
