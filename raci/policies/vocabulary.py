"""What expressions see: the fields of each subject, functions and variables, with their texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from raci.findings.ref import Function
from raci.findings.text import Text
from raci.source.yaml import read

LIST = "[string]"
COUNTS = "Counts"
"""A type of numbers by function, such as ``org.assignments.responsible``."""


class Field(NamedTuple):
    """A field of a subject, or a variable.

    It has a type (``string``, ``int``, ``bool``, ``[string]``, ``Counts``, or the name of a
    subject), the kind of thing whose ids it has (``""``: none), a text, and an example.
    """

    type: str
    of: str
    about: Text
    example: str


class LookUp(NamedTuple):
    """A function: the types that it takes and gives, whose ids that are, a text, and an example."""

    takes: tuple[str, ...]
    gives: str
    of: str
    about: Text
    example: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a policy may be for: what it is, and its fields by name."""

    about: Text
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that expressions see."""

    subjects: Mapping[str, Subject]
    functions: Mapping[str, LookUp]
    variables: Mapping[str, Field]

    def types(self) -> Mapping[str, Mapping[str, str]]:
        """Return the type of each field, by subject or type, then by the field's name."""
        fields = {
            name: {key: field.type for key, field in subject.fields.items()}
            for name, subject in self.subjects.items()
        }
        return {**fields, COUNTS: {function.value: "int" for function in Function}}


@cache
def vocabulary() -> Vocabulary:
    """Return what expressions see where no attributes are declared."""
    path = Path(__file__).with_name("vocabulary.yaml")
    data = read(path.read_bytes(), path.name).data
    subjects = {
        name: Subject(_text(entry), _fields(entry["fields"]))
        for name, entry in data["subjects"].items()
    }
    functions = {
        name: LookUp(
            tuple(entry["takes"]),
            entry["gives"],
            entry.get("is", ""),
            _text(entry),
            entry["example"],
        )
        for name, entry in data["functions"].items()
    }
    return Vocabulary(subjects, functions, _fields(data["variables"]))


def _fields(data: Mapping[str, Any]) -> Mapping[str, Field]:
    return {
        name: Field(entry["type"], entry.get("is", ""), _text(entry), entry["example"])
        for name, entry in data.items()
    }


def _text(entry: Mapping[str, Any]) -> Text:
    return {"en": entry["en"], "zh": entry["zh"]}
