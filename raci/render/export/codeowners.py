"""The owners of paths as a CODEOWNERS file, in the syntax that GitHub reads."""

import re
from collections.abc import Iterator

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Attributed, Platform, Role
from raci.render.escape import clean
from raci.render.phrases import Words

KIND = "paths"
"""The kind of platforms whose name is a pattern, as they are imported."""

PATHS, HANDLE = "paths", "handle"
"""The attribute of a platform with its patterns, and of a role with its handles."""

_HANDLE = re.compile(r"@[\w.-]+(?:/[\w.-]+)*|[^\s@,<>]+@[^\s@,<>]+\.[^\s@,<>]+")
_IMPOSSIBLE = re.compile(r"^!|(?<!\\)[\[\]]|[\x00-\x1f\x7f\ud800-\udfff]|^\s*$")
_SPECIAL = re.compile(r"(?<!\\)[ #]")


def render(matrix: Matrix, lang: str) -> str:
    """Return a line for each pattern of a platform, and comments on what is left out.

    The last pattern that matches a path counts, so they stand in the order of the definition.
    """
    return _CodeOwners(matrix, lang).text()


class _CodeOwners:
    def __init__(self, matrix: Matrix, lang: str) -> None:
        self.matrix, self.lang = matrix, lang
        self.words = Words("export", lang)
        self.owners: dict[str, list[str]] = {}
        self.left_out: list[str] = []
        self.pathless: list[Ref] = []

    def text(self) -> str:
        platforms = sorted(
            self.matrix.platforms.values(), key=lambda each: self.matrix.written_order(each.ref)
        )
        for platform in platforms:
            self._add(platform)
        rules = [" ".join((_escaped(pattern), *each)) for pattern, each in self.owners.items()]
        top = self._comment("codeowners-of", self.matrix.org.ref)
        comments = [top, *self.left_out]
        if self.pathless:
            names = self.words["comma"].join(map(self._title, self.pathless))
            comments.append(clean(self.words["no-paths"].format(names=names)))
        return "\n".join([*(f"# {comment}" for comment in comments), "", *rules]) + "\n"

    def _add(self, platform: Platform) -> None:
        patterns = [*_listed(platform, PATHS)] or [*self._name_of(platform)]
        if not patterns:
            self.pathless.append(platform.ref)
            return
        handles = [handle for role in platform.owners for handle in self._handles(role, platform)]
        if platform.owners and not handles:
            self._leave_out("nobody-has-a-handle", platform.ref)
            return
        for pattern in patterns:
            if _IMPOSSIBLE.search(pattern):
                self._leave_out("no-such-pattern", platform.ref, pattern=pattern)
                continue
            known = self.owners.pop(pattern, [])  # the last line counts
            self.owners[pattern] = [*dict.fromkeys((*known, *handles))]

    def _name_of(self, platform: Platform) -> Iterator[str]:
        if platform.sort == KIND:
            yield from ([*platform.name.values()] or [platform.id])[:1]

    def _handles(self, id_: str, platform: Platform) -> list[str]:
        """Return the handles of a role: what it says of them, else its name if it is one."""
        role = self.matrix.org.roles.get(id_, Role(id=id_))
        written = [*_listed(role, HANDLE)] or [*role.name.values()]
        handles = [each for each in written if _HANDLE.fullmatch(each)]
        if not handles:
            self._leave_out("no-handle", platform.ref, role=self._title(Ref(f"role:{id_}")))
        return handles

    def _leave_out(self, key: str, ref: Ref, **values: str) -> None:
        self.left_out.append(self._comment(key, ref, **values))

    def _comment(self, key: str, ref: Ref, **values: str) -> str:
        return clean(self.words[key].format(name=self._title(ref), **values))

    def _title(self, ref: Ref) -> str:
        return self.matrix.title(ref, self.lang)


def _listed(entity: Attributed, name: str) -> Iterator[str]:
    value = entity.attributes.get(name, ())
    yield from (str(each) for each in (value if isinstance(value, tuple) else (value,)))


def _escaped(pattern: str) -> str:
    """Return a pattern in which blanks and ``#`` are signs like others.

    At the beginning of a line an escaped ``#`` is still a comment: ``**/`` before it matches alike.
    """
    anywhere = "**/" if pattern.startswith(("#", "\\#")) else ""
    return anywhere + _SPECIAL.sub(r"\\\g<0>", pattern)
