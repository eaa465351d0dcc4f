"""Policies of packs: where packs come from, what a consumer may change, and what a change loses."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from raci.check.settings import Selection
from raci.findings.finding import Finding, Severity
from raci.project import Project
from raci.source.installed import installed_pack
from tests.support.command import define, raci

DAY = "2026-11-23"
PACK = """\
raci-pack: 1
id: acme
version: "1.2"
name: {en: Rules of Acme, zh: 阿克米规定}
policies:
  heads:
    for: role
    require: role.headcount < 3
    message: {en: "{role.id} is for {role.headcount}", zh: "{role.id} 编制 {role.headcount} 人"}
    source: Acme handbook 4
    severity: warning
"""
REQUIRED = PACK + "    required: true\n"
ORG = """\
raci: 1
org: {id: shop, extends: ["%s"]}
roles: {clerk: {headcount: 9}}
"""
CODE = "POL:acme.heads"


def told(org: str, pack: str = PACK, *codes: str, **files: str) -> list[Finding]:
    project = Project.of({"org.yaml": org, "acme.yaml": pack, **files})
    return list(project.check(as_of=DAY, selection=Selection(codes or ("POL",))))


def errors(found: list[Finding]) -> list[tuple[str, str]]:
    return [(f.code, str(f.place)) for f in found if f.code.startswith("DEF")]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install a package with a pack, as an installer leaves it; return the pack's file."""
    (tmp_path / ".git").mkdir()
    site = tmp_path / "site"
    define(PACK, str(site / "acme_rules" / "packs" / "acme.yaml"))
    define(
        "raise SystemExit('code of a package is never run')\n", str(site / "acme_rules/__init__.py")
    )
    info = site / "acme_rules-1.2.dist-info"
    define("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.2\n", str(info / "METADATA"))
    define(
        "[raci.packs]\nacme = acme_rules.packs\ngone = acme_rules\n", str(info / "entry_points.txt")
    )
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.chdir(tmp_path)
    installed_pack.cache_clear()
    yield site / "acme_rules" / "packs" / "acme.yaml"
    installed_pack.cache_clear()
    assert "acme_rules" not in sys.modules


# Where packs come from


def test_the_pack_of_an_installed_package_is_judged_by(package: Path) -> None:
    for item in ("package:acme", "package:acme@1", "package:acme@1.2"):
        (found,) = told(ORG % item)
        assert (found.code, found.subject, found.severity) == (CODE, "role:clerk", Severity.WARNING)
        assert found.message == "clerk is for 9 (Acme handbook 4)"
        assert found.say("zh") == "clerk 编制 9 人（Acme handbook 4）"
        assert [(p.at, str(p)) for p in found.related] == [("policy:acme.heads", "org.yaml:2:27")]


@pytest.mark.parametrize(
    ("item", "text", "words"),
    [
        ("package:acme@2", PACK, "version 1.2, older than 2"),
        ("package:acme@1.1", PACK, "version 1.2, newer than 1.1"),
        ("package:gone", PACK, "has no file acme_rules/gone.yaml"),
        ("package:acme", PACK.replace("require:", "requires:"), "policies.heads"),
        ("package:acme", PACK.replace("headcount < 3", "hedcount < 3"), "did you mean headcount?"),
        ("package:acme", "raci-pack: 1\nid: [\n", "does not match the schema"),
    ],
)
def test_what_is_wrong_with_it_is_told_where_it_is_extended(
    package: Path, item: str, text: str, words: str
) -> None:
    package.write_text(text, encoding="utf-8")
    (found,) = told(ORG % item)
    assert (found.code, str(found.place)) == ("DEF002", "org.yaml:2:27")
    assert words in found.message
    define(ORG % item)
    assert raci("check", "--select", "POL").exit_code == 2


def test_a_package_that_is_not_installed_comes_with_the_command(package: Path) -> None:
    define(ORG % "package:acne")
    result = raci("check")
    assert result.exit_code == 2
    assert "pip install acne" in result.output


def test_packs_come_with_the_packs_that_they_extend() -> None:
    house = "raci-pack: 1\nid: house\nname: House\nextends: [../acme.yaml@1]\n"
    files = {"packs/house.yaml": house}
    (found,) = told(ORG % "packs/house.yaml", PACK, **files)
    assert (found.code, [p.at for p in found.related]) == (CODE, ["policy:acme.heads"])
    twice = ORG.replace('["%s"]', "[packs/house.yaml, acme.yaml]")
    assert [f.code for f in told(twice, PACK, **files)] == [CODE]
    files = {"packs/house.yaml": house.replace("@1", "@2")}
    assert errors(told(ORG % "packs/house.yaml", PACK, **files)) == [
        ("DEF002", "packs/house.yaml:4:11")
    ]


def test_mistakes_of_a_pack_of_ones_own_are_told_at_their_character() -> None:
    (found,) = told(ORG % "acme.yaml", PACK.replace("role.headcount < 3", "role.hedcount < 3"))
    assert (found.code, str(found.place)) == ("DEF002", "acme.yaml:8:19")


