"""Packs of separations: what an organisation inherits, and what each shipped pack can find."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.settings import Selection
from raci.findings.finding import Finding, Severity
from raci.findings.ref import Ref
from raci.model.entities import Pack, Separation
from raci.model.pack_files import FOLDER, shipped
from raci.project import Project
from raci.render.formats.markdown import render
from raci.render.reports.packs import sheet
from tests.support.command import define, raci
from tests.support.organisations import Data, orgs, to_data
from tests.support.paths import ROOT

DAY = "2026-11-23"
PACKS = sorted(shipped())
SEPARATING = sorted(id_ for id_, pack in shipped().items() if pack.separations)
HOUSE = """\
raci-pack: 1
id: house
name: {en: House rules, zh: 内部规定}
tags: {sell: Sells, refund: Pays back, count: Counts the till}
separations:
  sell-and-refund:
    name: {en: Selling and paying back, zh: 销售与退款}
    source: House rule 7
    between: [["tag:sell"], ["tag:refund"]]
  all-of-it:
    name: The whole till
    source: House rule 8
    among: [["tag:sell"], ["tag:refund"], ["tag:count"]]
    at_most: 2
    severity: warning
"""
SHOP = """\
raci: 1
org: {id: shop, extends: [./rules/house.yaml]}
roles:
  clerk: {duties: {sell: Sell, pay-back: Pay back}}
  boss: {duties: {count: Count the till}}
activities:
  sell: {tags: [sell]}
  pay-back: {tags: [refund]}
  count: {tags: [count]}
