"""The sections of a definition that the departments, posts and duties of an outline make."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from raci.convert.imported import Imported, ImportOptions, Origin, Remark, Route
from raci.convert.outline.duty_words import is_catch_all
from raci.convert.outline.entry_ids import with_ids
from raci.convert.outline.found import Found, FoundDepartment, FoundDuty, FoundPost
from raci.convert.outline.items import Doubt
from raci.convert.outline.keys import Keys, wording
from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import bare, rank
from raci.findings.place import Span
from raci.findings.text import shortened

_SHOWN = 60
_MANDATES = 100
"""A post's duties are compared with so many lines of the department's mandate."""


def definition_of(
    found: Found, furniture: Sequence[Line], path: str, options: ImportOptions
) -> Imported:
    """Return the definition that an outline makes, and what was read, doubted and left out."""
    writer = _Writer(found, path, options)
    writer.write()
    result = writer.imported
    posts = writer.posts
    counts = {
        "departments": len(found.departments),
        "posts": len(posts),
        "duties": sum(len(post.duties) for post in posts.values()),
        "mandates": sum(len(each.duties) for each in found.departments.values()),
    }
    first = min((line.number for line in writer.lines()), default=1)
    read = Remark("read", "outline", path, Span(first, 1, first, 1), values=counts)
    left_out = (
        *_left_out(found.left_out, "outline-left-out", path),
        *_left_out(furniture, "outline-page", path),
    )
    result.remarks = [read, *sorted((*result.remarks, *left_out), key=lambda each: each.span)]
    return result


class _Writer:
    def __init__(self, found: Found, path: str, options: ImportOptions) -> None:
        self.found, self.path, self.slug = found, path, options.slug
        self.imported = Imported()
        self.departments = dict(with_ids(found.departments.values(), lambda _: "", self.slug))
        self.posts = dict(with_ids(found.posts, _group, self.slug))
        self.department_ids = {id(each): id_ for id_, each in self.departments.items()}
        self.post_ids = {id(each): id_ for id_, each in self.posts.items()}
        self.keys = Keys(self.slug)

    def lines(self) -> Iterator[Line]:
        """Return the first lines of all that was found."""
        yield from (each.line for each in self.found.departments.values())
        yield from (each.line for each in self.found.posts)

    def write(self) -> None:
        """Write departments and posts in their order."""
        for id_, department in self.departments.items():
            self._entry(("departments", id_), self._department(id_, department), department.line)
        for id_, post in self.posts.items():
            self._entry(("roles", id_), self._post(id_, post), post.line)
        self._catch_alls()

    def _entry(self, route: Route, entry: dict[str, Any], line: Line) -> None:
        section, id_ = route
        self.imported.data.setdefault(section, {})[id_] = entry
        self.imported.origins[route] = Origin(self.path, _span(line))

    def _department(self, id_: str, department: FoundDepartment) -> dict[str, Any]:
        route = ("departments", id_)
        self._doubts(department.doubts, department.line, route)
        entry: dict[str, Any] = {"name": department.name}
        if department.parent and department.parent is not department:
            entry["parent"] = self.department_ids[id(department.parent)]
        head = _head(department)
        if head:
            entry["head"] = self.post_ids[id(head)]
            self._doubt("outline-head", head.line, route, name=department.name, head=head.name)
        duties = self._duties(route, department.duties)
        return entry | duties | {"source": self._source(department.line)}

    def _post(self, id_: str, post: FoundPost) -> dict[str, Any]:
        route = ("roles", id_)
        self._doubts(post.doubts, post.line, route)
        entry: dict[str, Any] = {"name": post.name}
        if post.department:
            entry["department"] = self.department_ids[id(post.department)]
        superior = self._superior(post, route)
        if superior and superior != id_:
            entry["reports_to"] = superior
        if post.headcount is not None:
            entry["headcount"] = post.headcount
        mandate = post.department.duties if post.department else ()
        duties = self._duties(route, post.duties, mandate)
        if not duties:
            self._doubt("outline-no-duties", post.line, route, name=post.name)
        return entry | duties | {"source": self._source(post.line)}

    def _superior(self, post: FoundPost, route: Route) -> str | None:
        if post.reports_to is None:
            return None
        name = bare(post.reports_to.text)
        found = self._named(name, post)
        if found is None:
            self._doubt("outline-superior", post.reports_to, route, name=post.name, superior=name)
            return None
        return self.post_ids[id(found)]

    def _named(self, name: str, post: FoundPost) -> FoundPost | None:
        """Return the only post of a name; a part of its name counts within its department."""
        wanted = _plain(name)
        exact = [each for each in self.found.posts if _plain(each.name) == wanted]
        beside = [each for each in exact if each.department is post.department]
        if len(beside or exact) == 1:
            return (beside or exact)[0]
        mates = post.department.posts if post.department else []
        partly = [
            each for each in mates if each is not post and _is_part(wanted, _plain(each.name))
        ]
        return partly[0] if len(partly) == 1 and not exact else None

    def _duties(
        self, route: Route, duties: Iterable[FoundDuty], mandate: Iterable[FoundDuty] = ()
    ) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        mandates = list(dict.fromkeys(wording(each.line.text) for each in mandate))[:_MANDATES]
        for duty in duties:
            words = wording(duty.line.text)
            if not words:  # a mark and nothing behind it
                continue
            lines = [line for line in mandates if self.keys.of(line, ())[0] not in entry]
            key, near = self.keys.of(words, lines)
            if key in entry:
                self.imported.remarks.append(
                    self._remark("left-out", "outline-duty-twice", duty.line, (), text=words)
                )
                continue
            language = "zh" if is_chinese(words) else "en"
            entry[key] = {language: words, "source": self._source(duty.line)}
            if near:
                self._doubt(
                    "outline-same-duty", duty.line, (*route, "duties", key), text=words, other=near
                )
            self._doubts(duty.doubts, duty.line, (*route, "duties", key))
        return {"duties": entry} if entry else {}

    def _catch_alls(self) -> None:
        """Mark what several posts do beside all else as shared: it is no overlap."""
        held: dict[str, list[Line]] = {}
        for post in self.found.posts:
            for duty in post.duties:
                key, _ = self.keys.of(wording(duty.line.text), ())
                held.setdefault(key, []).append(duty.line)
        for key, lines in held.items():
            if len(lines) > 1 and is_catch_all(shadow(lines[0].text)):
                route = ("activities", key)
                self._entry(route, {"shared": True}, lines[0])
                self._doubt("outline-shared", lines[0], route, text=wording(lines[0].text))

    def _source(self, line: Line) -> str:
        return str(Origin(self.path, _span(line)))

    def _doubts(self, doubts: Iterable[Doubt], line: Line, route: Route) -> None:
        for doubt in doubts:
            at = doubt.line or line
            values = {"text": at.text, **doubt.values}
            self._doubt(f"outline-{doubt.key}", at, route, **values)

    def _doubt(self, key: str, line: Line, route: Route, **values: Any) -> None:
        self.imported.remarks.append(self._remark("doubt", key, line, route, **values))

    def _remark(self, kind: Any, key: str, line: Line, route: Route, **values: Any) -> Remark:
        shown = {
            name: shortened(value, _SHOWN) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return Remark(kind, key, self.path, _span(line), values=shown, route=route)


def _group(post: FoundPost) -> str:
    return post.department.name if post.department else ""


def _head(department: FoundDepartment) -> FoundPost | None:
    """Return the post whose title is that of the department's head, the first of the highest."""
    ranked = [(rank(shadow(post.name)), post) for post in department.posts]
    best = max((number for number, _ in ranked), default=0)
    highest = [post for number, post in ranked if number == best]
    if not best:
        return None
    return highest[0] if len(highest) == 1 or highest[0] is department.posts[0] else None


def _left_out(lines: Sequence[Line], key: str, path: str) -> Iterator[Remark]:
    """Yield a remark for each run of lines that follow one another."""
    ordered = sorted(
        (line for line in lines if line.text.strip()), key=lambda line: line.pieces[0][1:]
    )
    runs: list[list[Line]] = []
    for line in ordered:
        if runs and line.number - runs[-1][-1].number <= 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        end_line, end_column = max((_span(line).end_line, _span(line).end_column) for line in run)
        span = _span(run[0])._replace(end_line=end_line, end_column=end_column)
        values = {"text": shortened(run[0].text, _SHOWN), "n": len(run)}
        yield Remark("left-out", key, path, span, values=values)


def _span(line: Line) -> Any:
    start = len(line.text) - len(line.text.lstrip())
    return line.span(start, len(line.text.rstrip()))


def _is_part(one: str, other: str) -> bool:
    return bool(one) and (other.endswith(one) or one.endswith(other))


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    return re.sub(r"[\s\-/]+", "", shadow(bare(name)).casefold())
