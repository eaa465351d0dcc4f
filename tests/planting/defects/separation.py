"""Segregation of duties."""

from collections.abc import Iterator
from typing import Any

from raci.findings.ref import FUNCTIONS
from tests.support.organisations import Data

from ..field import DECLARED, FRESH, NAMED, ONE_ROW, Field, Row
from ..planter import plants

FORMS = ("between", "among", "at_most", "of", "only")


def separation(field: Field, **keys: Any) -> tuple[str, str]:
    """Give a separation with another form, and a function that counts for it."""
    form: Data = dict.fromkeys(FORMS) | keys
    id_ = field.entity("separations", **form)
    functions = field.data["separations"][id_].get("functions", ["responsible"])
    return id_, field.choose(functions)


def sides(*rows: Row) -> list[list[str]]:
    return [[row.ref] for row in rows]


def manned(field: Field) -> Row:
    """Give a row that two new roles do and answer for."""
    row = field.row(ONE_ROW)
    field.assign(row, "responsible", field.top())
    field.assign(row, "accountable", field.top())
    return row


TWO = {"OVL203": "somebody answers already, where a separation is about who answers"}


@plants("SOD301", brings=TWO)
def one_role_is_on_two_sides(field: Field) -> Iterator[str]:
    one, other = manned(field), manned(field)
    id_, function = separation(field, between=sides(one, other))
    role = field.boss()
    field.assign(one, function, role)
    yield f"separation:{id_}"
    field.assign(other, function, role)
    yield f"separation:{id_}"
    field.release(one, function, role)


@plants("SOD305")
def a_side_matches_nothing(field: Field) -> Iterator[str]:
    one, other = field.staffed(DECLARED), field.staffed(ONE_ROW)
    form: Data = field.choose(({"between": sides(one, other)}, {"of": sides(one)[0], "only": []}))
    if "only" in form:
        form["only"] = [f"role:{field.role()}"]
    id_, _ = separation(field, **form)
    yield f"separation:{id_}"
    field.take("activities", one.activity, status=field.choose(("planned", "archived")))
    yield f"separation:{id_}"
    field.take("activities", one.activity, status=None)


@plants("SOD305")
def an_activity_is_on_both_sides(field: Field) -> Iterator[str]:
    one, other = field.staffed(ONE_ROW), field.staffed(ONE_ROW)
    id_, _ = separation(field, between=sides(one, other))
    written = field.data["separations"][id_]["between"]
    yield f"separation:{id_}"
    written[1].append(one.ref)
    yield f"separation:{id_}"
    written[1].remove(one.ref)


@plants("SOD303", brings=TWO)
def a_role_and_its_report_are_on_two_sides(field: Field) -> Iterator[str]:
    one, other = manned(field), manned(field)
    id_, function = separation(field, between=sides(one, other), within="reporting-line")
    boss = field.boss(reports_to=field.top())
    report = field.boss(reports_to=boss)
    field.assign(one, function, boss)
    yield f"separation:{id_}"
    field.assign(other, function, report)
    yield f"separation:{id_}"
    field.take("roles", report, reports_to=field.top())


@plants("SOD304")
def a_role_approves_what_it_does(field: Field) -> Iterator[str]:
    row = manned(field)
    approval = field.staffed(DECLARED, approves=[row.activity])
    role = field.role()
    field.assign(row, "responsible", role)
    yield row.ref
    field.assign(approval, "responsible", role)
    yield row.ref
    field.take("activities", approval.activity, approves=None)


@plants("SOD304")
def a_role_alone_checks_what_it_does(field: Field) -> Iterator[str]:
    row = field.staffed()
    role, other = field.worker(row), field.worker(row)
    checks = field.choose(("verifier", "signatory"))
    field.assign(row, "responsible", role)
    field.assign(row, checks, other)
    yield row.ref
    field.release(row, checks)
    field.assign(row, checks, role)
    yield row.ref
    field.assign(row, checks, other)


