"""The shape of a test file, version 1: organisations, and the findings that they must have."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictStr

from raci.schema.shapes.policy import OWN_IDS, Policy, SmallOrganisation
from raci.schema.shapes.texts import NO_BOOLEAN, Date, Id, Shape, Text, Words, optional
from raci.schema.shapes.waiver import Waiver

FORMS = ("organisation", "path")
Code = Annotated[StrictStr, Field(min_length=1, pattern=r"^\S+$")]
Subject = Annotated[StrictStr, Field(pattern=r"^(org|[a-z]+:[^\s#]+)$")]


class Organisation(SmallOrganisation):
    """A small organisation, written in the case."""

    policies: dict[Id, Policy] = optional("Policies beside those of the organisation around.")
    waivers: dict[Id, Waiver] = optional("Waivers by id.")


class Expected(Shape):
    """A finding that is expected."""

    rule: Code = Field(
        description="The rule's code or name.", examples=["POL:critical-has-deputy", "GAP101"]
    )
    at: Subject = Field(description="The finding's subject, a Ref.", examples=["platform:erp"])
    message: Text = optional(
        "What the finding says, with ids as --format concise prints it: in the language of the "
        "case's settings, or by language."
    )


class Case(Shape):
    """One organisation as of one day, and all that is found in it."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [form]} for form in FORMS]})
    name: Text = optional("What the case shows.")
    note: Text = optional("A remark for readers.")
    organisation: Annotated[Organisation, Field(json_schema_extra=OWN_IDS)] = optional(
        "A small organisation: sections as in a definition."
    )
    path: Words = optional(
        "The folder of an organisation, from this file's folder; within the repository.",
        examples=["..", "../org/sales"],
    )
    as_of: Date = optional("The day as of which it is judged; the run's where absent.")
    settings: dict[str, Any] = optional(
        "Settings with the keys of raci.toml; they count as those of the command line."
    )
    findings: list[Expected] = Field(
        default=[], description="The findings that are expected; there may be no other."
    )

    def model_post_init(self, _context: Any) -> None:
        """Enforce the schema's ``oneOf``; raises ValueError."""
        if len(self.model_fields_set.intersection(FORMS)) != 1:
            raise ValueError("a case has an organisation or a path")


class Test(Shape):
    """A test file: cases by id."""

    __test__ = False
    model_config = ConfigDict(
        title="raci tests, version 1", extra="forbid", strict=True, serialize_by_alias=True
    )
    version: Annotated[Literal[1], NO_BOOLEAN] = Field(
        alias="raci-test", description="The version of the language."
    )
    name: Text = optional("What the file is about.")
    note: Text = optional("A remark for readers.")
    cases: Annotated[dict[Id, Case], Field(min_length=1)] = Field(description="Cases by id.")
