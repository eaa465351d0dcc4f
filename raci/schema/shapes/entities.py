"""The shapes of the entities of an organisation: departments, roles, activities and so on."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool

from raci.schema.shapes.attribute import Values, attributes_of
from raci.schema.shapes.named import ACTIVITY, DEPARTMENT, PLATFORM, ROLE, TAG, Named
from raci.schema.shapes.separation import Separation
from raci.schema.shapes.texts import (
    ONCE,
    UNIQUE,
    Address,
    Date,
    Duties,
    Id,
    Ids,
    Shape,
    Whole,
    Words,
    keys_refer_to,
    optional,
    refers_to,
)

_DEPARTMENT: Any = optional("The department that it belongs to.", json_schema_extra=DEPARTMENT)
_CRITICAL: Any = Field(default=False, description="Whether it must not stop.")
_STATUS: Any = Field(default="active", description="Only what is active is judged.")


class Department(Named):
    """A unit of the organisation: its head, its parent, and the duties it must carry."""

    head: Id = optional("The role that heads it.", json_schema_extra=ROLE)
    parent: Id = _DEPARTMENT
    duties: Duties = optional("The mandate: activity to wording.")
    reviewed: Date = optional("When it was last reviewed.")
    attributes: Values = attributes_of("department")


def _functions_refer_to(kind: str) -> Callable[[dict[str, Any]], None]:
    def annotate(schema: dict[str, Any]) -> None:
        for function in Functions.__annotations__:
            schema["properties"][function] |= refers_to(kind)

    return annotate


class Functions(Named):
    """The seven functions, each with a list."""

    responsible: Ids = optional("Who does the work.")
    accountable: Ids = optional("Who answers for it: one only.")
    support: Ids = optional("Who helps.")
    consulted: Ids = optional("Who is asked before.")
    informed: Ids = optional("Who is told after.")
    verifier: Ids = optional("Who checks against criteria.")
    signatory: Ids = optional("Who signs off.")


class Role(Functions):
    """A post, not a person. Its functions list activities."""

    model_config = ConfigDict(json_schema_extra=_functions_refer_to("row"))
    department: Id = _DEPARTMENT
    reports_to: Id = optional("Its line manager, a role.", json_schema_extra=ROLE)
    also_reports_to: Ids = optional("Dotted lines: further roles.", json_schema_extra=ROLE)
    headcount: Whole = Field(default=1, ge=0, description="For how many people; 0: a planned post.")
    kind: Literal["person", "agent", "system", "collective", "external"] = Field(
        default="person",
        description="Agents and systems may do, never answer. Collectives (all managers) and "
        "externals (a vendor) are no posts: no rule about posts, load or people judges them.",
    )
    deputies: Ids = optional("Roles that stand in for it.", json_schema_extra=ROLE)
    duties: Duties = optional("What it does: activity to wording.")
    attributes: Values = attributes_of("role")


class Activity(Functions):
    """A row of the matrix. Its functions list roles."""

    model_config = ConfigDict(json_schema_extra=_functions_refer_to("role"))
    department: Id = _DEPARTMENT
    platforms: Ids = optional("The platforms that it touches.", json_schema_extra=PLATFORM)
    tags: Ids = optional("Tags, for separations.", examples=[["refund"]], json_schema_extra=TAG)
    critical: StrictBool = _CRITICAL
    shared: StrictBool = Field(
        default=False, description="Meant for everybody: that many do it is no overlap."
    )
    status: Literal["active", "planned", "archived"] = _STATUS
    each: Literal["department"] = optional("One row for every department that does it.")
    approves: Ids = optional("The activities that this one approves.", json_schema_extra=ACTIVITY)
    attributes: Values = attributes_of("activity")


class Platform(Named):
    """Something that must have an owner: a sales channel, a system, a data set."""

    kind: Words = optional("What it is.", examples=["sales-channel"])
    owners: Ids = optional("The roles that own it.", json_schema_extra=ROLE)
    deputies: Ids = optional("The roles that stand in for its owners.", json_schema_extra=ROLE)
    critical: StrictBool = _CRITICAL
    status: Literal["active", "planned", "archived"] = _STATUS
    attributes: Values = attributes_of("platform")


class Appointment(Shape):
    """A person in a role; both dates inclusive."""

    model_config = ConfigDict(extra="forbid", strict=True, serialize_by_alias=True)
    manner: Literal["holder", "deputy", "acting"] = Field(
        default="holder", alias="as", description="How the person holds the role."
    )
    start: Date = optional("The first day.", alias="from")
    until: Date = optional("The last day.", examples=["2027-06-30"])


class Person(Named):
    """Somebody who holds roles."""

    git: Address | Annotated[list[Address], UNIQUE, ONCE, Field(min_length=1)] = optional(
        "How git knows the person: the address of the author of commits, or several.",
        examples=["li@example.org", ["li@example.org", "li@users.noreply.github.com"]],
    )
    roles: dict[Id, Appointment] = optional(
        "Role to appointment.", json_schema_extra=keys_refer_to("role")
    )
    attributes: Values = attributes_of("person")


class Sections(Shape):
    """The entities of an organisation by section and id."""

    departments: dict[Id, Department] = optional("Departments by id.")
    roles: dict[Id, Role] = optional("Roles by id.")
    activities: dict[Id, Activity] = optional("Activities by id.")
    platforms: dict[Id, Platform] = optional("Platforms by id.")
    people: dict[Id, Person] = optional("People by id.")
    separations: dict[Id, Separation] = optional("Separations by id.")
