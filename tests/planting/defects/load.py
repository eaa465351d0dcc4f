"""Load."""

from collections.abc import Iterator

from raci.findings.ref import FUNCTIONS

from ..field import ONE_ROW, Field, Row
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


def hardly_anything_else(field: Field, count: int) -> list[Row]:
    """Give rows beside which there are few others: all other activities are archived."""
    rows = [field.row(ONE_ROW) for _ in range(count)]
    for activity in field.untaken("activities").values():
        activity["status"] = "archived"
    return rows


def run(field: Field, rows: list[Row]) -> None:
    """See that somebody does some rows and answers for them."""
    chief = field.boss(department=None)
    for row in rows:
        field.assign(row, "responsible", chief)
        field.assign(row, "accountable", chief)


PART = [each for each in FUNCTIONS if each not in ("accountable", "informed")]


@plants("LOD502", brings={"GAP114": "nobody does the rows for a while"}, alone=True)
def one_role_answers_for_most(field: Field) -> Iterator[str]:
    for _ in range(3):
        field.department()
    boss, second = (field.relieved(field.boss()) for _ in range(2))
    rows = hardly_anything_else(field, 61)
    for number, row in enumerate(rows):
        field.assign(row, "accountable", boss if number < 40 else second)
    yield "org"
    field.release(rows[-1], "accountable")
    yield "org"
    field.assign(rows[-1], "accountable", second)


@plants("LOD503", alone=True)
def a_role_is_everywhere(field: Field) -> Iterator[str]:
    role = field.idle(headcount=None)
    rows = hardly_anything_else(field, 60)
    run(field, rows)
    for number, row in enumerate(rows[6:]):
        field.assign(row, PART[number % len(PART)], role)
    yield f"role:{role}"
    for row in rows[:6]:
        field.assign(row, field.choose(PART), role)
    yield f"role:{role}"
    for row in rows[:6]:
        field.release(row, role=role)
        field.assign(row, "informed", role)


@plants("LOD504")
def a_role_does_what_the_others_might(field: Field) -> Iterator[str]:
    department = field.new("departments")
    heads = field.choose((1, 2))
    functions = ["responsible", "accountable"]
    function, other = field.choose((functions, functions[::-1]))
    *usual, role = (field.relieved(field.boss(department=department)) for _ in range(4))
    field.take("roles", role, headcount=heads)
    for count, colleague in enumerate(usual, start=1):
        for _ in range(count):
            field.assign(field.row(ONE_ROW), function, colleague)
    rows = [field.row(ONE_ROW) for _ in range(8 * heads)]
    chief = field.boss(department=None)
    for row in rows:
        field.assign(row, other, chief)
    for row in rows[1:]:
        field.assign(row, function, role)
    yield f"role:{role}"
    field.assign(rows[0], function, role)
    yield f"role:{role}"
    field.take("roles", role, headcount=heads + 1)


@plants("LOD505", alone=True)
def all_wait_for_one(field: Field) -> Iterator[str]:
    role = field.idle(headcount=None)
    rows = hardly_anything_else(field, 60)
    run(field, rows)
    for row in rows[:36]:
        field.assign(row, "consulted", role)
    yield f"role:{role}"
    for row in rows[36:]:
        field.assign(row, "consulted", role)
    yield f"role:{role}"
    for row in rows[:24]:
        field.release(row, "consulted", role)
        field.assign(row, "informed", role)
