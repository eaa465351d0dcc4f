"""A definition file that was not there: written whole, as the organisation's others look."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from raci.edit import section_text
from raci.source.document import Document

_SCHEMA = re.compile(r"# yaml-language-server: \$schema=[^\r\n]+")


def file_text(data: Mapping[str, Any], path: str, siblings: Sequence[Document]) -> str:
    """Give the text of a new file: a section a paragraph, behind the schema's comment.

    Args:
        data: what it is to say.
        path: where it is to stand; by its suffix it is JSON or YAML.
        siblings: the definition files of its folder; most of their schema comments is taken.
    """
    if path.endswith(".json"):
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    found = (match[0] for each in siblings if (match := schema_comment(each.text)))
    head = [f"{comment}\n" for comment, _ in Counter(found).most_common(1)]
    paragraphs = [section_text(key, each) for key, each in data.items() if key != "raci"]
    return "\n".join([f"{''.join(head)}raci: {data['raci']}\n", *paragraphs])


def schema_comment(text: str) -> re.Match[str] | None:
    """Find the comment that names the schema to editors, which stands at the top."""
    return _SCHEMA.match(text.removeprefix("\ufeff"))


def says_nothing(data: Mapping[str, Any], text: str) -> bool:
    """Tell whether a file holds nothing any more: no entity, and no comment of anybody's."""
    if set(data) != {"raci"}:
        return False
    comment = schema_comment(text)
    rest = text.replace(comment[0], "", 1) if comment else text
    return "#" not in rest
