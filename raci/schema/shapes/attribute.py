"""The shape of an attribute: its name, and what its values may be, a part of JSON Schema."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, StrictStr
from typing_extensions import TypeAliasType

from raci.schema.shapes.texts import NO_BOOLEAN, Shape, Text, Whole, Words, optional

NAME = r"^[A-Za-z_][A-Za-z0-9_]{0,79}$"
RESERVED = (
    *("as", "break", "const", "continue", "else", "false", "for", "function", "if", "import"),
    *("in", "let", "loop", "namespace", "null", "package", "return", "true", "var", "void"),
    "while",
)
"""The words that CEL keeps for itself: no expression can name an attribute so."""


def _free(name: str) -> str:
    if name in RESERVED:
        raise ValueError("a word of the language of expressions")
    return name


def _present(value: Any) -> Any:
    if value is None:
        raise ValueError("null is no value")
    return value


def _scalar(value: Any) -> Any:
    if not isinstance(value, str | bool | int | float):
        raise TypeError("a text, a number, true or false")
    return value


def _distinct(options: list[Any]) -> list[Any]:
    if len({(isinstance(each, bool), each) for each in options}) < len(options):
        raise ValueError("an option is listed twice")
    return options


AttributeName = TypeAliasType(
    "AttributeName",
    Annotated[
        StrictStr,
        Field(
            pattern=NAME,
            description="The name of an attribute, as expressions write it.",
            json_schema_extra={"not": {"enum": list(RESERVED)}},
        ),
        AfterValidator(_free),
    ],
)
Scalar = Annotated[
    Any,
    AfterValidator(_scalar),
    Field(json_schema_extra={"type": ["string", "number", "boolean"]}),
]
Options = Annotated[
    list[Scalar],
    Field(min_length=1, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_distinct),
]
Number = Annotated[float, NO_BOOLEAN]
Present = Annotated[
    Any, BeforeValidator(_present), Field(json_schema_extra={"not": {"type": "null"}})
]


class Keywords(Shape):
    """The keywords of JSON Schema that say what one value may be."""

    model_config = ConfigDict(extra="forbid", strict=True, serialize_by_alias=True)
    description: Text = optional("What it says, for readers and editors.")
    enum: Options = optional("The only values there are.", examples=[["daily", "weekly"]])
    minimum: Number = optional("The least number.", examples=[1])
    maximum: Number = optional("The greatest number.", examples=[12])
    pattern: Words = optional(
        "A regular expression that a part of a text matches.", examples=["^CC-[0-9]+$"]
    )
    min_length: Whole = optional("The fewest characters.", alias="minLength", ge=0)
    max_length: Whole = optional("The most characters.", alias="maxLength", ge=0)
    format: Literal["date"] = optional("A text that is a day: YYYY-MM-DD.")


class Item(Keywords):
    """What one item of a list may be, in JSON Schema."""

    type: Literal["string", "integer", "number", "boolean"] = optional(
        "What an item is; not needed beside `enum`."
    )


class Attribute(Keywords):
    """What the values of an attribute may be, in JSON Schema."""

    type: Literal["string", "integer", "number", "boolean", "array"] = optional(
        "What a value is; not needed beside `enum`."
    )
    items: Item = optional("What each item of a list may be.")
    min_items: Whole = optional("The fewest items.", alias="minItems", ge=0)
    max_items: Whole = optional("The most items.", alias="maxItems", ge=0)
    unique_items: StrictBool = optional("Whether no item stands twice.", alias="uniqueItems")


Declared = dict[AttributeName, Attribute]
Values = dict[StrictStr, Present]


class Declarations(Shape):
    """The attributes that entities may have, by kind of entity, then by name."""

    department: Declared = optional("Those of departments.")
    role: Declared = optional("Those of roles.", examples=[{"grade": {"type": "integer"}}])
    activity: Declared = optional("Those of activities.")
    platform: Declared = optional("Those of platforms.")
    person: Declared = optional("Those of people.")
    separation: Declared = optional("Those of separations.")


def attributes_of(kind: str) -> Any:
    """Return the field of the attributes of an entity, annotated with its kind."""
    about = "Attributes, as `org.attributes` declares them: name to value."
    return optional(about, json_schema_extra={"x-attributes-of": kind})
