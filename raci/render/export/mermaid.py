"""The organisation's chart as a Mermaid flowchart: departments, roles, who reports to whom."""

import re
from collections.abc import Iterator, Mapping

from raci.findings.ref import Ref
from raci.findings.text import in_language, one_line
from raci.matrix.matrix import Matrix
from raci.render.escape import clean

_OBEYED = re.compile(r"""["#&<>`*_~|\\{}\[\]()]|^(?:\d+(?=[.)])|[-+/=%])|(?<=\d)[.)]""")
_INDENT = "    "


def render(matrix: Matrix, lang: str) -> str:
    """Return the chart: a box for each department with its roles in it, and the reporting lines.

    A line to the manager is drawn through, further ones (``also_reports_to``) are dotted.
    """
    return "\n".join(_Chart(matrix, lang).lines()) + "\n"


class _Chart:
    def __init__(self, matrix: Matrix, lang: str) -> None:
        self.matrix, self.lang = matrix, lang
        self.departments = _node_ids("department", self._written("department"))
        self.roles = _node_ids("role", self._written("role"))
        self.below: dict[str | None, list[str]] = {}
        for id_ in self.departments:
            parent = next(matrix.structure.tree.above(id_), None)
            self.below.setdefault(parent, []).append(id_)
        self.inside: dict[str | None, list[str]] = {}
        for id_ in self.roles:
            self.inside.setdefault(matrix.structure.department(id_), []).append(id_)

    def lines(self) -> Iterator[str]:
        yield "---"
        org = self.matrix.org
        yield f"title: {_quoted(in_language(org.name, self.lang) or org.id)}"
        yield "---"
        yield "flowchart TD"
        yield from self._boxes()
        yield from self._edges()

    def _written(self, kind: str) -> list[str]:
        entities = self.matrix.org.of_kind(kind).values()
        return [e.id for e in sorted(entities, key=lambda e: self.matrix.written_order(e.ref))]

    def _boxes(self) -> Iterator[str]:
        """Yield departments with their roles, then those below: without recursion, however deep."""
        left: list[tuple[str | None, int]] = [
            (id_, 1) for id_ in reversed(self.below.get(None, ()))
        ]
        while left:
            id_, depth = left.pop()
            if id_ is None:
                yield f"{_INDENT * depth}end"
                continue
            label = self._label("department", id_)
            yield f"{_INDENT * depth}subgraph {self.departments[id_]}[{label}]"
            yield from self._members(id_, depth + 1)
            left.append((None, depth))
            left += [(below, depth + 1) for below in reversed(self.below.get(id_, ()))]
        yield from self._members(None, 1)

    def _members(self, department: str | None, depth: int) -> Iterator[str]:
        for id_ in self.inside.get(department, ()):
            yield f"{_INDENT * depth}{self.roles[id_]}[{self._label('role', id_)}]"

    def _edges(self) -> Iterator[str]:
        for id_, node in self.roles.items():
            if manager := self.matrix.structure.managers.get(id_):
                yield f"{_INDENT}{self.roles[manager.role]} --> {node}"
            for other in self.matrix.org.roles[id_].also_reports_to:
                if other in self.roles:
                    yield f"{_INDENT}{self.roles[other]} -.-> {node}"

    def _label(self, kind: str, id_: str) -> str:
        name = in_language(self.matrix.name(Ref(f"{kind}:{id_}")), self.lang) or id_
        return f'"{_escaped(name)}"'


def _node_ids(kind: str, ids: list[str]) -> Mapping[str, str]:
    """Return an id for each box: letters, digits and ``_`` alone, behind the kind."""
    nodes: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in ids:
        plain = re.sub(r"[^A-Za-z0-9]", lambda m: "_" if m[0] == "-" else f"_{ord(m[0]):x}_", id_)
        node, number = f"{kind}_{plain}", 2
        while node in taken:
            node, number = f"{kind}_{plain}__{number}", number + 1
        taken.add(node)
        nodes[id_] = node
    return nodes


def _escaped(text: str) -> str:
    """Return a text whose signs mean nothing to Mermaid, nor to the Markdown in its labels."""
    line = clean(one_line(text)) or " "
    return _OBEYED.sub(lambda found: "".join(f"#{ord(sign)};" for sign in found[0]), line)


def _quoted(text: str) -> str:
    line = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{line}"'
