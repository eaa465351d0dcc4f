"""What ``raci matrix`` does once its options are read."""

import json
import re
from dataclasses import dataclass
from typing import Any

from raci.cli.formats import SELECTABLE, Target
from raci.cli.language import nearest_hint, spoken, wrong
from raci.cli.run.arguments import one_project, reference
from raci.findings.inputs import digest_of
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.build import whole
from raci.render.formats import render_document
from raci.render.reports.matrix import Stated, View, document, view
from raci.schema.attributes import Declared, shape_of, type_of, validator


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOptions:
    """The options of ``raci matrix``, as its help explains them."""

    path: str
    target: Target
    only: str | None
    by: str
    status: str
    sort: str
    as_of: str


def run_matrix(options: MatrixOptions) -> None:
    """Print or write the matrix of an organisation."""
    project = one_project(options.path)
    matrix = project.matrix.on(options.as_of)
    shown = view(
        matrix,
        lang=spoken(),
        as_of=options.as_of,
        inputs=digest_of(project.inputs),
        only=_chosen(options.only, matrix),
        every_status=options.status == "all",
        by_id=options.sort == "id",
    )
    by_role = options.by == "role"
    if options.target.format == "html":
        from raci.cli.run.facts import facts_of
        from raci.render.page.organisation import render

        facts = facts_of(project, options.as_of, spoken())
        tables = facts.tables()
        options.target.write(
            render(shown, facts.report, by_role=by_role, inputs=shown.inputs, tables=tables)
        )
        return
    text = _render(shown, options.target, by_role=by_role)
    byte_order_mark = "\ufeff" if options.target.format == "csv" and options.target.path else ""
    options.target.write(byte_order_mark + text)


def _chosen(text: str | None, matrix: Matrix) -> Ref | Stated | None:
    """Return what ``--only`` names: a Ref, or ``role.attributes.grade=7``; else end with 2."""
    match = re.fullmatch(r"(?:(\w+)\.)?attributes\.(.*?)=(.*)", text or "", re.DOTALL)
    if match is None:
        return reference(text, matrix, SELECTABLE)
    kind, name, value = match.groups()
    return _stated(kind or "activity", name, value, matrix.org.attributes)


def _stated(kind: str, name: str, value: str, declared: Declared) -> Stated:
    kinds = ("activity", *SELECTABLE)
    if kind not in kinds:
        near = nearest_hint(kind, kinds)
        raise wrong("no-attributes-of", kind=kind, kinds=", ".join(kinds), near=near)
    shape = declared.get(kind, {}).get(name)
    if shape is None:
        near = nearest_hint(name, declared.get(kind, {}))
        raise wrong("no-such-attribute", kind=kind, name=name, near=near)
    item = shape.get("items", shape)
    read = value if type_of(item) == "string" else _number_or_boolean(value)
    if not validator(shape_of(item)).is_valid(read):
        near = nearest_hint(value, map(str, item.get("enum", ())))
        raise wrong("no-such-value", kind=kind, name=name, value=value, near=near)
    return Stated(kind, name, read)


def _number_or_boolean(text: str) -> Any:
    """Return the number, true or false that a text writes, else the text."""
    try:
        return whole(json.loads(text))
    except (ValueError, RecursionError):
        return text


def _render(shown: View, target: Target, *, by_role: bool) -> str:
    if target.format == "json":
        from raci.render.reports.matrix_json import render

        return render(shown)
    whole = document(shown, by_role=by_role)
    if target.format == "text":
        from raci.render.formats.terminal import fits

        if not fits(whole, target.width):
            whole = document(shown, by_role=by_role, split=True)
    return render_document(whole, target.format, target.width)
