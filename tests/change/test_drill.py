"""What a drill finds is what compiling without the lost thing finds; what `raci drill` prints."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given

from raci.change.drill.drill import drill, filled_alone, loss_of
from raci.change.proposal.rehearse import ChangeRunner
from raci.change.proposal.state import merged
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Org
from raci.project import Project
from raci.render.columns import columns
from tests.support.command import define, raci
from tests.support.layouts import to_json
from tests.support.organisations import Data, orgs, to_data
from tests.support.proposals import change

A, R = Function.ACCOUNTABLE, Function.RESPONSIBLE
DAY = "2026-11-23"


def compiled(data: Data) -> Matrix:
    return Project.of({"org.yaml": to_json(data)}).matrix.on(DAY)


def retired(data: Data, refs: Iterable[Ref]) -> Matrix:
    kept = {key: each for key, each in data.items() if key not in ("separations", "waivers")}
    play = ChangeRunner(merged([kept]))  # some could not lose the name
    play.make(change({"retire": ref}, number) for number, ref in enumerate(refs, 1))
    assert not play.refused
    return compiled(play.state.definition)


def holders(matrix: Matrix, function: Function) -> dict[str, set[str]]:
    return {id_: set(row.roles(function)) for id_, row in matrix.rows.items()}


@given(orgs(unknown=False))
def test_a_loss_is_what_compiling_without_it_finds(org: Org) -> None:
    data = to_data(org)
    matrix = compiled(data)
    for loss in drill(matrix):
        if loss.ref.kind == "platform":
            after = retired(data, [loss.ref])
            touched = {
                id_ for id_, row in matrix.rows.items()
                if row.activity.platforms != after.rows[id_].activity.platforms
            }  # fmt: skip
            assert {each.what.id for each in loss.undone} == touched
            continue
        after = retired(data, loss.roles)
        before_a, after_a = holders(matrix, A), holders(after, A)
        after_r = holders(after, R)
        undone = {id_ for id_, had in holders(matrix, R).items() if had and not after_r.get(id_)}
        unanswered = {id_ for id_, had in before_a.items() if had and not after_a.get(id_)}
        passing = {
            (id_, tuple(sorted(after_a[id_]))) for id_, had in before_a.items()
            if had and after_a.get(id_, set()) - had
        }  # fmt: skip
        unowned = {
            id_ for id_, platform in matrix.platforms.items()
            if platform.owners and not after.platforms[id_].owners
        }  # fmt: skip
        assert {each.what.id for each in loss.undone} == undone
        assert {each.what.id for each in loss.unanswered} == unanswered
        assert {(p.what.id, tuple(to.id for to in p.to)) for p in loss.passing} == passing
        assert {each.what.id for each in loss.unowned} == unowned


@given(orgs(unknown=False))
def test_a_person_takes_along_what_nobody_else_fills(org: Org) -> None:
    matrix = compiled(to_data(org))
    for person in matrix.holdings.by_person:
        roles = set(filled_alone(matrix, person))
        for role in matrix.org.roles:
            known = not matrix.holdings.is_partly_listed(role)
            alone = known and {h.person for h in matrix.in_post(role)} == {person}
            assert (role in roles) == alone


@given(orgs(unknown=False))
def test_who_covers_is_never_lost_too(org: Org) -> None:
    matrix = compiled(to_data(org))
    for loss in drill(matrix):
        gone = {loss.ref, *loss.roles}
        for each in loss.broken:
            assert not gone & set(each.covered_by)
        for conflict in loss.conflicts:
            assert conflict.role in loss.roles
            assert conflict.deputy not in gone
            assert conflict.taken_over
            assert conflict.own


SHOP = """
raci: 1
org: {id: shop, name: {en: Shop, zh: 商店}, accountable: nobody}
roles:
  buyer: {name: {en: Buyer, zh: 采购员}, deputies: [payer]}
  payer: {name: {en: Payer, zh: 付款员}}
  clerk: {name: {en: Clerk, zh: 文员}}
activities:
  order: {name: {en: Order goods, zh: 订货}, responsible: [buyer], accountable: [payer]}
  pay: {name: {en: Pay invoices, zh: 付款}, responsible: [payer], critical: true}
  file: {name: {en: File papers, zh: 归档}, responsible: [clerk, buyer], platforms: [erp]}
platforms:
  erp: {name: {en: ERP, zh: 企业系统}, kind: system, owners: [buyer]}
people:
  ann: {roles: {buyer: {}}}
  bob: {roles: {payer: {}}}
  eve: {roles: {payer: {}, clerk: {}}}
separations:
  order-pay: {name: {en: Order and pay, zh: 订货与付款}, between: [["activity:order"], ["activity:pay"]]}
