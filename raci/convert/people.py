"""Imports a list of people: posts are roles, and managers say which role reports to which."""

from collections.abc import Sequence

from raci.convert.dates import DateReader
from raci.convert.department_paths import DepartmentPaths
from raci.convert.imported import (
    Imported,
    ImportOptions,
    Route,
    SourceFile,
)
from raci.convert.people_heads import BESIDE, DATES, HEADS, LEFT, LEVELS, WHO, has_people
from raci.convert.records import Record, Records, folded, read_records
from raci.convert.reporting_lines import ReportingLines
from raci.convert.route_names import RouteNames
from raci.convert.staff import Key, Post, Staff, is_nobody
from raci.convert.unique_ids import UniqueIds
from raci.findings.place import TOP
from raci.source.decode import UnreadableError
from raci.source.document import Document


def is_mine(file: SourceFile) -> bool:
    """Return whether a file has the heads of a list of people."""
    try:
        heads = read_records(file.raw, file.path, HEADS).heads
    except UnreadableError:
        return False
    return has_people(heads) and not BESIDE.isdisjoint(heads)


def read(file: SourceFile, options: ImportOptions) -> Imported:
    """Return the departments, roles and people of a list; raises as ``read_together``."""
    return read_together([file], options)


def read_together(files: Sequence[SourceFile], options: ImportOptions) -> Imported:
    """Return what several lists say of one organisation, whose managers may stand in another list.

    Raises:
        UnreadableError: a file is no text, or its heads name neither people nor posts
            (``no-people-heads``).
    """
    lists = [read_records(file.raw, file.path, HEADS) for file in files]
    if not all(has_people(records.heads) for records in lists):
        raise UnreadableError("no-people-heads", TOP)
    return _Lists(lists, options).imported()


class _Lists:
    def __init__(self, lists: Sequence[Records], options: ImportOptions) -> None:
        self.lists = lists
        self.result = Imported(is_staff=True)
        self.paths = DepartmentPaths(row.text("department") for each in lists for row in each.rows)
        self.dates = {
            (each.document, name): DateReader(row.text(name) for row in each.rows)
            for each in lists
            for _, names in DATES
            for name in names
        }
        self.staff = Staff(options.slug)
        self.ids = {section: UniqueIds(options.slug) for section in ("departments", "roles")}
        self.titles: dict[Route, str] = {}
        self.spelled: dict[str, str] = {}
        self.unclear: dict[tuple[Document, str], list[Record]] = {}

    def imported(self) -> Imported:
        """Return what the lists say."""
        posts: list[Post] = []
        for records in self.lists:
            self._columns(records)
            posts += [post for row in records.rows if (post := self._post(row, records))]
        names = RouteNames(post.role for post in posts if post.role)
        for post in posts:
            if post.role:
                self._add_role(post, names)
        for post in posts:
            if post.person:
                self._add_person(post, post.person)
        self._add_lines(ReportingLines(posts, self.staff))
        self._dates_left_out()
        return self.result

    def _columns(self, records: Records) -> None:
        heads = records.heads
        n = len(records.rows)
        self.result.remark("read", "people-list", records.top, (), n=n, heads=records.names)
        unused = [*records.others, *(heads[name] for name in heads if name == "email")]
        for cell in unused:
            self.result.remark("left-out", "column", records.origin(cell), (), head=cell.text)
        if heads.keys().isdisjoint(("id", "account")):
            self.result.remark("doubt", "people-without-ids", records.top)
        if self.paths.divided and "department" in heads:
            at = records.origin(heads["department"])
            self.result.remark("doubt", "departments-divided", at, (), sign=self.paths.divided)

    def _post(self, row: Record, records: Records) -> Post | None:
        """Return what a row says; None for one of somebody who has left, or of nothing."""
        if LEFT.fullmatch(folded(row.text("status"))):
            self.result.remark("left-out", "row-left", row.origin("status"))
            return None
        person, odd = self.staff.add(row)
        title = row.text("title")
        title = "" if is_nobody(title) else title
        if not person and not title:
            self.result.remark("left-out", "row-without-anything", row.origin())
            return None
        if odd and not records.heads.keys().isdisjoint(("id", "account")):
            self.result.remark("doubt", odd, row.origin(*WHO))
        if not title:
            self.result.remark("doubt", "row-without-title", row.origin(*WHO))
            return Post(row, person, ())
        if not person:
            self.result.remark("read", "post-vacant", row.origin("title"))
        role = (*self._path(row), title.casefold())
        self.titles.setdefault(role, title)
        return Post(row, person, role)

    def _path(self, row: Record) -> Route:
        parts: list[str] = []
        for level in LEVELS:
            text = "" if is_nobody(row.text(level)) else row.text(level)
            path = self.paths.path(text) if level == "department" else (text,) if text else ()
            parts += path if list(path) != parts[-1:] else ()
        return tuple(self.spelled.setdefault(part.casefold(), part) for part in parts)

    def _add_role(self, post: Post, names: RouteNames) -> None:
        *path, _ = post.role
        above = ""
        for depth in range(1, len(path) + 1):
            part = tuple(path[:depth])
            entry = {"name": part[-1]} | ({"parent": above} if above else {})
            above = self.ids["departments"].of(part, names.department(part))
            at = post.record.origin(*reversed(LEVELS))
            self.result.add(("departments", above), entry, at)
        title = self.titles[post.role]
        entry = {"name": title} | ({"department": above} if above else {})
        self.result.add(("roles", self._role(post.role, names)), entry, post.record.origin("title"))

    def _role(self, role: Route, names: RouteNames | None = None) -> str:
        """Return the id of a role, which needs the names only for the first time."""
        name = names.role(role, self.titles[role]) if names else ""
        return self.ids["roles"].of(role, name)

    def _add_person(self, post: Post, person: Key) -> None:
        id_ = self.staff.id(person)
        name = self.staff.names[person]
        at = post.record.origin(*WHO)
        self.result.add(("people", id_), {"name": name} if name else {}, at)
        if address := post.record.text("email"):
            self.result.addresses.setdefault(id_, address.casefold())
        if not post.role:
            return
        roles = self.result.data["people"][id_].setdefault("roles", {})
        role = self._role(post.role)
        if role in roles:
            self.result.remark("left-out", "row-twice", at, (), person=id_, role=role)
        else:
            roles[role] = self._days(post.record)

    def _days(self, row: Record) -> dict[str, str]:
        days = {}
        for key, names in DATES:
            name = next((name for name in names if row.text(name)), "")
            day = self.dates[row.document, name].read(row.text(name)) if name else ""
            if day is None:
                self.unclear.setdefault((row.document, name), []).append(row)
            elif day:
                days[key] = day
        return days

    def _dates_left_out(self) -> None:
        heads = {each.document: each.heads for each in self.lists}
        for (document, name), rows in self.unclear.items():
            head = heads[document][name].text
            values = {"n": len(rows), "text": rows[0].text(name), "head": head}
            self.result.remark("doubt", "date-unclear", rows[0].origin(name), (), **values)

    def _add_lines(self, lines: ReportingLines) -> None:
        roles = self.result.data.get("roles", {})
        for role, above in lines.above.items():
            roles[self._role(role)]["reports_to"] = self._role(above)
        for doubt in lines.doubts:
            route = ("roles", self._role(doubt.role)) if doubt.role else ()
            values = dict(doubt.values)
            if "roles" in values:
                values["roles"] = ", ".join(map(self._role, values["roles"]))
            self.result.remark("doubt", doubt.key, doubt.origin, route, **values)
