"""A drill as JSON, version 1: every loss with all that breaks, the worst first."""

from collections.abc import Iterable, Sequence
from typing import Any

from raci.change.drill.loss import Broken, Loss
from raci.matrix.matrix import Matrix
from raci.render.json_text import report


def render(losses: Sequence[Loss], matrix: Matrix, inputs: str) -> str:
    """Render losses in their order, those that break nothing too.

    ``inputs`` is the digest of all that was read. The schema is ``schemas/v1/drill.schema.json``.
    """
    return report(
        matrix.day,
        inputs,
        {
            "organisation": matrix.org.id,
            "losses": [_loss(loss) for loss in losses],
        },
    )


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "without": loss.ref,
        "roles": loss.roles,
        "undone": _broken(loss.undone),
        "unanswered": _broken(loss.unanswered),
        "unowned": _broken(loss.unowned),
        "passing": [{"what": p.what, "to": p.to} for p in loss.passing],
        "conflicts": [
            {
                "separation": conflict.separation,
                "deputy": conflict.deputy,
                "role": conflict.role,
                "taken_over": conflict.taken_over,
                "own": conflict.own,
            }
            for conflict in loss.conflicts
        ],
    }


def _broken(broken: Iterable[Broken]) -> list[dict[str, Any]]:
    return [
        {"what": item.what, "critical": item.critical, "covered_by": item.covered_by}
        for item in broken
    ]
