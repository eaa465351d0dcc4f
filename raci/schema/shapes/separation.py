"""The shape of a segregation of duties."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictStr

from raci.schema.shapes.attribute import Values, attributes_of
from raci.schema.shapes.named import ACTIVITY, Named
from raci.schema.shapes.texts import ONCE, REST_OF_ID, UNIQUE, Id, Whole, optional, refers_to

Member = Annotated[
    StrictStr,
    Field(
        pattern=f"^(activity|tag):{REST_OF_ID}", json_schema_extra=refers_to(["activity", "tag"])
    ),
]
Holder = Annotated[
    StrictStr,
    Field(
        pattern=f"^(department|role):{REST_OF_ID}",
        json_schema_extra=refers_to(["department", "role"]),
    ),
]
Side = Annotated[list[Member], Field(min_length=1), UNIQUE, ONCE]
FunctionName = Literal[
    "responsible", "accountable", "support", "consulted", "informed", "verifier", "signatory"
]
FORMS = ("between", "among", "of")
HALVES = {"among": "at_most", "at_most": "among", "of": "only", "only": "of"}


class Terms(Named):
    """What holds for a separation in whichever form."""

    forms: ClassVar[tuple[str, ...]]
    within: Literal["role", "person", "reporting-line"] = Field(
        default="person", description="What may not combine them; each includes the narrower."
    )
    functions: Annotated[list[FunctionName], Field(min_length=1), UNIQUE, ONCE] = optional(
        "The functions that count; responsible where absent."
    )
    deputies: StrictBool = Field(default=False, description="Whether standing deputies count.")
    severity: Literal["error", "warning", "info"] = Field(
        default="error", description="Instead of the rules' own."
    )

    def model_post_init(self, _context: Any) -> None:
        """Enforce the schema's ``oneOf`` and ``dependentRequired``; raises ValueError."""
        written = self.model_fields_set
        if len(written.intersection(self.forms)) != 1:
            raise ValueError("a separation has one form")
        if any(half in written and other not in written for half, other in HALVES.items()):
            raise ValueError("a form misses its other half")


class Separation(Terms):
    """A segregation of duties: `between`, or `among` with `at_most`, or `of` with `only`."""

    forms = FORMS
    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [form]} for form in FORMS],
            "dependentRequired": {half: [other] for half, other in HALVES.items()},
        }
    )
    between: Annotated[list[Side], Field(min_length=2)] = optional(
        "Sides that may not meet.", examples=[[["tag:sell"], ["tag:pay"]]]
    )
    among: Annotated[list[Side], Field(min_length=2)] = optional(
        "Sides of which at most `at_most` may meet."
    )
    at_most: Whole = optional("How many of `among` may meet.", ge=1)
    of: Side = optional("Activities that only `only` may do.")
    only: Annotated[list[Holder], Field(min_length=1), UNIQUE, ONCE] = optional(
        "Who may do `of`.", examples=[["department:finance"]]
    )
    mitigated_by: Id = optional("An activity that makes up for it.", json_schema_extra=ACTIVITY)
    attributes: Values = attributes_of("separation")
