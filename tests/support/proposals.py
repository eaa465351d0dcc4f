"""Random reorganisations: steps of changes that a definition allows, as a proposal writes them."""

from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from raci.change.proposal.change import Change
from raci.change.proposal.rehearse import ChangeRunner
from raci.change.proposal.responsibilities import FUNCTION_KEYS, Responsibility, inventory
from raci.change.proposal.state import State, merged
from raci.findings.ref import Ref
from tests.support.drawn import drawn_once
from tests.support.organisations import Data, orgs, to_data

DAYS = ("2027-02-01", "2027-05-01", "2028-01-01")
FRESH = ("new", "jd-lead", "运营经理", "n1", "n2", "n3", "n4")
"""Ids that hardly any organisation has."""


def change(written: Data, number: int, step: int = 0, at: int = 0) -> Change:
    """Give a change as the loader of proposals makes it of what is written."""
    keys = dict(written)
    verb = next(key for key in keys if key in MAKERS)
    about = keys.pop(verb)
    refs = tuple(map(Ref, about if isinstance(about, list) else [about]))
    return Change(number, verb, refs, keys, ("steps", step, "changes", at), DAYS[step])


def proposals() -> st.SearchStrategy[tuple[Data, Data]]:
    """Give definitions, each with a proposal whose changes it allows."""
    return CASES


@st.composite
def _cases(draw: Any) -> tuple[Data, Data]:
    """Give a definition and a proposal whose changes it allows."""
    data = to_data(draw(orgs(unknown=False)))
    random = Random(draw(st.integers(0, 10_000)))
    play = ChangeRunner(merged([data]))
    steps: list[Data] = []
    number = 0
    for step, day in enumerate(DAYS[: random.randint(1, 3)]):
        changes: list[Data] = []
        for _ in range(random.randint(1, 8)):
            written = _written(play.state, random)
            if written is None:
                continue
            number += 1
            refused = len(play.refused)
            play.make([change(written, number, step, len(changes))])
            if len(play.refused) == refused:
                changes.append(written)
        if changes:
            steps.append({"on": day, "changes": changes})
    assume(steps)
    proposal = {"raci-proposal": 1, "title": "Random", "base": ".", "steps": steps}
    return data, proposal


def _written(state: State, random: Random) -> Data | None:
    """Give a random change, or none where there is nothing to make it of."""
    return random.choice(list(MAKERS.values()))(state, random)


def _some(state: State, random: Random, *sections: str) -> Ref | None:
    kinds = {"departments": "department", "roles": "role", "activities": "activity",
             "platforms": "platform", "people": "person", "separations": "separation"}  # fmt: skip
    found = [f"{kinds[name]}:{id_}" for name in sections for id_ in state.data[name]]
    return Ref(random.choice(found)) if found else None


def _role(state: State, random: Random) -> str:
    return random.choice(list(state.data["roles"]) or ["nobody"])


def _holding(state: State, random: Random, *kinds: str) -> Responsibility | None:
    found = sorted(each for each in inventory(state) if each.kind in kinds)
    return random.choice(found) if found else None


def _add(state: State, random: Random) -> Data | None:
    kind = random.choice(("role", "activity", "platform", "department", "person"))
    entry: Data = {"name": {"zh": "新", "en": "New"}}
    if kind == "role" and state.data["departments"]:
        entry["department"] = random.choice(list(state.data["departments"]))
    return {"add": f"{kind}:{random.choice(FRESH)}", "as": entry}


def _retire(state: State, random: Random) -> Data | None:
    ref = _some(state, random, "roles", "activities", "platforms", "people", "departments")
    return {"retire": ref} if ref else None


def _rename(state: State, random: Random) -> Data | None:
    ref = _some(state, random, "roles", "activities", "platforms", "people", "departments")
    return {"rename": ref, "to": random.choice(FRESH)} if ref else None


def _move(state: State, random: Random) -> Data | None:
    ref = _some(state, random, "roles")
    to = _some(state, random, "departments", "roles")
    return {"move": ref, "to": to} if ref and to and ref != to else None


def _split(state: State, random: Random) -> Data | None:
    ref = _some(state, random, "roles")
    heirs = [role for role in state.data["roles"] if ref and role != ref.id]
    if not ref or not heirs:
        return None
    into: dict[str, list[str]] = {}
    for each in sorted(inventory(state)):
        about = (each.of.id,) if each.of.kind == "role" else ()
        if each.kind != "mandate" and ref.id in (each.holder, *about):
            for heir in random.sample(
                heirs, 1 if each.kind == "head" else random.randint(1, min(2, len(heirs)))
            ):
                into.setdefault(heir, []).append(each.ref)
    return {"split": ref, "into": {to: list(dict.fromkeys(parts)) for to, parts in into.items()}
            or {heirs[0]: []}}  # fmt: skip


def _merge(state: State, random: Random) -> Data | None:
    section = random.choice(("roles", "departments"))
    kind, ids = section[:-1], list(state.data[section])
    if len(ids) < 2:
        return None
    some = random.sample(ids, 2)
    return {"merge": [f"{kind}:{id_}" for id_ in some], "into": some[0]}


def _hand_over(state: State, random: Random) -> Data | None:
    held = _holding(state, random, "assignment", "owner", "head", "deputy")
    return {"hand_over": held.ref, "to": _role(state, random)} if held else None


def _set(state: State, random: Random) -> Data | None:
    ref = _some(state, random, "roles")
    return {"set": ref, "as": {"headcount": random.randint(0, 4)}} if ref else None


def _assign(state: State, random: Random) -> Data | None:
    ref = _some(state, random, "activities")
    function = random.choice(FUNCTION_KEYS)
    return {"assign": f"assignment:{ref.id}/{function}/{_role(state, random)}"} if ref else None


def _release(state: State, random: Random) -> Data | None:
    held = _holding(state, random, "assignment", "owner", "deputy", "head")
    return {"release": held.ref} if held else None


def _appoint(state: State, random: Random) -> Data | None:
    ref = _some(state, random, "people")
    return {"appoint": f"appointment:{ref.id}/{_role(state, random)}"} if ref else None


def _end(state: State, random: Random) -> Data | None:
    held = _holding(state, random, "appointment")
    return {"end": held.ref} if held else None


MAKERS = {
    "add": _add,
    "retire": _retire,
    "rename": _rename,
    "move": _move,
    "split": _split,
    "merge": _merge,
    "hand_over": _hand_over,
    "set": _set,
    "assign": _assign,
    "release": _release,
    "appoint": _appoint,
    "end": _end,
}

CASES = drawn_once(_cases())