"""
INHERITED = "separation:house.sell-and-refund"


def shop(text: str = SHOP, **more: str) -> Project:
    return Project.of({"org.yaml": text, "rules/house.yaml": HOUSE, **more})


def told(project: Project, *codes: str) -> list[Finding]:
    """Give what the rules say of an organisation."""
    return [f for f in project.check(as_of=DAY, selection=Selection(codes)) if f.code in codes]


# What raci ships


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return shipped()[request.param]


def test_what_is_shipped_is_whole(pack: Pack) -> None:
    assert (FOLDER / f"{pack.id}.yaml").exists()
    assert pack.version
    assert 6 <= len(pack.separations) + len(pack.policies) <= 14
    separations = pack.separations.values()
    texts = [pack.name, pack.description, *pack.tags.values()]
    texts += [each.name for each in separations]
    texts += [text for each in separations for text in (each.note, each.mitigation) if text]
    for text in texts:
        assert set(text) == {"en", "zh"}
    for phrases in pack.words.values():
        assert set(phrases) == {"en", "zh"}
    separated = {Ref(ref).id for each in separations for side in each.sides for ref in side}
    judged = {
        tag for tag in pack.tags for each in pack.policies.values() if f'"{tag}"' in str(each)
    }
    assert separated | judged == {*pack.tags}


def test_a_tag_means_the_same_in_every_pack() -> None:
    meanings: dict[str, Any] = {}
    for pack in shipped().values():
        for tag, meaning in pack.tags.items():
            assert meanings.setdefault(tag, meaning) == meaning, tag


def test_no_two_separations_of_a_pack_are_the_same(pack: Pack) -> None:
    sides = [frozenset(each.sides) for each in pack.separations.values()]
    assert len(set(sides)) == len(sides)
    names = [each.name[lang] for each in pack.separations.values() for lang in ("en", "zh")]
    assert len(set(names)) == len(names)


def bound(pack: Pack, doers: dict[str, str]) -> Data:
    """Give an organisation with an activity for each tag, done by a role."""
    return {
        "raci": 1,
        "org": {"id": "any", "extends": [f"raci:{pack.id}"]},
        "roles": {role: {} for role in doers.values()},
        "activities": {f"do-{t}": {"tags": [t], "responsible": [r]} for t, r in doers.items()},
    }


def violated(data: Data) -> set[tuple[str, ...]]:
    found = told(Project.of({"org.json": json.dumps(data)}), "SOD301", "SOD305", "SOD306")
    assert all(finding.place.path == "org.json" for finding in found)
    return {(finding.subject, *finding.involves) for finding in found}


def pairs(separation: Separation) -> Iterator[tuple[str, str]]:
    """Give each two tags that a separation keeps apart."""
    for one, other in combinations(separation.between, 2):
        yield from ((Ref(a).id, Ref(b).id) for a in one for b in other)


def test_what_a_pack_separates_is_found_where_it_meets_and_nowhere_else(pack: Pack) -> None:
    apart = {tag: f"role-{tag}" for tag in pack.tags}
    assert not violated(bound(pack, apart))
    for separation in pack.separations.values():
        assert separation.between
        for one, other in pairs(separation):
            met = {each.ref for each in pack.separations.values() if _meets(each, {one, other})}
            role = apart[one]
            assert violated(bound(pack, apart | {other: role})) == {
                (ref, f"role:{role}") for ref in met
            }
            assert separation.ref in met


def _meets(separation: Separation, tags: set[str]) -> bool:
    return any({*pair} == tags for pair in pairs(separation))


def test_the_docs_show_every_pack(accept: bool) -> None:
    path = ROOT / "docs" / "packs.md"
    head, mark, _ = path.read_text("utf-8").partition(
        "<!-- what raci ships, written by tests -->\n"
    )
    sheets = (render(sheet(each, "en")).replace("\n#", "\n##") for each in shipped().values())
    whole = head + mark + "".join(f"\n#{each}" for each in sheets)
    if accept:
        path.write_text(whole, encoding="utf-8")
    assert mark
    assert path.read_text("utf-8") == whole


def test_the_commands_show_packs_in_both_languages() -> None:
    listed = raci("packs").stdout
    for id_, each in shipped().items():
        assert f"raci:{id_}" in listed
        for lang in ("en", "zh"):
            shown = raci("pack", id_, "--lang", lang).stdout
            assert shown.startswith(f"{each.name[lang]} (raci:{id_})")
            assert all(tag in shown for tag in each.tags)
    assert "did you mean payroll?" in raci("pack", "raci:payrol").stderr


# What an organisation inherits


def test_what_is_inherited_is_told_at_the_cells_and_where_it_comes_from() -> None:
    (finding,) = told(shop(), "SOD301")
    assert (finding.subject, finding.involves) == (INHERITED, ("role:clerk",))
    assert (finding.place.at, str(finding.place)) == ("duty:clerk/sell", "org.yaml:4:20")
    assert [(p.at, str(p)) for p in finding.related] == [
        ("duty:clerk/pay-back", "org.yaml:4:32"),
        (INHERITED, "org.yaml:2:27"),
    ]
    assert finding.message.endswith(" keeps apart (House rule 7)")
    assert finding.say("zh", named=True).endswith(f"{named('zh')}（House rule 7）")


def named(lang: str) -> str:
    return shop().matrix.title(Ref(INHERITED), lang)


def test_a_pack_may_say_how_many_of_several_may_meet() -> None:
    text = SHOP.replace("pay-back: Pay back}", "pay-back: Pay back, count: Count}")
    (finding,) = told(shop(text), "SOD306")
    assert (finding.subject, finding.severity) == ("separation:house.all-of-it", Severity.WARNING)


def test_a_separation_of_ones_own_with_that_id_stands_instead_whole() -> None:
    own = "separations: {house.sell-and-refund: {between: [[tag:sell], [tag:count]]}}\n"
    assert told(shop(SHOP + own), "SOD301", "DEF004") == []
    softer = own.replace("[tag:count]", "[tag:refund]").replace("]}}", "], severity: info}}")
    (finding,) = told(shop(SHOP + softer), "SOD301")
    assert (finding.subject, finding.severity) == (INHERITED, Severity.INFO)
    assert finding.message.endswith("keeps apart")
    assert INHERITED not in [place.at for place in finding.related]


def test_tags_of_packs_are_known_where_tags_are_closed() -> None:
    closed = SHOP.replace("{id: shop,", "{id: shop, tags: [vip],")
    assert not told(shop(closed), "DEF004")
    (finding,) = told(shop(closed.replace("tags: [sell]", "tags: [sel]")), "DEF004")
    assert finding.message.endswith("no tag `sel`; did you mean sell?")


def test_what_matches_nothing_is_told_once_of_all_packs() -> None:
    both = SHOP.replace("[./rules", "[raci:payroll, ./rules").replace("[count]", "[other]")
    (finding,) = told(shop(both), "SOD305")
    assert (finding.subject, finding.severity) == ("org", Severity.INFO)
    payroll = shipped()["payroll"]
    assert {*finding.involves} == {*_refs(payroll), "separation:house.all-of-it"}
    assert {*finding.values["tags"]} == {*payroll.tags, "count"}
    assert [place.at for place in (finding.place, *finding.related)] == [
        "pack:house",
        "pack:payroll",
    ]
    assert not told(shop(), "SOD305")


def _refs(pack: Pack) -> Iterator[str]:
    return (each.ref for each in pack.separations.values())


def test_an_activity_on_both_sides_is_told_at_its_tags() -> None:
    text = SHOP.replace("sell: {tags: [sell]}", "sell: {tags: [refund, sell]}")
    (finding,) = told(shop(text), "SOD305")
    assert (finding.subject, finding.severity) == (INHERITED, Severity.ERROR)
    assert [p.at for p in (finding.place, *finding.related)] == [
        "activity:sell#tags/1",
        "activity:sell#tags/0",
        INHERITED,
    ]


def test_packs_with_one_id_cannot_both_be_extended() -> None:
    text = SHOP.replace("[./rules/house.yaml]", "[./rules/house.yaml, other.json]")
    other = json.dumps(
        {
            "raci-pack": 1,
            "id": "house",
            "name": "Other",
            "tags": {"a": "A", "b": "B"},
            "separations": {"x": {"name": "X", "source": "Y", "between": [["tag:a"], ["tag:b"]]}},
        }
    )
    (finding,) = told(shop(text, **{"other.json": other}), "DEF002")
    assert (str(finding.place), finding.values["pack"]) == ("org.yaml:2:47", "pack:house")
    assert not told(
        shop(text.replace("./rules/house.yaml, ", ""), **{"other.json": other}), "DEF002"
    )


@pytest.mark.parametrize("item", ["raci:none", "../house.yaml", "/rules/house.yaml", "org.yaml"])
def test_what_is_no_pack_in_the_folder_is_told_and_the_rest_is_judged(item: str) -> None:
    project = shop(SHOP.replace("./rules/house.yaml", item))
    (finding,) = told(project, "DEF004")
    assert (finding.subject, finding.values["unknown"]) == ("org", item)
    assert told(project, "GAP101")


def test_a_misspelt_pack_is_mended() -> None:
    (finding,) = told(shop(SHOP.replace("./rules/house.yaml", "raci:payrol")), "DEF004")
    assert [edit.value for edit in finding.fix] == ["raci:payroll"]


def test_a_broken_pack_is_told_and_nothing_is_judged() -> None:
    files = {"org.yaml": SHOP, "rules/house.yaml": HOUSE.replace("name: The", "nmae: The")}
    (project,) = Project.all_of(files)
    found = list(project.check(as_of=DAY))
    assert {(f.code, f.place.path) for f in found} == {("DEF002", "rules/house.yaml")}


def test_a_pack_that_is_not_extended_changes_nothing_and_is_no_other_file() -> None:
    alone = SHOP.replace(", extends: [./rules/house.yaml]", "")
    before = Project.of({"org.yaml": alone}).check(as_of=DAY)
    after = shop(alone).check(as_of=DAY)
    assert after.findings == before.findings
    (own,) = before.organisations
    assert after.organisations == (replace(own, inputs=after.inputs),)
    assert after.inputs != before.inputs  # it is read: broken, it would be told


def test_a_waiver_a_screen_and_an_editor_know_what_is_inherited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    define(SHOP)
    define(HOUSE, "rules/house.yaml")
    (finding,) = json.loads(raci("check", "--select", "SOD", "--format", "json").stdout)["findings"]
    why = raci("why", finding["fingerprint"][:8]).stdout
    assert "org.yaml:2:27" in why
    assert raci("check", "rules/house.yaml", "--select", "SOD").exit_code == 1
    shown = raci("show", INHERITED, "--lang", "zh").stdout
    assert "House rule 7" in shown
    assert "tag:refund" in shown
    accept = ("--reason", "Small.", "--until", "2099-01-01", "--by", "boss")
    assert raci("waive", finding["fingerprint"], *accept).exit_code == 0
    assert raci("check", "--select", "SOD,DEF008").exit_code == 0
    schema = json.loads(raci("schema", "--with-ids", ".").stdout)
    tags = schema["$defs"]["known-tag"]
    assert dict(zip(tags["enum"], tags["enumDescriptions"], strict=True))["refund"] == "Pays back"


# Laws


@given(orgs().map(to_data), st.integers(0, 100), st.sampled_from(SEPARATING), st.randoms())
def test_any_organisation_violates_what_it_inherits(
    data: Data, choice: int, id_: str, random: Random
) -> None:
    """One role with both sides of a separation: found there; not with one side, nor unextended."""
    role = sorted(data["roles"])[choice % len(data["roles"])]
    separation = random.choice(list(shipped()[id_].separations.values()))
    one, other = random.choice(list(pairs(separation)))
    for tag in (one, other):
        data["activities"] = data.get("activities", {}) | {
            f"planted-{tag}": {"tags": [tag], "responsible": [role]}
        }
    data["org"]["extends"] = [f"raci:{id_}"]
    assert (separation.ref, f"role:{role}") in planted(data)
    data["activities"][f"planted-{other}"]["responsible"] = []
    assert (separation.ref, f"role:{role}") not in planted(data)
    data["activities"][f"planted-{other}"]["responsible"] = [role]
    del data["org"]["extends"]
    assert not any(subject == separation.ref for subject, *_ in planted(data))


def planted(data: Data) -> set[tuple[str, ...]]:
    project = Project.of({"org.json": json.dumps(data)})
    return {(finding.subject, *finding.involves) for finding in told(project, "SOD301")}


# The e-commerce department, tagged

TAGGED = {
    "finance": "invoice-entry",
    "administration": "purchasing",
    "online-sales": "sales",
    "settle-returns": "refund-approval",
    "shipping": "shipping",
    "courier-management": "carrier-management",
}
"""Which of its activities do what the packs' tags mean."""


