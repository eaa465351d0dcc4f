"""Expressions in CEL: checked against what they see, bounded, and evaluated.

The library checks an expression against typed messages and evaluates the checked tree over plain
data. Raci reads the tree in between: which fields it names, and what could take too long.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from raci.findings.spelling import Nearest
from raci.policies import checked
from raci.policies.code import Mistake
from raci.policies.parts import parts
from raci.policies.sight import WRITTEN, Sight
from raci.policies.vocabulary import ATTRIBUTES, COUNTS, Vocabulary

LONGEST = 2000
MOST_SUMS = 8
MOST_LOOPS = 3
MOST_PATTERNS = 4
"""What one expression may have: characters, signs ``+``, nested macros, regular expressions."""

MOST_ITEMS = 1_000_000
"""How many ids and texts functions may look up in one evaluation."""

BOOL, INT, STRING, DOUBLE = "bool", "int", "string", "double"


class InvalidExpressionError(Exception):
    """An expression that is none, with all its mistakes."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(*mistakes)
        self.mistakes = mistakes


class EvaluationError(Exception):
    """An expression that has no value for a subject."""

    def __init__(self, expression: str, error: str) -> None:
        super().__init__(error)
        self.expression = expression


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its text, the type of its value, and what it needs.

    ``fields`` are the fields that it names, by subject, ``names`` the variables. ``of`` is the kind
    of thing whose ids its value has, where it is a field or a look-up.
    """

    text: str
    type: str
    fields: frozenset[tuple[str, str]]
    names: frozenset[str]
    of: str
    cel_type: Any = field(repr=False)
    _program: Any = field(repr=False)
    _eyes: "Eyes" = field(repr=False)

    def value(self, data: Mapping[str, Any], sight: Sight) -> Any:
        """Return the value for some variables, as plain data.

        Raises:
            EvaluationError: it has none.
        """
        self._eyes.open(sight)
        try:
            result = self._program.eval(data=data)
        except RuntimeError as error:
            raise EvaluationError(self.text, _reason(error)) from None
        if result.type() == _cel().Type.ERROR:
            raise EvaluationError(self.text, _reason(result.plain_value()))
        return result.plain_value()


class Eyes:
    """What the functions of an environment look at while an expression is evaluated.

    They may look up so many items in one evaluation, whatever the machine.
    """

    sight: Sight
    _left: int

    def open(self, sight: Sight) -> None:
        """Look at an organisation anew."""
        self.sight, self._left = sight, MOST_ITEMS

    def take(self, found: Any) -> Any:
        """Return what was looked up.

        Raises:
            LookupError: it was too much.
        """
        self._left -= 1 + _items_in(found)
        if self._left < 0:
            raise LookupError(f"more than {MOST_ITEMS} items looked up")
        return found


def _items_in(found: Any) -> int:
    if isinstance(found, dict):
        return sum(map(_items_in, found.values()))
    return len(found) if isinstance(found, list) else 0


class Environment:
    """What the expressions of one policy see: fields, functions, and variables of its own.

    Args:
        vocabulary: what all expressions see.
        variables: those of this policy, by name, with their types.
    """

    def __init__(self, vocabulary: Vocabulary, variables: Mapping[str, str]) -> None:
        self._vocabulary = vocabulary
        self._eyes = Eyes()
        self._ids: dict[str, str] = {}
        self._variables = {name: _type(type_) for name, type_ in variables.items()}

    def define(self, name: str, expression: Expression | None) -> None:
        """Make the value of an expression known under a name; None where it is wrong."""
        self._variables[name] = expression.cel_type if expression else _cel().Type.DYN
        self._ids[name] = expression.of if expression else ""

    def compile(self, text: str, *, condition: bool = False) -> Expression:
        """Return an expression; a ``condition`` must be true or false.

        Raises:
            InvalidExpressionError: with all its mistakes.
        """
        if mistake := _too_large(text):
            raise InvalidExpressionError(mistake)
        typed, plain = self._environments()
        try:
            compiled = typed.compile(text)
        except RuntimeError as error:
            raise InvalidExpressionError(*self._mistakes(str(error), text)) from None
        tree = checked.parse(compiled.serialize())
        wrong = {(mistake.offset, mistake.case): mistake for mistake in _too_costly(tree)}
        if wrong:
            raise InvalidExpressionError(*wrong.values())
        type_ = compiled.return_type()
        if condition and type_ != _cel().Type.BOOL:
            shown = _shown_type(type_.name())
            raise InvalidExpressionError(Mistake(0, "expression-no-condition", {"type": shown}))
        return Expression(
            text,
            type_.name(),
            frozenset(_ask(tree)),
            frozenset(e.ident.name for e in checked.walk(tree.expr) if checked.kind(e) == "ident"),
            self._ids_of(tree.expr, tree),
            type_,
            plain.deserialize(checked.serialise(tree)),
            self._eyes,
        )

    def parts(self, expression: Expression) -> list[Expression]:
        """Return the parts of an expression that have a value of their own, itself first.

        What is a whole thing, such as a role or its attributes, is told by its fields.
        """
        typed, _ = self._environments()
        tree = checked.parse(typed.compile(expression.text).serialize())
        found = map(self.compile, parts(expression.text, tree))
        return [part for part in found if not part.type.startswith("raci.")]

    def _environments(self) -> tuple[Any, Any]:
        cel = _cel()
        typed = cel.NewEnv(
            _pool(self._vocabulary), variables=self._variables, functions=self._functions(_type)
        )
        plain = cel.NewEnv(
            variables=dict.fromkeys(self._variables, cel.Type.DYN),
            functions=self._functions(lambda _: cel.Type.DYN),
        )
        return typed, plain

    def _functions(self, gives: Callable[[str], Any]) -> list[Any]:
        cel = _cel()
        return [
            cel.FunctionDecl(
                name,
                [
                    cel.Overload(
                        f"{name}_{'_'.join(function.takes)}",
                        return_type=gives(function.gives),
                        parameters=[_type(each) for each in function.takes],
                        impl=_implementation(name, self._eyes),
                    )
                ],
            )
            for name, function in self._vocabulary.functions.items()
        ]

    def _ids_of(self, expr: Any, tree: Any) -> str:
        """Return the kind of thing whose ids an expression gives, ``""`` where none is known."""
        match checked.kind(expr):
            case "select":
                known = self._vocabulary.subjects.get(_subject(tree, expr.select.operand))
                name = expr.select.field
                return known.fields[name].of if known and name in known.fields else ""
            case "ident":
                return self._ids.get(expr.ident.name, "")
            case "call" if expr.call.function == "_[_]":
                return self._ids_of(expr.call.args[0], tree)
            case "call" if expr.call.function in self._vocabulary.functions:
                return self._vocabulary.functions[expr.call.function].of
            case "loop" if checked.is_filter(expr):
                return self._ids_of(expr.loop.range, tree)
        return ""

    def _mistakes(self, error: str, text: str) -> list[Mistake]:
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        found: dict[tuple[int, str], Mistake] = {}
        for line, column, words in _ERROR.findall(error):
            offset = starts[int(line) - 1] + int(column) - 1
            mistake = self._mistake(offset, words, text)
            if mistake:
                found.setdefault((offset, mistake.case), mistake)
        unknown = (str(m.values["found"]) for m in found.values() if "known" in m.values)
        variables = {name for call in unknown for name in _first_arguments(call, text)}
        told = [m for m in found.values() if m.values.get("found") not in variables]
        return told or [Mistake(0, "expression-other", {"error": _reason(error.splitlines()[0])})]

    def _mistake(self, offset: int, words: str, text: str) -> Mistake | None:
        if "'*error*'" in words or "error" in words.partition("applied to")[2]:
            return None  # it follows from another one
        if match := _NO_FIELD.search(words):
            return self._no_field(offset + 1, *match.groups())
        if match := _NO_NAME.search(words):
            return self._unknown_name(match[1], offset, text)
        if match := _NO_OVERLOAD.search(words):
            function, types = match.groups()
            values = {"found": _operator(function), "types": _shown_type(types)}
            mixed = {INT, DOUBLE} <= set(re.findall(r"\w+", values["types"]))
            case = "expression-double" if mixed else "expression-types"
            return Mistake(offset, case, values)
        case = "expression-syntax" if words.startswith("Syntax error") else "expression-other"
        return Mistake(offset, case, {"error": words.removeprefix("Syntax error: ")})

    def _unknown_name(self, qualified: str, offset: int, text: str) -> Mistake:
        name = qualified.partition(".")[0]
        offset = max(text.rfind(name, 0, offset + len(name)), 0)  # the library points behind some
        called = text[offset + len(name) :].lstrip().startswith("(")
        functions = (*self._vocabulary.functions, *MACROS)
        near = Nearest(functions if called else self._variables).to(name)
        values = {"found": name, "near": near, "known": ", ".join(self._variables)}
        return Mistake(offset, _near("expression-name", values), values)

    def _no_field(self, offset: int, name: str, subject: str) -> Mistake:
        fields = self._vocabulary.types().get(subject, {})
        values = {"found": name, "subject": subject, "near": Nearest(fields).to(name)}
        case = "expression-field"
        if name in self._vocabulary.attributes.get(subject, {}):
            values["near"] = f"{ATTRIBUTES}.{name}"
        elif subject.endswith(f"_{ATTRIBUTES}"):
            case = "expression-attribute"
            values["subject"] = subject.removesuffix(f"_{ATTRIBUTES}")
        return Mistake(offset, _near(case, values), values)


def _first_arguments(function: str, text: str) -> list[str]:
    """Return what a misspelt macro would have made known: ``filtr(x, …)``."""
    return re.findall(rf"\b{re.escape(function)}\(\s*(\w+)\s*,", text)


MACROS = ("all", "exists", "exists_one", "filter", "has", "map", "size", "matches", "contains")
_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*?)(?= \[[A-Z_]+\]$|$)", re.MULTILINE)
_NO_FIELD = re.compile(r"undefined field '(\w+)' not found in struct 'raci\.(\w+)'")
_NO_NAME = re.compile(r"undeclared reference to '([\w.]+)'")
_NO_OVERLOAD = re.compile(r"no matching overload for '([^']+)' applied to '\((.*)\)'")


def _near(case: str, values: Mapping[str, str]) -> str:
    return f"{case}-near" if values["near"] else case


def _operator(function: str) -> str:
    return "in" if function == "@in" else function.strip("_").replace("_?_:_", "? :")


def _shown_type(name: str) -> str:
    """Return a type as the vocabulary writes it."""
    shown = re.sub(r"list\(([^()]*)\)", r"[\1]", name.replace("raci.", ""))
    return shown.lower()


def _too_large(text: str) -> Mistake | None:
    if len(text) > LONGEST:
        return Mistake(LONGEST, "expression-long", {"most": LONGEST})
    if text.count("+") > MOST_SUMS:
        offset = [match.start() for match in re.finditer(r"\+", text)][MOST_SUMS]
        return Mistake(offset, "expression-sums", {"most": MOST_SUMS})
    return None


def _too_costly(tree: Any) -> Iterator[Mistake]:
    """Yield what could take too long or too much memory, or what only the library knows."""
    positions = tree.source.positions
    if checked.depth_of_loops(tree.expr) > MOST_LOOPS:
        yield Mistake(0, "expression-loops", {"most": MOST_LOOPS})
    patterns = 0
    for expr in checked.walk(tree.expr):
        offset, kind = positions.get(expr.id, 0), checked.kind(expr)
        if tree.types[expr.id].list.item.HasField("list") if expr.id in tree.types else False:
            yield Mistake(offset, "expression-lists", {})
        elif kind == "struct" and expr.struct.message:
            yield Mistake(offset, "expression-unknown-call", {"found": expr.struct.message})
        elif kind == "call" and expr.call.function in REFUSED:
            yield Mistake(offset, "expression-unknown-call", {"found": expr.call.function})
        elif kind == "call" and expr.call.function == "matches":
            patterns += 1
            yield from _pattern(expr.call.args[-1], offset, patterns)


def _pattern(pattern: Any, offset: int, number: int) -> Iterator[Mistake]:
    if number > MOST_PATTERNS:
        yield Mistake(offset, "expression-patterns", {"most": MOST_PATTERNS})
    elif checked.kind(pattern) != "const":
        yield Mistake(offset, "expression-pattern-computed", {})
    elif error := _wrong_pattern(pattern.const.string):
        yield Mistake(offset, "expression-pattern", {"error": error})


REFUSED = ("dyn", "type")
"""Functions of the library that hide the type of a value."""


def _wrong_pattern(pattern: str) -> str:
    """Return what the library says of a regular expression, ``""`` where it is one."""
    program = _cel().NewEnv(variables={"p": _cel().Type.STRING}).compile('"".matches(p)')
    result = program.eval(data={"p": pattern})
    return _reason(result.plain_value()) if result.type() == _cel().Type.ERROR else ""


def _ask(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields that a tree names; has() shall ask for what is written there."""
    for expr in checked.walk(tree.expr):
        if checked.kind(expr) == "select":
            subject = _subject(tree, expr.select.operand)
            if subject and subject != COUNTS:
                if expr.select.test_only:
                    expr.select.field += WRITTEN
                yield subject, expr.select.field


