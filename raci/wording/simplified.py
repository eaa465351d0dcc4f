"""Traditional Chinese characters to simplified ones."""

from collections.abc import Callable
from functools import cache


def simplified(text: str) -> str:
    """Return a text with simplified characters for traditional ones."""
    return _converter()(text)


@cache
def _converter() -> Callable[[str], str]:
    import opencc  # slow to import and to set up: only where it is needed, and once

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
