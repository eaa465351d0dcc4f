"""People and continuity."""

from collections.abc import Iterator
from typing import Any

from ..field import ONE_ROW, Field
from ..planter import plants

ENDED = "2026-11-22"
VACANT = {"GAP111": "the role may answer for a row"}


@plants("PPL601")
def what_is_critical_hangs_on_one(field: Field) -> Iterator[str]:
    row = field.row(critical=True)
    role = field.held(**({"department": row.home} if row.home else {}))
    field.assign(row, "responsible", role)
    field.assign(row, "accountable", field.boss(row))
    field.take("roles", role, deputies=[field.held()])
    yield row.ref
    deputies = field.data["roles"][role].pop("deputies")
    yield row.ref
    field.take("roles", role, deputies=deputies)


@plants("PPL602")
def what_is_owned_hangs_on_one(field: Field) -> Iterator[str]:
    role, deputy = field.held(), field.held()
    for owned in field.section("platforms").values():
        if role in owned.get("owners", ()) and deputy not in owned["owners"]:
            owned["owners"].append(deputy)
    platform = field.platform(owners=[role], deputies=[deputy])
    yield f"role:{role}"
    field.take("platforms", platform, deputies=None)
    yield f"role:{role}"
    field.take("platforms", platform, owners=[role, deputy])


@plants("PPL603", brings=VACANT)
def the_only_holder_is_to_come(field: Field) -> Iterator[str]:
    role = field.held(kind=None)
    (person,) = (p for p in field.section("people").values() if role in p.get("roles", ()))
    yield f"role:{role}"
    person["roles"][role] = {"from": "2026-12-01"}
    yield f"role:{role}"
    field.new("people", roles={role: {"as": "acting"}})


ONE = "the person may now be on two sides of a separation"


@plants(
    "PPL604",
    brings=VACANT
    | {"PPL605": "it takes the severity of the row that the vacant role answers for"}
    | dict.fromkeys(("SOD301", "SOD302", "SOD303", "SOD306"), ONE),
)
def a_person_has_too_many_roles(field: Field) -> Iterator[str]:
    roles = [field.role(headcount=None) for _ in range(4)]
    for role in roles:
        field.assign(field.row(ONE_ROW), "responsible", role)
    person = field.new("people", roles={role: {} for role in roles[1:]})
    yield f"person:{person}"
    field.data["people"][person]["roles"][roles[0]] = {}
    yield f"person:{person}"
    field.data["people"][person]["roles"][roles[3]] = {"until": ENDED}


@plants("PPL605", brings=VACANT)
def an_appointment_has_ended(field: Field) -> Iterator[str]:
    role = field.role()
    person = field.new("people", roles={role: {"until": "2026-11-23"}})
    yield f"person:{person}"
    field.take("people", person, roles={role: {"until": ENDED}})
    yield f"person:{person}"
    field.take("people", person, roles={role: {}})


@plants("PPL606")
def more_hold_a_role_than_its_headcount(field: Field) -> Iterator[str]:
    role = field.held(kind=None, headcount=1)
    second = field.new("people")
    yield f"role:{role}"
    field.take("people", second, roles={role: {}})
    yield f"role:{role}"
    field.take("roles", role, headcount=2)


@plants("DEF013", brings=VACANT)
def a_placeholder_stands_for_a_name(field: Field) -> Iterator[str]:
    section, kind = field.choose((("roles", "role"), ("people", "person")))
    id_ = field.entity(section, name="Anna Weiss")
    names: list[Any] = ["TBD", "N/A", "待定", {"en": "vacant"}]
    yield f"{kind}:{id_}"
    field.take(section, id_, name=field.choose(names))
    yield f"{kind}:{id_}"
    field.take(section, id_, name="Anna Weiss")


@plants("DEF014")
def a_person_stands_there_twice(field: Field) -> Iterator[str]:
    one = field.entity("people", name="Anna Weiss")
    other = field.entity("people", name="Berta Kern")
    yield f"person:{min(one, other)}"
    field.take("people", other, name=field.choose(("ANNA  WEISS", "Anna-Weiss", "ａnna Weiss")))
    yield f"person:{min(one, other)}"
    field.take("people", other, name="Anna Kern")
