"""The library that checks and evaluates expressions, and the types that it knows of raci."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from raci.policies.vocabulary import Vocabulary

BOOL, INT, DOUBLE, STRING = "bool", "int", "double", "string"
"""The types of values as the vocabulary writes them."""


def reason(error: object) -> str:
    """Return what the library says, without the name of its class of errors."""
    return re.sub(r"^[A-Z_]+: | \[[A-Z_]+\]$", "", str(error))


def cel_type(name: str) -> Any:
    """Return the library's type for one as the vocabulary writes it."""
    types = library().Type
    if name.startswith("["):
        return types.List(cel_type(name[1:-1]))
    plain = {STRING: types.STRING, INT: types.INT, BOOL: types.BOOL, DOUBLE: types.DOUBLE}
    return plain[name] if name in plain else types(f"raci.{name}")


@cache
def library() -> Any:
    """Return the library, imported where it is first asked for."""
    from cel_expr_python import cel

    return cel


@cache
def _scalars() -> Mapping[str, int]:
    from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Proto

    return {
        STRING: Proto.TYPE_STRING,
        INT: Proto.TYPE_INT64,
        BOOL: Proto.TYPE_BOOL,
        DOUBLE: Proto.TYPE_DOUBLE,
    }


def message_pool(vocabulary: Vocabulary) -> Any:
    """Return the messages that stand for the subjects while an expression is checked."""
    from google.protobuf import descriptor_pb2, descriptor_pool

    file = descriptor_pb2.FileDescriptorProto(name="raci.proto", package="raci", syntax="proto3")
    for name, fields in vocabulary.types().items():
        message = file.message_type.add(name=name)
        message.options.deprecated_legacy_json_field_conflicts = True  # a_b and aB are two
        for number, (key, type_) in enumerate(fields.items(), 1):
            item = type_.strip("[]")
            typed = (
                {"type": _scalars()[item]}
                if item in _scalars()
                else {"type": 11, "type_name": f".raci.{item}"}
            )
            message.field.add(name=key, number=number, label=3 if item != type_ else 1, **typed)
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return pool
