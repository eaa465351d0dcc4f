"""Missing responsibility."""

from collections.abc import Iterator

from ..field import DECLARED, NAMED, ONE_ROW, Field
from ..planter import HEAD, plants


@plants("GAP101")
def nobody_is_named(field: Field) -> Iterator[str]:
    row = field.row()
    doer, boss = field.worker(row), field.boss(row)
    field.assign(row, "responsible", doer)
    field.assign(row, "accountable", boss)
    field.unanswered(row, doer)
    yield row.ref
    field.release(row, "accountable")
    yield row.ref
    field.assign(row, "accountable", boss)


@plants("GAP101", brings=HEAD | {"GAP101": HEAD["GAP101"]})
def the_head_is_gone(field: Field) -> Iterator[str]:
    field.data["org"]["accountable"] = "department-head"
    row = field.row(NAMED)
    head = field.boss()
    home = row.home or field.department()
    field.take("departments", home, head=head)
    if not row.home:
        field.take("activities", row.activity, department=home)
    field.assign(row, "responsible", field.worker(row))
    yield row.ref
    del field.data["departments"][home]["head"]
    yield row.ref
    field.take("departments", home, head=head)


@plants("GAP102")
def nobody_does_it(field: Field) -> Iterator[str]:
    row = field.row()
    doer = field.worker(row)
    field.assign(row, "responsible", doer)
    field.assign(row, "accountable", field.boss(row))
    yield row.ref
    field.release(row, "responsible")
    yield row.ref
    field.assign(row, "responsible", doer)


@plants("GAP103")
def nobody_of_the_department_does_it(field: Field) -> Iterator[str]:
    row = field.staffed()
    field.release(row, "responsible")
    home = row.home or field.department(parent=None)
    field.data["departments"][home].setdefault("duties", {})[row.activity] = {}
    stranger = field.role(department=field.department(parent=None))
    field.assign(row, "responsible", field.role(department=home))
    subject = f"mandate:{home}/{row.activity}"
    yield subject
    field.release(row, "responsible")
    if not row.home and field.choose((True, False)):
        field.assign(row, "responsible", stranger)
    yield subject
    below = home if row.home else field.new("departments", parent=home)
    field.assign(row, "responsible", field.top(department=below))


@plants("GAP104")
def nobody_owns_it(field: Field) -> Iterator[str]:
    platform, owner = field.platform(), field.role()
    field.take("platforms", platform, owners=[owner])
    yield f"platform:{platform}"
    field.take("platforms", platform, owners=field.choose((None, [])))
    yield f"platform:{platform}"
    field.take("platforms", platform, owners=[field.role()])


@plants("GAP105")
def no_activity_touches_it(field: Field) -> Iterator[str]:
    platform = field.untouched_platform(owners=[field.boss()])
    other = field.untouched_platform()
    row = field.staffed(DECLARED, platforms=[other, platform])
    yield f"platform:{platform}"
    field.take("activities", row.activity, platforms=[other])
    yield f"platform:{platform}"
    field.take("activities", row.activity, platforms=[platform, other])


@plants("GAP105")
def nobody_does_what_touches_it(field: Field) -> Iterator[str]:
    platform = field.untouched_platform(owners=[field.boss()])
    row = field.row(NAMED, platforms=[platform])
    doer = field.worker(row)
    field.assign(row, "responsible", doer)
    field.assign(row, "accountable", field.boss(row))
    yield f"platform:{platform}"
    field.release(row, "responsible")
    yield f"platform:{platform}"
    field.assign(row, "responsible", doer)


@plants("GAP106")
def nobody_is_of_it_or_below(field: Field) -> Iterator[str]:
    homes = {role.get("department") for role in field.section("roles").values()}
    parents = {each.get("parent") for each in field.section("departments").values()}
    department = field.entity("departments", lambda id_, _: id_ not in homes | parents)
    below = field.choose((department, field.new("departments", parent=department)))
    role = field.new("roles", department=below)
    yield f"department:{department}"
    del field.data["roles"][role]
    yield f"department:{department}"
    field.new("roles", department=below)


