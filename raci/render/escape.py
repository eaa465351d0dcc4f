"""Escapes text from a definition that a terminal, a log or Markdown would obey."""

import re
import unicodedata

_COMMAND = r"##(?=\[|vso\[|teamcity\[)"
_COMMAND_LINE = re.compile(r"^([^\S\n]*)::", re.MULTILINE)
_OBEYED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
    r"|\r(?!\n)"  # a line end of a difference stays
    r"|\x1b(?!\[(?:0|1|2|3\d;1)m)"  # as do the colours of raci.render.columns
    rf"|{_COMMAND}"
)


def inert(text: str, *, commands: bool = False) -> str:
    """Escape what a terminal or a CI job would obey in a whole output; its lines stay lines.

    ``commands``: lines may begin with ``::``, as those of the format github do.
    """
    if not _is_plain(text):
        text = _OBEYED.sub(lambda found: _escaped(found[0]), text)
    return text if commands else harmless(text)


def harmless(lines: str) -> str:
    """Escape ``::`` at the beginning of a line, which is a command in a CI log."""
    return _COMMAND_LINE.sub(r"\1\\::", lines) if "::" in lines else lines


def clean(text: str) -> str:
    """Make a text one line, and escape what a terminal or a CI log would obey instead of print."""
    if not text.isprintable():
        text = "".join(map(_clean_character, text))
    return re.sub(_COMMAND, r"#\\#", text) if "##" in text else text


def in_json(text: str) -> str:
    """Escape what a terminal or a CI log would obey in JSON text, which means the same then."""
    if _is_plain(text):
        return text
    return _OBEYED.sub(lambda found: f"{found[0][:-1]}\\u{ord(found[0][-1]):04x}", text)


def _is_plain(text: str) -> bool:
    """Return whether a text is printable lines without commands: quicker than searching them."""
    return "##" not in text and text.replace("\n", "").isprintable()


def _clean_character(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return _escaped(character)
    return character


def _escaped(text: str) -> str:
    if text == "##":
        return r"#\#"
    code = ord(text)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


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
