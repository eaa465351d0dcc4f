"""Escapes text from a definition that a terminal, a log or Markdown would obey."""

import re
import unicodedata

_COMMAND = r"##(?=\[|vso\[|teamcity\[)"


def clean(text: str) -> str:
    """Escape what a terminal or a CI log would obey instead of print."""
    if not text.isprintable():
        text = "".join(map(_clean_character, text))
    return re.sub(_COMMAND, r"#\\#", text) if "##" in text else text


def _clean_character(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return character


def harmless(lines: str) -> str:
    """Escape ``::`` at the beginning of a line, which is a command in a CI log."""
    return re.sub(r"^(\s*)::", r"\1\\::", lines, flags=re.MULTILINE)


_GAP = "\u200b"
_ALIVE = re.compile(
    r"""[@~%](?=[\w"])           # a person, a label, a milestone
    | [#!$&](?=\d)               # an issue, a merge request, a snippet, an epic
    | gh-(?=\d)                  # an issue of GitHub's by another name
    | \w(?=>)                    # a project of GitLab's
    | :(?=//)|www(?=\.)|(?:mailto|xmpp):  # an address
    | :(?=(?!\d\d?:)[\w+-]+:)    # an emoji; a line and its column are none
    | [{\[](?=[-+]|\w+:)         # what GitLab shows as inserted or deleted, or refers to
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SYNTAX = re.compile(r"([\\`*_\[\]<>|#~&$])")
_BLOCK = re.compile(r"^(\s*\d*)([-+=.)])")


def escape(text: str) -> str:
    """Escape a text so that Markdown prints it as it is, in a cell, a heading or a line."""
    text = _ALIVE.sub(rf"\g<0>{_GAP}", clean(text).strip())
    text = _BLOCK.sub(r"\1\\\2", _SYNTAX.sub(r"\\\1", text))
    return text.replace(_GAP, "&#8203;")


def code(text: str) -> str:
    """Return a text as code, which people can copy; escaped where it could end the code."""
    text = clean(text)
    return escape(text) if "`" in text or "|" in text or not text.strip() else f"`{text}`"
