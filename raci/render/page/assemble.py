"""The page: one HTML file with its data, its script and its styles."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from raci.render.escape import in_json
from raci.render.html_file import escaped, html_file
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
    unscripted = "".join(f"<p>{escaped(text)}</p>" for text in data["words"]["no-script"])
    body = (
        f"<noscript><h1>{escaped(title)}</h1>{unscripted}</noscript>",
        f'<script type="application/json" id="raci-data">{_json(data)}</script>',
    )
    return html_file(data["lang"], title, look, body, code)


def size(data: object) -> int:
    """Return how many bytes some data take in a page."""
    return len(_json(data).encode())


def _json(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return in_json(text).replace("<", "\\u003c")
