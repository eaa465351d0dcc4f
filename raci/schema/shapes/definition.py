"""The shape of a definition file, version 1."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from raci.schema.shapes.entities import Activity, Department, Person, Platform, Role
from raci.schema.shapes.header import Header
from raci.schema.shapes.policy import Policy
from raci.schema.shapes.separation import Separation
from raci.schema.shapes.texts import (
    NO_BOOLEAN,
    Id,
    Shape,
    optional,
)
from raci.schema.shapes.waiver import Waiver


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
