"""The departments, posts and duties that an outline has: each name once, in its order."""

from dataclasses import dataclass, field

from raci.convert.outline.items import Doubt
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import stem_of


@dataclass(eq=False)
class FoundDuty:
    """A duty in its own words."""

    line: Line
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(eq=False)
class FoundPost:
    """A post, with the names of its department and superior where they are written."""

    name: str
    line: Line
    department: "FoundDepartment | None" = None
    reports_to: Line | None = None
    headcount: int | None = None
    duties: list[FoundDuty] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    placed: bool = False
    """Whether a label names its department."""


@dataclass(eq=False)
class FoundDepartment:
    """A department with its mandate and, in order, its posts."""

    name: str
    line: Line
    parent: "FoundDepartment | None" = None
    duties: list[FoundDuty] = field(default_factory=list)
    posts: list[FoundPost] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    marked: bool = False
    """Whether it has a number, or is a heading."""
    key: str = ""
    stem: str = ""
    """Its name without what names of departments end in: ``finance`` of ``finance team``."""


@dataclass(slots=True)
class Found:
    """What an outline says, and the lines that are left out."""

    departments: dict[str, FoundDepartment] = field(default_factory=dict)
    posts: list[FoundPost] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)
    _by_stem: dict[str, FoundDepartment] = field(default_factory=dict)
    _by_name: dict[tuple[FoundDepartment | None, str], FoundPost] = field(default_factory=dict)

    def department(self, name: str, line: Line, parent: FoundDepartment | None) -> FoundDepartment:
        """Return the department of a name, which is added where it is new."""
        key = key_of(name)
        found = self.departments.get(key) or self._by_stem.get(stem_of(key))
        if found is None or (found.stem != found.key and key not in (found.key, found.stem)):
            found = FoundDepartment(name, line, parent, key=key, stem=stem_of(key))
            self.departments[key] = found
            self._by_stem.setdefault(found.stem, found)
        return found

    def post(self, name: str, line: Line, department: FoundDepartment | None) -> FoundPost:
        """Return the post of a name in a department, which is added where it is new."""
        key = (department, key_of(name))
        if key not in self._by_name:
            post = self._by_name[key] = FoundPost(name, line, department)
            self.posts.append(post)
            if department:
                department.posts.append(post)
        return self._by_name[key]

    def place(self, post: FoundPost, department: FoundDepartment) -> None:
        """Move a post to a department."""
        if post.department:
            post.department.posts.remove(post)
        post.department = department
        department.posts.append(post)
        self._by_name.pop((None, key_of(post.name)), None)
        self._by_name.setdefault((department, key_of(post.name)), post)

    def leave(self, line: Line) -> None:
        """Leave out a line, unless it is empty."""
        if line.text.strip():
            self.left_out.append(line)


def key_of(name: str) -> str:
    """Return what is the same for all spellings of a name."""
    return shadow(name).casefold().removeprefix("the ")
