"""``raci packs --suggest``: which packs would fit by their words, and what they would find."""

from pathlib import Path

import pytest

from raci.model.pack_files import shipped
from raci.project import Project
from tests.support.command import define, raci

SHOP = """\
raci: 1  # the shop
org: {id: shop}
roles:
  clerk: {duties: {%s}}
"""
DAY = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "tags"),
    [
        ("Enter new vendors", "Release payments to vendors", ("supplier-master", "payment")),
        ("Approve invoices of suppliers", "Make payments", ("payment-approval", "payment")),
        ("Pay suppliers", "Reconcile bank statements monthly", ("payment", "bank-reconciliation")),
        ("制单", "审核", ("invoice-entry", "payment-approval")),
        ("付款", "对账", ("payment", "bank-reconciliation")),
        ("负责考勤登记", "审批加班和请假", ("time-entry", "time-approval")),
        ("Write code for the shop", "Deploy applications", ("development", "deployment")),
    ],
)
def test_activities_are_recognised_by_their_words_and_written_in(
    one: str, other: str, tags: tuple[str, str]
) -> None:
    define(SHOP % f"a: {one}, b: {other}")
    shown = raci("packs", "--suggest", *DAY)
    assert shown.exit_code == 0
    for activity, tag in zip("ab", tags, strict=True):
        assert f"{activity}: {{tags: [{tag}]}}" in shown.stdout
    assert "SOD301" in shown.stdout
    assert not Project.folder(".").org.extends
    written = raci("packs", "--suggest", "--write", *DAY)
    assert written.exit_code == 0
    assert Path("org.yaml").read_text("utf-8").startswith("raci: 1  # the shop\n")
    project = Project.folder(".")
    assert [project.org.activities[each].tags for each in "ab"] == [(tag,) for tag in tags]
    found = [f for f in project.check(as_of=DAY[1]) if f.code == "SOD301"]
    assert found
    assert all(f.fingerprint[:8] in shown.stdout for f in found)
    again = raci("packs", "--suggest", *DAY)
    assert again.stdout.startswith("No activity looks like")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Approve vacations", "Plan the summer party"),
        ("Water the flowers", "Make payments"),
        ("审核简历", "面试候选人"),
        ("Write texts", "Review texts of others"),
    ],
)
def test_what_no_pack_keeps_apart_is_not_suggested(one: str, other: str) -> None:
    define(SHOP % f"a: {one}, b: {other}")
    assert raci("packs", "--suggest", *DAY).stdout.startswith("No activity looks like")


def test_tags_that_are_there_stay_and_count() -> None:
    text = (
        SHOP % "a: Make payments, b: Keep an eye on it"
        + "activities:\n  b: {tags: [x, supplier-master]}\n"
    )
    define(text)
    shown = raci("packs", "--suggest", *DAY).stdout
    assert "a: {tags: [payment]}" in shown
    assert "b: {tags" not in shown
    define(text.replace("shop}", "shop, extends: ['raci:purchase-to-pay']}"))
    shown = raci("packs", "--suggest", "--write", *DAY).stdout
    assert "extends" not in shown.partition("new:")[0]
    assert Project.folder(".").org.extends == ("raci:purchase-to-pay",)


def test_packs_of_ones_own_are_suggested_too() -> None:
    define(SHOP % "a: Feed the tigers, b: Clean the tigers' cage")
    define(
        "raci-pack: 1\nid: zoo\nname: Zoo\ntags: {feeding: Feeds animals, cleaning: Cleans cages}\n"
        "words: {feeding: {en: [Feed tigers]}, cleaning: {en: [Clean the cage]}}\n"
        "separations: {s: {name: S, source: T, between: [['tag:feeding'], ['tag:cleaning']]}}\n",
        "packs/zoo.yaml",
    )
    assert 'extends: ["packs/zoo.yaml"]' in raci("packs", "--suggest").stdout


def test_each_tag_is_recognised_by_its_own_words() -> None:
    for pack in shipped().values():
        for tag, by_language in pack.words.items():
            for lang, phrases in by_language.items():
                assert phrases, (tag, lang)
        for separation in pack.separations.values():
            assert all(
                ref.removeprefix("tag:") in pack.words for s in separation.sides for ref in s
            )


def test_what_is_typed_wrong_is_told() -> None:
    assert raci("packs", "--write").exit_code == 2
    assert raci("packs", "--suggest", "nowhere").exit_code == 2
