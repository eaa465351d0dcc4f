"""The checked tree of an expression, as the library serialises it.

Only the parts that raci reads are declared; the others pass through unread. Source:
``checked.proto`` and ``syntax.proto`` of google/cel-spec.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

_SCALARS = {"string": 9, "int64": 3, "int32": 5, "bool": 8, "double": 1, "bytes": 12, "uint64": 4}
_REPEATED = 3

_MESSAGES: Mapping[str, Mapping[str, tuple[int, str]]] = {
    "Checked": {"types": (3, "map int64 Type"), "expr": (4, "Expr"), "source": (5, "Source")},
    "Source": {"positions": (4, "map int64 int32")},
    "Type": {
        "primitive": (3, "int32"),
        "list": (6, "ListType"),
        "map": (7, "MapType"),
        "message": (9, "string"),
    },
    "ListType": {"item": (1, "Type")},
    "MapType": {"key": (1, "Type"), "value": (2, "Type")},
    "Expr": {
        "id": (2, "int64"),
        "const": (3, "Constant"),
        "ident": (4, "Ident"),
        "select": (5, "Select"),
        "call": (6, "Call"),
        "list": (7, "Items"),
        "struct": (8, "Struct"),
        "loop": (9, "Comprehension"),
    },
    "Constant": {
        "bool": (2, "bool"),
        "int": (3, "int64"),
        "uint": (4, "uint64"),
        "double": (5, "double"),
        "string": (6, "string"),
        "bytes": (7, "bytes"),
    },
    "Ident": {"name": (1, "string")},
    "Select": {"operand": (1, "Expr"), "field": (2, "string"), "test_only": (3, "bool")},
    "Call": {"target": (1, "Expr"), "function": (2, "string"), "args": (3, "list Expr")},
    "Items": {"elements": (1, "list Expr")},
    "Struct": {"message": (1, "string"), "entries": (2, "list Entry")},
    "Entry": {"key": (3, "Expr"), "value": (4, "Expr")},
    "Comprehension": {
        "var": (1, "string"),
        "range": (2, "Expr"),
        "start": (4, "Expr"),
        "condition": (5, "Expr"),
        "step": (6, "Expr"),
        "result": (7, "Expr"),
    },
}


@cache
def _checked() -> Any:
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    file = descriptor_pb2.FileDescriptorProto(name="checked.proto", package="cel", syntax="proto3")
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        if name == "Constant":  # one of them is there, even if it is 0, false or empty
            message.oneof_decl.add(name="value")
        for field, (number, written) in fields.items():
            _declare(message, field, number, written)
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("cel.Checked"))


def _declare(message: Any, field: str, number: int, written: str) -> None:
    form, *types = written.split()
    if form == "map":
        entry = message.nested_type.add(name=f"{field.title()}Entry")
        entry.options.map_entry = True
        for place, (key, type_) in enumerate(zip(("key", "value"), types, strict=True), 1):
            entry.field.add(name=key, number=place, label=1, **_typed(type_))
        types = [f"{message.name}.{entry.name}"]
    repeated = {"label": _REPEATED} if form in ("map", "list") else {"label": 1}
    one = {"oneof_index": 0} if message.oneof_decl else {}
    typed = _typed((types or [form])[0])
    message.field.add(name=field, number=number, **repeated, **typed, **one)


def _typed(type_: str) -> dict[str, Any]:
    if type_ in _SCALARS:
        return {"type": _SCALARS[type_]}
    return {"type": 11, "type_name": f".cel.{type_}"}


def parse(serialised: bytes) -> Any:
    """Return the tree of a serialised expression, as a protocol buffer that can be changed."""
    from google.protobuf import any_pb2

    return _checked().FromString(any_pb2.Any.FromString(serialised).value)


def serialise(tree: Any) -> bytes:
    """Return a tree in the form in which the library reads it."""
    from google.protobuf import any_pb2

    url = "type.googleapis.com/cel.expr.CheckedExpr"
    wrapped: bytes = any_pb2.Any(type_url=url, value=tree.SerializeToString()).SerializeToString()
    return wrapped


def kind(expr: Any) -> str:
    """Return which of its fields an expression has, such as ``const``, ``select`` or ``loop``."""
    return next((name for name in _KINDS if expr.HasField(name)), "")


_KINDS = ("const", "ident", "select", "call", "list", "struct", "loop")


def children(expr: Any) -> Iterator[Any]:
    """Yield the expressions of which one consists, in the order in which they are written."""
    match kind(expr):
        case "select":
            yield expr.select.operand
        case "call":
            yield from ([expr.call.target] if expr.call.HasField("target") else [])
            yield from expr.call.args
        case "list":
            yield from expr.list.elements
        case "struct":
            for entry in expr.struct.entries:
                yield from (entry.key, entry.value)
        case "loop":
            loop = expr.loop
            yield from (loop.range, loop.start, loop.condition, loop.step, loop.result)


def walk(expr: Any) -> Iterator[Any]:
    """Yield an expression and all that are part of it."""
    yield expr
    for child in children(expr):
        yield from walk(child)


def depth_of_loops(expr: Any) -> int:
    """Return how many macros over lists stand in one another, at most."""
    own = kind(expr) == "loop"
    return own + max(map(depth_of_loops, children(expr)), default=0)


def is_filter(expr: Any) -> bool:
    """Return whether a macro over a list keeps some of its items: ``filter()``."""
    step = expr.loop.step
    if kind(step) != "call" or step.call.function != "_?_:_":
        return False
    kept = step.call.args[1]
    if kind(kept) != "call" or kept.call.function != "_+_":
        return False
    added = kept.call.args[1].list.elements
    return len(added) == 1 and added[0].ident.name == expr.loop.var


def free_names(expr: Any, bound: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the variables that an expression uses, as often as it does, without those of macros."""
    if kind(expr) == "ident":
        if expr.ident.name not in bound:
            yield expr.ident.name
    elif kind(expr) == "loop":
        yield from free_names(expr.loop.range, bound)
        inside = bound | {expr.loop.var, "@result"}
        for part in (expr.loop.start, expr.loop.condition, expr.loop.step, expr.loop.result):
            yield from free_names(part, inside)
    else:
        for child in children(expr):
            yield from free_names(child, bound)


def is_container(type_: Any) -> bool:
    """Return whether a type is a list or a map."""
    return bool(type_.HasField("list") or type_.HasField("map"))


def holds_containers(type_: Any) -> bool:
    """Return whether a type is a list or map of lists or maps, which could grow without end."""
    inside = type_.list.item if type_.HasField("list") else type_.map.value
    return is_container(type_) and is_container(inside)


def whole(type_: Any) -> str:
    """Return the subject that a value is, or has in a list or map, ``""`` where it has none."""
    while is_container(type_):
        type_ = type_.list.item if type_.HasField("list") else type_.map.value
    return str(type_.message).removeprefix("raci.") if type_.message.startswith("raci.") else ""
