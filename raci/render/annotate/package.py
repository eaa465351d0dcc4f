"""The parts of an Office Open XML file: some are edited or added, all others stay as they are."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from posixpath import basename, dirname, join, normpath, relpath
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from raci.render.annotate.notes import AnnotateError

MOST_BYTES = 512 * 1024 * 1024
"""No workbook whose parts are larger together is copied."""

TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T")
_NEW = (1980, 1, 1, 0, 0, 0)


@contextmanager
def readable() -> Iterator[None]:
    """Raise AnnotateError where a file is no package, or is not as the format demands."""
    try:
        yield
    except (
        BadZipFile,
        EOFError,
        IndexError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        etree.XMLSyntaxError,
        zlib.error,
    ) as error:
        raise AnnotateError("no-package") from error


class Package:
    """An Office Open XML file, its parts by name."""

    def __init__(self, raw: bytes) -> None:
        self._zip = ZipFile(BytesIO(raw))
        self._infos = {info.filename: info for info in self._zip.infolist()}
        if sum(info.file_size for info in self._infos.values()) > MOST_BYTES:
            raise AnnotateError("too-large", limit=MOST_BYTES // (1024 * 1024))
        self._roots: dict[str, Any] = {}
        self._changed: dict[str, bytes] = {}
        self._edited: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._infos or name in self._changed

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._changed[name] if name in self._changed else self._zip.read(self._infos[name])

    def edit(self, name: str) -> Any:
        """Return the root of a part; what is changed in it is written."""
        self._edited.add(name)
        return self.xml(name)

    def xml(self, name: str) -> Any:
        """Return the root of a part, to be read only."""
        if name not in self._roots:
            raw = self.read(name)
            if _DOCTYPE.search(raw):
                raise ValueError(name)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            self._roots[name] = etree.fromstring(raw, parser)
        return self._roots[name]

    def put(self, name: str, content: bytes) -> None:
        """Replace or add a part."""
        self._changed[name] = content

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part of a type of its own."""
        self.put(name, content)
        types = self.edit(TYPES)
        etree.SubElement(
            types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type
        )

    def declare(self, suffix: str, content_type: str) -> None:
        """Say what type the parts of a suffix have, unless that is said already."""
        types = self.edit(TYPES)
        defaults = types.findall(f"{{{_TYPES}}}Default")
        if not any(each.get("Extension", "").lower() == suffix for each in defaults):
            new = types.makeelement(
                f"{{{_TYPES}}}Default", Extension=suffix, ContentType=content_type
            )
            types.insert(len(defaults) and types.index(defaults[-1]) + 1, new)

    def free(self, pattern: str) -> str:
        """Return the first name of a pattern with ``{n}`` that no part has."""
        taken = {name.lower() for name in (*self._infos, *self._changed)}
        n = 1
        while pattern.format(n=n).lower() in taken:
            n += 1
        return pattern.format(n=n)

    def related(self, part: str, kind: str = "", id_: str | None = None) -> list[str]:
        """Return the parts that a part refers to: by the end of the reference's type, or its id."""
        rels = _relations_of(part)
        if rels not in self:
            return []
        return [
            normpath(join(dirname(part), each.get("Target"))).lstrip("/")
            for each in self.xml(rels)
            if isinstance(each.tag, str)
            and each.get("TargetMode") != "External"
            and each.get("Type", "").endswith(f"/{kind}" if kind else "")
            and id_ in (None, each.get("Id"))
        ]

    def relate(self, part: str, type_: str, target: str) -> str:
        """Let a part refer to another one, and return the reference's id."""
        rels = _relations_of(part)
        if rels not in self:
            self.put(rels, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
            self.declare("rels", _RELATIONS_TYPE)
        root = self.edit(rels)
        taken = {each.get("Id") for each in root}
        id_ = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
        place = relpath(f"/{target}", f"/{dirname(part)}")
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=id_, Type=type_, Target=place)
        return id_

    def written(self) -> bytes:
        """Return the file: parts in their order and with their times, new ones last."""
        changed = self._changed | {name: as_bytes(self._roots[name]) for name in self._edited}
        out = BytesIO()
        with ZipFile(out, "w") as file:
            for name, info in self._infos.items():
                content = changed.pop(name, None)
                file.writestr(_like(info), self._zip.read(info) if content is None else content)
            for name, content in changed.items():
                new = ZipInfo(name, _NEW)
                new.compress_type, new.create_system = ZIP_DEFLATED, 0
                new.external_attr = 0o600 << 16
                file.writestr(new, content)
        return out.getvalue()


def as_bytes(root: Any) -> bytes:
    """Return an element as the bytes of a part."""
    whole = root.getroottree()
    text: bytes = etree.tostring(whole, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _relations_of(part: str) -> str:
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def _like(info: ZipInfo) -> ZipInfo:
    copy = ZipInfo(info.filename, info.date_time)
    copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
    copy.create_system = info.create_system
    return copy
