"""The page: one HTML file with its data, its script and its styles, which asks for nothing else.

A content security policy stands in the file: only this script and these styles, by their digests.
"""

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from typing import Any

from raci.render.escape import clean, in_json
from raci.render.page.link import script, style

BUDGET = 7_000_000
"""The most bytes of a page's data; findings beyond it are left to the workbook."""

MAIN = "main"
"""The module that starts the page, behind all others."""


def render(data: Mapping[str, Any], title: str, modules: Sequence[str]) -> str:
    """Return the page of some data, as ``raci.render.page`` describes it.

    Args:
        data: what the page shows; plain, for JSON.
        title: the title of the window.
        modules: the modules of ``assets/`` whose tabs the page has, in the order of the tabs.
    """
    code, look = script((*modules, MAIN)), style((*modules, MAIN))
    unscripted = "".join(f"<p>{_escape(text)}</p>" for text in data["words"]["no-script"])
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{_escape(data["lang"])}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(code, look)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{_escape(title)}</title>",
            f"<style>{look}</style>",
            "</head>",
            "<body>",
            f"<noscript><h1>{_escape(title)}</h1>{unscripted}</noscript>",
            f'<script type="application/json" id="raci-data">{_json(data)}</script>',
            f'<script type="module">{code}</script>',
            "</body>",
            "</html>\n",
        ]
    )


def size(data: object) -> int:
    """Return how many bytes some data take in a page."""
    return len(_json(data).encode())


def _policy(code: str, look: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_digest(code)}'",
            f"style-src '{_digest(look)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return in_json(text).replace("<", "\\u003c")


def _escape(text: str) -> str:
    return html.escape(clean(text))
