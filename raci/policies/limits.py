"""What an expression may have, so that none takes long or much memory, whatever the machine."""

import re
from collections.abc import Iterator
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
    if text.count("+") > MOST_SUMS:
        offset = [match.start() for match in re.finditer(r"\+", text)][MOST_SUMS]
        return Mistake(offset, "expression-sums", {"most": MOST_SUMS})
    return None


def too_costly(tree: Any) -> Iterator[Mistake]:
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
    program = library().NewEnv(variables={"p": library().Type.STRING}).compile('"".matches(p)')
    result = program.eval(data={"p": pattern})
    return reason(result.plain_value()) if result.type() == library().Type.ERROR else ""