def test_the_ecommerce_department_combines_what_the_packs_keep_apart(
    seed: Path, tmp_path: Path
) -> None:
    """Items 15 to 17 of the ground truth."""
    text = (seed / "GROUND_TRUTH.md").read_text("utf-8")
    assert all(f"\n{item}. " in text for item in (15, 16, 17))
    left = {**TAGGED}
    for path in (ROOT / "org" / "ecommerce").glob("*.yaml"):
        above, activities, below = path.read_text("utf-8").partition("\nactivities:")
        for activity in [each for each in left if f"\n  {each}:\n" in below]:
            tag = left.pop(activity)
            below = below.replace(f"\n  {activity}:\n", f"\n  {activity}:\n    tags: [{tag}]\n")
        extends = "  extends: [raci:order-to-cash, raci:purchase-to-pay]\n  languages:"
        define(
            above.replace("  languages:", extends) + activities + below, str(tmp_path / path.name)
        )
    assert not left
    project = Project.folder(tmp_path)
    assert {(f.subject.id, *f.involves) for f in told(project, "SOD301")} == {
        ("purchase-to-pay.buy-and-record", "role:finance-and-admin-officer"),
        ("order-to-cash.sell-and-refund", "role:cs-supervisor"),
        ("order-to-cash.ship-and-manage-carriers", "role:logistics-supervisor"),
    }
    (unbound,) = told(project, "SOD305")
    assert (unbound.values["count"], unbound.values["all"]) == (23, 27)
