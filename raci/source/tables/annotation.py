"""What raci appends to a table, which is no part of it when it is read again."""

import re

START, END = "<!-- raci: findings -->", "<!-- raci: end of findings -->"
"""What stands before and behind it, in Markdown and HTML."""

FACTS = "raci_facts"
"""The name that is defined for each sheet of facts in a workbook."""


def without_findings(text: str) -> str:
    """Return a text with its findings blanked, all offsets kept; a mark alone begins none."""
    kept: list[str] = []
    at = 0
    while (end := text.find(END, at)) >= 0:
        start = text.rfind(START, at, end)
        end += len(END)
        if start >= 0:
            kept += (text[at:start], re.sub(r"[^\n\r]", " ", text[start:end]))
        else:
            kept.append(text[at:end])
        at = end
    return "".join((*kept, text[at:]))
