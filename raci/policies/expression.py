"""Expressions in CEL: checked against what they see, bounded, and evaluated.

The library checks an expression against typed messages and evaluates the checked tree over plain
data. Raci reads the tree in between: which fields it names, and what could take too long.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from raci.findings.spelling import Nearest
from raci.policies import checked
from raci.policies.sight import WRITTEN, Sight
from raci.policies.vocabulary import COUNTS, LIST, Vocabulary

LONGEST = 2000
MOST_SUMS = 8
MOST_LOOPS = 3
MOST_PATTERNS = 4
"""What one expression may have: characters, signs ``+``, nested macros, regular expressions."""

BOOL, INT, STRING = "bool", "int", "string"


class Mistake(NamedTuple):
    """What is wrong with an expression: its offset there, the message case and its values."""

    offset: int
    case: str
    values: Mapping[str, str]


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
    _cel_type: Any = field(repr=False)
    _program: Any = field(repr=False)
    _eyes: "Eyes" = field(repr=False)

    def value(self, data: Mapping[str, Any], sight: Sight) -> Any:
        """Return the value for some variables, as plain data.

        Raises:
            EvaluationError: it has none.
        """
        self._eyes.sight = sight
        try:
            result = self._program.eval(data=data)
        except RuntimeError as error:
            raise EvaluationError(self.text, _reason(error)) from None
        if result.type().name() == "*error*":
            raise EvaluationError(self.text, _reason(result.plain_value()))
        return result.plain_value()


class Eyes:
    """What the functions of an environment look at while an expression is evaluated."""

    sight: Sight


class Environment:
    """What the expressions of one policy see: fields, functions, and variables of its own.

    Args:
        vocabulary: what all expressions see.
        variables: those of this policy, by name, with their types.
    """

    def __init__(self, vocabulary: Vocabulary, variables: Mapping[str, str]) -> None:
        self._vocabulary = vocabulary
        self._eyes = Eyes()
        self._variables = {name: _type(type_) for name, type_ in variables.items()}
        self._known = dict(variables)

    def define(self, name: str, expression: Expression) -> None:
        """Make the value of an expression known under a name."""
        self._variables[name] = expression._cel_type
        self._known[name] = expression.type

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
        if wrong := [*_too_costly(tree)]:
            raise InvalidExpressionError(*wrong)
        type_ = compiled.return_type()
        if condition and type_ != _cel().Type.BOOL:
            shown = _shown_type(type_.name())
            raise InvalidExpressionError(Mistake(0, "expression-no-condition", {"type": shown}))
        return Expression(
            text,
            type_.name(),
            frozenset(_ask(tree)),
            frozenset(e.ident.name for e in checked.walk(tree.expr) if checked.kind(e) == "ident"),
            self._ids_of(tree),
            type_,
            plain.deserialize(checked.serialise(tree)),
            self._eyes,
        )

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

    def _ids_of(self, tree: Any) -> str:
        """Return the kind of thing whose ids an expression gives, ``""`` where none is known."""
        expr = tree.expr
        if checked.kind(expr) == "select":
            subject = _subject(tree, expr.select.operand)
            known = self._vocabulary.subjects.get(subject)
            name = expr.select.field
            return known.fields[name].of if known and name in known.fields else ""
        return ""

    def _mistakes(self, error: str, text: str) -> list[Mistake]:
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        found: dict[tuple[int, str], Mistake] = {}
        for line, column, words in _ERROR.findall(error):
            offset = starts[int(line) - 1] + int(column) - 1
            mistake = self._mistake(offset, words)
            if mistake:
                found.setdefault((offset, mistake.case), mistake)
        return [*found.values()]

    def _mistake(self, offset: int, words: str) -> Mistake | None:
        if "'*error*'" in words or "error" in words.partition("applied to")[2]:
            return None  # it follows from another one
        if match := _NO_FIELD.search(words):
            name, subject = match.groups()
            fields = self._vocabulary.types().get(subject, {})
            values = {"found": name, "subject": subject, "near": Nearest(fields).to(name)}
            return Mistake(offset + 1, _near("expression-field", values), values)
        if match := _NO_NAME.search(words):
            known = (*self._known, *self._vocabulary.functions, *MACROS)
            values = {"found": match[1], "near": Nearest(known).to(match[1])}
            values["known"] = ", ".join(self._known)
            return Mistake(offset, _near("expression-name", values), values)
        if match := _NO_OVERLOAD.search(words):
            function, types = match.groups()
            values = {"found": _operator(function), "types": _shown_type(types)}
            return Mistake(offset, "expression-types", values)
        case = "expression-syntax" if words.startswith("Syntax error") else "expression-other"
        return Mistake(offset, case, {"error": words.removeprefix("Syntax error: ")})


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
    return shown.replace("(message)", "")


def _too_large(text: str) -> Mistake | None:
    if len(text) > LONGEST:
        return Mistake(LONGEST, "expression-long", {"most": str(LONGEST)})
    if text.count("+") > MOST_SUMS:
        offset = [match.start() for match in re.finditer(r"\+", text)][MOST_SUMS]
        return Mistake(offset, "expression-sums", {"most": str(MOST_SUMS)})
    return None


def _too_costly(tree: Any) -> Iterator[Mistake]:
    if checked.depth_of_loops(tree.expr) > MOST_LOOPS:
        yield Mistake(0, "expression-loops", {"most": str(MOST_LOOPS)})
    calls = [e for e in checked.walk(tree.expr) if checked.kind(e) == "call"]
    patterns = [call for call in calls if call.call.function == "matches"]
    for number, call in enumerate(patterns):
        offset = tree.source.positions.get(call.id, 0)
        if number >= MOST_PATTERNS:
            yield Mistake(offset, "expression-patterns", {"most": str(MOST_PATTERNS)})
        pattern = call.call.args[-1]
        if checked.kind(pattern) != "const":
            yield Mistake(offset, "expression-pattern-computed", {})
        elif error := _wrong_pattern(pattern.const.string):
            yield Mistake(offset, "expression-pattern", {"error": error})


def _wrong_pattern(pattern: str) -> str:
    """Return what the library says of a regular expression, ``""`` where it is one."""
    program = _cel().NewEnv(variables={"p": _cel().Type.STRING}).compile('"".matches(p)')
    result = program.eval(data={"p": pattern})
    return _reason(result.plain_value()) if result.type().name() == "*error*" else ""


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
    match name:
        case "tagged":
            return lambda tag: sorted(eyes.sight.matrix.rows_matching([f"tag:{tag}"]))
        case "above":
            return lambda role: [*eyes.sight.matrix.structure.line.above(role)]
        case "below":
            return lambda id_: eyes.sight.field("department", id_, "below")
        case "holders":
            return lambda role: eyes.sight.field("role", role, "holders")
        case _:
            return lambda id_: eyes.sight.look_up(name, id_)


def _reason(error: object) -> str:
    """Return what the library says, without the name of its class of errors."""
    return re.sub(r"^[A-Z_]+: | \[[A-Z_]+\]$", "", str(error))


def _type(name: str) -> Any:
    types = _cel().Type
    if name == LIST:
        return types.List(types.STRING)
    plain = {STRING: types.STRING, INT: types.INT, BOOL: types.BOOL}
    return plain[name] if name in plain else types(f"raci.{name}")


@cache
def _cel() -> Any:
    from cel_expr_python import cel

    return cel


@cache
def _scalars() -> Mapping[str, int]:
    from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Proto

    return {STRING: Proto.TYPE_STRING, INT: Proto.TYPE_INT64, BOOL: Proto.TYPE_BOOL}


def _pool(vocabulary: Vocabulary) -> Any:
    """Return the messages that stand for the subjects while an expression is checked."""
    from google.protobuf import descriptor_pb2, descriptor_pool

    file = descriptor_pb2.FileDescriptorProto(name="raci.proto", package="raci", syntax="proto3")
    for name, fields in vocabulary.types().items():
        message = file.message_type.add(name=name)
        for number, (key, type_) in enumerate(fields.items(), 1):
            item = STRING if type_ == LIST else type_
            typed = (
                {"type": _scalars()[item]}
                if item in _scalars()
                else {"type": 11, "type_name": f".raci.{item}"}
            )
            message.field.add(name=key, number=number, label=3 if type_ == LIST else 1, **typed)
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return pool
