"""Load."""

from collections.abc import Iterator

from ..field import ONE_ROW, Field
from ..planter import plants


@plants("LOD501")
def one_row_too_many(field: Field) -> Iterator[str]:
    heads = field.choose((1, 2))
    role = field.idle(headcount=heads)
    rows = [field.row(ONE_ROW) for _ in range(15 * heads)]
    for row in rows:
        field.assign(row, "responsible", role)
    field.assign(rows[0], "accountable", role)
    last = field.staffed(ONE_ROW)
    yield f"role:{role}"
    field.assign(last, "responsible", role)
    yield f"role:{role}"
    field.take("roles", role, headcount=heads + 1)
