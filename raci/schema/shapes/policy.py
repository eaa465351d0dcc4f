"""The shape of a policy: a rule that an organisation writes itself."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictStr
from typing_extensions import TypeAliasType

from raci.schema.shapes.entities import Sections
from raci.schema.shapes.header import OwnHeader
from raci.schema.shapes.named import Named
from raci.schema.shapes.texts import Ids, Shape, Text, Words, optional

FORMS = ("require", "forbid")
Expression = TypeAliasType(
    "Expression",
    Annotated[
        StrictStr,
        Field(
            min_length=1,
            max_length=2000,
            description="An expression in CEL; `raci policies vars` prints what it sees.",
        ),
    ],
)
Variable = Annotated[StrictStr, Field(pattern=r"^[a-z_][A-Za-z0-9_]*$")]
OWN_IDS = {"x-own-ids": True}
"""The annotation of what has ids of its own, and none of the organisation around it."""


class SmallOrganisation(Sections):
    """A small organisation: sections, and what its header says otherwise than that around it."""

    org: OwnHeader = optional("The organisation itself.")


Example = Annotated[SmallOrganisation, Field(json_schema_extra=OWN_IDS)]


class Examples(Shape):
    """Small organisations, sections only, which the policy passes or fails."""

    passing: Annotated[list[Example], Field(min_length=1)] = optional(
        "Organisations in which it finds nothing.", alias="pass"
    )
    failing: Annotated[list[Example], Field(min_length=1)] = optional(
        "Organisations in which it finds something.", alias="fail"
    )


class Policy(Named):
    """A rule as data: about which subjects, what it requires or forbids, and what it says."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [form]} for form in FORMS]})
    subject: Literal[
        "activity",
        "role",
        "department",
        "mandate",
        "platform",
        "person",
        "appointment",
        "separation",
        "org",
    ] = Field(alias="for", description="What it judges, one by one.")
    when: Expression = optional(
        "Which of them it judges; all where absent.", examples=["platform.critical"]
    )
    let: Annotated[dict[Variable, Expression], Field(min_length=1)] = optional(
        "Names for parts of the other expressions; each may use those above it."
    )
    require: Expression = optional("What must hold.", examples=["size(platform.deputies) > 0"])
    forbid: Expression = optional("What may not hold.")
    message: Text = Field(
        description="What is wrong; `{expression}` stands for its value.",
        examples=["{platform.id} has no deputy"],
    )
    hint: Text = optional("What to do about it; `{expression}` stands for its value.")
    severity: Literal["error", "warning", "info"] = Field(
        default="error", description="How severe a finding is."
    )
    at: Words = optional("The key of the subject that a finding stands at.", examples=["owners"])
    link: Words = optional("Where more is said of it.", examples=["https://example.org/policy"])
    tags: Ids = optional("What it belongs to, for readers.", examples=[["iso-27001"]])
    examples: Examples = optional("What `raci test` runs.")

    def model_post_init(self, _context: Any) -> None:
        """Enforce the schema's ``oneOf``; raises ValueError."""
        if len(self.model_fields_set.intersection(FORMS)) != 1:
            raise ValueError("a policy requires or forbids")
