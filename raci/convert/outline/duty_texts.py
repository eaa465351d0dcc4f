"""The text of duties: several in one paragraph, and one that runs on into other text."""

import re

from raci.convert.outline.items import Node
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.vocabulary import listed

_PARTS = re.compile(r"[;；]\s*|[。](?=\s*\S)|\n")
_SENTENCES = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")
_SENTENCE_END = re.compile(r"[。!?;]\s*(?=\S)|\.\s+(?=[A-Z])")
_RUNS_ON = 2.5
_LONG = 60
_BEFORE, _BEHIND = 20, 3
"""So many items of a list before the last one count, and so many behind show that it is not."""


def parts_of(line: Line) -> list[Line]:
    """Return the duties that a paragraph lists: between semicolons, else its sentences."""
    dark = shadow(line.text)
    pattern = _PARTS if _PARTS.search(dark.rstrip(";。 ")) else _SENTENCES
    parts: list[Line] = []
    start = 0
    for match in pattern.finditer(dark):
        parts.append(line.cut(start, match.start()))
        start = match.end()
    parts.append(line.cut(start))
    return [part for part in parts if len(part.text.strip(" ;；。.")) > 1]


def end_of(node: Node) -> int | None:
    """Return where the last item of a list runs on into other text; None where it does not."""
    dark = shadow(node.text)
    behind = node.siblings[node.place + 1 : node.place + 1 + _BEHIND]
    if node.children or any(each.marked for each in behind):
        return None
    before = node.siblings[max(node.place - _BEFORE, 0) : node.place]
    usual = max((len(each.text) for each in before if each.marked), default=_LONG)
    sentence = _SENTENCE_END.search(dark)
    if sentence is None or len(dark) < max(_LONG, _RUNS_ON * usual):
        return None
    places = (dark.find(word, 4, sentence.start()) for word in listed("zh runs on"))
    return min((at for at in places if at > 0), default=sentence.end())
