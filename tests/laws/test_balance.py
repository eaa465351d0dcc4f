"""The balance of any reorganisation: every holding one fate, every new one one origin."""

from collections.abc import Iterator

from hypothesis import given

from raci.change.proposal.change import Change
from raci.change.proposal.rehearse import ChangeRunner
from raci.change.proposal.responsibilities import inventory
from raci.change.proposal.state import State, StateEdit, merged
from tests.support.organisations import Data
from tests.support.proposals import change, proposals


def changes(proposal: Data) -> Iterator[Change]:
    number = 0
    for step, each in enumerate(proposal["steps"]):
        for at, written in enumerate(each["changes"]):
            number += 1
            yield change(written, number, step, at)


def played(data: Data, proposal: Data) -> ChangeRunner:
    play = ChangeRunner(merged([data]), proposal["steps"][0]["on"])
    play.make(changes(proposal))
    assert not play.refused
    return play


@given(proposals())
def test_the_balance_is_an_identity_and_names_a_change_for_each_fate(
    case: tuple[Data, Data],
) -> None:
    play = played(*case)
    balance = play.ledger.balance()
    n = balance.counts
    assert (
        n["base"] - n["retired"] - n["merged away"] + n["split copies"] + n["added"] == n["outcome"]
    )
    assert {each.holding for each in balance.fates} == set(
        inventory(merged([case[0]]), case[1]["steps"][0]["on"])
    )
    for fate in balance.fates:
        assert (fate.fate == "kept") == (fate.change is None)
        assert bool(fate.heirs) != (fate.fate == "retired")
    for origin in balance.origins:
        assert (origin.origin == "kept") == (origin.change is None)
        assert bool(origin.ancestors) != (origin.origin == "added")


@given(proposals())
def test_the_books_say_what_the_definition_says(case: tuple[Data, Data]) -> None:
    play = played(*case)
    assert {*play.ledger.now} == {*inventory(play.state, case[1]["steps"][-1]["on"])}


@given(proposals())
def test_the_edits_lead_from_one_state_to_the_next(case: tuple[Data, Data]) -> None:
    play = ChangeRunner(merged([case[0]]))
    for each in changes(case[1]):
        before = play.state
        play.make([each])
        again = before.after()
        for edit in play.state.edits:
            replay(again, edit)
        assert again.definition == play.state.definition


def replay(state: State, edit: StateEdit) -> None:
    does, route, key, value = edit
    arguments = {
        "insert": (key, value),
        "append": (value,),
        "replace": (value,),
        "rename": (key,),
        "remove": (),
    }
    getattr(state, does)(route, *arguments[does])
