"""The map that says what rights mean: by system and right, functions and their activities."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from raci.convert.imported import ImportFailedError, Route, SourceFile
from raci.findings.place import Span
from raci.findings.ref import Function
from raci.findings.spelling import Nearest
from raci.source.decode import UnreadableError
from raci.source.document import Document
from raci.source.regular import not_read
from raci.source.tables.names import is_id
from raci.source.toml import read_toml
from raci.source.yaml import read
from raci.source.yaml_text import key

Claims = Mapping[str, list[str]]
"""Activities by function, as a role claims them; none where a right carries no duty."""

FUNCTIONS = tuple(each.value for each in Function)

Right = Route
"""The system and the right; the right alone where a file has no column of systems."""


class RightsUnknownError(Exception):
    """No map says what rights mean; ``rights`` are those to say it of, with their holders."""

    def __init__(self, rights: Mapping[Right, int]) -> None:
        super().__init__()
        self.rights = rights


@dataclass(slots=True)
class RightsMap:
    """What each right means; the place of each in the map, and how it is spelt there."""

    path: str
    claims: dict[Right, Claims] = field(default_factory=dict)
    spans: dict[Right, Span] = field(default_factory=dict)
    spelt: dict[Right, str] = field(default_factory=dict)

    def find(self, right: Right) -> Right | None:
        """Return the right of the map that is meant; None where there is none.

        One without a system stands for any system, as long as only one is meant.
        """
        whole = folded(right)
        if whole in self.claims:
            return whole
        if len(whole) > 1:
            return whole[1:] if whole[1:] in self.claims else None
        found = [each for each in self.claims if each[1:] == whole]
        return found[0] if len(found) == 1 else None


def folded(right: Right) -> Right:
    """Return what a right is found by: systems and rights are compared without case."""
    return tuple(part.casefold() for part in right)


def shown(right: Right) -> str:
    """Return a right as people read it."""
    return ": ".join(filter(None, right))


def read_rights(path: str) -> RightsMap:
    """Read a map of YAML or TOML: rights, or systems with their rights.

    Raises:
        ImportFailedError: it cannot be read, or is no such map (``rights-map``).
    """
    raw = b""
    try:
        raw = Path(path).read_bytes()
        document = read_toml(raw, path) if path.endswith(".toml") else read(raw, path)
        result = RightsMap(path)
        if document:
            _add_all(result, document)
    except OSError as error:
        raise ImportFailedError(SourceFile(path, raw), not_read(error)) from error
    except UnreadableError as error:
        raise ImportFailedError(SourceFile(path, raw), error) from error
    return result


def _add_all(result: RightsMap, document: Document) -> None:
    if not isinstance(document.data, dict):
        raise UnreadableError("rights-map")
    for name, value in document.data.items():
        if isinstance(value, dict) and not _is_right(value):
            for right, claims in value.items():
                _add(result, document, (name, right), claims)
        else:
            _add(result, document, (name,), value)


def _add(result: RightsMap, document: Document, route: Route, claims: Any) -> None:
    if not isinstance(claims, dict):
        raise UnreadableError("rights-map", document.span(route))
    for function, activities in claims.items():
        if function not in FUNCTIONS:
            near = Nearest(FUNCTIONS).to(str(function))
            span = document.span((*route, function))
            raise UnreadableError("rights-function", span, found=function, near=near)
        is_list = isinstance(activities, list) and all(map(_is_activity, activities))
        if not is_list or len({*activities}) < len(activities):
            raise UnreadableError("rights-map", document.span((*route, function)))
    right = folded(tuple(filter(None, route)))
    if right in result.claims:
        raise UnreadableError("rights-map", document.span(route))
    result.claims[right] = {function: value for function, value in claims.items() if value}
    result.spans[right] = document.span(route)
    result.spelt[right] = shown(route)


def _is_right(value: Mapping[str, Any]) -> bool:
    """Return whether a map is of functions to activities, misspelt ones too; else of rights."""
    return value.keys() <= {*FUNCTIONS} or all(isinstance(each, list) for each in value.values())


def _is_activity(value: Any) -> bool:
    return isinstance(value, str) and is_id(value)


def starter(rights: Mapping[Right, int]) -> str:
    """Return a map to fill in: each right, and behind it the number of users who have it.

    No right has a value, so that the map is refused until somebody says what each means. Rights
    without a system stand below ``""`` where others have one.
    """
    systems: dict[str, tuple[str, dict[str, int]]] = {}
    for *above, name in sorted(rights):
        system = "".join(above)
        systems.setdefault(system.casefold(), (system, {}))[1][name] = rights[*above, name]
    lines: list[str] = []
    for system, inside in systems.values():
        deep = len(systems) > 1 or system != ""
        lines += [f"{key(system)}:"] * deep
        for name, n in inside.items():
            lines.append("  " * deep + f"{key(name)}:" + (f"  # {n}" if n else ""))
    return "".join(f"{line}\n" for line in lines)
