"""The shape of a baseline file, version 1."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictStr

from raci.schema.shapes.texts import NO_BOOLEAN, Date, Shape, Words, optional

Named = Annotated[StrictStr, Field(pattern=r"^[a-z]+(:[^\s#]+)?$")]


class Entry(Shape):
    """A finding that was there: the rule's code, its subject, what else it involved, since when."""

    rule: Words = Field(examples=["OVL201"])
    at: Named = Field(description="The finding's subject, a Ref.", examples=["activity:sell"])
    involves: list[Named] = Field(description="Refs, sorted.")
    since: Date = Field(description="When it was recorded.")
    measure: float = optional("How bad it was; what is worse than that is no longer accepted.")


class Baseline(Shape):
    """The findings that existed when checking was adopted: an entry for each."""

    model_config = ConfigDict(
        title="raci baseline, version 1", extra="forbid", strict=True, serialize_by_alias=True
    )
    version: Annotated[Literal[1], NO_BOOLEAN] = Field(alias="raci-baseline")
    findings: list[Entry]
