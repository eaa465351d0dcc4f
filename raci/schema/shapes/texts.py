"""The shapes of ids, texts, dates and wordings in a definition file."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr
from typing_extensions import TypeAliasType

ID = (
    r"""^[^\s/:@,;|#"'<>\\{}\[\]\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f"""
    r"\u3164\ufe0f\ufeff]{1,80}$"
)
REST_OF_ID = ID.removeprefix("^")
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
ADDRESS = r"^[^\s<>,@]+@[^\s<>,@]+$"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _once(items: list[str]) -> list[str]:
    if len(set(items)) < len(items):
        raise ValueError("an item is listed twice")
    return items


def _iso(text: str) -> str:
    if not _DATE.fullmatch(text):  # Python reads weeks, too
        raise ValueError("a date is YYYY-MM-DD")
    date.fromisoformat(text)
    return text


def _whole(value: Any) -> Any:
    """Return a float with an integral value as an integer, as JSON Schema does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _no_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("to Python, true is 1")
    return value


def optional(description: str, **settings: Any) -> Any:
    """Return the field of a key that may be absent; the schema has no default of it."""
    return Field(default=None, description=description, **settings)


def refers_to(kinds: str | list[str]) -> dict[str, Any]:
    """Return the annotation of a key whose values are ids of a kind, or Refs of several.

    The kind ``row`` is an activity that need not be declared elsewhere.
    """
    return {"x-refers-to": kinds}


def keys_refer_to(kind: str) -> dict[str, Any]:
    """Return the annotation of a map whose keys are ids of a kind."""
    return {"x-keys-refer-to": kind}


WITH_EARLIER = {"x-earlier": True}
"""The annotation of what may name a thing by an earlier id."""

UNIQUE = Field(json_schema_extra={"uniqueItems": True})
ONCE = AfterValidator(_once)
NO_BOOLEAN = BeforeValidator(_no_boolean)
Id = TypeAliasType("Id", Annotated[StrictStr, Field(pattern=ID, description="An id.")])
Words = TypeAliasType("Words", Annotated[StrictStr, Field(min_length=1)])
Address = TypeAliasType(
    "Address", Annotated[StrictStr, Field(pattern=ADDRESS, examples=["li@example.org"])]
)
Date = TypeAliasType(
    "Date",
    Annotated[
        StrictStr,
        Field(
            json_schema_extra={"format": "date", "not": {"pattern": "^0000"}},
            examples=["2027-06-30"],
        ),
        AfterValidator(_iso),
    ],
)
Whole = Annotated[int, BeforeValidator(_whole)]
Ids = TypeAliasType("Ids", Annotated[list[Id], UNIQUE, ONCE])
_SIGNS = r"""[^\s\\,;|#@"'<>{}\[\]\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f]"""
Extended = Annotated[
    StrictStr, Field(pattern=f"^{_SIGNS}{{1,200}}(@[0-9]{{1,6}}(\\.[0-9]{{1,6}}){{0,2}})?$")
]
Extends = TypeAliasType("Extends", Annotated[list[Extended], UNIQUE, ONCE])
Language = Annotated[StrictStr, Field(pattern=LANGUAGE)]
Text = TypeAliasType(
    "Text",
    Annotated[
        Words | Annotated[dict[Language, Words], Field(min_length=1)],
        Field(
            description="A text: a string for every language, or a map from tag to string.",
            examples=["Online sales", {"zh": "在线销售", "en": "Online sales"}],
        ),
    ],
)


class Shape(BaseModel):
    """A map whose keys are known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Translated(BaseModel):
    """A wording in several languages, with the place that it was taken from."""

    model_config = ConfigDict(
        extra="allow",
        strict=True,
        json_schema_extra={"patternProperties": {LANGUAGE: {"type": "string", "minLength": 1}}},
    )
    __pydantic_extra__: dict[Language, Words]
    source: Words = optional("Where it was taken from.", examples=["P4.1.d"])
    note: Text = optional("A remark for readers.")


Wording = TypeAliasType(
    "Wording",
    Annotated[
        Words | Translated,
        Field(
            description="A duty in its own words; `{}` where the activity's name says enough.",
            examples=[{"zh": "通过旺旺在线销售", "en": "Sell online by chat", "source": "D4.1"}],
        ),
    ],
)
Duties = TypeAliasType(
    "Duties", Annotated[dict[Id, Wording], Field(json_schema_extra=keys_refer_to("row"))]
)
