"""Whether a pack is what its own lists say, and what was read is what is there now."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from raci.findings.inputs import Input, digest_of, sha256_of
from raci.render.pack import MANIFEST, OVERVIEWS, SUMS, WORKBOOK
from raci.render.pack.checksums import parts_digest
from raci.source.packed import STATEMENT

Json = Mapping[str, Any]

Kind = Literal[
    "missing",
    "extra",
    "changed",
    "unlisted",
    "not-a-file",
    "unreadable-list",
    "false-inputs",
    "other-claim",
    "input-changed",
    "input-missing",
    "input-new",
    "other-organisation",
    "not-the-same",
]
"""What a difference is; each is a phrase ``differs-KIND``."""

SIGNATURE = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(OVERVIEWS)))})\.[^/]+")
"""A file beside a list that people signed: it is told, and is no difference."""

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


class Difference(NamedTuple):
    """Something that is not as it is listed: a file, an input or a key, and the lists."""

    kind: Kind
    path: str
    lists: tuple[str, ...] = ()


class Digests(NamedTuple):
    """The SHA-256 of a file, and of a workbook that of its parts; empty where it has none."""

    whole: str
    parts: str = ""


NO_FILE = Digests("")
"""A link, a pipe or the like, or a file that is larger than any of a pack."""

UNREAD = Digests("not read")
"""A file that no manifest lists: it is told, whatever is in it."""


def digests(path: str, raw: bytes) -> Digests:
    """Return the digests of a file."""
    return Digests(sha256_of(raw), parts_digest(raw) if path.endswith(WORKBOOK) else "")


def differences(
    there: Mapping[str, Digests], manifest: Json, sums: bytes, statement: bytes
) -> list[Difference]:
    """Return how the files of a folder differ from its lists, sorted by path.

    Args:
        there: every file of the folder.
        manifest: its manifest.
        sums: the bytes of its ``SHA256SUMS``, empty where there is none.
        statement: those of its ``statement.json``.
    """
    claims: dict[str, dict[str, str]] = {MANIFEST: _manifested(manifest)}
    found: list[Difference] = []
    for name, read, raw in ((SUMS, _summed, sums), (STATEMENT, _stated, statement)):
        if name not in there:
            continue
        try:
            claims[name] = read(raw)
        except (ValueError, LookupError, TypeError, RecursionError):
            found.append(Difference("unreadable-list", name))
    paths = {*there, *OVERVIEWS, *(path for each in claims.values() for path in each)}
    for path in sorted(path for path in paths if not SIGNATURE.fullmatch(path)):
        found += _of_file(path, there.get(path), claims)
    return [*found, *_of_claims(manifest, statement)]


def _of_file(
    path: str, there: Digests | None, claims: Mapping[str, Mapping[str, str]]
) -> Iterator[Difference]:
    lists = [name for name in claims if _may_list(name, path)]
    listing = [name for name in lists if path in claims[name]]
    if there is None:
        yield Difference("missing", path, tuple(listing))
    elif there is NO_FILE:
        yield Difference("not-a-file", path)
    elif not listing and lists:
        yield Difference("extra", path)
    else:
        # a workbook is packed otherwise on another machine: the manifest has what is in it
        wrong = [name for name in listing if claims[name][path] not in filter(None, there)]
        if wrong and there is not UNREAD:
            yield Difference("changed", path, tuple(wrong))
        if left_out := [name for name in lists if name not in listing]:
            yield Difference("unlisted", path, tuple(left_out))


def _may_list(name: str, path: str) -> bool:
    return path not in (SUMS, STATEMENT) and not (name == MANIFEST and path == MANIFEST)


def _manifested(manifest: Json) -> dict[str, str]:
    return {
        each["path"]: each.get("parts_sha256") or each.get("sha256", "")
        for each in manifest["files"]
    }


def _summed(raw: bytes) -> dict[str, str]:
    """Return what ``SHA256SUMS`` lists; raises ValueError."""
    *lines, rest = raw.decode().split("\n")
    found = [_LINE.fullmatch(line) for line in lines]
    if rest or b"\r" in raw or not all(found):
        raise ValueError
    return _each_once((each[2], each[1]) for each in found if each)


def _stated(raw: bytes) -> dict[str, str]:
    """Return what a statement is about; raises ValueError, LookupError or TypeError."""
    subjects = json.loads(raw)["subject"]
    return _each_once((str(each["name"]), str(each["digest"]["sha256"])) for each in subjects)


def _each_once(listed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return digests by path; raises ValueError where a path is listed twice."""
    pairs = list(listed)
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def _of_claims(manifest: Json, statement: bytes) -> Iterator[Difference]:
    """Yield what a manifest and a statement say that cannot both be true."""
    read = [Input(each["path"], each["sha256"]) for each in manifest["read"]]
    if digest_of(read) != manifest.get("inputs"):
        yield Difference("false-inputs", "inputs", (MANIFEST,))
    try:
        predicate = json.loads(statement)["predicate"]
        wrong = [key for key, value in predicate.items() if manifest.get(key) != value]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return
    yield from (Difference("other-claim", key, (STATEMENT, MANIFEST)) for key in wrong)


def of_inputs(manifest: Json, organisation: str, now: Iterable[Input]) -> Iterator[Difference]:
    """Yield how what was read differs from what is there now."""
    if manifest["organisation"] != organisation:
        yield Difference("other-organisation", organisation)
    before = {each["path"]: each["sha256"] for each in manifest["read"]}
    there = {each.path: each.sha256 for each in now}
    for path in sorted({*before, *there}):
        if path not in there:
            yield Difference("input-missing", path)
        elif path not in before:
            yield Difference("input-new", path)
        elif there[path] != before[path]:
            yield Difference("input-changed", path)


def of_remade(there: Mapping[str, Digests], again: Mapping[str, bytes]) -> Iterator[Difference]:
    """Yield which files of a pack are not what raci makes of the same input."""
    for path, raw in sorted(again.items()):
        made, found = digests(path, raw), there.get(path, NO_FILE)
        same = made.parts == found.parts if made.parts else made.whole == found.whole
        if path not in (SUMS, STATEMENT) and not same:
            yield Difference("not-the-same", path)
