"""The chart as Mermaid: every role in its department, every line, and nothing that is obeyed."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.matrix.matrix import Matrix
from raci.project import Project
from raci.render.escape import clean
from raci.render.export.mermaid import render
from tests.conftest import PROFILE
from tests.support.drawn import drawn_once
from tests.support.organisations import orgs

BOX = re.compile(r' *(subgraph )?((?:department|role)_\w+)\["([^"]*)"\]')
EDGE = re.compile(r"    (role_\w+) (-->|-\.->) (role_\w+)")
SIGN = re.compile(r"#(\d+);")


def parsed(text: str) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str, str]]]:
    """Give each box with its label and the box around it, and the edges."""
    head, title, end, kind, *lines = text.splitlines()
    assert (head, end, kind) == ("---", "---", "flowchart TD")
    assert title.startswith("title: ")
    boxes: dict[str, tuple[str, str]] = {}
    edges: list[tuple[str, str, str]] = []
    around = [""]
    for line in lines:
        if line.strip() == "end":
            around.pop()
        elif edge := EDGE.fullmatch(line):
            edges.append((edge[1], edge[2], edge[3]))
        else:
            box = BOX.fullmatch(line)
            assert box, line
            assert box[2] not in boxes
            boxes[box[2]] = SIGN.sub(lambda sign: chr(int(sign[1])), box[3]), around[-1]
            if box[1]:
                around.append(box[2])
    assert around == [""]
    return boxes, edges


@settings(max_examples=30 if PROFILE == "gate" else settings().max_examples)
@given(drawn_once(orgs()), st.sampled_from(("en", "zh")))
def test_the_chart_has_every_role_department_and_line(org: Any, lang: str) -> None:
    matrix = Matrix(org)
    boxes, edges = parsed(render(matrix, lang))
    kinds = ("department", "role")
    refs = [Ref(f"{kind}:{id_}") for kind in kinds for id_ in org.of_kind(kind)]
    names = (in_language(matrix.name(ref), lang) or ref.id for ref in refs)
    labels = sorted(clean(" ".join(name.split())) for name in names)
    assert sorted(label.strip() for label, _ in boxes.values()) == labels
    structure = matrix.structure
    assert sum(edge == "-->" for _, edge, _ in edges) == len(structure.managers)
    assert sum(bool(home) for box, (_, home) in boxes.items() if box.startswith("role_")) == sum(
        structure.department(role) is not None for role in org.roles
    )
    assert all(high in boxes and low in boxes for high, _, low in edges)


ORG = """\
raci: 1
org: {id: shop, name: 'A "shop": 1. x'}
departments:
  top: {name: Top, head: boss}
  in-it: {name: 客服, parent: top, head: lead}
roles:
  boss: {name: "1. Boss [x] <b> `y` #35; end", department: top}
  lead: {department: in-it, also_reports_to: [aide]}
  end: {department: in-it}
  aide: {name: "- Aide\\nof\\tall"}
  a-b: {reports_to: boss}
  a_b: {reports_to: boss}
"""


def test_a_chart() -> None:
    text = render(Project.of({"org.yaml": ORG}).matrix, "en")
    assert (
        text
        == """\
---
title: "A \\"shop\\": 1. x"
---
flowchart TD
    subgraph department_top["Top"]
        role_boss["#49;#46; Boss #91;x#93; #60;b#62; #96;y#96; #35;35; end"]
        subgraph department_in_it["客服"]
            role_lead["lead"]
            role_end["end"]
        end
    end
    role_aide["#45; Aide of all"]
    role_a_b["a-b"]
    role_a_5f_b["a#95;b"]
    role_boss --> role_lead
    role_aide -.-> role_lead
    role_lead --> role_end
    role_boss --> role_a_b
    role_boss --> role_a_5f_b
"""
    )
