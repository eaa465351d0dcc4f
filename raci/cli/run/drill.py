"""What ``raci drill`` and ``raci plan --without`` do once their options are read."""

from dataclasses import dataclass

from raci.change.drill.drill import drill, loss_of
from raci.cli.formats import LOSABLE, Target
from raci.cli.language import spoken
from raci.cli.run.arguments import one_project, reference
from raci.findings.inputs import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillOptions:
    """The options of ``raci drill``, as its help explains them."""

    path: str
    without: str | None
    target: Target
    as_of: str
    show_people: bool
    top: int = 0


def run_drill(options: DrillOptions) -> None:
    """Print or write all losses of an organisation, or the one that is asked for."""
    project = one_project(options.path)
    matrix = project.matrix.on(options.as_of)
    lost = reference(options.without, matrix, LOSABLE)
    losses = [loss_of(matrix, lost)] if lost else drill(matrix)
    if options.target.format == "json":
        from raci.render.reports.drill_json import render as render_json

        options.target.write(render_json(losses, matrix, digest_of(project.inputs)))
        return
    from raci.render.formats.terminal import render
    from raci.render.reports.drill import Drill

    named = options.show_people and options.target == Target("text")
    report = Drill(matrix.with_people() if named else matrix, spoken())
    document = report.one(losses[0]) if lost else report.ranking(losses, options.top)
    options.target.write(render(document, width=options.target.width))