@plants("SOD306", brings=TWO)
def one_role_is_on_too_many_sides(field: Field) -> Iterator[str]:
    rows = [manned(field) for _ in range(3)]
    most = field.choose((1, 2))
    id_, function = separation(field, among=sides(*rows), at_most=most)
    role = field.boss()
    for row in rows[:most]:
        field.assign(row, function, role)
    yield f"separation:{id_}"
    field.assign(rows[most], function, role)
    yield f"separation:{id_}"
    field.release(rows[0], function, role)


@plants("SOD307", brings=TWO)
def somebody_else_does_what_is_reserved(field: Field) -> Iterator[str]:
    row, department = field.row(ONE_ROW), field.department(parent=None)
    insider = field.new("roles", department=department)
    stranger = field.relieved(field.boss(department=field.department(parent=None)))
    field.assign(row, "responsible", insider)
    field.assign(row, "accountable", insider)
    only = field.choose((f"role:{insider}", f"department:{department}"))
    id_, function = separation(field, of=[row.ref], only=[only])
    yield f"separation:{id_}"
    field.assign(row, function, stranger)
    yield f"separation:{id_}"
    field.data["separations"][id_]["only"].append(f"role:{stranger}")


@plants("SOD308")
def nobody_else_looks_at_it(field: Field) -> Iterator[str]:
    row = field.row(NAMED, critical=True)
    role, other = field.boss(row), field.worker(row)
    checks = field.choose(("verifier", "signatory"))
    field.vacate(role)
    field.new("people", roles={role: {}})
    field.assign(row, "responsible", role)
    field.assign(row, "accountable", role)
    field.assign(row, checks, other)
    yield row.ref
    field.release(row, checks)
    yield row.ref
    field.assign(row, checks, other)


UNHELD = {"GAP111": "the role answers for a row, and its person has left or is yet to come"}


@plants("SOD302", brings=TWO | UNHELD)
def one_person_is_on_two_sides(field: Field) -> Iterator[str]:
    one, other = manned(field), manned(field)
    id_, function = separation(field, between=sides(one, other), within=None)
    roles = [field.relieved(field.held(kind=None)) for _ in range(2)]
    for row, role in zip((one, other), roles, strict=True):
        field.assign(row, function, role)
    person = field.new("people", roles={role: {} for role in roles})
    held = field.data["people"][person]["roles"][roles[0]]
    held["until"] = "2026-11-22"
    yield f"separation:{id_}"
    held["until"] = field.choose(("2026-11-23", "2027-12-31", "9999-12-31"))
    yield f"separation:{id_}"
    field.data["people"][person]["roles"][roles[1]]["from"] = "9999-12-31"
    held["until"] = "2026-11-23"


@plants("SOD309", alone=True)
def whoever_does_it_answers_for_it(field: Field) -> Iterator[str]:
    field.data["org"].pop("accountable", None)
    for activity in field.section("activities").values():
        activity["status"] = "archived"
    for entry in field.section("roles").values():
        for key in ("duties", *FUNCTIONS):
            entry.pop(key, None)
    rows = [field.row((FRESH,)) for _ in range(10)]
    role, other = field.boss(), field.boss()
    for row in rows:
        field.assign(row, "responsible", role)
        field.assign(row, "accountable", other if row == rows[0] else role)
    yield "org"
    field.release(rows[0], "accountable")
    field.assign(rows[0], "accountable", role)
    yield "org"
    field.assign(rows[0], field.choose(("verifier", "signatory")), other)


@plants("SOD310", alone=True)
def what_packs_separate_is_not_separated(field: Field) -> Iterator[str]:
    field.data["org"].pop("extends", None)
    field.data.pop("policies", None)
    pay, approve = ("Make payments", "执行付款"), ("Approve payments", "审批付款")
    language = field.choose((0, 1))
    first = field.row((FRESH,), name=pay[language])
    second = field.row((FRESH,), name=approve[language])
    for row in (first, second):
        field.assign(row, "responsible", field.new("roles", headcount=1))
        field.assign(row, "accountable", field.boss())
    declared = {"apart": {"between": sides(first, second)}}
    field.data["separations"] = declared
    yield "org"
    del field.data["separations"]
    yield "org"
    field.data["separations"] = declared
