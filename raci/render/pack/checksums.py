"""The digests of a pack's files: as ``sha256sum`` reads them, and as an in-toto statement."""

import struct
import zlib
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from raci.findings.inputs import Input, digest_of, sha256_of
from raci.render.json_text import dumps
from raci.render.pack import Files
from raci.source.packed import PACK_TYPE

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"

MOST_UNPACKED = 1024 * 1024 * 1024
"""The parts of no workbook of a pack are larger together."""

_CHUNK = 1024 * 1024
_DAMAGED = (
    *(BadZipFile, EOFError, LookupError, NotImplementedError, OSError, OverflowError),
    *(RuntimeError, ValueError, struct.error, zlib.error),
)


def sums(files: Files) -> bytes:
    """Return the digests of files in the format of ``sha256sum``, sorted by path."""
    return "".join(f"{sha256_of(raw)}  {path}\n" for path, raw in sorted(files.items())).encode()


def in_toto_statement(files: Files, about: Mapping[str, object]) -> bytes:
    """Return an in-toto statement, version 1: files, and what is said about them.

    https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
    """
    subjects = [
        {"name": path, "digest": {"sha256": sha256_of(raw)}} for path, raw in sorted(files.items())
    ]
    return dumps(
        {
            "_type": STATEMENT_TYPE,
            "subject": subjects,
            "predicateType": PACK_TYPE,
            "predicate": about,
        }
    ).encode()


def parts_digest(workbook: bytes) -> str:
    """Return one digest of a workbook's parts, unpacked and sorted by name.

    How they are packed differs between builds of zlib. What is no workbook, or is larger than one
    of a pack, has no digest: ``""``.
    """
    try:
        with ZipFile(BytesIO(workbook)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                return ""
            return digest_of(Input(part.filename, _part_digest(packed, part)) for part in parts)
    except _DAMAGED:
        return ""


def _part_digest(packed: ZipFile, part: ZipInfo) -> str:
    digest = sha256()
    with packed.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
