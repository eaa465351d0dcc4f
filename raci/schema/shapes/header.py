"""The shape of an organisation's header."""

from typing import Annotated, Literal

from pydantic import Field

from raci.schema.shapes.attribute import Declarations
from raci.schema.shapes.notation import Written
from raci.schema.shapes.texts import (
    ONCE,
    UNIQUE,
    Date,
    Extends,
    Id,
    Ids,
    Language,
    Shape,
    Text,
    Words,
    optional,
)

Answering = Literal["department-head", "platform-owner"]


class Header(Shape):
    """The organisation itself; the file that has it marks the organisation's folder."""

    id: Id = Field(description="The organisation's id.", examples=["ecommerce"])
    name: Text = optional("What people call it.")
    languages: Annotated[list[Language], UNIQUE, ONCE] = optional(
        "The languages that texts promise.", examples=[["zh", "en"]]
    )
    accountable: Literal["nobody", Answering] | Annotated[list[Answering], UNIQUE, ONCE] = Field(
        default="nobody",
        description="Who answers for an activity where nobody is named; the first that applies.",
        examples=["department-head", ["platform-owner", "department-head"]],
    )
    line: Literal["derived", "written"] = Field(
        default="derived",
        description="Whether a role without `reports_to` reports to its department's head.",
    )
    activities: Literal["open", "declared"] = Field(
        default="open", description="Whether a duty's key must be a declared activity."
    )
    tags: Ids = optional("Where written, the only tags there are beside those of packs.")
    extends: Extends = optional(
        "Packs: `raci:NAME`, `package:NAME` or the path of a file, with `@VERSION` where wished.",
        examples=[["raci:order-to-cash@1", "packs/house-rules.yaml"]],
    )
    attributes: Declarations = optional(
        "What else entities may say of themselves, and in which form.",
        examples=[{"role": {"grade": {"type": "integer", "minimum": 1}}}],
    )
    notation: Written = optional(
        "The letters of the matrix: the name of a notation, or what each letter means.",
        examples=["rasci", {"R": ["responsible", "accountable"], "A": ["signatory"]}],
    )
    people: Literal["complete"] = optional("Every holder is listed: a role without one is vacant.")
    reviewed: Date = optional("When the definition was last reviewed.")
    source: Words = optional("Where it was taken from.")
    note: Text = optional("A remark for readers.")
    formerly: Ids = optional("Earlier ids of the same organisation.")


class OwnHeader(Header):
    """The header of a small organisation; what is absent is as in the organisation around it."""

    id: Id = optional("The organisation's id.")
