"""The bytes of a table as text: UTF-8, UTF-16, and what Chinese and Western Excel write as CSV."""

import re
from collections import Counter

from raci.source.decode import UnreadableError

MAX_BYTES = 32 * 1024 * 1024
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SAMPLE = 4096
_ENDS = (b",", b";", b"|", b"\t", b"\n", b"\r")
_LOW_SHARE = 0.1


def decode_table(raw: bytes) -> str:
    """Return the bytes as text without byte-order mark.

    Raises:
        UnreadableError: there are too many bytes, or they are no text.
    """
    return decoded(raw)[0]


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the bytes as ``decode_table`` does, and their encoding."""
    if len(raw) > MAX_BYTES:
        raise UnreadableError("table-file-too-large", limit=MAX_BYTES // (1024 * 1024))
    wide = _MARKS.get(raw[:2]) or _unmarked_utf_16(raw)
    for encoding in (wide or "utf-8-sig", *_guessed(raw)):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise UnreadableError("not-text", character="U+0000")
        return text, encoding
    return raw.decode("latin-1"), "latin-1"


def _unmarked_utf_16(raw: bytes) -> str:
    """Return the two-byte encoding of text without a mark, by the ends of its cells and lines."""
    pairs = Counter(raw[at : at + 2] for at in range(0, len(raw[:_SAMPLE]) - 1, 2))
    little = sum(pairs[sign + b"\0"] for sign in _ENDS)
    big = sum(pairs[b"\0" + sign] for sign in _ENDS)
    return ("utf-16-le" if little > big else "utf-16-be") if little or big else ""


def _guessed(raw: bytes) -> tuple[str, ...]:
    """Return the encodings to try: in Chinese text, bytes above 127 come in pairs.

    The second byte of a pair is often an ASCII one in Big5, and hardly ever in GBK. In each, the
    usual characters have first bytes of their own.
    """
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]", raw)
    high = len(re.findall(rb"[\x80-\xff]", raw))
    low = sum(second < 0x80 for _, second in pairs)
    if 4 * (len(pairs) - low) <= high:
        return ("cp1252", "gb18030")
    big5 = sum(0xA4 <= first <= 0xC6 for first, _ in pairs)
    gbk = sum(0xB0 <= first <= 0xD7 for first, _ in pairs)
    is_big5 = low > len(pairs) * _LOW_SHARE or big5 > gbk
    return ("big5", "gb18030", "cp1252") if is_big5 else ("gb18030", "big5", "cp1252")
