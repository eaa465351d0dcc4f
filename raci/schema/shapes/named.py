"""What all entities of a definition have in common, and the kinds of thing that a field names."""

from raci.schema.shapes.texts import Ids, Shape, Text, Words, optional, refers_to

ROLE, DEPARTMENT, ACTIVITY, ROW = map(refers_to, ("role", "department", "activity", "row"))
PLATFORM, TAG, RULE = map(refers_to, ("platform", "tag", "rule"))


class Named(Shape):
    """What may stand on any entity."""

    name: Text = optional("What people call it.")
    source: Words = optional("Where it was taken from.", examples=["D4"])
    note: Text = optional("A remark for readers.")
    formerly: Ids = optional("Earlier ids of the same thing.")