@plants("GAP107", brings=HEAD)
def nobody_heads_it(field: Field) -> Iterator[str]:
    department = field.department(parent=None)
    below = field.choose((department, field.new("departments", parent=department)))
    head = field.boss(department=below)
    field.take("departments", department, head=head)
    yield f"department:{department}"
    del field.data["departments"][department]["head"]
    yield f"department:{department}"
    field.take("departments", department, head=head)


@plants("GAP108")
def a_role_has_nothing_to_do(field: Field) -> Iterator[str]:
    row = field.staffed(ONE_ROW)
    role = field.idle()
    function = field.choose(("responsible", "support", "verifier", "signatory"))
    field.assign(row, function, role)
    yield f"role:{role}"
    field.release(row, function, role)
    audience = field.choose(("", "consulted", "informed"))
    if audience:
        field.assign(row, audience, role)
    yield f"role:{role}"
    field.release(row, audience, role)
    field.assign(row, function, role)


@plants("GAP109")
def a_role_does_more_than_the_mandate_says(field: Field) -> Iterator[str]:
    inside, outside = field.staffed(ONE_ROW), field.staffed(ONE_ROW)
    department = field.department()
    field.data["departments"][department].setdefault("duties", {})[inside.activity] = {}
    role = field.idle(department=department)
    field.assign(inside, "responsible", role)
    yield f"role:{role}"
    field.assign(outside, "responsible", role)
    yield f"role:{role}"
    field.data["departments"][department]["duties"][outside.activity] = {}


@plants("GAP113")
def a_machine_answers(field: Field) -> Iterator[str]:
    row = field.row()
    person, machine = field.boss(row), field.boss(row)
    field.take("roles", machine, kind=field.choose(("agent", "system")))
    field.assign(row, "responsible", machine)
    field.assign(row, "accountable", person)
    yield row.ref
    field.release(row, "accountable")
    field.assign(row, "accountable", machine)
    yield row.ref
    field.release(row, "accountable")
    field.assign(row, "accountable", person)


@plants("GAP110")
def nobody_hears_of_what_is_critical(field: Field) -> Iterator[str]:
    row = field.staffed(NAMED, critical=True)
    reader = field.worker(row)
    audience = field.choose(("consulted", "informed"))
    field.assign(row, audience, reader)
    yield f"activity:{row.activity}"
    field.release(row, audience)
    yield f"activity:{row.activity}"
    field.assign(row, audience, reader)


OTHERS = {"GAP111": "the role may answer for other rows too"}


@plants("GAP111", brings=OTHERS | {"GAP115": "the role may do a critical row alone"})
def nobody_holds_who_answers(field: Field) -> Iterator[str]:
    row = field.row()
    boss = field.boss(row)
    field.assign(row, "responsible", field.worker(row))
    field.assign(row, "accountable", boss)
    field.vacate(boss)
    field.new("people", roles={boss: {"until": "2026-11-23"}})
    yield row.ref
    field.take("roles", boss, headcount=0)
    yield row.ref
    field.take("roles", boss, headcount=1)


LATER = {
    "GAP103": "the row may be in a mandate of another department",
    "GAP101": "the row may have been answered for by the post's department alone",
}


@plants("GAP115", brings=OTHERS | LATER)
def only_a_planned_post_does_it(field: Field) -> Iterator[str]:
    row = field.row()
    home = {"department": row.home} if row.home else {}
    doer = field.new("roles", headcount=1, **home)
    field.assign(row, "responsible", doer)
    field.assign(row, "accountable", field.boss(row))
    yield row.ref
    field.take("roles", doer, headcount=0)
    yield row.ref
    field.assign(row, "responsible", field.worker(row, headcount=1))


@plants("GAP112")
def the_owner_has_no_say(field: Field) -> Iterator[str]:
    owner, other = field.boss(), field.boss()
    platform = field.untouched_platform(owners=[owner])
    row = field.row(DECLARED, platforms=[platform])
    field.assign(row, "responsible", field.role())
    field.assign(row, "accountable", owner)
    yield f"platform:{platform}"
    field.release(row, "accountable")
    field.assign(row, "accountable", other)
    yield f"platform:{platform}"
    field.take("platforms", platform, owners=[other])
