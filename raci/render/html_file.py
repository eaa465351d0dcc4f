"""The shell of every HTML file: it asks for nothing else, and a policy in it says so.

The content security policy names the styles and the script of the file by their digests; nothing
else is run or loaded.
"""

import base64
import hashlib
import html
from collections.abc import Iterable
from pathlib import Path

from raci.render.escape import clean

LOOK = Path(__file__).parent / "page" / "assets" / "base.css"
"""The styles that all HTML files share."""


def html_file(lang: str, title: str, style: str, body: Iterable[str], script: str = "") -> str:
    """Return an HTML file.

    Args:
        lang: the language of its texts.
        title: the title of the window.
        style: its style sheet.
        body: its elements, a line each; every text in them is escaped.
        script: its module, ``""`` for none.
    """
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escaped(lang)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(script, style)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escaped(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            *([f'<script type="module">{script}</script>'] if script else []),
            "</body>",
            "</html>\n",
        ]
    )


def escaped(text: str) -> str:
    """Return a text on one line that is no markup."""
    return html.escape(clean(text))


def _policy(script: str, style: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_source(script)}",
            f"style-src {_source(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _source(text: str) -> str:
    if not text:
        return "'none'"
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
