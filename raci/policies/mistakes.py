"""What is wrong with an expression, in raci's words, for what the library says."""

import re
from collections.abc import Collection, Mapping

from raci.findings.spelling import Nearest
from raci.policies.code import Mistake
from raci.policies.engine import DOUBLE, INT, reason
from raci.policies.vocabulary import ATTRIBUTES, Vocabulary


def _first_arguments(function: str, text: str) -> list[str]:
    """Return what a misspelt macro would have made known: ``filtr(x, …)``."""
    return re.findall(rf"\b{re.escape(function)}\(\s*(\w+)\s*,", text)


MACROS = ("all", "exists", "exists_one", "filter", "has", "map", "size", "matches", "contains")


_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*?)(?= \[[A-Z_]+\]$|$)", re.MULTILINE)


_NO_FIELD = re.compile(r"undefined field '(\w+)' not found in struct 'raci\.(\w+)'")


_NO_NAME = re.compile(r"undeclared reference to '([\w.]+)'")


_NO_OVERLOAD = re.compile(r"no matching overload for '([^']+)' applied to '\((.*)\)'")


USUAL = {
    **dict.fromkeys(("len", "length", "count"), "size"),
    **dict.fromkeys(("any", "some"), "exists"),
    **dict.fromkeys(("every", "each"), "all"),
    **dict.fromkeys(("like", "match", "regex"), "matches"),
    **dict.fromkeys(("includes", "has_item"), "contains"),
}
"""What functions of other languages are called here."""

OPERATORS = {"=": "==", "and": "&&", "or": "||", "not": "!", "<>": "!=", "&": "&&", "|": "||"}
"""What operators of other languages are written like here."""

_NO_OPERAND = re.compile(r"expression of type '(.*?)' cannot be (the operand|the range)")
_OPERATOR = re.compile(r"(?i)(?<![=!<>&|])(=|&|\||<>|\b(?:and|or|not)\b)(?![=&|])")
_QUOTED = re.compile(r"""\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'""")


def _wrong_type(offset: int, words: str) -> Mistake | None:
    if match := _NO_OVERLOAD.search(words):
        function, types = match.groups()
        values = {"found": _operator(function), "types": shown_type(types)}
        mixed = {INT, DOUBLE} <= set(re.findall(r"\w+", values["types"]))
        return Mistake(offset, "expression-double" if mixed else "expression-types", values)
    if match := _NO_OPERAND.search(words):
        case = "no-fields" if match[2] == "the operand" else "no-list"
        return Mistake(offset, f"expression-{case}", {"type": shown_type(match[1])})
    return None


def _syntax(offset: int, words: str, text: str) -> Mistake:
    """Return the operator of another language that stands there, else what the library says."""
    if not words.startswith("Syntax error"):
        return Mistake(offset, "expression-other", {"error": words})
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for match in _OPERATOR.finditer(plain):
        if abs(match.start() - offset) <= NEAR:
            values = {"found": match[1], "near": OPERATORS[match[1].lower()]}
            return Mistake(match.start(), "expression-operator", values)
    return Mistake(offset, "expression-syntax", {"error": words.removeprefix("Syntax error: ")})


NEAR = 4
"""So far from an operator that it does not know the library may point."""


def _near(case: str, values: Mapping[str, str]) -> str:
    return f"{case}-near" if values["near"] else case


def _operator(function: str) -> str:
    return "in" if function == "@in" else function.strip("_").replace("_?_:_", "? :")


def shown_type(name: str) -> str:
    """Return a type as the vocabulary writes it."""
    shown = re.sub(r"list\(([^()]*)\)", r"[\1]", name.replace("raci.", ""))
    return shown.lower()


class Mistakes:
    """Reads what the library says of an expression.

    Args:
        vocabulary: what all expressions see.
        variables: the names that are known beside it.
    """

    def __init__(self, vocabulary: Vocabulary, variables: Collection[str]) -> None:
        self._vocabulary = vocabulary
        self._variables = variables

    def of(self, error: str, text: str) -> list[Mistake]:
        """Return the mistakes in an expression, for the library's words about it."""
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
        return told or [Mistake(0, "expression-other", {"error": reason(error.splitlines()[0])})]

    def _mistake(self, offset: int, words: str, text: str) -> Mistake | None:
        if "'*error*'" in words or "error" in words.partition("applied to")[2]:
            return None  # it follows from another one
        if match := _NO_FIELD.search(words):
            return self._no_field(offset + 1, *match.groups())
        if match := _NO_NAME.search(words):
            return self._unknown_name(match[1], offset, text)
        return _wrong_type(offset, words) or _syntax(offset, words, text)

    def _unknown_name(self, qualified: str, offset: int, text: str) -> Mistake:
        name = qualified.partition(".")[0]
        offset = max(text.rfind(name, 0, offset + len(name)), 0)  # the library points behind some
        if operator := OPERATORS.get(name.lower()):
            return Mistake(offset, "expression-operator", {"found": name, "near": operator})
        called = text[offset + len(name) :].lstrip().startswith("(")
        functions = (*self._vocabulary.functions, *MACROS)
        usual = USUAL.get(name.lower(), "") if called else ""
        near = usual or Nearest(functions if called else self._variables).to(name)
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
