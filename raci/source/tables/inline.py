"""The plain text of a cell that is written with Markdown or HTML marks."""

import re
from html import unescape

NOT_SHOWN = ("script", "style", "sup", "template", "del", "s", "strike")
"""Elements whose text is no part of a cell: what is struck out is not there any more."""

_PAIRED = re.compile(rf"(?i)<(/?)({'|'.join(NOT_SHOWN)})\b[^<>]*>")
_STRUCK = re.compile(
    r"~~(?=[^\s~])(?:(?!~~).)+(?<=[^\s~])~~"
    r"|(?<![\w~\\])~(?=[^\s~])[^~\n]*(?<=[^\s~\\])~(?![\w~])"
)
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/li|p|div|li)\b[^<>]*>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_PICTURE = re.compile(r"(?i)<img\s[^<>]*>")
_ALT = re.compile(r"""(?i)\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"']+))""")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
_MARKED = re.compile(r"(\*\*\*|\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]*[^\s*_\\])\1(?![\w*])")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)\s?([^`]+?)\s?\1(?!`)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = {ord(sign): 0xF8E0 + number for number, sign in enumerate("\\*_~<>[]&")}
"""Signs of code are kept: private characters stand for them while marks are taken away."""
_RESTORED = {private: sign for sign, private in _KEPT.items()}
_SPECIAL = re.compile(r"[\\*_`~<\[&]")


def plain(text: str) -> str:
    """Return a cell's text without marks, tags, footnotes and targets of links; breaks stay."""
    if not _SPECIAL.search(text):
        return tidy(text)
    text = _CODE.sub(lambda match: match[2].translate(_KEPT), text)
    text = unescape(text) if "&" in text else text
    text = _PICTURE.sub(_alternative, text)
    text = _TAG.sub("", _BREAK.sub("\n", _without_dropped(text)))
    text = _FOOTNOTE.sub("", _IMAGE.sub(r"\1", text))
    text = _LINK.sub(r"\1", text)
    text = _STRUCK.sub("", text)
    for pattern in (_MARKED, _MARKED, _EMPHASIS):
        text = pattern.sub(r"\2", text)
    return tidy(_ESCAPED.sub(r"\1", text).translate(_RESTORED))


def _alternative(picture: re.Match[str]) -> str:
    found = _ALT.search(picture[0])
    return next(filter(None, found.groups()), "").rstrip("/") if found else ""


def without_comments(text: str, blank: str = "") -> str:
    """Return a text without comments of HTML, the open one at its end included.

    Args:
        text: the text.
        blank: what takes the place of each of their characters, line breaks aside.
    """
    if "<!--" not in text:
        return text
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        closed = text.find("-->", start + 4)
        end = closed + 3 if closed >= 0 else len(text)
        kept += (text[at:start], re.sub(r"[^\n\r]", " ", text[start:end]) if blank else "")
        at = end
    return "".join((*kept, text[at:]))


def _without_dropped(text: str) -> str:
    """Return the text without comments, and without elements that are not shown."""
    text = without_comments(text)
    marks = list(_PAIRED.finditer(text)) if "<" in text else []
    last = {mark[2].lower(): mark.start() for mark in marks if mark[1]}
    kept: list[str] = []
    at, within = 0, ""
    for mark in marks:
        name = mark[2].lower()
        if within:
            if mark[1] and name == within:
                at, within = mark.end(), ""
        elif not mark[1] and last.get(name, -1) > mark.start():
            kept.append(text[at : mark.start()])
            within = name
    return "".join((*kept, text[at:]))


def tidy(text: str) -> str:
    """Return a text with single blanks; line breaks stay."""
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    lines = (" ".join(line.replace("\u200b", "").split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def is_bold(text: str) -> bool:
    """Return whether all of a cell is bold or a heading."""
    whole = _FOOTNOTE.sub("", _without_dropped(text)).strip()
    return bool(
        re.fullmatch(r"(?s)\*\*.+\*\*|__.+__|(?i:<(b|strong|h[1-6])\b[^>]*>.*</\1>)", whole)
    )
