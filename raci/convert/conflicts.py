"""Imports lists of rights that nobody may combine: each row separates the activities of two."""

from collections.abc import Mapping, Sequence
from typing import Any

from raci.convert.imported import (
    Imported,
    ImportOptions,
    SourceFile,
)
from raci.convert.records import Record, Records, read_records
from raci.convert.rights import (
    Claims,
    Right,
    RightsMap,
    RightsUnknownError,
    read_rights,
    shown,
)
from raci.convert.unique_ids import UniqueIds
from raci.findings.place import TOP
from raci.findings.ref import Function
from raci.source.decode import UnreadableError

_RIGHT = (
    r"(?:(?:technical|business)? ?(?:right|permission|entitlement|role|privilege|profile|function"
    r"|duty|access)|权限|角色)"
)
_SYSTEM = r"(?:system|application|app|系统|应用)"
HEADS: Mapping[str, str] = {
    "right-a": rf"{_RIGHT} ?(?:a|1|one|i|一)|(?:first|left) {_RIGHT}",
    "right-b": rf"{_RIGHT} ?(?:b|2|two|ii|二)|(?:second|right|conflicting) {_RIGHT}|冲突{_RIGHT}",
    "system-a": rf"{_SYSTEM} ?(?:a|1|one|i|一)?",
    "system-b": rf"{_SYSTEM} ?(?:b|2|two|ii|二)",
    "id": r"(?:risk|rule|conflict|sod)? ?(?:id|no|number|code)|(?:风险|规则|冲突)?(?:编号|编码)",
    "name": r"(?:risk|rule|conflict)(?: name)?|(?:风险|规则|冲突)(?:名称)?",
    "note": r"description|text|reason|描述|说明|(?:风险|冲突)(?:描述|说明)",
}


def is_mine(file: SourceFile) -> bool:
    """Return whether a file has the heads of a list of conflicts."""
    try:
        return _is_list(read_records(file.raw, file.path, HEADS))
    except UnreadableError:
        return False


def read(file: SourceFile, options: ImportOptions) -> Imported:
    """Return the separations of a list.

    Raises:
        UnreadableError: the file is no text, or its heads name no two rights
            (``no-conflict-heads``).
        RightsUnknownError: no map says what the rights mean.
        ImportFailedError: the map cannot be read.
    """
    records = read_records(file.raw, file.path, HEADS)
    if not _is_list(records):
        raise UnreadableError("no-conflict-heads", TOP)
    if options.rights is None:
        named = (right for row in records.rows for right in _sides(row))
        raise RightsUnknownError(dict.fromkeys(named, 0))
    return _imported(records, options, read_rights(options.rights))


def _is_list(records: Records) -> bool:
    return {"right-a", "right-b"} <= records.heads.keys()


def _sides(row: Record) -> tuple[Right, ...]:
    """Return the two rights of a row, the second in the first's system unless it has its own."""
    systems = row.text("system-a"), row.text("system-b") or row.text("system-a")
    rights = row.text("right-a"), row.text("right-b")
    both = [*zip(systems, rights, strict=True)]
    return tuple(tuple(filter(None, pair)) for pair in both if pair[1])


def _imported(records: Records, options: ImportOptions, rights: RightsMap) -> Imported:
    result = Imported()
    ids = UniqueIds(options.slug)

    result.remark("read", "conflicts", records.top, n=len(records.rows))
    for cell in records.others:
        result.remark("left-out", "column", records.origin(cell), head=cell.text)
    for number, row in enumerate(records.rows):
        sides = _sides(row)
        if len(sides) < 2:
            result.remark("left-out", "right-incomplete", row.origin())
            continue
        found = [rights.claims.get(rights.find(side) or (), {}) for side in sides]
        for side, claims, name in zip(sides, found, ("right-a", "right-b"), strict=True):
            if not claims:
                result.remark(
                    "doubt", "right-without-activity", row.origin(name), right=shown(side)
                )
        if all(found):
            id_ = ids.of(number, row.text("id") or " + ".join(map(shown, sides)))
            result.data.setdefault("separations", {})[id_] = _separation(row, found)
            result.origins["separations", id_] = row.origin("id", "right-a")
    return result


def _separation(row: Record, sides: Sequence[Claims]) -> dict[str, Any]:
    """Return what keeps two rights apart: their activities, by the functions that they give."""
    named = {key: row.text(key) for key in ("name", "note") if row.text(key)}
    functions = [each.value for each in Function if any(each.value in side for side in sides)]
    between = [
        [f"activity:{id_}" for id_ in dict.fromkeys(id_ for ids in side.values() for id_ in ids)]
        for side in sides
    ]
    usual = functions == [Function.RESPONSIBLE.value]
    return {**named, "between": between, **({} if usual else {"functions": functions})}
