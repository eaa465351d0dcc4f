"""``raci waive``: a waiver written in any file, whatever its layout, or refused."""

import json
from pathlib import Path

import pytest

from raci.project import Project
from raci.source.yaml import read
from tests.support.command import define, raci
from tests.support.waivers import (
    DAY,
    FOUND,
    MALL,
    ONLINE,
    OVERLAP,
    PLATFORM,
    SHOP,
    TODAY,
    judged,
    one,
    told,
    waived,
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def handle(code: str, text: str = SHOP) -> str:
    return one(judged(text), code).handle


def waive(fingerprint: str, *arguments: str, **given: str) -> tuple[int, str]:
    """Waive, in good order unless said otherwise; give the exit status and what is said."""
    terms = {"reason": "Hiring.", "by": "manager", "until": "2027-03-31"} | given
    options = [word for name, value in terms.items() for word in (f"--{name}", value)]
    ran = raci("waive", fingerprint, *arguments, *options, *DAY)
    assert not (ran.stdout and ran.stderr and ran.exit_code)
    return ran.exit_code, ran.stdout + ran.stderr


def test_a_waiver_is_written_and_covers() -> None:
    define(SHOP)
    assert waive(handle("OVL201")) == (
        0,
        "org.yaml: waiver overlap-in-line-online-sales covers OVL201 activity:online-sales.\n",
    )
    text = Path("org.yaml").read_text()
    assert text == SHOP + (
        "waivers:\n"
        "  overlap-in-line-online-sales:\n"
        "    rule: overlap-in-line\n"
        "    at: activity:online-sales\n"
        "    involves: [role:seller, role:supervisor]\n"
        "    reason: Hiring.\n"
        "    approved_by: {manager: 2026-11-23}\n"
        "    until: 2027-03-31\n"
    )
    assert told(text) == FOUND | {ONLINE: "waived"}


ORGANISATIONS = {
    "comments": SHOP.replace("\n", "  # a: b\n").replace("platforms", "# x\n\nplatforms"),
    "a comment last": SHOP + "# the end\n",
    "no last line end": SHOP.removesuffix("\n"),
    "blank lines last": SHOP + "\n\n",
    "Windows": SHOP.replace("\n", "\r\n"),
    "a mark first": "\ufeff" + SHOP,
    "a document's end": f"---\n{SHOP}...\n",
    "Chinese": SHOP.replace("online-sales", "在线销售").replace("mall", "商城"),
    "flow": json.dumps(read(SHOP.encode(), "a.yaml").data) + "\n",
    "flow in lines": json.dumps(read(SHOP.encode(), "a.yaml").data, indent=2),
    "waivers": waived(OVERLAP).replace("  campaign", "   # why\n  campaign") + "# end\n",
    "waivers in flow": SHOP + 'waivers: {chat: {rule: OVL201, at: "activity:online-sales",\n'
    "  involves: [role:supervisor, role:seller], reason: a, # b\n"
    "  approved_by: {manager: 2026-11-02}, until: 2027-01-31}}\n",
    "waivers in between": waived(OVERLAP, shop="") + SHOP.replace("roles:", "roles: # here"),
    "indented by four": SHOP.replace("\n  ", "\n    "),
}


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_every_other_byte_stays(name: str) -> None:
    before = ORGANISATIONS[name].encode()
    Path("org.yaml").write_bytes(before)
    status, said = waive(one(Project.folder(".").check(as_of=TODAY), "GAP104").handle)
    assert status == 0, said
    after = Path("org.yaml").read_bytes()
    assert one(Project.folder(".").check(as_of=TODAY), "GAP104").status == "waived"
    assert is_insertion(before, after)
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert b"\n" not in after.replace(b"\r\n", b"") or b"\r\n" not in before


def is_insertion(before: bytes, after: bytes) -> bool:
    """Tell whether a text is another one with something put in at one place."""
    longer = len(after) - len(before)
    places = range(len(before) + 1)
    return longer > 0 and any(after[:at] + after[at + longer :] == before for at in places)


def test_an_empty_section_is_filled() -> None:
    define(f"waivers: {{}}  # none yet\n{SHOP}")
    assert waive(handle("GAP104"))[0] == 0
    text = Path("org.yaml").read_text()
    assert text.startswith("waivers:  # none yet\n  platform-without-owner-mall:\n")
    assert text.endswith(SHOP)


def test_a_waiver_goes_where_waivers_are_else_where_the_organisation_is() -> None:
    define(SHOP.replace("platforms:\n  mall: {}\n", ""))
    define("raci: 1\nplatforms: {mall: {}}\n", "a/mall.yaml")
    assert waive(handle("GAP104"))[1].startswith("org.yaml: ")
    apart = waived(MALL, shop="").replace("GAP104", "OVL202")
    define(f"raci: 1\n{apart}", "governance.yaml")
    define(SHOP)
    Path("a/mall.yaml").unlink()
    assert waive(handle("GAP104"))[1].startswith("governance.yaml: ")
    assert Path("org.yaml").read_text() == SHOP


def test_from_another_folder_a_waiver_is_written_in_the_organisation() -> None:
    define(SHOP, "org/org.yaml")
    assert waive(handle("GAP104"), "org/org.yaml")[1].startswith("org/org.yaml: ")
    assert "waivers:" in Path("org/org.yaml").read_text()


@pytest.mark.parametrize(
    "reason",
    ["采购：待招聘", 'a: "b" # c', "two\nlines", "- a", "{a: 1}", "*a", "true", "2027-01-01", "é"],
)
def test_any_reason_is_written(reason: str) -> None:
    define(SHOP)
    assert waive(handle("GAP104"), reason=f"  {reason} ")[0] == 0
    waiver = one(Project.folder(".").check(as_of=TODAY), "GAP104").waiver
    assert waiver
    assert waiver.reason == {"": reason}


def test_several_roles_may_approve_and_the_id_may_be_chosen() -> None:
    define(SHOP)
    arguments = ("--by", "seller", "--id", "招聘")
    assert waive(handle("GAP104"), *arguments)[1].startswith("org.yaml: waiver 招聘 covers ")
    waiver = Project.folder(".").org.waivers["招聘"]
    assert waiver.approved_by == {"seller": TODAY, "manager": TODAY}


def test_an_id_that_is_taken_is_not_made_up() -> None:
    define(waived(MALL | {"id": "platform-without-owner-mall", "until": "2026-11-22"}))
    assert "waiver platform-without-owner-mall-2 covers" in waive(handle("GAP104"))[1]


@pytest.mark.parametrize("digits", [4, 8, 40, 64])
def test_the_first_digits_of_a_fingerprint_are_enough(digits: int) -> None:
    define(SHOP)
    assert waive(one(judged(SHOP), "GAP104").fingerprint[:digits])[0] == 0


def test_the_last_day_may_be_today() -> None:
    define(SHOP)
    assert waive(handle("GAP104"), until=TODAY)[0] == 0
    assert told(Path("org.yaml").read_text()) == FOUND | {PLATFORM: "waived"}


def test_a_waiver_that_lasts_long_is_written_with_a_warning() -> None:
    define(SHOP)
    status, said = waive(handle("GAP104"), until="2029-03-31")
    assert status == 0
    assert "warning DEF009 [waiver-too-long]" in said
    assert one(judged(Path("org.yaml").read_text()), "GAP104").status == "waived"


def test_what_is_in_the_baseline_can_be_waived() -> None:
    define(SHOP)
    raci("baseline", *DAY)
    assert waive(handle("GAP104"))[0] == 0
    assert one(Project.folder(".").check(as_of=TODAY), "GAP104").status == "waived"


GHOST = SHOP.replace("mall: {}", "mall: {owners: [ghost]}")
LAPSED = waived(MALL | {"until": "2026-11-22"})


@pytest.mark.parametrize(
    ("text", "code", "terms", "said"),
    [
        (SHOP, "GAP104", {"reason": " \n "}, "--reason: the reason is empty"),
        (SHOP, "GAP104", {"by": "manger"}, "no role manger; did you mean manager?"),
        (SHOP, "GAP104", {"by": ""}, "--by: no role"),
        (SHOP, "GAP104", {"until": "2026-11-22"}, "--until: 2026-11-22 is before 2026-11-23"),
        (SHOP, "GAP104", {"until": "31.12.2026"}, "is not a date; write YYYY-MM-DD"),
        (SHOP, "GAP104", {"until": "2026-W52-1"}, "is not a date; write YYYY-MM-DD"),
        (SHOP, "GAP104", {"id": "a b"}, '"a b" is no id'),
        (SHOP, "GAP104", {"reason": "a\udcffb"}, "waiver rejected, nothing written: "),
        (SHOP, "OVL201", {"by": "seller"}, "waiver rejected, nothing written"),
        (waived(MALL), "GAP104", {}, "platform:mall is already waived by campaign"),
        (waived(OVERLAP), "GAP104", {"id": "campaign"}, "waiver campaign already exists"),
        (GHOST, "DEF004", {}, "DEF004 platform:mall cannot be waived; fix it"),
        (LAPSED, "DEF007", {}, "DEF007 waiver:campaign cannot be waived; fix it"),
        (
            f"{SHOP}people: &a {{}}\nwaivers: *a\n",
            "GAP104",
            {},
            "waiver rejected, nothing written: ",
        ),
    ],
)
def test_what_is_refused_changes_nothing(
    text: str, code: str, terms: dict[str, str], said: str
) -> None:
    define(text)
    status, output = waive(handle(code, text), **terms)
    assert status == 2
    assert said in output
    assert Path("org.yaml").read_text() == text


@pytest.mark.parametrize(
    ("fingerprint", "said"),
    [
        ("005", "is not a fingerprint"),
        ("005777C3", "is not a fingerprint"),
        ("mall", "is not a fingerprint"),
        ("0123456789", "no finding has the fingerprint 0123456789 as of 2026-11-23"),
    ],
)
def test_what_no_finding_has_is_refused(fingerprint: str, said: str) -> None:
    define(SHOP)
    status, output = waive(fingerprint)
    assert (status, said in output) == (2, True)


@pytest.mark.parametrize("missing", ["--reason", "--by", "--until"])
def test_a_waiver_without_reason_approver_or_end_is_refused(missing: str) -> None:
    define(SHOP)
    given = {"--reason": "a", "--by": "manager", "--until": "2027-03-31"}
    options = [word for name in given if name != missing for word in (name, given[name])]
    ran = raci("waive", handle("GAP104"), *options)
    assert ran.exit_code == 2
    assert f"missing option {missing}" in ran.stderr


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("more.yaml", "raci: 1\nroles: {a: [\n"),
        ("more.yaml", "raci: 1\nroles: {a: {headcount: -1}}\n"),
        ("raci-baseline.yaml", "raci-baseline: 1\n"),
        ("raci.toml", "select = 3\n"),
    ],
)
def test_nothing_is_written_into_what_cannot_be_checked(path: str, text: str) -> None:
    define(SHOP)
    define(text, path)
    assert waive(handle("GAP104"))[0] == 2
    assert Path("org.yaml").read_text() == SHOP


def test_organisations_of_one_id_are_told_apart_by_their_folders() -> None:
    define(SHOP)
    define(SHOP, "branch/org.yaml")
    status, said = waive(handle("GAP104"))
    assert status == 2
    assert "2 organisations with the same id have this finding, name one:\n  .\n  branch\n" in said
    assert waive(handle("GAP104"), "branch")[1].startswith("branch/org.yaml: ")
    assert Path("org.yaml").read_text() == SHOP


def test_of_several_organisations_that_with_the_finding_is_meant() -> None:
    define(SHOP.replace("id: shop", "id: other"), "a/org.yaml")
    define(SHOP, "b/org.yaml")
    assert waive(handle("GAP104"))[1].startswith("b/org.yaml: ")
