"""Files edited by a reorganisation: they say what was planned, and every other line stays."""

import json
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from raci.change.apply.rewrite import rewrite
from raci.change.proposal.rehearse import ChangeRunner
from raci.change.proposal.state import State, merged
from raci.edit import EditError
from raci.source.discover import OrganisationFiles, find_in
from raci.source.files import Files
from tests.support.layouts import to_json, to_text
from tests.support.organisations import Data, spelt_out, split
from tests.support.proposals import change, proposals

Texts = dict[str, bytes]
seeds = st.integers(0, 1_000_000).map(Random)


def found(texts: Texts) -> OrganisationFiles:
    (one,) = find_in(Files(texts))
    assert not one.defects
    return one


def state(texts: Texts) -> State:
    return merged([document.data for document in found(texts).documents])


def steps(texts: Texts, proposal: Data) -> Iterator[ChangeRunner]:
    """Make the steps of a proposal, each on the state before it."""
    now, number = state(texts), 0
    for step, each in enumerate(proposal["steps"]):
        play = ChangeRunner(now)
        for at, written in enumerate(each["changes"]):
            number += 1
            play.make([change(written, number, step, at)])
        now = play.state
        yield play


def applied(texts: Texts, play: ChangeRunner) -> Texts:
    """Give the files with the changes of a play in them."""
    after = dict(texts)
    for each in rewrite(found(texts), play.edits, play.state):
        assert each.before == texts.get(each.path)
        if each.after is None:
            del after[each.path]
        else:
            after[each.path] = each.after
    return after


def whole(texts: Texts, proposal: Data) -> ChangeRunner:
    """Make all steps of a proposal in one play."""
    play = ChangeRunner(state(texts))
    for each in steps(texts, proposal):
        play.state = each.state
        play.edits += each.edits
    return play


def laid_out(data: Data, random: Random) -> Texts:
    """Give an organisation as files in random layouts."""
    files = split(spelt_out(data, random), random)
    return {path: to_text(each, path, random).encode() for path, each in files.items()}


@given(proposals(), seeds)
def test_the_files_say_what_was_planned_in_any_layout(
    case: tuple[Data, Data], random: Random
) -> None:
    texts = laid_out(case[0], random)
    play = whole(texts, case[1])
    refused = ""
    try:
        assert state(applied(texts, play)).definition == play.state.definition
    except EditError as error:
        event("refused")
        refused = error.path
    assert not refused or b"*a" in texts[refused], "nothing but an alias may stand in the way"


@given(proposals(), seeds)
def test_steps_applied_one_by_one_say_what_all_say_at_once(
    case: tuple[Data, Data], random: Random
) -> None:
    texts = {
        path: to_json(each, indent=2).encode() for path, each in split(case[0], random).items()
    }
    at_once = applied(texts, whole(texts, case[1]))
    for play in steps(texts, case[1]):
        texts = applied(texts, play)
    assert state(texts).definition == state(at_once).definition


@given(proposals(), seeds)
def test_lines_of_what_does_not_change_stay_byte_for_byte(
    case: tuple[Data, Data], random: Random
) -> None:
    files = {path.replace(".json", ".yaml"): each for path, each in split(case[0], random).items()}
    texts = {path: "".join(block_lines(each)).encode() for path, each in files.items()}
    play = whole(texts, case[1])
    after = applied(texts, play)
    for path, data in files.items():
        lines = after.get(path, b"").decode().split("\n")
        kept = [
            line.removesuffix("\n")
            for section, part in data.items()
            if section not in ("raci", "org")
            for id_, entry in part.items()
            if play.state.at((section, id_)) == entry
            for line in block_lines_of(section, id_, entry)
        ]
        at = iter(lines)
        assert all(line in at for line in kept), "lines are changed, gone, or in another order"
        comments = [line for line in texts[path].decode().split("\n") if line.startswith("#")]
        assert not after.get(path) or [line for line in lines if line.startswith("#")] == comments


def block_lines(data: Data) -> Iterator[str]:
    yield "# The file's own comment.\nraci: 1\n"
    for section, part in data.items():
        if section == "org":
            yield f"org: {to_json(part)}\n"
        elif section != "raci":
            yield f"\n# {section}\n{section}: # all of them\n"
            for id_, entry in part.items():
                yield from block_lines_of(section, id_, entry)


def block_lines_of(section: str, id_: str, entry: Data) -> Iterator[str]:
    yield f"  {to_json(id_)}: {to_json(entry)}  # {section} {id_!a}\n"


