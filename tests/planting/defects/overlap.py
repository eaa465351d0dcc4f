"""Overlapping responsibility."""

from collections.abc import Iterator

from ..field import DECLARED, ONE_ROW, Field, remove
from ..planter import plants


@plants("OVL201")
def the_boss_does_it_too(field: Field) -> Iterator[str]:
    row = field.row()
    boss = field.worker(row, reports_to=field.top())
    worker = field.worker(row, reports_to=boss)
    field.assign(row, "responsible", worker)
    field.assign(row, "accountable", field.boss(row))
    yield row.ref
    field.assign(row, "responsible", boss)
    yield row.ref
    field.release(row, "responsible", boss)


@plants("OVL202")
def two_departments_do_it(field: Field) -> Iterator[str]:
    row = field.row(ONE_ROW)
    one, other = (field.role(department=d, reports_to=field.top()) for d in field.pair())
    field.assign(row, "accountable", field.boss())
    field.assign(row, "responsible", one)
    yield row.ref
    field.assign(row, "responsible", other)
    yield row.ref
    field.take("roles", other, reports_to=one)


@plants("OVL203")
def two_answer(field: Field) -> Iterator[str]:
    row = field.row()
    one, other = field.boss(row), field.boss(row)
    field.assign(row, "responsible", field.worker(row))
    field.assign(row, "accountable", one)
    yield row.ref
    field.assign(row, "accountable", other)
    yield row.ref
    field.release(row, "accountable", one)


@plants("OVL204")
def many_do_it(field: Field) -> Iterator[str]:
    row = field.row()
    field.assign(row, "accountable", field.boss(row))
    workers = [field.worker(row, reports_to=field.top()) for _ in range(4)]
    field.assign(row, "responsible", *workers[1:])
    yield row.ref
    field.assign(row, "responsible", workers[0])
    yield row.ref
    field.take("roles", workers[0], reports_to=workers[1])


@plants("OVL206")
def two_roles_are_the_same_job(field: Field) -> Iterator[str]:
    department = field.department()
    one, other = field.idle(department=department), field.idle(department=department)
    for platform in field.section("platforms").values():
        for owner in (one, other):
            remove(platform.get("owners", []), owner)
    rows = [field.row(ONE_ROW) for _ in range(3)]
    for row, roles in zip(rows, ([one], [one, other], [other]), strict=True):
        field.assign(row, "responsible", *roles)
        field.assign(row, "accountable", field.boss())
    subject = f"role:{min(one, other)}"
    yield subject
    field.assign(rows[0], "responsible", other)
    field.release(rows[2], "responsible", other)
    yield subject
    field.release(rows[0], "responsible", other)
    field.assign(rows[2], "responsible", other)


@plants("OVL210")
def a_doer_is_asked_or_told(field: Field) -> Iterator[str]:
    row = field.row()
    role = field.boss(row)
    field.assign(row, "responsible", role)
    field.assign(row, "accountable", role)
    yield row.ref
    needless = field.choose(("consulted", "informed"))
    field.assign(row, needless, role)
    yield row.ref
    field.release(row, needless, role)


@plants("OVL211")
def two_departments_own_it(field: Field) -> Iterator[str]:
    one, other = (field.role(department=department) for department in field.pair())
    platform = field.platform(owners=[one])
    yield f"platform:{platform}"
    field.take("platforms", platform, owners=[one, other])
    yield f"platform:{platform}"
    field.take("platforms", platform, owners=[other])


@plants("OVL207")
def the_boss_does_it_all(field: Field) -> Iterator[str]:
    department = field.new("departments")
    boss = field.relieved(field.boss(department=department, reports_to=field.top()))
    field.role(reports_to=boss, headcount=None)
    helper = field.new("roles", department=department)
    rows = [field.row(DECLARED, department=department) for _ in range(5)]
    for row in rows:
        field.assign(row, "responsible", boss if row in rows[:4] else helper)
        field.assign(row, "accountable", boss if row in rows[:3] else helper)
    yield f"role:{boss}"
    field.release(rows[3], "accountable")
    field.assign(rows[3], "accountable", boss)
    yield f"role:{boss}"
    field.release(rows[0], "responsible")
    field.assign(rows[0], "responsible", helper)


def crowded(field: Field, function: str, most: int) -> Iterator[str]:
    row = field.staffed()
    roles = [field.worker(row) for _ in range(most + 1)]
    field.assign(row, function, *roles[1:])
    yield row.ref
    field.assign(row, function, roles[0])
    yield row.ref
    field.release(row, function, field.choose(roles))


@plants("OVL208")
def many_are_asked(field: Field) -> Iterator[str]:
    yield from crowded(field, "consulted", 5)


@plants("OVL209")
def many_are_told(field: Field) -> Iterator[str]:
    yield from crowded(field, "informed", 8)


@plants("OVL213")
def another_answers_for_what_is_owned(field: Field) -> Iterator[str]:
    owner, other = field.boss(department=None, reports_to=None), field.boss()
    platform = field.untouched_platform(owners=[owner])
    row = field.row(DECLARED, platforms=[platform])
    field.assign(row, "responsible", owner)
    field.assign(row, "accountable", owner)
    yield f"platform:{platform}"
    field.release(row, "accountable")
    field.assign(row, "accountable", other)
    yield f"platform:{platform}"
    field.release(row, "accountable")
    field.assign(row, "accountable", owner)


WORDINGS = (
    ("负责仓库蓝色托盘的盘点", "盘点仓库蓝色托盘", "采购仓库蓝色托盘"),
    ("負責顧客藍色托盤的維修", "维修客户的蓝色托盘", "维修客户的绿色托盘"),
    ("Count the blue pallets", "Responsible for counting blue pallets", "Approve blue pallets"),
    (
        {"en": "Repair blue pallets", "zh": "维修蓝色托盘"},
        {"en": "Blue pallet repair", "zh": "采购木箱"},
        {"en": "Repair green pallets", "zh": "采购木箱"},
    ),
)
"""Wordings, others that say the same, and others that do not."""


@plants("OVL205")
def one_duty_is_written_twice(field: Field) -> Iterator[str]:
    wording, same, other = field.choose(WORDINGS)
    rows = [field.staffed() for _ in range(2)]
    roles = [field.worker(row) for row in rows]
    duties = [field.data["roles"][role].setdefault("duties", {}) for role in roles]
    duties[0][rows[0].activity], duties[1][rows[1].activity] = wording, other
    subject = min(f"duty:{role}/{row.activity}" for role, row in zip(roles, rows, strict=True))
    yield subject
    duties[1][rows[1].activity] = same
    yield subject
    duties[1][rows[1].activity] = other


@plants("OVL212", brings={"GAP103": "the department may have nobody for it"})
def two_departments_must_carry_it(field: Field) -> Iterator[str]:
    wording, same, other = field.choose(WORDINGS)
    rows = [field.row(DECLARED) for _ in range(2)]
    departments = field.pair()
    for row, department in zip(rows, departments, strict=True):
        worker = field.role(department=department)
        field.assign(row, "responsible", worker)
        field.assign(row, "accountable", field.boss(row))
    duties = [field.data["departments"][each].setdefault("duties", {}) for each in departments]
    duties[0][rows[0].activity], duties[1][rows[1].activity] = wording, other
    subject = min(
        f"mandate:{each}/{row.activity}" for each, row in zip(departments, rows, strict=True)
    )
    yield subject
    duties[1][rows[1].activity] = same
    yield subject
    duties[1][rows[1].activity] = other
