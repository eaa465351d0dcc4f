"""Files edited in place: the entries asked for change, every other line stays byte for byte."""

from raci.edit.draft import Draft
from raci.edit.target import EditError
from raci.edit.unified_diff import difference
from raci.edit.yaml_text import section_text

__all__ = ["Draft", "EditError", "difference", "section_text"]