def _subject(tree: Any, expr: Any) -> str:
    """Return the subject that an expression is, ``""`` where it is none."""
    return str(tree.types[expr.id].message).removeprefix("raci.") if expr.id in tree.types else ""


def _implementation(name: str, eyes: Eyes) -> Callable[..., Any]:
    return lambda *arguments: eyes.take(_looked_up(name, eyes.sight, *arguments))


def _looked_up(name: str, sight: Sight, argument: str, *more: Any) -> Any:
    match name:
        case "tagged":
            return sorted(sight.matrix.rows_matching([f"tag:{argument}"]))
        case "side":
            return sight.side(argument, *more)
        case "above":
            return [*sight.matrix.structure.line.above(argument)]
        case "below":
            return sight.field("department", argument, "below")
        case "holders":
            return sight.field("role", argument, "holders")
        case _:
            return sight.look_up(name, argument)


def _reason(error: object) -> str:
    """Return what the library says, without the name of its class of errors."""
    return re.sub(r"^[A-Z_]+: | \[[A-Z_]+\]$", "", str(error))


def _type(name: str) -> Any:
    types = _cel().Type
    if name.startswith("["):
        return types.List(_type(name[1:-1]))
    plain = {STRING: types.STRING, INT: types.INT, BOOL: types.BOOL, DOUBLE: types.DOUBLE}
    return plain[name] if name in plain else types(f"raci.{name}")


@cache
def _cel() -> Any:
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


def _pool(vocabulary: Vocabulary) -> Any:
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
