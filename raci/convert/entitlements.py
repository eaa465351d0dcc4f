"""Imports who has which right in which system; what a right lets people do, a map says.

A right is a role, whose functions are those of the map; who has it, holds the role.
"""

from collections import Counter
from collections.abc import Mapping

from raci.convert.dates import DateReader
from raci.convert.imported import (
    Imported,
    ImportOptions,
    Origin,
    RemarkKind,
    SourceFile,
)
from raci.convert.records import Record, Records, read_records
from raci.convert.rights import Right, RightsMap, RightsUnknownError, folded, read_rights, shown
from raci.convert.staff import pseudonym
from raci.convert.unique_ids import UniqueIds
from raci.findings.place import TOP
from raci.source.decode import UnreadableError
from raci.source.tables.names import is_id

HEADS: Mapping[str, str] = {
    "user": r"(?:user|account|login|logon|s ?am ?account|principal|employee|staff)"
    r"(?: ?(?:id|name|no|number|account))?|username"
    r"|(?:用户|账号|帐号|账户|登录|员工)(?:名|id|号|编号)?|工号",
    "name": r"(?:full|display|person|employee) ?name|name|(?:用户|员工)?姓名",
    "system": r"(?:system|application|app|platform|client|service|resource)(?: name| id)?"
    r"|(?:应用|业务|信息)?(?:系统|应用|平台)(?:名称|编号)?",
    "right": r"(?:right|permission|entitlement|role|privilege|profile|access|authori[sz]ation|group"
    r"|responsibility)s?(?: (?:name|id|level|right|technical name|profile))?|access (?:right|level)"
    r"|(?:用户)?(?:权限|角色|授权|功能|菜单)(?:名称|编码|代码|编号)?",
    "from": r"(?:valid|effective|granted|assigned|start)(?: ?(?:from|since|on|date))*"
    r"|(?:授权|生效|开始|有效期?开始)(?:日期|时间)",
    "until": r"(?:valid|expires|expiry|expiration|end|until)(?: ?(?:to|until|on|date))*"
    r"|(?:失效|到期|结束|有效期?结束)(?:日期|时间)",
}


def is_mine(file: SourceFile) -> bool:
    """Return whether a file has the heads of a list of rights."""
    try:
        return _is_list(read_records(file.raw, file.path, HEADS))
    except UnreadableError:
        return False


def read(file: SourceFile, options: ImportOptions) -> Imported:
    """Return the roles that rights are, and the people who hold them.

    Raises:
        UnreadableError: the file is no text, or its heads name no users and rights
            (``no-rights-heads``).
        RightsUnknownError: no map says what the rights mean.
        ImportFailedError: the map cannot be read.
    """
    records = read_records(file.raw, file.path, HEADS)
    if not _is_list(records):
        raise UnreadableError("no-rights-heads", TOP)
    if options.rights is None:
        raise RightsUnknownError(_rights(records))
    return _Import(records, options, read_rights(options.rights)).imported()


def _rights(records: Records) -> dict[Right, int]:
    """Return how many users have each right, as it is first spelt."""
    spelt: dict[Right, Right] = {}
    holders = {
        (spelt.setdefault(folded(right), right), row.text("user").casefold())
        for row in records.rows
        if (right := _right(row)) and row.text("user")
    }
    return dict(Counter(right for right, _ in holders))


def _right(row: Record) -> Right:
    """Return the right of a row, behind its system if it has one; nothing without a right."""
    right = row.text("right")
    return tuple(filter(None, (row.text("system"), right))) if right else ()


def _is_list(records: Records) -> bool:
    return {"user", "right"} <= records.heads.keys()


class _Import:
    def __init__(self, records: Records, options: ImportOptions, rights: RightsMap) -> None:
        self.records, self.rights = records, rights
        self.result = Imported()
        self.roles, self.people = UniqueIds(options.slug), UniqueIds(options.slug)
        self.dates = {
            name: DateReader(row.text(name) for row in records.rows) for name in ("from", "until")
        }
        self.unclear: dict[str, list[Record]] = {}
        self.unmapped: dict[Right, list[Record]] = {}
        self.named: list[Origin] = []
        self.used: set[Right] = set()

    def imported(self) -> Imported:
        """Return what the list and the map say together."""
        records = self.records
        values = {"n": len(records.rows), "heads": records.names}
        self.result.remark("read", "rights-list", records.top, (), **values)
        for cell in records.others:
            self.result.remark("left-out", "column", records.origin(cell), (), head=cell.text)
        for row in records.rows:
            right = _right(row)
            if right and row.text("user"):
                self._row(row, right)
            else:
                self.result.remark("left-out", "right-incomplete", row.origin())
        self._rest()
        return self.result

    def _row(self, row: Record, right: Right) -> None:
        meant = self.rights.find(right)
        if meant is None:
            self.unmapped.setdefault(folded(right), []).append(row)
            return
        self.used.add(meant)
        if claims := self.rights.claims[meant]:
            role = self.roles.of(folded(right), shown(right))
            self.result.add(("roles", role), {"name": shown(right), **claims}, row.origin("right"))
            self._hold(row, role)

    def _hold(self, row: Record, role: str) -> None:
        user = row.text("user")
        is_name = not (user.isascii() and is_id(user))
        id_ = self.people.of(user.casefold(), pseudonym(user) if is_name else user)
        if is_name:
            self.named.append(row.origin("user"))
        name = row.text("name") or user * is_name
        self.result.add(("people", id_), {"name": name} if name else {}, row.origin("user"))
        held = self.result.data["people"][id_].setdefault("roles", {})
        if role in held:
            values = {"person": id_, "role": role}
            self.result.remark("left-out", "row-twice", row.origin("user"), (), **values)
        else:
            held[role] = self._days(row)

    def _days(self, row: Record) -> dict[str, str]:
        days = {name: reader.read(row.text(name)) for name, reader in self.dates.items()}
        for name, day in days.items():
            if day is None:
                self.unclear.setdefault(name, []).append(row)
        return {name: day for name, day in days.items() if day}

    def _rest(self) -> None:
        """Tell what is unclear, and what the list and the map lack of each other."""
        if self.named:
            self.result.remark("doubt", "users-are-names", self.named[0])
        for name, rows in self.unclear.items():
            head = self.records.heads[name].text
            values = {"n": len(rows), "text": rows[0].text(name), "head": head}
            self.result.remark("doubt", "date-unclear", rows[0].origin(name), (), **values)
        for rows in self.unmapped.values():
            users = {row.text("user").casefold() for row in rows}
            values = {"right": shown(_right(rows[0])), "n": len(users)}
            self.result.remark("doubt", "right-unmapped", rows[0].origin("right"), (), **values)
        for right, claims in self.rights.claims.items():
            if right not in self.used:
                self._of_map("doubt", "right-unused", right)
            elif not claims:
                self._of_map("read", "right-without-duty", right)

    def _of_map(self, kind: RemarkKind, key: str, right: Right) -> None:
        at = Origin(self.rights.path, self.rights.spans[right])
        self.result.remark(kind, key, at, right=self.rights.spelt[right])
