"""GAP101: a row with no accountable role."""

from collections.abc import Iterator

from raci.finding import Hit
from raci.matrix import Matrix
from raci.model import Function
from raci.rows import Row
from raci.rule import Yield, rule


@rule(
    "GAP101",
    of=Row,
    yields_to=(
        Yield("GAP103", by="unassigned row"),
        Yield("DEF005", by="subject"),
        Yield("DEF004", by="key accountable"),
        Yield("DEF004", by="unassigned list"),
    ),
)
def activity_without_accountable(row: Row, _matrix: Matrix) -> Iterator[Hit]:
    """A row has no A, written or derived."""
    if not row.roles(Function.ACCOUNTABLE):
        yield Hit()
