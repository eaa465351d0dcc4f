"""Defects of the definition itself."""

from collections.abc import Iterator
from typing import Any

from tests.support.organisations import Data

from ..field import DECLARED, NAMED, ONE_ROW, Field
from ..planter import plants

NOWHERE = "planted-nowhere"


@plants("DEF001", alone=True)
def a_file_is_unreadable(field: Field) -> Iterator[str]:
    sound = b'{"raci": 1}'
    field.beside["more.json"] = sound
    yield "file:more.json"
    field.beside["more.json"] = field.choose(
        (sound[:-1], sound + b"\xff", b'{"raci": 1, "raci": 1}')
    )
    yield "file:more.json"
    field.beside["more.json"] = sound


@plants("DEF002", alone=True)
def a_file_is_of_no_shape(field: Field) -> Iterator[str]:
    field.beside["more.json"] = '{"raci": 1, "roles": {"planted": {"headcount": 2}}}'
    yield "file:more.json"
    field.beside["more.json"] = '{"raci": 1, "roles": {"planted": {"headcount": "two"}}}'
    yield "file:more.json"
    del field.beside["more.json"]


@plants("DEF003")
def an_id_stands_in_two_files(field: Field) -> Iterator[str]:
    section, kind = field.choose(
        (("roles", "role"), ("departments", "department"), ("platforms", "platform"))
    )
    id_ = field.entity(section)
    yield f"{kind}:{id_}"
    field.beside["second.json"] = f'{{"raci": 1, "{section}": {{"{id_}": {{}}}}}}'
    yield f"{kind}:{id_}"
    del field.beside["second.json"]


REFERENCES = (
    ("departments", "head", "roles"),
    ("departments", "parent", "departments"),
    ("roles", "department", "departments"),
    ("roles", "reports_to", "roles"),
    ("roles", "also_reports_to", "roles"),
    ("roles", "deputies", "roles"),
    ("activities", "department", "departments"),
    ("activities", "responsible", "roles"),
    ("activities", "accountable", "roles"),
    ("activities", "informed", "roles"),
    ("activities", "platforms", "platforms"),
    ("activities", "approves", "activities"),
    ("platforms", "owners", "roles"),
    ("platforms", "deputies", "roles"),
    ("people", "roles", "roles"),
)
SEVERAL = ("also_reports_to", "deputies", "owners", "platforms", "approves")
KINDS = {"people": "person", "activities": "activity"}


def kind(section: str) -> str:
    return KINDS.get(section, section[:-1])


def naming(key: str, id_: str) -> Any:
    """Give what stands under a key of which names an id."""
    if key == "roles":
        return {id_: {}}
    return [id_] if key in (*SEVERAL, "responsible", "accountable", "informed") else id_


FEWER = {
    "GAP101": "without head, department or doer nobody can tell who answers",
    "GAP103": "a role of no department carries no mandate",
    "SOD307": "a role of no department is in no circle",
    "GAP111": "another head answers where the department is unknown",
    "GAP113": "another head answers where the department is unknown",
}


@plants("DEF004", brings=FEWER)
def something_unknown_is_named(field: Field) -> Iterator[str]:
    section, key, named = field.choose(REFERENCES)
    id_, known = field.emptied(section), field.new(named)
    field.take(section, id_, **{key: naming(key, known)})
    yield f"{kind(section)}:{id_}"
    field.take(section, id_, **{key: naming(key, NOWHERE)})
    yield f"{kind(section)}:{id_}"
    field.take(section, id_, **{key: naming(key, known)})


@plants("DEF004", brings={"GAP114": "nobody does the row any more"}, alone=True)
def an_activity_is_not_declared(field: Field) -> Iterator[str]:
    """Where all must be declared."""
    field.data["org"]["activities"] = "declared"
    row, role = field.row(DECLARED), field.emptied("roles")
    claim: Data = field.choose(({"duties": {NOWHERE: {}}}, {"consulted": [NOWHERE]}))
    field.assign(row, "responsible", role)
    yield f"role:{role}"
    field.take("roles", role, **claim)
    yield f"role:{role}"
    field.take("roles", role, **dict.fromkeys(claim))


@plants("GAP114")
def nobody_is_assigned(field: Field) -> Iterator[str]:
    row = field.row(NAMED)
    role = field.worker(row)
    field.assign(row, "informed", role)
    yield f"activity:{row.activity}"
    field.release(row, "informed")
    yield f"activity:{row.activity}"
    field.assign(row, "informed", role)


@plants("GAP114")
def no_mandate_names_it(field: Field) -> Iterator[str]:
    row = field.row(NAMED)
    department = field.data["departments"][row.home or field.department()]
    department.setdefault("duties", {})[row.activity] = {}
    yield f"activity:{row.activity}"
    del department["duties"][row.activity]
    yield f"activity:{row.activity}"
    department["duties"][row.activity] = {}