ROOT = b"# yaml-language-server: $schema=../org.json\nraci: 1\norg: {id: shop}\n"
LOGISTICS = b"""\
# yaml-language-server: $schema=../org.json
raci: 1
departments:
  logistics: {head: shipper}  # since 2020
roles:
  shipper: {department: logistics, duties: {ship: Ship}}
"""


def after(texts: Texts, *changes: Data) -> Texts:
    proposal = {"steps": [{"changes": list(changes)}]}
    play = whole(texts, proposal)
    assert not play.refused
    return applied(texts, play)


def test_a_new_department_gets_a_file_beside_the_others_and_its_roles_stand_there() -> None:
    texts = {"org.yaml": ROOT, "teams/logistics.yml": LOGISTICS}
    now = after(
        texts,
        {"add": "department:growth", "as": {"name": {"en": "Growth", "zh": "增长部"}}},
        {"add": "role:grower", "as": {"department": "growth"}},
        {"add": "role:packer", "as": {"department": "logistics"}},
        {"hand_over": "duty:shipper/ship", "to": "grower"},
    )
    assert now.pop("teams/growth.yml").decode() == (
        "# yaml-language-server: $schema=../org.json\n"
        "raci: 1\n\n"
        "departments:\n  growth:\n    name: {en: Growth, zh: 增长部}\n\n"
        "roles:\n  grower:\n    department: growth\n    duties: {ship: Ship}\n"
    )
    assert now == {
        "org.yaml": ROOT,
        "teams/logistics.yml": LOGISTICS.replace(b", duties: {ship: Ship}", b"")
        + b"  packer: {department: logistics}\n",
    }


def test_a_file_that_is_there_is_not_overwritten() -> None:
    other = b"not: ours\n"
    texts = {"org.yaml": ROOT, "logistics.yaml": LOGISTICS, "Growth.yaml": other}
    now = after(texts, {"add": "department:growth"})
    assert now["Growth.yaml"] == other
    assert b"growth: {}" in now["growth-2.yaml"]


def test_an_organisation_that_is_one_file_stays_one() -> None:
    texts = {"org.yaml": ROOT + b"departments: {logistics: {}}\n"}
    now = after(texts, {"add": "department:growth"}, {"add": "role:clerk"})
    assert now == {
        "org.yaml": ROOT + b"departments: {logistics: {}, growth: {}}\nroles:\n  clerk: {}\n"
    }


def test_a_file_in_which_nothing_is_left_goes_unless_somebody_commented_it() -> None:
    retired: list[Data] = [{"retire": "role:shipper"}, {"retire": "department:logistics"}]
    bare = {"org.yaml": ROOT, "logistics.yaml": LOGISTICS.replace(b"  # since 2020", b"")}
    assert after(bare, *retired) == {"org.yaml": ROOT}
    said = {"org.yaml": ROOT, "logistics.yaml": b"# Asked Li, 2020.\n" + LOGISTICS}
    now = after(said, *retired)
    assert now["logistics.yaml"].startswith(b"# Asked Li, 2020.\n")
    assert state(now).definition["org"] == {"id": "shop"}


def test_what_stands_by_an_alias_is_refused_at_its_place() -> None:
    texts = {
        "org.yaml": ROOT,
        "a.yaml": b"raci: 1\nroles:\n  a: &a {duties: {ship: Ship}}\n  b: *a\n",
    }
    with pytest.raises(EditError, match=r"^a\.yaml:4:3: .* alias"):
        after(texts, {"set": "role:b", "as": {"headcount": 2}})


def test_what_is_written_twice_is_refused() -> None:
    role = b"raci: 1\nroles:\n  clerk: {}\n"
    texts = {"org.yaml": ROOT, "a.yaml": role, "b.yaml": role}
    with pytest.raises(EditError, match=r"^[ab]\.yaml:3:3: .* by hand"):
        after(texts, {"retire": "role:clerk"})


def test_a_json_file_gets_json_beside_it() -> None:
    texts = {
        "org.json": b'{"raci": 1, "org": {"id": "shop"}}',
        "d.json": b'{"raci": 1, "departments": {"d": {}}}',
    }
    now = after(texts, {"add": "department:增长"})
    assert now.keys() == {"org.json", "d.json", "增长.json"}
    assert json.loads(now["增长.json"]) == {"raci": 1, "departments": {"增长": {}}}
