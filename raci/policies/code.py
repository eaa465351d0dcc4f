"""The codes of policies, and what may be wrong with one; needs no extra."""

from collections.abc import Mapping
from typing import NamedTuple

from raci.findings.codes import POLICIES
from raci.findings.ref import Ref
from raci.model.entities import Policy

FAMILY = POLICIES


def code_of(policy: Policy) -> str:
    """Return the code of a policy's findings."""
    return f"{FAMILY}:{policy.id}"


def ref_of(code: str) -> Ref:
    """Return the Ref of the policy with a code."""
    return Ref(f"policy:{code.removeprefix(f'{FAMILY}:')}")


class Mistake(NamedTuple):
    """What is wrong with an expression: its offset there, the message case and its values."""

    offset: int
    case: str
    values: Mapping[str, str | int]


class Wrong(NamedTuple):
    """What is wrong with a policy: the keys that lead to a text, and the mistake in it."""

    route: tuple[str, ...]
    mistake: Mistake


class InvalidPolicyError(Exception):
    """A policy whose expressions are wrong."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__(wrongs)
        self.wrongs = wrongs
