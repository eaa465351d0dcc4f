"""Full-width punctuation that is typed where YAML, TOML and raci need the plain characters."""

import re

PLAIN = {
    "：": ":",
    "，": ",",
    "、": ",",
    "；": ",",
    "＝": "=",
    **dict.fromkeys("｛", "{"),
    **dict.fromkeys("｝", "}"),
    **dict.fromkeys("［【〔", "["),
    **dict.fromkeys("］】〕", "]"),
    **dict.fromkeys("“”„＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict.fromkeys("－—–", "-"),
    **dict.fromkeys("\u3000\xa0", " "),
}
"""What is meant by each full-width character, and by dashes and blanks that look alike."""

_PAIRED: dict[str, str] = {wide: plain for wide, plain in PLAIN.items() if plain in "{}[]\"'"}
_KEY = re.compile(r"""[ ]*(?:-[ ]+)?["']?[^\s:：#"'{}\[\],，]+["']?[ ]*(：)""")
_FIRST = re.compile(r"""(?:^[ ]*(?:-[ ]+)?|[:：=][ ]*|[\[{,][ ]*)([“”„‘’＂＇｛［【〔])""")
_BEGINS = re.compile("[ ]*([－—–\u3000\xa0])")
_COMMA = re.compile("([，、；])")


def wide_mark(line: str, *, in_list: bool = False, before_value: bool = True) -> int | None:
    """Return the index of a full-width character that stands for a plain one, None if none does.

    Args:
        line: a line, or a value alone.
        in_list: the line is inside brackets, where commas part the items.
        before_value: a value may begin with one; else only keys are looked at.
    """
    match = _BEGINS.match(line) or _KEY.match(line)
    match = match or (_FIRST.search(line) if before_value else None)
    match = match or (_COMMA.search(line) if in_list else None)
    return match.start(1) if match else None


def with_plain_mark(line: str, index: int) -> str:
    """Return a line with the plain character at an index; brackets and quotes change in pairs."""
    mark = line[index]
    if mark in _PAIRED:
        return "".join(_PAIRED.get(each, each) for each in line)
    if PLAIN[mark] == " ":
        return line.replace(mark, " ")
    blank = " " if PLAIN[mark] in ":,-" else ""
    return f"{line[:index]}{PLAIN[mark]}{blank}{line[index + 1 :].lstrip()}".rstrip()
