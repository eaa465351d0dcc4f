"""The shape of a pack, version 1: policies and separations that many organisations can adopt."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictStr
from typing_extensions import TypeAliasType

from raci.schema.shapes.attribute import Declarations
from raci.schema.shapes.policy import Policy
from raci.schema.shapes.separation import HALVES, Terms
from raci.schema.shapes.texts import (
    ID,
    NO_BOOLEAN,
    ONCE,
    REST_OF_ID,
    UNIQUE,
    Extends,
    Id,
    Ids,
    Language,
    Shape,
    Text,
    Whole,
    Words,
    optional,
)

PART = ID.replace("[^", "[^.").replace("{1,80}", "{1,39}")
"""An id without dots; two of them joined by a dot are the id of a separation or policy."""

PartId = TypeAliasType(
    "PartId", Annotated[StrictStr, Field(pattern=PART, description="An id without dots.")]
)
Phrases = Annotated[
    dict[Language, Annotated[list[Words], Field(min_length=1)]], Field(min_length=1)
]
Tag = Annotated[StrictStr, Field(pattern=f"^(tag):{REST_OF_ID}")]
Side = Annotated[list[Tag], Field(min_length=1), UNIQUE, ONCE]
FORMS = ("between", "among")
Version = Annotated[StrictStr, Field(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){0,2}$")]
_REQUIRED: Any = Field(
    default=False, description="Whether who extends the pack may make it stricter only."
)


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
    required: StrictBool = _REQUIRED


class PackPolicy(Policy):
    """A policy of a pack."""

    required: StrictBool = _REQUIRED


class Pack(Shape):
    """A pack: policies, tags to bind activities to, and the separations between them."""

    model_config = ConfigDict(
        title="raci pack, version 1", extra="forbid", strict=True, serialize_by_alias=True
    )
    language: Annotated[Literal[1], NO_BOOLEAN] = Field(
        alias="raci-pack", description="The version of the language."
    )
    id: PartId = Field(
        description="The pack's id: what it has is called ID.NAME.", examples=["order-to-cash"]
    )
    version: Whole | Version = optional(
        "The pack's own version, which `extends` may ask for.", examples=[1, "1.2"]
    )
    name: Text = Field(description="What people call it.")
    description: Text = optional("What it is for.")
    source: Words = optional("Where it was taken from.")
    note: Text = optional("A remark for readers.")
    extends: Extends = optional("Packs that come with it.", examples=[["raci:strict@1"]])
    attributes: Declarations = optional(
        "Attributes that entities may have, by kind and name: what is allowed, in JSON Schema.",
        examples=[{"role": {"grade": {"type": "integer", "minimum": 1}}}],
    )
    tags: Annotated[dict[Id, Text], Field(min_length=1)] = optional(
        "Tags, and what an activity does that has one."
    )
    words: Annotated[dict[Id, Phrases], Field(min_length=1)] = optional(
        "By tag and language, how such activities are usually worded.",
        examples=[{"payment": {"en": ["Release payments"], "zh": ["付款"]}}],
    )
    separations: Annotated[dict[PartId, PackSeparation], Field(min_length=1)] = optional(
        "Separations by name."
    )
    policies: Annotated[dict[PartId, PackPolicy], Field(min_length=1)] = optional(
        "Policies by name."
    )
