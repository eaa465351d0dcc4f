"""What the data of every page has: versions, the day, the language, its words."""

from typing import Any

from raci.render.page.texts import Both, words
from raci.version import __version__


def shell(
    kind: str,
    title: Both,
    *,
    lang: str,
    as_of: str,
    inputs: str = "",
    families: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return the keys that all pages have.

    Args:
        kind: ``organisation``, ``plan`` or ``diff``.
        title: the name of what the page is about.
        lang: the language to start with.
        as_of: the day, ISO 8601.
        inputs: the digest of the inputs, ``""`` where it is not known.
        families: the phrases that its modules use, besides those of the shell.
    """
    return {
        "kind": kind,
        "raci": __version__,
        "title": title,
        "as_of": as_of,
        "lang": "zh" if lang.startswith("zh") else "en",
        "inputs": inputs,
        "words": words("page", "letters", *families),
    }
