"""The digests of a pack's files: as ``sha256sum`` reads them, and as an in-toto statement."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from raci.findings.inputs import Input, digest_of, sha256_of
from raci.render.json_text import dumps
from raci.render.pack import Files

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:raci:pack:v1"


def sums(files: Files) -> bytes:
    """Return the digests of files in the format of ``sha256sum``, sorted by path."""
    return "".join(f"{sha256_of(raw)}  {path}\n" for path, raw in sorted(files.items())).encode()


def statement(files: Files, about: Mapping[str, object]) -> bytes:
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
            "predicateType": PREDICATE_TYPE,
            "predicate": about,
        }
    ).encode()


def parts_digest(workbook: bytes) -> str:
    """Return one digest of a workbook's parts, unpacked and sorted by name.

    Raises:
        BadZipFile: it is no workbook.
    """
    with ZipFile(BytesIO(workbook)) as packed:
        return digest_of(Input(name, sha256_of(packed.read(name))) for name in packed.namelist())
