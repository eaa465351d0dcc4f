"""What all entities of a definition have in common, and the kinds of thing that a field names."""

from pydantic import Field

from raci.schema.shapes.texts import ABSENT, Ids, Shape, Text, Words, refers_to

ROLE, DEPARTMENT, ACTIVITY, ROW = map(refers_to, ("role", "department", "activity", "row"))
PLATFORM, TAG, RULE = map(refers_to, ("platform", "tag", "rule"))


class Named(Shape):
    """What may stand on any entity."""

    name: Text = Field(default=ABSENT, description="What people call it.")
    source: Words = Field(default=ABSENT, description="Where it was taken from.", examples=["D4"])
    note: Text = Field(default=ABSENT, description="A remark for readers.")
    formerly: Ids = Field(default=ABSENT, description="Earlier ids of the same thing.")
