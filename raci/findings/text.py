"""Texts by language, and the values that fill messages."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, runtime_checkable

from raci.findings.ref import Ref


@runtime_checkable
class Spoken(Protocol):
    """A value that has words of its own in each language."""

    def say(self, lang: str) -> str:
        """Return the words in a language."""


Text = Mapping[str, str]
"""A text by language tag; the tag ``""`` has a plain string, which is for every language."""


def one_line(text: str) -> str:
    """Return a text without its line breaks, and with single blanks."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """Return a text in one line, of which only so many characters are shown."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[:most]}…"


def in_language(text: Text, lang: str) -> str:
    """Return a text in a language, else in a variant of it, the plain string, the first tag."""
    if lang in text:
        return text[lang]
    variants = (tag for tag in sorted(text) if tag.startswith(f"{lang}-"))
    return text[tag] if (tag := next(variants, "")) in text else text.get(min(text, default=""), "")


def titled(name: Text, id_: str, lang: str) -> str:
    """Return a name in a language with its id in brackets, or only the id."""
    words = in_language(name, lang)
    return f"{words} ({id_})" if words and words != id_ else id_


def fill(template: Text, values: Mapping[str, Any], lang: str, name: Callable[[Ref], str]) -> str:
    """Return a message with its ``{holes}`` filled.

    ``{roles}`` becomes a value, with tuples joined as the language does; ``{roles:is|are}`` the
    first word for one (item), the second for any other number; ``{}`` stays.
    """
    text = in_language(template, lang)
    pieces: list[str] = []
    while "{" in text:
        before, _, rest = text.partition("{")
        hole, _, text = rest.partition("}")
        pieces += (before, _filled(hole, values, lang, name))
    return "".join(pieces) + text


def _filled(hole: str, values: Mapping[str, Any], lang: str, name: Callable[[Ref], str]) -> str:
    key, _, words = hole.partition(":")
    if not key:
        return "{}"
    return _choose(values[key], words) if words else _show(values[key], lang, name)


def holes(template: Text) -> tuple[str, ...]:
    """Return the names of the values in a template, each once, in the order of the English one."""
    parts = in_language(template, "en").split("{")[1:]
    names = (part.partition("}")[0].partition(":")[0] for part in parts)
    return tuple(dict.fromkeys(filter(None, names)))


def _choose(value: Any, words: str) -> str:
    one, _, many = words.partition("|")
    return one if _number(value) == 1 else many


def _number(value: Any) -> int:
    """Return how many a value is: a number itself, the items of a tuple, one of anything else."""
    if isinstance(value, int):
        return value
    return len(value) if isinstance(value, tuple) else 1


def _show(value: Any, lang: str, name: Callable[[Ref], str]) -> str:
    if isinstance(value, Ref):
        return name(value)
    if type(value) in (str, int):  # asking a protocol takes long
        return str(value)
    if isinstance(value, Spoken):
        return value.say(lang)
    if isinstance(value, tuple):
        items = [_show(item, lang, name) for item in value]
        if lang.startswith("zh"):
            return "、".join(items)
        return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
    return str(value)


def number(value: float) -> str:
    """Return a number as text, with two digits behind the point at most and no zeros at the end."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
