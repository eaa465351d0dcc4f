"""The shape of a pack of separations, version 1: constraints that many organisations can adopt."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictStr
from typing_extensions import TypeAliasType

from raci.schema.shapes.separation import HALVES, Terms
from raci.schema.shapes.texts import (
    ID,
    NO_BOOLEAN,
    ONCE,
    REST_OF_ID,
    UNIQUE,
    Id,
    Ids,
    Shape,
    Text,
    Whole,
    Words,
    optional,
)

PART = ID.replace("[^", "[^.").replace("{1,80}", "{1,39}")
"""An id without dots; two of them joined by a dot are the id of a separation."""

PartId = TypeAliasType(
    "PartId", Annotated[StrictStr, Field(pattern=PART, description="An id without dots.")]
)
Tag = Annotated[StrictStr, Field(pattern=f"^(tag):{REST_OF_ID}")]
Side = Annotated[list[Tag], Field(min_length=1), UNIQUE, ONCE]
FORMS = ("between", "among")


class PackSeparation(Terms):
    """A segregation of duties between tags: `between`, or `among` with `at_most`."""

    forms = FORMS
    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [form]} for form in FORMS],
            "dependentRequired": {half: [HALVES[half]] for half in ("among", "at_most")},
        }
    )
    name: Text = Field(description="What people call it.")
    source: Words = Field(
        description="The clause that asks for it.", examples=["NIST SP 800-53 Rev. 5 AC-5"]
    )
    formerly: Ids = optional("Earlier ids of it in this pack.")
    between: Annotated[list[Side], Field(min_length=2)] = optional(
        "Sides that may not meet.", examples=[[["tag:sales"], ["tag:refund"]]]
    )
    among: Annotated[list[Side], Field(min_length=2)] = optional(
        "Sides of which at most `at_most` may meet."
    )
    at_most: Whole = optional("How many of `among` may meet.", ge=1)
    mitigation: Text = optional("What usually makes up for it where it cannot be kept.")


class Pack(Shape):
    """A pack: tags to bind activities to, and the separations between them."""

    model_config = ConfigDict(
        title="raci pack, version 1", extra="forbid", strict=True, serialize_by_alias=True
    )
    version: Annotated[Literal[1], NO_BOOLEAN] = Field(
        alias="raci-pack", description="The version of the language."
    )
    id: PartId = Field(
        description="The pack's id: its separations are ID.NAME.", examples=["order-to-cash"]
    )
    name: Text = Field(description="What people call it.")
    description: Text = optional("What it is for.")
    source: Words = optional("Where it was taken from.")
    note: Text = optional("A remark for readers.")
    tags: Annotated[dict[Id, Text], Field(min_length=1)] = Field(
        description="Tags, and what an activity does that has one."
    )
    separations: Annotated[dict[PartId, PackSeparation], Field(min_length=1)] = Field(
        description="Separations by name."
    )
