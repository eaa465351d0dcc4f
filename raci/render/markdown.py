"""Text made harmless in Markdown: shown as it is written, and nothing in it comes alive.

GitHub and GitLab look for mentions, references and addresses in the rendered text, where a
backslash is gone already: there a space without width stands between the sign and the rest.
"""

import re

from raci.render.escape import clean

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
    """Escape a text so that Markdown prints it, in a table's cell, a heading or a line."""
    text = _ALIVE.sub(rf"\g<0>{_GAP}", clean(text).strip())
    text = _BLOCK.sub(r"\1\\\2", _SYNTAX.sub(r"\\\1", text))
    return text.replace(_GAP, "&#8203;")


def code(text: str) -> str:
    """Give a text as code, which people can copy; escaped where it could end the code."""
    text = clean(text)
    return escape(text) if "`" in text or "|" in text or not text.strip() else f"`{text}`"
