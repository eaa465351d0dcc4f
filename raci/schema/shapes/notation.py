"""The shape of a notation: its name, or what each letter of it means."""

from typing import Annotated, Literal

from pydantic import Field, StrictStr
from typing_extensions import TypeAliasType

from raci.findings.notation import LETTER, NOTATIONS
from raci.schema.shapes.separation import FunctionName
from raci.schema.shapes.texts import ONCE, UNIQUE

Name = Literal[tuple(NOTATIONS)]  # type: ignore[valid-type]  # the one list of names
Meaning = FunctionName | Annotated[list[FunctionName], UNIQUE, ONCE]
Letter = TypeAliasType(
    "Letter",
    Annotated[StrictStr, Field(pattern=LETTER, description="A capital letter, or a short word.")],
)
Written = TypeAliasType(
    "Written",
    Annotated[
        Name | Annotated[dict[Letter, Meaning], Field(min_length=1)],  # type: ignore[valid-type]
        Field(description="The name of a notation, or a map from letter to functions."),
    ],
)
