"""The bytes of a table as text: UTF-8, UTF-16, and what Chinese and Western Excel write as CSV."""

import re

from raci.source.decode import MAX_BYTES, UnreadableError

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode_table(raw: bytes) -> str:
    """Return the bytes as text without byte-order mark.

    Raises:
        UnreadableError: there are too many bytes, or they are no text.
    """
    return decoded(raw)[0]


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the bytes as ``decode_table`` does, and their encoding."""
    if len(raw) > MAX_BYTES:
        raise UnreadableError("too-large", limit=MAX_BYTES // (1024 * 1024))
    if b"\0" in raw and raw[:2] not in _MARKS:
        raise UnreadableError("control-character", character="U+0000")
    for encoding in (_MARKS.get(raw[:2], "utf-8-sig"), *_guessed(raw)):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "latin-1"


def _guessed(raw: bytes) -> tuple[str, ...]:
    """Return the encodings to try: in Chinese text, bytes above 127 come in pairs."""
    high = len(re.findall(rb"[\x80-\xff]", raw))
    paired = 2 * len(re.findall(rb"[\x81-\xfe][\x80-\xfe]", raw))
    return ("gb18030", "big5", "cp1252") if paired > high / 2 else ("cp1252", "gb18030")
