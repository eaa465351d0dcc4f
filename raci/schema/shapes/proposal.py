"""The shape of a proposal: a reorganisation as a list of intended changes."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictStr
from typing_extensions import TypeAliasType

from raci.schema.shapes.named import Named
from raci.schema.shapes.texts import (
    NO_BOOLEAN,
    ONCE,
    REST_OF_ID,
    UNIQUE,
    Date,
    Id,
    Shape,
    Text,
    Words,
    keys_refer_to,
    optional,
)
from raci.schema.verb_keys import NEEDS, VERBS


def _one_of(*kinds: str) -> Any:
    return Field(pattern=rf"^({'|'.join(kinds)}):[^\s#]+$")


ENTITIES = ("department", "role", "activity", "platform", "person", "separation")
Thing = Annotated[StrictStr, _one_of(*ENTITIES)]
New = Annotated[StrictStr, _one_of(*ENTITIES, "duty", "mandate")]
Retired = Annotated[StrictStr, _one_of(*ENTITIES, "mandate")]
UnitName = Annotated[StrictStr, _one_of("department", "role")]
Role = Annotated[StrictStr, _one_of("role")]
Held = Annotated[
    StrictStr, _one_of("duty", "assignment", "owner", "platform", "head", "deputy", "department")
]
Given = Annotated[StrictStr, _one_of("assignment", "owner", "deputy")]
Released = Annotated[StrictStr, _one_of("duty", "assignment", "owner", "head", "deputy")]
Appointment = Annotated[StrictStr, _one_of("appointment")]
Dropped = Annotated[
    StrictStr, _one_of("duty", "assignment", "owner", "head", "deputy", "mandate", "appointment")
]
Changed = Annotated[StrictStr, Field(pattern=rf"^({'|'.join(ENTITIES)}):[^\s#]+$|^org$")]
Taker = TypeAliasType(
    "Taker",
    Annotated[
        StrictStr,
        Field(
            pattern=f"^(?:(?:department|role):)?{REST_OF_ID}",
            description="An id, or the same as a Ref.",
        ),
    ],
)
StepNumber = Annotated[StrictStr, Field(pattern="^[1-9][0-9]*$")]
Part = Annotated[StrictStr, Field(min_length=1)]


class Change(Shape):
    """One change: a verb with what it is about, and why."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        serialize_by_alias=True,
        json_schema_extra={
            "oneOf": [{"required": [verb]} for verb in VERBS],
            "dependentRequired": {verb: list(needed) for verb, needed in NEEDS.items()},
        },
    )
    add: New = optional("Something new, written `as` a definition writes it.")
    retire: Retired = optional("Something that ends; what nobody takes on is `dropping`.")
    rename: Thing = optional("A thing that gets another id.")
    move: UnitName = optional("A role to a department or a manager, a department to a parent.")
    split: Role = optional("A role whose all goes `into` roles that are there.")
    merge: Annotated[list[UnitName], Field(min_length=2), UNIQUE, ONCE] = optional(
        "Roles or departments that become one."
    )
    hand_over: Held = optional(
        "A duty, assignment, ownership, headship or deputyship that changes hands."
    )
    set: Changed = optional("An entity of which some keys change.")
    assign: Given = optional("A function that a role gets beside what it has.")
    release: Released = optional("Something that a role no longer has.")
    appoint: Appointment = optional("A person gets a role.")
    end: Appointment = optional("A person leaves a role.")
    entry: dict[str, Any] | Words = optional(
        "The entity, or its keys, as in a definition; a duty's wording may be a text.", alias="as"
    )
    without: Annotated[list[Words], UNIQUE, ONCE] = optional("Keys that `set` takes off.")
    to: Words = optional("Who gets it, where it goes, or the new id.")
    into: Taker | Annotated[dict[Taker, list[Part]], Field(min_length=1)] = optional(
        "The one that stays; or role to what it takes over."
    )
    dropping: Annotated[list[Dropped], UNIQUE, ONCE] = optional("What is given up on purpose.")
    because: Text = optional("Why.")
    assumes: Text = optional("What the proposer decided without having been told.")


class Step(Shape):
    """Changes that take effect on one day."""

    on: Date = Field(description="The first day on which it holds.", examples=["2027-02-01"])
    title: Text = optional("What people call the step.")
    changes: Annotated[list[Change], Field(min_length=1)] = Field(
        description="In the order in which they are made."
    )


class Proposal(Named):
    """A proposal: what shall change in an organisation, when, and who wants it."""

    model_config = ConfigDict(
        extra="forbid", strict=True, serialize_by_alias=True, title="raci proposal, version 1"
    )
    version: Annotated[Literal[1], NO_BOOLEAN] = Field(
        alias="raci-proposal", description="The version of the language."
    )
    title: Text = Field(description="What people call it.")
    base: Words = Field(
        description="The organisation's folder, from this file.", examples=["../ecommerce"]
    )
    reason: Text = optional("Why the organisation shall change.")
    proposed_by: Id = optional("The role that proposes it.")
    approved_by: dict[Id, Date] = optional(
        "Role to the date of its approval.", json_schema_extra=keys_refer_to("role")
    )
    open: list[Text] = optional("Questions that nobody has answered.")
    applied: dict[StepNumber, Date] = optional(
        "Number of a step to the day as of which `raci apply` made it; written by `raci apply`.",
        examples=[{"1": "2027-02-01"}],
    )
    steps: Annotated[list[Step], Field(min_length=1)] = Field(description="In the order of days.")
