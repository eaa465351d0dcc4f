"""What raci appends to a copy with its findings, which is no part of the table when read again."""

import re

START, END = "<!-- raci: findings -->", "<!-- raci: end of findings -->"
"""What stands before and behind it, in Markdown and HTML."""

_SECTION = re.compile(f"{START}.*?(?:{END}|$)", re.DOTALL)


def without_findings(text: str) -> str:
    """Return a text with its findings blanked, all offsets kept."""
    if START not in text:
        return text
    return _SECTION.sub(lambda section: re.sub(r"[^\n\r]", " ", section[0]), text)
