"""Structure: who is above whom."""

from collections.abc import Iterator
from itertools import pairwise

from ..field import Field
from ..planter import plants


@plants("ORG401")
def roles_report_in_a_circle(field: Field) -> Iterator[str]:
    top = field.top()
    line = [field.role(reports_to=top) for _ in range(field.choose((1, 2, 3)))]
    for lower, upper in pairwise(line):
        field.take("roles", lower, reports_to=upper)
    subject = f"role:{min(line)}"
    yield subject
    field.take("roles", line[-1], reports_to=line[0])
    yield subject
    field.take("roles", line[0], reports_to=top)
    field.take("roles", line[-1], reports_to=top)


BRANCH = {
    "GAP101": "nobody can tell any more which department contains all who do a row",
    "GAP103": "roles below belong to no department above the circle",
}


@plants("ORG402", brings=BRANCH | {"SOD307": BRANCH["GAP103"]})
def departments_belong_in_a_circle(field: Field) -> Iterator[str]:
    branch = [field.department(parent=None) for _ in range(field.choose((1, 2, 3)))]
    for lower, upper in pairwise(branch):
        field.take("departments", lower, parent=upper)
    subject = f"department:{min(branch)}"
    yield subject
    field.take("departments", branch[-1], parent=branch[0])
    yield subject
    field.take("departments", branch[-1], parent=None)


@plants("ORG403", brings={"SOD307": "a duty was reserved for the department and its head"})
def the_head_is_of_another_department(field: Field) -> Iterator[str]:
    department, other = field.pair()
    head = field.boss(department=department, reports_to=field.top())
    stranger = field.boss(department=other, reports_to=field.top())
    field.take("departments", department, head=head)
    yield f"department:{department}"
    field.take("departments", department, head=stranger)
    yield f"department:{department}"
    field.take("departments", department, head=head)


@plants("ORG404")
def the_manager_is_of_another_department(field: Field) -> Iterator[str]:
    department, other = field.pair()
    manager = field.role(department=department, reports_to=field.top())
    stranger = field.idle(department=other, reports_to=field.top())
    role = field.role(department=department, reports_to=manager)
    yield f"role:{role}"
    field.take("roles", role, reports_to=stranger)
    yield f"role:{role}"
    field.take("roles", role, reports_to=manager)


@plants("ORG405")
def a_second_role_reports_to_nobody(field: Field) -> Iterator[str]:
    chief = field.top()
    for id_, role in field.untaken("roles").items():
        role.setdefault("reports_to", field.choose((chief, id_)))
    field.role(reports_to=chief)
    second = field.new("roles", reports_to=chief)
    field.new("roles", reports_to=second)
    yield "org"
    del field.data["roles"][second]["reports_to"]
    yield "org"
    field.take("roles", second, reports_to=chief)


@plants("ORG406")
def the_line_is_too_long(field: Field) -> Iterator[str]:
    line = [field.top()]
    for role in field.untaken("roles").values():
        role["reports_to"] = line[0]
    while len(line) < 7:
        line.append(field.role(reports_to=line[-1]))
    last = field.new("roles", reports_to=line[-2])
    yield "org"
    field.take("roles", last, reports_to=line[-1])
    yield "org"
    field.take("roles", line[3], reports_to=line[1])


@plants("ORG407")
def too_many_report_to_one(field: Field) -> Iterator[str]:
    boss = field.idle(reports_to=field.top())
    for role in field.section("roles").values():
        if role.get("reports_to") == boss:
            del role["reports_to"]
    field.take("roles", boss, headcount=1)
    crowd = field.role(reports_to=boss, headcount=13, kind=None)
    pair = field.role(reports_to=boss, headcount=2, kind=None)
    field.vacate(crowd)
    field.vacate(pair)
    field.data["org"].pop("people", None)
    yield f"role:{boss}"
    field.take("roles", pair, headcount=3)
    yield f"role:{boss}"
    field.take("roles", pair, headcount=2)


@plants("ORG408")
def a_person_has_two_managers(field: Field) -> Iterator[str]:
    boss, other = field.top(), field.top()
    roles = [field.role(reports_to=boss), field.role(reports_to=boss)]
    person = field.new("people", roles={role: {} for role in roles})
    yield f"person:{person}"
    field.take("roles", roles[0], reports_to=other)
    yield f"person:{person}"
    field.take("roles", roles[1], reports_to=other)


@plants("ORG409")
def a_role_answers_for_what_its_boss_does(field: Field) -> Iterator[str]:
    row = field.row()
    boss = field.worker(row, reports_to=field.top())
    report = field.boss(row, reports_to=boss)
    other = field.relieved(field.boss(row, reports_to=field.top()))
    field.assign(row, "responsible", boss)
    field.assign(row, "accountable", other)
    yield row.ref
    field.release(row, "accountable")
    field.assign(row, "accountable", report)
    yield row.ref
    field.take("roles", report, reports_to=other)


@plants("ORG410")
def managers_of_one_stand_in_a_row(field: Field) -> Iterator[str]:
    upper = field.top()
    middle = field.new("roles", reports_to=upper)
    field.new("roles", reports_to=middle)
    second = field.new("roles", reports_to=middle)
    yield f"role:{upper}"
    field.take("roles", second, reports_to=field.top())
    yield f"role:{upper}"
    field.take("roles", second, reports_to=middle)


@plants("ORG411")
def the_review_is_long_ago(field: Field) -> Iterator[str]:
    department = field.department()
    subject = field.choose(("org", f"department:{department}"))
    reviewed = field.data["org"] if subject == "org" else field.data["departments"][department]
    reviewed["reviewed"] = "2025-11-23"
    yield subject
    reviewed["reviewed"] = "2025-11-22"
    yield subject
    reviewed["reviewed"] = "2026-11-23"
