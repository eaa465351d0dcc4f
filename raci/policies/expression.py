"""Expressions in CEL: checked against what they see, bounded, and evaluated.

The library checks an expression against typed messages and evaluates the checked tree over plain
data. Raci reads the tree in between: which fields it names, and what could take too long.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from raci.policies import checked
from raci.policies.code import Mistake
from raci.policies.engine import cel_type, library, message_pool, reason
from raci.policies.limits import sums_in, too_costly, too_large, too_many_sums
from raci.policies.mistakes import Mistakes, shown_type
from raci.policies.parts import parts
from raci.policies.sight import WRITTEN, Sight
from raci.policies.vocabulary import COUNTS, Vocabulary

MOST_ITEMS = 1_000_000
"""How many ids and texts functions may look up in one evaluation."""


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

    ``fields`` are the fields that it names, by subject, ``names`` the variables; ``sums`` counts
    its signs ``+`` and those of the names. ``of`` is the kind
    of thing whose ids its value has, where it is a field or a look-up.
    """

    text: str
    type: str
    fields: frozenset[tuple[str, str]]
    names: frozenset[str]
    sums: int
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
            raise EvaluationError(self.text, reason(error)) from None
        finally:
            self._eyes.close()
        if result.type() == library().Type.ERROR:
            raise EvaluationError(self.text, reason(result.plain_value()))
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

    def close(self) -> None:
        """Look at nothing any more: an expression is kept longer than an organisation."""
        del self.sight

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
        self._pool = message_pool(vocabulary)
        self._built: tuple[Any, Any] | None = None
        self._ids: dict[str, str] = {}
        self._sums: dict[str, int] = {}
        self._variables = {name: cel_type(type_) for name, type_ in variables.items()}

    def define(self, name: str, expression: Expression | None) -> None:
        """Make the value of an expression known under a name; None where it is wrong."""
        self._variables[name] = expression.cel_type if expression else library().Type.DYN
        self._ids[name] = expression.of if expression else ""
        self._built = None
        self._sums[name] = expression.sums if expression else 0

    def compile(self, text: str, *, condition: bool = False, told: bool = False) -> Expression:
        """Return an expression; a ``condition`` is true or false, what is ``told`` no whole thing.

        Raises:
            InvalidExpressionError: with all its mistakes.
        """
        if mistake := too_large(text):
            raise InvalidExpressionError(mistake)
        typed, plain = self._environments()
        try:
            compiled = typed.compile(text)
        except RuntimeError as error:
            raise InvalidExpressionError(
                *Mistakes(self._vocabulary, self._variables).of(str(error), text)
            ) from None
        tree = checked.parse(compiled.serialize())
        names = [*checked.free_names(tree.expr)]
        sums = sums_in(tree) + sum(self._sums.get(name, 0) for name in names)
        mistakes = (*filter(None, [too_many_sums(sums)]), *too_costly(tree))
        wrong = {(mistake.offset, mistake.case): mistake for mistake in mistakes}
        if wrong:
            raise InvalidExpressionError(*wrong.values())
        type_ = compiled.return_type()
        if told and (subject := checked.whole(tree.types[tree.expr.id])):
            raise InvalidExpressionError(Mistake(0, "expression-whole", {"type": subject}))
        if condition and type_ != library().Type.BOOL:
            shown = shown_type(type_.name())
            raise InvalidExpressionError(Mistake(0, "expression-no-condition", {"type": shown}))
        return Expression(
            text,
            type_.name(),
            frozenset(_ask(tree)),
            frozenset(names),
            sums,
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
        found = map(self._part, parts(expression.text, tree))
        return [part for part in found if part and not part.type.startswith("raci.")]

    def _part(self, text: str) -> Expression | None:
        try:
            return self.compile(text)
        except InvalidExpressionError:
            return None  # it is no expression by itself

    def _environments(self) -> tuple[Any, Any]:
        """Return what checks expressions, and what evaluates them; a new name asks for new ones."""
        if self._built is None:
            self._built = self._build()
        return self._built

    def _build(self) -> tuple[Any, Any]:
        cel = library()
        typed = cel.NewEnv(
            self._pool,
            variables=self._variables,
            functions=self._functions(cel_type),
        )
        plain = cel.NewEnv(
            variables=dict.fromkeys(self._variables, cel.Type.DYN),
            functions=self._functions(lambda _: cel.Type.DYN),
        )
        return typed, plain

    def _functions(self, gives: Callable[[str], Any]) -> list[Any]:
        cel = library()
        return [
            cel.FunctionDecl(
                name,
                [
                    cel.Overload(
                        f"{name}_{'_'.join(function.takes)}",
                        return_type=gives(function.gives),
                        parameters=[cel_type(each) for each in function.takes],
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