def test_attributes_of_a_pack_are_declared_as_ones_own() -> None:
    pack = PACK.replace("role.headcount < 3", "role.attributes.grade < 3").replace(
        "policies:", "attributes: {role: {grade: {type: integer, minimum: 1}}}\npolicies:"
    )
    org = ORG.replace("headcount: 9", "attributes: {grade: %s}")
    (found,) = told(org % ("acme.yaml", 7), pack, "POL", "DEF019")
    assert (found.code, found.subject) == (CODE, "role:clerk")
    assert not told(org % ("acme.yaml", 2), pack, "GAP108", "DEF019", "POL")[1:]
    assert [c for c, _ in errors(told(org % ("acme.yaml", 0), pack))] == ["DEF002"]
    misspelt = (org % ("acme.yaml", 2)).replace("grade", "grad")
    assert [c for c, _ in errors(told(misspelt, pack, "DEF019", "POL"))] == ["DEF019"]
    own = (org % ("acme.yaml", '"a"')).replace(
        "shop,", "shop, attributes: {role: {grade: {type: string}}},"
    )
    mistyped = told(own, pack)
    assert {c for c, _ in errors(mistyped)} == {"DEF002"}, "the pack's expression compares numbers"


# What a consumer may change


def test_an_own_policy_of_that_id_stands_instead() -> None:
    own = "policies: {acme.heads: {for: role, require: role.headcount < 10, message: many}}\n"
    assert told(ORG % "acme.yaml" + own) == []
    misspelt = told(ORG % "acme.yaml" + own.replace("heads", "hed"), PACK, "DEF004")
    assert [f.values["near"] for f in misspelt] == ["acme.heads"]


OWN = """\
policies:
  acme.heads:
    for: role
    require: role.headcount < 3
    message: too many
    severity: %s
"""


def test_what_a_pack_requires_may_be_made_stricter_only() -> None:
    org = ORG % "acme.yaml"
    (stricter,) = told(org + OWN % "error", REQUIRED)
    assert (stricter.severity, stricter.message) == (Severity.ERROR, "too many")
    for own, at in (
        (OWN % "info", "org.yaml:9:5"),
        ((OWN % "error").replace("< 3", "< 30"), "org.yaml:7:5"),
        (
            (OWN % "error").replace("    message", '    when: role.id != "clerk"\n    message'),
            "org.yaml:8:5",
        ),
    ):
        assert errors(told(org + own, REQUIRED)) == [("DEF002", at)]
        assert "DEF002" not in dict(errors(told(org + own, PACK)))


@pytest.mark.parametrize(
    "settings",
    [
        'ignore = ["POL"]',
        f'ignore = ["{CODE}"]',
        'select = ["GAP"]',
        f'[severity]\n"{CODE}" = "info"',
        f'[per-path-ignores]\n"org.yaml" = ["{CODE}"]',
    ],
)
def test_no_setting_leaves_out_what_a_pack_requires(settings: str) -> None:
    files = {"raci.toml": settings}
    project = Project.of({"org.yaml": ORG % "acme.yaml", "acme.yaml": REQUIRED, **files})
    (found,) = (f for f in project.check(as_of=DAY) if f.code == CODE)
    assert found.severity is Severity.WARNING
    free = Project.of({"org.yaml": ORG % "acme.yaml", "acme.yaml": PACK, **files})
    assert not [f for f in free.check(as_of=DAY) if f.code == CODE and f.severity >= 2]


def test_no_option_leaves_out_what_a_pack_requires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    define(ORG % "acme.yaml")
    define(REQUIRED, "acme.yaml")
    for option, family in (("--ignore", "POL"), ("--select", "GAP")):
        assert CODE in raci("check", option, family).output
    define(f'[severity]\n"{CODE}" = "error"\n', "raci.toml")
    assert f"error {CODE}" in raci("check", "--ignore", "POL").output


# What a change loses


def test_findings_of_a_policy_that_goes_are_not_resolved() -> None:
    before = Project.of({"org.yaml": ORG % "acme.yaml", "acme.yaml": PACK})
    for org, pack in (
        ("raci: 1\norg: {id: shop}\nroles: {clerk: {headcount: 9}}\n", PACK),
        (ORG % "acme.yaml", PACK.replace("< 3", "< 30")),
    ):
        after = Project.of({"org.yaml": org, "acme.yaml": pack})
        report = after.check(as_of=DAY, base=before)
        assert [f.code for f in report if f.code == "CHG812"]
        assert report.before is not None
        assert report.before.gone == 0
    mended = Project.of({"org.yaml": (ORG % "acme.yaml").replace("9", "2"), "acme.yaml": PACK})
    report = mended.check(as_of=DAY, base=before)
    assert report.before is not None
    assert report.before.gone == 1


def test_a_policy_that_only_gets_another_id_or_layout_is_not_told() -> None:
    policy = "policies:\n  %s:\n    for: role\n    require: %s\n    message: many\n"
    plain = "raci: 1\norg: {id: shop}\nroles: {clerk: {headcount: 9}}\n"
    before = Project.of(
        {"org.yaml": plain + policy % ("heads", 'role.headcount < 3 || role.id == "a  b"')}
    )
    for id_, condition in (
        ("few", 'role.headcount < 3 || role.id == "a  b"'),
        ("heads", '>-\n      role.headcount < 3\n      || role.id == "a  b"'),
    ):
        after = Project.of({"org.yaml": plain + policy % (id_, condition)})
        assert not [f for f in after.check(as_of=DAY, base=before) if f.code == "CHG812"]
    changed = Project.of(
        {"org.yaml": plain + policy % ("heads", 'role.headcount < 3 || role.id == "a b"')}
    )
    assert [f for f in changed.check(as_of=DAY, base=before) if f.code == "CHG812"]
