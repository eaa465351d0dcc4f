"""What ``raci matrix`` does once its options are read."""

from dataclasses import dataclass

from raci.cli.formats import SELECTABLE, Target
from raci.cli.language import spoken
from raci.cli.run.arguments import one_project, reference
from raci.render.formats import render_document
from raci.render.reports.matrix import View, document, view


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
    matrix = one_project(options.path).matrix
    shown = view(
        matrix,
        lang=spoken(),
        as_of=options.as_of,
        only=reference(options.only, matrix, SELECTABLE),
        every_status=options.status == "all",
        by_id=options.sort == "id",
    )
    text = _render(shown, options.target, by_role=options.by == "role")
    byte_order_mark = "\ufeff" if options.target.format == "csv" and options.target.path else ""
    options.target.write(byte_order_mark + text)


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
