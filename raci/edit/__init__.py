"""Edits entries of files in place; every other line stays byte for byte."""

from raci.edit.draft import Draft
from raci.edit.target import EditError
from raci.edit.unified_diff import file_diff
from raci.source.yaml_text import section_text

__all__ = ["Draft", "EditError", "file_diff", "section_text"]
