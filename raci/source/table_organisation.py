"""A table as the files of an organisation, as folders of definitions are."""

import os
from posixpath import join, normpath, splitext
from shlex import quote
from typing import Any

from raci.findings.finding import Hit, Verdict
from raci.findings.place import TOP, Place
from raci.findings.ref import Ref
from raci.findings.text import shortened
from raci.source.decode import UnreadableError
from raci.source.discover import OrganisationFiles, TableSource
from raci.source.document import Document
from raci.source.files import FileSet, Folder, Overlay
from raci.source.git import Revision
from raci.source.regular import not_read
from raci.source.tables.definition import Reading
from raci.source.tables.mapping import TableMapping
from raci.source.tables.names import slug
from raci.source.tables.read import read_table
from raci.source.tables.region import Doubt
from raci.source.unreadable import unreadable

SHOWN = 60
"""Messages show so many characters of a cell."""


def organisation_of(files: FileSet, path: str, mapping: TableMapping) -> OrganisationFiles:
    """Return the organisation that a table is; one without documents where it cannot be read.

    Raises:
        FileNotFoundError: there is no such file.
    """
    found = OrganisationFiles(files, "", table=TableSource(path, mapping))
    id_ = mapping.id or id_of(files, path)
    try:
        raw = files.read(path)
        found.note(path, raw)
        reading = read_table(raw, path, id_, mapping)
    except FileNotFoundError:
        raise
    except OSError as error:
        return _unread(found, path, unreadable(Document(path, ""), not_read(error)))
    except UnreadableError as error:
        if error.case == "no-matrix":
            ref = Ref(f"file:{path}")
            return _unread(
                found, path, Verdict("DEF011", ref, Hit(at=Place(ref, path, TOP), case="no-matrix"))
            )
        return _unread(found, path, unreadable(Document(path, ""), error))
    found.documents = [reading.document]
    found.table = TableSource(
        path,
        mapping,
        tuple(reading.tables),
        tuple(_verdict(reading, doubt, quote(files.title(path))) for doubt in reading.doubts),
        reading.mapping,
        frozenset(
            {Ref(f"activity:{id_}") for id_ in reading.activities}
            | {Ref(f"role:{id_}") for id_ in reading.roles}
        ),
    )
    return found


def _unread(found: OrganisationFiles, path: str, verdict: Verdict) -> OrganisationFiles:
    found.defects = [verdict]
    found.homeless = True
    found.table = None
    return found


def id_of(files: FileSet, path: str) -> str:
    """Return the id of the organisation that a file is, where nothing else gives one."""
    return slug(splitext(below_top(files, path))[0])


def below_top(files: FileSet, path: str) -> str:
    """Return the path of a file below its repository's top; its name alone without a repository."""
    while isinstance(files, Overlay):
        files = files.base
    if isinstance(files, Revision):
        return normpath(join(files.folder, path))
    name = os.path.basename(path)
    if not isinstance(files, Folder):
        return name
    whole = (files.root / path).resolve()
    top = next((up for up in whole.parents if (up / ".git").exists()), None)
    return whole.relative_to(top).as_posix() if top else name


def _verdict(reading: Reading, doubt: Doubt, shown: str) -> Verdict:
    document = reading.document
    ref = Ref(f"file:{document.path}")
    place = document.place_of(ref, doubt.cell.start, doubt.cell.end)
    route = tuple(filter(None, (doubt.name, doubt.head, doubt.found)))
    values = {**values_of(doubt), "path": shown}
    return Verdict("DEF018", ref, Hit(at=place, case=doubt.case, route=route, **values))


def values_of(doubt: Doubt) -> dict[str, Any]:
    """Return the values of the message about what is not understood."""
    return {
        "found": shortened(doubt.found, SHOWN),
        "head": shortened(doubt.head, SHOWN),
        "row": shortened(doubt.name, SHOWN),
    }
