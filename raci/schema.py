"""The shape of a definition file, version 1: the JSON Schema is generated from these classes.

The committed schema is the gate at run time; pydantic is needed only to write it anew
(``python -m raci.schema schemas/v1``) and to test that both say the same.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr
from typing_extensions import TypeAliasType

ID = (
    r"""^[^\s/:@,;|#"'<>\\{}\[\]\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f"""
    r"\u3164\ufe0f\ufeff]{1,80}$"
)
REST_OF_ID = ID.removeprefix("^")
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
BASE = "https://raci.dev/schemas/v1/"


def _once(items: list[str]) -> list[str]:
    if len(set(items)) < len(items):
        raise ValueError("an item is listed twice")
    return items


def _refs(*kinds: str) -> Any:
    """A reference by Ref, of one of these kinds."""
    return Annotated[StrictStr, Field(pattern=f"^({'|'.join(kinds)}):{REST_OF_ID}")]


def _list(item: Any, least: int = 0) -> Any:
    unique = Field(min_length=least or None, json_schema_extra={"uniqueItems": True})
    return Annotated[list[item], unique, AfterValidator(_once)]


def _date(text: str) -> str:
    from datetime import date

    if len(text) != 10:
        raise ValueError("a date is YYYY-MM-DD")
    date.fromisoformat(text)
    return text


Id = TypeAliasType("Id", Annotated[StrictStr, Field(pattern=ID, description="An id.")])
Words = TypeAliasType("Words", Annotated[StrictStr, Field(min_length=1)])
Date = TypeAliasType(
    "Date",
    Annotated[
        StrictStr,
        Field(json_schema_extra={"format": "date"}, examples=["2027-06-30"]),
        AfterValidator(_date),
    ],
)
Ids = TypeAliasType("Ids", _list(Id))
Language = Annotated[StrictStr, Field(pattern=LANGUAGE)]
Text = TypeAliasType(
    "Text",
    Annotated[
        Words | Annotated[dict[Language, Words], Field(min_length=1)],
        Field(
            description="A text: a string for every language, or a map from language tag to string.",
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
    source: Words = Field(default=None, description="Where it was taken from.", examples=["P4.1.d"])
    note: Text = Field(default=None, description="A remark for readers.")


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
Duties = TypeAliasType("Duties", dict[Id, Wording])


class Named(Shape):
    """What may stand on any entity."""

    name: Text = Field(default=None, description="What people call it.")
    source: Words = Field(default=None, description="Where it was taken from.", examples=["D4"])
    note: Text = Field(default=None, description="A remark for readers.")
    formerly: Ids = Field(default=None, description="Earlier ids of the same thing.")


class Header(Shape):
    """The organisation itself; the file that has it marks the organisation's folder."""

    id: Id = Field(description="The organisation's id.", examples=["ecommerce"])
    name: Text = Field(default=None, description="What people call it.")
    languages: _list(Language) = Field(  # type: ignore[valid-type]
        default=None, description="The languages that texts promise.", examples=[["zh", "en"]]
    )
    accountable: Literal["department-head", "nobody"] = Field(
        default="nobody", description="Who answers for an activity where nobody is named."
    )
    line: Literal["derived", "written"] = Field(
        default="derived",
        description="Whether a role without `reports_to` reports to its department's head.",
    )
    activities: Literal["open", "declared"] = Field(
        default="open", description="Whether a duty's key must be a declared activity."
    )
    tags: Ids = Field(default=None, description="Where written, the only tags there are.")
    people: Literal["complete"] = Field(
        default=None, description="Every holder is listed: a role without one is vacant."
    )
    reviewed: Date = Field(default=None, description="When the definition was last reviewed.")
    source: Words = Field(default=None, description="Where it was taken from.")
    note: Text = Field(default=None, description="A remark for readers.")
    formerly: Ids = Field(default=None, description="Earlier ids of the same organisation.")


class Department(Named):
    """A unit of the organisation: its head, its parent, and the duties it must carry."""

    head: Id = Field(default=None, description="The role that heads it.")
    parent: Id = Field(default=None, description="The department that it belongs to.")
    duties: Duties = Field(default=None, description="The mandate: activity to wording.")
    reviewed: Date = Field(default=None, description="When it was last reviewed.")


class Functions(Named):
    """The seven functions, each with a list."""

    responsible: Ids = Field(default=None, description="Who does the work.")
    accountable: Ids = Field(default=None, description="Who answers for it: one only.")
    support: Ids = Field(default=None, description="Who helps.")
    consulted: Ids = Field(default=None, description="Who is asked before.")
    informed: Ids = Field(default=None, description="Who is told after.")
    verifier: Ids = Field(default=None, description="Who checks against criteria.")
    signatory: Ids = Field(default=None, description="Who signs off.")


class Role(Functions):
    """A post, not a person. Its functions list activities."""

    department: Id = Field(default=None, description="The department that it belongs to.")
    reports_to: Id = Field(default=None, description="Its line manager, a role.")
    also_reports_to: Ids = Field(default=None, description="Dotted lines: further roles.")
    headcount: int = Field(default=1, ge=0, description="Heads; 0 is a planned post.")
    kind: Literal["person", "agent", "system"] = Field(
        default="person", description="Agents and systems may do, never answer."
    )
    deputies: Ids = Field(default=None, description="Roles that stand in for it.")
    duties: Duties = Field(default=None, description="What it does: activity to wording.")


class Activity(Functions):
    """A row of the matrix. Its functions list roles."""

    department: Id = Field(default=None, description="The department that it belongs to.")
    platforms: Ids = Field(default=None, description="The platforms that it touches.")
    tags: Ids = Field(default=None, description="Tags, for separations.", examples=[["refund"]])
    critical: StrictBool = Field(default=False, description="Whether it must not stop.")
    status: Literal["active", "planned", "archived"] = Field(
        default="active", description="Only what is active is judged."
    )
    each: Literal["department"] = Field(
        default=None, description="One row for every department that does it."
    )
    approves: Ids = Field(default=None, description="The activities that this one approves.")


class Platform(Named):
    """Something that must have an owner: a sales channel, a system, a data set."""

    kind: Words = Field(default=None, description="What it is.", examples=["sales-channel"])
    owners: Ids = Field(default=None, description="The roles that own it.")
    deputies: Ids = Field(default=None, description="The roles that stand in for its owners.")
    critical: StrictBool = Field(default=False, description="Whether it must not stop.")
    status: Literal["active", "planned", "archived"] = Field(
        default="active", description="Only what is active is judged."
    )


class Appointment(Shape):
    """A person in a role; both dates inclusive."""

    model_config = ConfigDict(extra="forbid", strict=True, serialize_by_alias=True)
    manner: Literal["holder", "deputy", "acting"] = Field(
        default="holder", alias="as", description="How the person holds the role."
    )
    start: Date = Field(default=None, alias="from", description="The first day.")
    until: Date = Field(default=None, description="The last day.", examples=["2027-06-30"])


class Person(Named):
    """Somebody who holds roles."""

    roles: dict[Id, Appointment] = Field(default=None, description="Role to appointment.")


Side = _list(_refs("activity", "tag"), 1)
FORMS = ("between", "among", "of")


class Separation(Named):
    """A segregation of duties: `between`, or `among` with `at_most`, or `of` with `only`."""

    needs: ClassVar = {"among": ["at_most"], "at_most": ["among"], "of": ["only"], "only": ["of"]}
    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [form]} for form in FORMS],
            "dependentRequired": needs,
        }
    )
    between: Annotated[list[Side], Field(min_length=2)] = Field(  # type: ignore[valid-type]
        default=None, description="Sides that may not meet.", examples=[[["tag:sell"], ["tag:pay"]]]
    )
    among: Annotated[list[Side], Field(min_length=2)] = Field(  # type: ignore[valid-type]
        default=None, description="Sides of which at most `at_most` may meet."
    )
    at_most: int = Field(default=None, ge=1, description="How many of `among` may meet.")
    of: Side = Field(default=None, description="Activities that only `only` may do.")  # type: ignore[valid-type]
    only: _list(_refs("department", "role"), 1) = Field(  # type: ignore[valid-type]
        default=None, description="Who may do `of`.", examples=[["department:finance"]]
    )
    within: Literal["role", "person", "reporting-line"] = Field(
        default="person", description="What may not combine them; each includes the narrower."
    )
    functions: _list(  # type: ignore[valid-type]
        Literal[tuple(Functions.model_fields)[-7:]], 1
    ) = Field(default=["responsible"], description="The functions that count.")
    deputies: StrictBool = Field(default=False, description="Whether standing deputies count.")
    mitigated_by: Id = Field(default=None, description="An activity that makes up for it.")
    severity: Literal["error", "warning", "info"] = Field(
        default="error", description="Instead of the rules' own."
    )

    def model_post_init(self, _context: Any) -> None:
        """Hold what the schema says by `oneOf` and `dependentRequired`."""
        written = self.model_fields_set
        if len(written & set(FORMS)) != 1:
            raise ValueError("a separation has one form")
        if any(not set(wants) <= written for key, wants in self.needs.items() if key in written):
            raise ValueError("a form misses its other half")


