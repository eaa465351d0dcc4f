"""The plain text of a cell that is written with Markdown or HTML marks."""

import re
from html import unescape

_DROPPED = re.compile(r"(?is)<(sup|script|style|del|s)\b[^>]*>.*?</\1\s*>|<!--.*?-->")
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/li|p|div|li)\b[^>]*/?>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
_MARKED = re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]*[^\s*_\\])\1(?![\w*])")
_CODE = re.compile(r"(`+)\s?(.+?)\s?\1")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPECIAL = re.compile(r"[\\*_`~<\[&]")


def plain(text: str) -> str:
    """Return a cell's text without marks, tags, footnotes and targets of links; breaks stay."""
    if not _SPECIAL.search(text):
        return tidy(text)
    text = unescape(text) if "&" in text else text
    text = _TAG.sub("", _BREAK.sub("\n", _DROPPED.sub("", text)))
    text = _FOOTNOTE.sub("", _IMAGE.sub(r"\1", text))
    text = _CODE.sub(r"\2", _LINK.sub(r"\1", text))
    for pattern in (_MARKED, _MARKED, _EMPHASIS):
        text = pattern.sub(r"\2", text)
    return tidy(_ESCAPED.sub(r"\1", text))


def tidy(text: str) -> str:
    """Return a text with single blanks; line breaks stay."""
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    lines = (" ".join(line.replace("\u200b", "").split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def is_bold(text: str) -> bool:
    """Return whether all of a cell is bold or a heading."""
    whole = _FOOTNOTE.sub("", _DROPPED.sub("", text)).strip()
    return bool(
        re.fullmatch(r"(?s)\*\*.+\*\*|__.+__|(?i:<(b|strong|h[1-6])\b[^>]*>.*</\1>)", whole)
    )
