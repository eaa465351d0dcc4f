"""The accountability that nobody wrote: it goes with what it is derived from."""

from raci.change.proposal.state import State
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.model.load import load
from raci.source.document import Document


def is_derived(state: State, held: Ref) -> bool:
    """Return whether a Ref names the A of a row that nobody wrote, and that a state derives."""
    parts = held.parts
    if held.kind != "assignment" or len(parts) != 3 or parts[1] != Function.ACCOUNTABLE:
        return False
    activity, _, role = parts
    matrix = Matrix(load([Document("", "", state.definition)]).org)
    return any(row.activity.id == activity and role in row.derived for row in matrix.rows.values())
