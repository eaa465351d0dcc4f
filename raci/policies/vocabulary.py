"""What expressions see: the fields of each subject, functions and variables, with their texts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from raci.findings.ref import Function
from raci.findings.text import Text
from raci.model.build import text
from raci.model.entities import Org
from raci.schema.attributes import Declared, type_of
from raci.source.yaml import read

COUNTS = "Counts"
"""A type of numbers by function, such as ``org.assignments.responsible``."""

ATTRIBUTES = "attributes"
"""The field of what an organisation declares; its type is the subject's, ``role_attributes``."""

TYPES: Mapping[str, str] = {
    "string": "string",
    "integer": "int",
    "number": "double",
    "boolean": "bool",
}
"""The types of values in expressions, by those of JSON Schema."""


class Field(NamedTuple):
    """A field of a subject, or a variable.

    It has a type (``string``, ``int``, ``double``, ``bool``, a list of these such as ``[string]``,
    ``Counts``, ``role_attributes``, or the name of a subject), the kind of thing whose ids it has
    (``""``: none), a text, and an example.
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
    """All that expressions see; ``attributes`` are those that are declared, by subject."""

    subjects: Mapping[str, Subject]
    functions: Mapping[str, LookUp]
    variables: Mapping[str, Field]
    attributes: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)

    def types(self) -> Mapping[str, Mapping[str, str]]:
        """Return the type of each field, by subject or type, then by the field's name."""
        fields = {
            name: {key: each.type for key, each in subject.fields.items()}
            for name, subject in self.subjects.items()
        }
        declared = {
            types[ATTRIBUTES]: {
                name: each.type for name, each in self.attributes.get(subject, {}).items()
            }
            for subject, types in fields.items()
            if ATTRIBUTES in types
        }
        return {**fields, **declared, COUNTS: {function.value: "int" for function in Function}}


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


def vocabulary_of(org: Org) -> Vocabulary:
    """Return what expressions see in an organisation, with the attributes that it declares."""
    return with_attributes(org.attributes)


def with_attributes(declared: Declared) -> Vocabulary:
    """Return what expressions see where attributes are declared, by kind and name."""
    attributes = {
        kind: {name: _attribute(kind, name, shape) for name, shape in shapes.items()}
        for kind, shapes in declared.items()
    }
    return replace(vocabulary(), attributes=attributes)


def _attribute(kind: str, name: str, shape: Mapping[str, Any]) -> Field:
    """Return the field of a declared attribute, with an expression about it as example."""
    path, item = f"{kind}.{ATTRIBUTES}.{name}", shape.get("items", shape)
    type_ = TYPES.get(type_of(item), "string")
    number = item.get("minimum", 1)
    plain = {
        "string": '"…"',
        "int": str(int(number)),
        "double": str(float(number)),
        "bool": "true",
    }
    options = item.get("enum")
    literal = _literal(options[0], type_) if options else plain[type_]
    about = text(shape["description"]) if "description" in shape else {"": ""}
    if "items" in shape:
        return Field(f"[{type_}]", "", about, f"{literal} in {path}")
    if type_ == "bool":
        return Field(type_, "", about, path)
    compares = ">=" if type_ in ("int", "double") and not options else "=="
    return Field(type_, "", about, f"{path} {compares} {literal}")


def _literal(value: Any, type_: str) -> str:
    if type_ == "double":
        return str(float(value))
    return json.dumps(int(value) if type_ == "int" else value, ensure_ascii=False)


def _fields(data: Mapping[str, Any]) -> Mapping[str, Field]:
    return {
        name: Field(entry["type"], entry.get("is", ""), _text(entry), entry["example"])
        for name, entry in data.items()
    }


def _text(entry: Mapping[str, Any]) -> Text:
    return {"en": entry["en"], "zh": entry["zh"]}
