"""Files edited in place: the entries asked for change, every other line stays byte for byte."""

from raci.edit.difference import difference
from raci.edit.draft import Draft
from raci.edit.wanted import EditError
from raci.edit.writing import section_text

__all__ = ["Draft", "EditError", "difference", "section_text"]
