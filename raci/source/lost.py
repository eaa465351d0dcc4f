"""What stands in files that cannot be read may be what others refer to."""

import unicodedata
from collections.abc import Iterable


class LostText:
    """The texts of files, or of what is lost of them; whether an id may be defined there.

    An id that stands in none of them cannot be: a reference to it is wrong whatever they mean.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(unicodedata.normalize("NFC", text) for text in texts)

    def may_define(self, id_: str) -> bool:
        """Return whether an id stands in a text, as it is or escaped or in another encoding."""
        return any(id_ in text or _may_hide(id_, text) for text in self.texts)


def _may_hide(id_: str, text: str) -> bool:
    return not id_.isascii() and ("\ufffd" in text or "\\u" in text or "\\U" in text)
