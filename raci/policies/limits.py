"""What an expression may have, so that none takes long or much memory, whatever the machine."""

from collections.abc import Iterable, Iterator
from typing import Any

from raci.policies import checked
from raci.policies.code import Mistake
from raci.policies.engine import library, reason

LONGEST = 2000


MOST_SUMS = 8


MOST_LOOPS = 3


MOST_PATTERNS = 4
"""What one expression may have: characters, signs ``+``, nested macros, regular expressions."""


def too_large(text: str) -> Mistake | None:
    """Return what is too much in a text, None where nothing is."""
    if len(text) > LONGEST:
        return Mistake(LONGEST, "expression-long", {"most": LONGEST})
    return None


def sums_in(tree: Any) -> int:
    """Count the signs ``+`` of an expression; macros add items to their result by one, too."""
    calls = (e.call for e in checked.walk(tree.expr) if checked.kind(e) == "call")
    sums = (call.args[0] for call in calls if call.function == "_+_")
    return sum(left.ident.name != "@result" for left in sums)


def too_many_sums(sums: int) -> Mistake | None:
    """Return the mistake of an expression with so many signs ``+``, those of its names included."""
    return Mistake(0, "expression-sums", {"most": MOST_SUMS}) if sums > MOST_SUMS else None


def too_costly(tree: Any) -> Iterator[Mistake]:
    """Yield what could take too long or too much memory, or what only the library knows."""
    positions = tree.source.positions
    if checked.depth_of_loops(tree.expr) > MOST_LOOPS:
        yield Mistake(0, "expression-loops", {"most": MOST_LOOPS})
    patterns = 0
    for expr in checked.walk(tree.expr):
        offset, kind = positions.get(expr.id, 0), checked.kind(expr)
        function = expr.call.function if kind == "call" else ""
        if checked.holds_containers(tree.types[expr.id]):
            yield Mistake(offset, "expression-lists", {})
        elif kind == "loop" and tree.types[expr.loop.range.id].HasField("map"):
            yield Mistake(offset, "expression-no-list", {"type": "map"})
        elif kind == "struct" and expr.struct.message:
            yield Mistake(offset, "expression-unknown-call", {"found": expr.struct.message})
        elif function in REFUSED:
            yield Mistake(offset, "expression-unknown-call", {"found": function})
        elif function in COMPARING and (subject := _whole_in(expr.call.args, tree)):
            yield Mistake(offset, "expression-whole", {"type": subject})
        elif function == "matches":
            patterns += 1
            yield from _pattern(expr.call.args[-1], offset, patterns)


def _whole_in(args: Iterable[Any], tree: Any) -> str:
    """Return a subject that is compared as a whole: only some of its fields would be seen."""
    return next(filter(None, (checked.whole(tree.types[each.id]) for each in args)), "")


COMPARING = ("_==_", "_!=_", "@in")


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
    program = library().NewEnv(variables={"p": library().Type.STRING}).compile('"".matches(p)')
    result = program.eval(data={"p": pattern})
    return reason(result.plain_value()) if result.type() == library().Type.ERROR else ""
