"""Two versions compared: what a person would tell, the same from either side."""

import json
from copy import deepcopy
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from raci.change.diff import Difference, Edge, Pair, compare
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.project import Project
from tests.support.differences import mirrored
from tests.support.layouts import to_json
from tests.support.organisations import Data, orgs, to_data
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, made

definitions = orgs(unknown=False).map(to_data)


def matrix(data: Data) -> Matrix:
    return Project.of({"org.json": to_json(data)}).matrix


SHOP: Data = {
    "raci": 1,
    "org": {"id": "shop"},
    "departments": {"sales": {"head": "boss"}, "store": {}},
    "roles": {
        "boss": {"department": "sales", "accountable": ["sell", "pack"]},
        "clerk": {"department": "sales", "duties": {"sell": "Sell.", "price": "Set prices."}},
        "packer": {"department": "store", "duties": {"pack": "Pack."}, "headcount": 2},
    },
    "platforms": {"mall": {"owners": ["clerk"]}},
}


def change(**sections: Data) -> Difference:
    """Compare the shop with itself, some entries of it being others; None takes one out."""
    after = deepcopy(SHOP)
    for section, entries in sections.items():
        for id_, entry in entries.items():
            if entry is None:
                del after[section][id_]
            else:
                after[section][id_] = entry
    return compare(matrix(SHOP), matrix(after))


def same(ref: str) -> Pair:
    return Pair(Ref(ref), Ref(ref))


def test_a_duty_that_changes_hands() -> None:
    roles = deepcopy(SHOP["roles"])
    roles["packer"]["duties"]["price"] = roles["clerk"]["duties"].pop("price")
    found = change(roles=roles)
    edge = Edge(same("activity:price"), "responsible", (Ref("role:clerk"),), (Ref("role:packer"),))
    assert found == Difference(assignments=(edge,), heads=(4, 4))


def test_owners_heads_moves_and_headcount() -> None:
    found = change(
        platforms={"mall": {"owners": ["packer"]}},
        departments={"store": {"head": "packer"}},
        roles={"packer": {**SHOP["roles"]["packer"], "department": "sales", "headcount": 5}},
    )
    assert [(e.of.after, e.key, e.before, e.after) for e in found.edges] == [
        ("department:store", "head", (), ("role:packer",)),
        ("platform:mall", "owners", ("role:clerk",), ("role:packer",)),
        ("role:packer", "department", ("department:store",), ("department:sales",)),
    ]
    assert [(c.of.after, c.before, c.after) for c in found.headcount] == [("role:packer", 2, 5)]


def renamed(old: str, new: str, **more: object) -> Data:
    text = json.dumps({"roles": SHOP["roles"], "platforms": SHOP["platforms"]})
    data: Data = json.loads(text.replace(f'"{old}"', f'"{new}"'))
    data["roles"][new] |= more
    return {**SHOP, **data}


def test_a_renamed_role_is_one_and_nothing_else_is_told() -> None:
    for data in (
        renamed("clerk", "seller", formerly=["clerk"]),
        renamed("clerk", "seller"),
    ):
        found = compare(matrix(SHOP), matrix(data))
        assert found == Difference(
            renamed=(Pair(Ref("role:clerk"), Ref("role:seller")),), heads=(4, 4)
        )


def test_what_only_looks_renamed_is_no_rename() -> None:
    found = compare(matrix(SHOP), matrix(renamed("clerk", "seller", headcount=3)))
    assert found.renamed == ()
    assert found.looks == (Pair(Ref("role:clerk"), Ref("role:seller")),)
    assert (found.gone, found.came) == (("role:clerk",), ("role:seller",))


def test_two_roles_that_become_one_and_one_that_becomes_two() -> None:
    merged = deepcopy(SHOP)
    packer = merged["roles"].pop("packer")
    merged["roles"]["clerk"]["formerly"] = ["packer"]
    merged["roles"]["clerk"]["duties"] |= packer["duties"]
    found = compare(matrix(SHOP), matrix(merged))
    assert found.merged == (((Ref("role:packer"),), Ref("role:clerk")),)
    assert compare(matrix(merged), matrix(SHOP)).split == (
        (Ref("role:clerk"), (Ref("role:packer"),)),
    )


# Laws


@given(definitions)
def test_nothing_is_different_from_itself(data: Data) -> None:
    assert compare(matrix(data), matrix(data)).empty


@given(proposals())
def test_a_change_seen_from_the_other_side_is_its_mirror(given_: tuple[Data, Data]) -> None:
    data, proposal = given_
    if not proposal["steps"]:
        return
    before, after = matrix(data), matrix(made(files_of(data, proposal)).stages[-1].state.definition)
    there = compare(before, after)
    assert mirrored(there) == compare(after, before)
    assert mirrored(mirrored(there)) == there


@given(definitions, st.integers(0, 1_000_000).map(Random))
def test_a_rename_of_every_role_is_told_as_that_alone(data: Data, random: Random) -> None:
    for role in data.get("roles", {}).values():
        role.pop("formerly", None)  # of an id that two had, nobody can tell whose it was
    ids = list(data.get("roles", {}))
    changes = [{"rename": f"role:{id_}", "to": f"new-{n}-{random.random()}"} for n, id_ in
               enumerate(ids)]  # fmt: skip
    if not changes:
        return
    proposal = {"raci-proposal": 1, "title": "T", "base": ".",
                "steps": [{"on": "2027-02-01", "changes": changes}]}  # fmt: skip
    after = matrix(made(files_of(data, proposal)).stages[-1].state.definition)
    found = compare(matrix(data), after)
    assert len(found.renamed) == len(ids)
    assert found == Difference(renamed=found.renamed, heads=found.heads)
