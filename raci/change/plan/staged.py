"""A state of a reorganisation as an organisation of its own, to be compiled and judged."""

from collections.abc import Iterable
from typing import Any

from raci.change.apply.entity_files import Homes
from raci.change.proposal.state import SECTIONS, Edit, State
from raci.source.discover import Found
from raci.source.document import Document


def staged(found: Found, edits: Iterable[Edit], state: State) -> Found:
    """Give an organisation's files as a state has them, without texts: each entity in its file.

    Args:
        found: the files as they are; settings, packs and the baseline stay as they stand beside.
        edits: all that lead from what the files say to the state.
        state: what the files are to say.
    """
    homes = Homes(found)
    for edit in edits:
        homes.note(edit, homes.path_of(edit))
    files: dict[str, dict[str, Any]] = {
        path: {"raci": 1} for path in sorted({d.path for d in found.documents} | homes.new)
    }
    files[homes.root]["org"] = state.header
    for section in SECTIONS:
        for id_, entry in state.data[section].items():
            files[homes.of(section, id_)].setdefault(section, {})[id_] = entry
    documents = [Document(path, "", data) for path, data in files.items()]
    return Found(found.tree, found.root, documents, found.packs, [], found.skipped)
