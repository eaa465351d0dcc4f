"""Makes edits of an organisation's data in its files."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from raci.change.apply.entity_files import Homes
from raci.change.proposal.state import SECTION_NAMES, State, StateEdit, merged
from raci.edit import Draft, EditError, section_text
from raci.findings.sentence import Sentence
from raci.source.discover import OrganisationFiles, find_in
from raci.source.document import Document
from raci.source.files import Overlay

_OTHERWISE = Sentence("edit-differs")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A changed file: its path from the root, its content before and after.

    None is a file that is not there: a new one has none now, one that goes has none then.
    """

    path: str
    before: bytes | None
    after: bytes | None


def rewrite(found: OrganisationFiles, edits: Sequence[StateEdit], wanted: State) -> list[Rewritten]:
    """Edit an organisation's files until they match a state; nothing is written.

    Args:
        found: the organisation's files as they are.
        edits: what leads from the state that they say to the wanted one.
        wanted: that state; all files are read again and compared with it.

    Raises:
        EditError: an edit cannot be written safely, or the files would not say what is wanted.
    """
    homes = Homes(found)
    drafts = _edited(found, homes, edits)
    contents = {path: _content(draft, homes) for path, draft in sorted(drafts.items())}
    _verify(found, contents, wanted)
    files = (_rewritten(drafts[path], raw, homes) for path, raw in contents.items())
    return [each for each in files if each.before != each.after]


def stamped(path: str, raw: bytes, applied: Mapping[int, str]) -> Rewritten:
    """Return a proposal's file that says which steps were applied, and as of which day.

    Raises:
        EditError: it cannot be written safely.
    """
    draft = Draft(raw, path)
    for step, day in applied.items():
        draft.insert(("applied",), str(step), day)
    return Rewritten(path, raw, draft.content)


def _rewritten(draft: Draft, after: bytes, homes: Homes) -> Rewritten:
    """Return what becomes of a file; one in which nothing is left goes."""
    before = None if draft.path in homes.new else draft.raw
    gone = after != before and says_nothing(draft.data, after.decode())
    return Rewritten(draft.path, before, None if gone else after)


def _edited(found: OrganisationFiles, homes: Homes, edits: Sequence[StateEdit]) -> dict[str, Draft]:
    drafts: dict[str, Draft] = {}
    sections: set[tuple[str, str]] = set()
    for edit in edits:
        path = homes.path_of(edit)
        if path not in drafts:
            drafts[path] = Draft(b"" if path in homes.new else found.read(path), path)
            if path in homes.new:
                drafts[path].insert((), "raci", 1)
        _make(drafts[path], edit)
        homes.note(edit, path)
        sections.add((path, str(edit.route[0])))
    for path, section in sorted(sections):
        if section in SECTION_NAMES and not drafts[path].data.get(section, True):
            drafts[path].remove((section,))
    return drafts


def _make(draft: Draft, edit: StateEdit) -> None:
    """Make an edit in a file; an emptied list or map is removed as in the data."""
    match edit.does:
        case "insert":
            draft.insert(edit.route, edit.key, edit.value)
        case "append":
            draft.append(edit.route, edit.value)
        case "replace":
            draft.replace(edit.route, edit.value)
        case "rename":
            draft.rename(edit.route, edit.key)
        case "remove":
            draft.remove(edit.route, prune=len(edit.route) > 3)


def _content(draft: Draft, homes: Homes) -> bytes:
    if draft.path in homes.new:
        return file_text(draft.data, draft.path, homes.siblings(draft.path)).encode()
    return draft.content


def _verify(found: OrganisationFiles, contents: Mapping[str, bytes], wanted: State) -> None:
    """Read all files again, and raise at the first entity that differs from the state."""
    above = f"{found.root}/" if found.root else ""
    tree = Overlay(found.files, {above + path: raw for path, raw in contents.items()})
    again = next(
        (each for each in find_in(tree) if each.root == found.root), OrganisationFiles(tree, "")
    )
    says = merged([document.data for document in again.documents]).definition
    for section in ("org", *SECTION_NAMES):
        now, then = says.get(section, {}), wanted.definition.get(section, {})
        if _canonical(now) == _canonical(then):
            continue
        ids = sorted({*now, *then}) if section != "org" else []
        id_ = next(
            (each for each in ids if _canonical(now.get(each)) != _canonical(then.get(each))), ""
        )
        raise _error(found.documents, section, id_)
    if again.defects:
        raise _error(found.documents, "org", "")


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _error(documents: Sequence[Document], section: str, id_: str) -> EditError:
    home = next((d for d in documents if id_ in d.data.get(section, ())), documents[0])
    return EditError(_OTHERWISE, home.path, home.span((section, id_) if id_ else (section,)))


_SCHEMA = re.compile(r"# yaml-language-server: \$schema=[^\r\n]+")


def file_text(data: Mapping[str, Any], path: str, siblings: Sequence[Document]) -> str:
    """Return the text of a new file: the schema's comment, then a paragraph a section.

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
    """Return the comment at the top that names the schema to editors."""
    return _SCHEMA.match(text.removeprefix("\ufeff"))


def says_nothing(data: Mapping[str, Any], text: str) -> bool:
    """Return whether a file has neither entities nor comments left."""
    if set(data) != {"raci"}:
        return False
    comment = schema_comment(text)
    rest = text.replace(comment[0], "", 1) if comment else text
    return "#" not in rest
