"""Files edited in place: the entries asked for change, every other line stays byte for byte."""

from raci.edit.draft import Draft
from raci.edit.wanted import EditError

__all__ = ["Draft", "EditError"]