class Definition(Shape):
    """A definition file: one organisation, or a part of one."""

    model_config = ConfigDict(title="raci definition, version 1")
    raci: Literal[1] = Field(description="The version of the language.")
    org: Header = Field(default=None, description="The organisation; in one file only.")
    departments: dict[Id, Department] = Field(default=None, description="Departments by id.")
    roles: dict[Id, Role] = Field(default=None, description="Roles by id.")
    activities: dict[Id, Activity] = Field(default=None, description="Activities by id.")
    platforms: dict[Id, Platform] = Field(default=None, description="Platforms by id.")
    people: dict[Id, Person] = Field(default=None, description="People by id.")
    separations: dict[Id, Separation] = Field(default=None, description="Separations by id.")


SHAPES: dict[str, type[BaseModel]] = {"org": Definition}


def _tidy(node: Any) -> Any:
    """Leave out defaults that mean absence, and close every map to keys it does not know."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidy(value) for key, value in node.items() if (key, value) != ("default", None)}
    return tidy | {"additionalProperties": False} if "patternProperties" in tidy else tidy


def schema(name: str) -> dict[str, Any]:
    """Give a kind of file's JSON Schema (Draft 2020-12), by name."""
    raw = SHAPES[name].model_json_schema(by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}{name}.schema.json",
    }
    return head | _tidy(raw)


def text(name: str) -> str:
    """Give the schema as its file holds it."""
    return json.dumps(schema(name), ensure_ascii=True, indent=2) + "\n"


if __name__ == "__main__":
    for each in SHAPES:
        (Path(sys.argv[1]) / f"{each}.schema.json").write_text(text(each), encoding="utf-8")
