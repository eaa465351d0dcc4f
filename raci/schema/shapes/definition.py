"""The shape of a definition file, version 1."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from raci.schema.shapes.attribute import Declarations
from raci.schema.shapes.entities import Activity, Department, Person, Platform, Role
from raci.schema.shapes.policy import Policy
from raci.schema.shapes.separation import Separation
from raci.schema.shapes.texts import (
    NO_BOOLEAN,
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
from raci.schema.shapes.waiver import Waiver

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
    people: Literal["complete"] = optional("Every holder is listed: a role without one is vacant.")
    reviewed: Date = optional("When the definition was last reviewed.")
    source: Words = optional("Where it was taken from.")
    note: Text = optional("A remark for readers.")
    formerly: Ids = optional("Earlier ids of the same organisation.")


class Definition(Shape):
    """A definition file: one organisation, or a part of one."""

    model_config = ConfigDict(title="raci definition, version 1")
    raci: Annotated[Literal[1], NO_BOOLEAN] = Field(description="The version of the language.")
    org: Header = optional("The organisation; in one file only.")
    departments: dict[Id, Department] = optional("Departments by id.")
    roles: dict[Id, Role] = optional("Roles by id.")
    activities: dict[Id, Activity] = optional("Activities by id.")
    platforms: dict[Id, Platform] = optional("Platforms by id.")
    people: dict[Id, Person] = optional("People by id.")
    separations: dict[Id, Separation] = optional("Separations by id.")
    policies: dict[Id, Policy] = optional("Policies by id.")
    waivers: dict[Id, Waiver] = optional("Waivers by id.")
