"""Ids of names: readable, the same each time, and different for different names."""

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST = 80
_DIGITS = 8
_EXCLUDED = re.compile(
    r"""[\s/:@,;|#"'<>\\{}\[\]\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f"""
    r"""\u3164\ufe0f\ufeff]+"""
)


def is_id(text: str) -> bool:
    """Return whether a text may be an id."""
    return 0 < len(text) <= LONGEST and not _EXCLUDED.search(text)


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Return the id of a name; a long one is cut, and ends in eight digits of the whole's hash."""
    normal = unicodedata.normalize("NFC", name).lower()
    id_ = unicodedata.normalize("NFC", _EXCLUDED.sub("-", normal)).strip("-")
    if len(id_) > LONGEST:
        digest = hashlib.sha256(id_.encode()).hexdigest()[:_DIGITS]
        id_ = f"{id_[: LONGEST - _DIGITS - 1].rstrip('-')}-{digest}"
    return id_ or hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
