"""The patterns of CODEOWNERS files, as GitHub and GitLab match them against paths.

GitHub's are gitignore's without ``!``, ``[ ]`` and an escaped ``#``, and ``docs/*`` stays in one
folder (docs.github.com, "About code owners"). GitLab's are Ruby's ``File.fnmatch`` with
``FNM_PATHNAME`` and ``FNM_DOTMATCH``, below ``/**/`` where they do not begin with a slash, and with
``**/*`` behind a closing slash (docs.gitlab.com, "Advanced CODEOWNERS configuration").
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

NOTHING = "(?!)"
_SIGNS = re.compile(r"\\.|\*+|.", re.DOTALL)
_WITH_SETS = re.compile(r"\\.|\*+|\[[!^]?\]?[^\]/]*\]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PathPattern:
    """A pattern ready to match: all that it matches begins with ``prefix``."""

    regex: re.Pattern[str]
    prefix: str = ""

    def matches(self, path: str) -> bool:
        """Return whether it matches a path below the repository's top."""
        return self.regex.fullmatch(path) is not None

    def among(self, paths: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of the sorted paths that it matches."""
        for number in range(bisect_left(paths, self.prefix), len(paths)):
            if not paths[number].startswith(self.prefix):
                return
            if self.matches(paths[number]):
                yield number


@lru_cache(maxsize=4096)
def github_pattern(text: str) -> PathPattern:
    """Return a pattern of GitHub's."""
    segments = [segment for segment in text.split("/") if segment]
    if not segments:
        return PathPattern(re.compile(NOTHING))
    anchored = "/" in text.rstrip("/")
    last = segments.pop()
    folders = segments if anchored else ["**", *segments]
    if text.endswith("/"):
        tail = f"{'[^/]+' if last == '**' else _segment(last, _SIGNS)}/.+"
    else:
        tail = {"**": ".+", "*": "[^/]+"}.get(last) or f"{_segment(last, _SIGNS)}(?:/.*)?"
    return _pattern(folders, tail, _SIGNS, text.lstrip("/") if anchored else "")


@lru_cache(maxsize=4096)
def gitlab_pattern(text: str) -> PathPattern:
    """Return a pattern of GitLab's."""
    anchored = text.startswith("/")
    whole = "/**/*" if text == "*" else text if anchored else f"/**/{text}"
    if whole.endswith("/"):
        whole += "**/*"
    *folders, last = whole[1:].split("/")
    tail = _segment(last, _WITH_SETS)
    return _pattern(folders, tail, _WITH_SETS, text[1:] if anchored else "")


def _pattern(
    folders: Sequence[str], tail: str, signs: re.Pattern[str], anchored: str
) -> PathPattern:
    """Return the pattern of folders, of which ``**`` are any number, and of what is in them.

    What stands between two ``**`` matches where it first can, and nowhere else: trying on would
    find nothing more, and could take very long.
    """
    chunks = [""]
    for is_deep, group in groupby(folders, lambda folder: folder == "**"):
        if is_deep:
            chunks.append("")
        else:
            chunks[-1] = "".join(f"{_segment(folder, signs)}/" for folder in group)
    first, *deeper = chunks
    *middle, last = deeper or [""]
    regex = first + "".join(f"(?>(?:[^/]+/)*?{chunk})" for chunk in middle)
    regex += ("(?:[^/]+/)*" if deeper else "") + last + tail
    prefix = re.split(r"[*?\[\\]", anchored)[0].rstrip("/")
    return PathPattern(re.compile(regex, re.DOTALL), prefix)


def _segment(text: str, signs: re.Pattern[str]) -> str:
    """Return what the name of a file or folder matches; stars match as ``**`` above."""
    pieces = [""]
    for found in signs.findall(text):
        if found[0] == "*":
            pieces.append("")
        else:
            pieces[-1] += _character(found)
    first, *parts = pieces
    *middle, last = parts or [""]
    starred = "".join(f"(?>[^/]*?{piece})" for piece in middle)
    return first + starred + ("[^/]*" + last if parts else "")


def _character(sign: str) -> str:
    if sign == "?":
        return "[^/]"
    if sign == "[":
        return NOTHING
    if sign[0] == "[":
        negated = sign[1] in "!^"
        inside = re.sub(r"([\[\]\\^&~|])", r"\\\1", sign[1 + negated : -1])
        try:
            return re.compile(f"(?!/)[{'^' * negated}{inside}]").pattern
        except re.error:
            return NOTHING
    return re.escape(sign[1:] if sign[0] == "\\" and sign[1:] else sign)
