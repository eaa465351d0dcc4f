"""The codes of policies."""

from raci.model.entities import Policy

FAMILY = "POL"
"""The family of all policies; a policy's code is ``POL:ID``."""


def code_of(policy: Policy) -> str:
    """Return the code of a policy's findings."""
    return f"{FAMILY}:{policy.id}"
