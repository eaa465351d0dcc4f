"""The package of a Word file, checked before it is opened."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from raci.convert.outline.text import MAX_BYTES
from raci.source.decode import UnreadableError

MAX_UNPACKED = 16 * MAX_BYTES
MAX_XML = 4 * MAX_BYTES
MAX_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0"
_BODY = "word/document.xml"


def check_package(raw: bytes) -> None:
    """Refuse what is no Word file, or unpacks to too much.

    Raises:
        UnreadableError: so it is, or it has a password, or is of an old format.
    """
    if raw[:4] == _OLE:
        raise UnreadableError("old-document")
    try:
        with ZipFile(BytesIO(raw)) as parts:
            listed = parts.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("no-document") from error
    xml = [part for part in listed if part.filename.endswith((".xml", ".rels"))]
    sizes = [
        (sum(part.file_size for part in parts), limit)
        for parts, limit in ((listed, MAX_UNPACKED), (xml, MAX_XML))
    ]
    for size, limit in sizes:
        if size > limit or len(listed) > MAX_PARTS:
            raise UnreadableError("too-large", limit=limit // (1024 * 1024))
    if any(part.flag_bits & 1 for part in listed):
        raise UnreadableError("old-document")
    if _BODY not in {part.filename for part in listed}:
        raise UnreadableError("no-document")