def widened(id_: str) -> str:
    """Give an id in the full-width forms of its letters."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in id_)


@plants("DEF006")
def two_ids_look_the_same(field: Field) -> Iterator[str]:
    section = field.choose(("roles", "departments", "platforms", "people"))
    id_ = field.take(section, field.choose(("alpha", "Bravo", "charlie")))
    other = field.choose((id_.swapcase(), widened(id_), id_.upper()))
    keys = {"owners": [field.role()]} if section == "platforms" else {}
    subject = f"{kind(section)}:{min(id_, other)}"
    yield subject
    field.take(section, other, **keys)
    yield subject
    del field.data[section][other]


@plants("DEF007")
def a_waiver_has_ended(field: Field) -> Iterator[str]:
    platform = field.platform(owners=None)
    waiver = waived(field, "GAP104", f"platform:{platform}")
    yield f"waiver:{waiver}"
    field.take("waivers", waiver, until="2026-11-22")
    yield f"waiver:{waiver}"
    field.take("waivers", waiver, until="2026-11-23")


@plants("DEF008")
def a_waiver_covers_nothing(field: Field) -> Iterator[str]:
    platform = field.platform(owners=None)
    waiver = waived(field, "platform-without-owner", f"platform:{platform}")
    yield f"waiver:{waiver}"
    field.take("platforms", platform, owners=[field.role()])
    yield f"waiver:{waiver}"
    del field.data["waivers"][waiver]


@plants("DEF009")
def a_waiver_lasts_too_long(field: Field) -> Iterator[str]:
    platform = field.platform(owners=None)
    waiver = waived(field, "GAP104", f"platform:{platform}")
    field.take("waivers", waiver, until="2027-11-03")
    yield f"waiver:{waiver}"
    field.take("waivers", waiver, until="2027-11-04")
    yield f"waiver:{waiver}"
    field.take("waivers", waiver, approved_by={field.role(): "2026-11-03"})


FURTHER = dict.fromkeys(("SOD302", "SOD306"), "a person gets a further role")


@plants("DEF010", brings=FURTHER)
def somebody_approves_for_herself(field: Field) -> Iterator[str]:
    field.staffed(ONE_ROW)
    role, other = field.idle(), field.held()
    waiver = waived(field, "GAP108", f"role:{role}")
    both = field.new("people", roles={role: {}, field.role(): {}})
    yield f"waiver:{waiver}"
    roles = field.data["people"][both]["roles"]
    approver = field.choose((role, other))
    if approver == other:
        roles[other] = {}
    field.take("waivers", waiver, approved_by={approver: "2026-11-02"})
    yield f"waiver:{waiver}"
    roles.pop(other, None)
    field.take("waivers", waiver, approved_by={other: "2026-11-02"})


def waived(field: Field, rule: str, at: str) -> str:
    """Give a waiver in force."""
    return field.new(
        "waivers",
        rule=rule,
        at=at,
        reason="For now.",
        approved_by={field.held(): "2026-11-02"},
        until="2027-03-31",
    )


@plants("DEF011", alone=True)
def nothing_is_there(field: Field) -> Iterator[str]:
    field.role()
    written = dict(field.data)
    yield "org"
    field.data.clear()
    field.data |= {"raci": 1, "org": {"id": written["org"]["id"]}}
    yield "org"
    field.data |= written


@plants(
    "DEF012",
    brings={
        "GAP101": "nobody answers for the row that the slip makes",
        "GAP114": "nobody does the row that was meant",
    },
)
def a_key_is_misspelt(field: Field) -> Iterator[str]:
    field.data["org"].pop("activities", None)
    row = field.take("activities", "settlement", status=None)
    role = field.emptied("roles")
    field.take("roles", role, duties={row: {}})
    slip = field.choose(("setlement", "settelment", "settlememt", "settlements"))
    yield f"duty:{role}/{slip}"
    field.take("roles", role, duties={slip: {}})
    yield f"duty:{role}/{slip}"
    field.take("roles", role, duties={row: {}})


@plants(
    "DEF017",
    brings={
        "GAP101": "nobody is accountable for the row",
        "OVL203": "another one is accountable already",
    },
)
def letters_stand_for_words(field: Field) -> Iterator[str]:
    row = field.row(NAMED)
    role = field.worker(row)
    duties = field.data["roles"][role].setdefault("duties", {})
    sound = duties.setdefault(row.activity, {})
    duties[row.activity] = words = "Approve the invoices of suppliers"
    yield f"duty:{role}/{row.activity}"
    duties[row.activity] = field.choose(("A", "R/A", "C, I", "r", {"en": "A", "zh": words}))
    yield f"duty:{role}/{row.activity}"
    duties[row.activity] = sound


@plants("DEF019")
def an_attribute_is_declared_nowhere(field: Field) -> Iterator[str]:
    role = field.new("roles", headcount=1)
    declared = field.data["org"].setdefault("attributes", {}).setdefault("role", {})
    declared["planted"] = {"type": "integer"}
    written = field.data["roles"][role].setdefault("attributes", {})
    yield f"role:{role}"
    written["plantd"] = 1
    yield f"role:{role}"
    del written["plantd"]
    written["planted"] = 1
