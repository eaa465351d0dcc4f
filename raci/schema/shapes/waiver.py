"""The shape of an accepted finding."""

from typing import Annotated

from pydantic import Field, StrictStr

from raci.schema.shapes.named import RULE, Named
from raci.schema.shapes.texts import (
    ONCE,
    UNIQUE,
    WITH_EARLIER,
    Date,
    Id,
    Text,
    Words,
    keys_refer_to,
    optional,
    refers_to,
)

SUBJECTS = "activity|department|duty|mandate|person|platform|role|separation"
INVOLVED = f"{SUBJECTS}|appointment|assignment|deputy|head|owner"
Part = Annotated[
    StrictStr,
    Field(
        pattern=rf"^({INVOLVED}):[^\s#]+$",
        json_schema_extra=refers_to(INVOLVED.split("|")) | WITH_EARLIER,
    ),
]


class Waiver(Named):
    """An accepted finding: which one, why, who accepted it, until when."""

    rule: Words = Field(
        description="The rule's code or name.", examples=["overlap-in-line"], json_schema_extra=RULE
    )
    at: Annotated[StrictStr, Field(pattern=rf"^({SUBJECTS}):[^\s#]+$|^org$")] = Field(
        description="The finding's subject, a Ref.",
        examples=["activity:online-sales"],
        json_schema_extra=refers_to(SUBJECTS.split("|")) | WITH_EARLIER,
    )
    involves: Annotated[list[Part], UNIQUE, ONCE] = optional(
        "What else was accepted; what a finding involves beyond it is not covered.",
        examples=[["role:cs-supervisor", "role:pre-sales"]],
    )
    reason: Text = Field(description="Why it is accepted.")
    approved_by: Annotated[dict[Id, Date], Field(min_length=1)] = Field(
        description="Role to the date of its approval.",
        json_schema_extra=keys_refer_to("role") | WITH_EARLIER,
    )
    until: Date = Field(description="The last day on which it is accepted.")
