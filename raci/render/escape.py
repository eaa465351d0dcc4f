"""Text from a definition, made harmless where a terminal or a log would obey it."""

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
    """Keep lines from beginning with ``::``, which is a command in a CI log."""
    return re.sub(r"^(\s*)::", r"\1\\::", lines, flags=re.MULTILINE)