"""  # noqa: E501


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Matrix:
    monkeypatch.chdir(tmp_path)
    define(SHOP)
    return Project.of({"org.yaml": SHOP}).matrix.on(DAY)


def test_the_worst_loss_comes_first(shop: Matrix) -> None:
    assert next(loss.ref for loss in drill(shop)) == "role:payer"
    counts = {str(loss.ref): loss.counts for loss in drill(shop)}
    assert counts["role:payer"] == (1, 1, 1, 0, 0)
    assert counts["role:clerk"] == counts["person:bob"] == (0, 0, 0, 0, 0)
    assert counts["platform:erp"] == (0, 1, 0, 0, 0)


def test_a_deputy_covers_a_loss_and_is_told_what_it_may_not_combine(shop: Matrix) -> None:
    loss = loss_of(shop, Ref("person:ann"))
    assert loss.roles == ("role:buyer",)
    assert [(each.what, each.covered_by) for each in loss.broken] == [
        ("activity:order", ("role:payer",)),
        ("platform:erp", ("role:payer",)),
    ]
    (conflict,) = loss.conflicts
    assert conflict[:3] == ("separation:order-pay", "role:payer", "role:buyer")
    assert conflict[3:] == (("activity:order",), ("activity:pay",))


def test_an_unknown_thing_is_none_that_may_be_lost(shop: Matrix) -> None:
    for ref in ("role:nobody", "person:nobody", "platform:nobody", "activity:pay"):
        with pytest.raises(KeyError):
            loss_of(shop, Ref(ref))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("only", [(), ("--without", "role:buyer"), ("--without", "platform:erp")])
@pytest.mark.usefixtures("shop")
def test_a_drill_fits_eighty_columns(lang: str, only: tuple[str, ...]) -> None:
    told = raci("drill", "--lang", lang, "--as-of", DAY, *only)
    assert told.exit_code == 0
    assert max(map(columns, told.output.splitlines())) <= 80
    assert ("付款" if lang == "zh" else "Pay") in told.output or only


@pytest.mark.usefixtures("shop")
def test_text_lists_the_worst_and_says_what_it_leaves_out() -> None:
    told = raci("drill", "--top", "1").output
    assert "Payer (payer)" in told
    assert "Buyer" not in told
    assert "--top 0 lists all" in told
    assert "Buyer (buyer)" in raci("drill", "--top", "0").output


@pytest.mark.usefixtures("shop")
def test_one_loss_names_each_thing_and_who_stands_in() -> None:
    told = raci("drill", "--without", "role:buyer").output
    for part in ("Without Buyer", "Order goods (order)", "Payer (payer)", "Order and pay", "ERP"):
        assert part in told
    refused = raci("drill", "--without", "role:buyr")
    assert refused.exit_code == 2
    assert "did you mean role:buyer" in refused.stderr


@pytest.mark.usefixtures("shop")
def test_json_holds_every_loss_in_the_order_of_the_text() -> None:
    told = json.loads(raci("drill", "--format", "json", "--as-of", DAY).output)
    assert (told["version"], told["as_of"], told["organisation"]) == (1, DAY, "shop")
    assert len(told["losses"]) == 5  # two people each fill one role alone: lost with it
    assert told["losses"][0]["without"] == "role:payer"
    one = json.loads(raci("drill", "--format", "json", "--without", "role:payer").output)
    assert one["losses"] == told["losses"][:1]
    assert one["losses"][0]["undone"] == [
        {"what": "activity:pay", "critical": True, "covered_by": []}
    ]


PARTLY = """\
raci: 1
org: {id: shop}
roles:
  clerk: {headcount: 3, duties: {sell: Sell}}
  boss: {headcount: 1, duties: {lead: Lead}}
people:
  li: {roles: {clerk: {}}}
  wu: {roles: {boss: {}}}
"""


def test_a_person_of_a_role_that_is_not_fully_listed_takes_nothing_along() -> None:
    matrix = Project.of({"org.yaml": PARTLY}).matrix.on(DAY)
    assert filled_alone(matrix, "li") == ()
    assert loss_of(matrix, Ref("person:li")).harmless
    assert filled_alone(matrix, "wu") == ("boss",)
    complete = Project.of({"org.yaml": PARTLY.replace("shop}", "shop, people: complete}")})
    assert filled_alone(complete.matrix.on(DAY), "li") == ("clerk",)


def test_one_loss_is_listed_once() -> None:
    listed = [loss.ref for loss in drill(Project.of({"org.yaml": PARTLY}).matrix.on(DAY))]
    assert "role:boss" in listed
    assert "person:wu" not in listed
    assert "person:li" in listed
