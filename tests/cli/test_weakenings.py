"""A change cannot switch off the check that judges it: each way to try, alone and in pairs."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from raci.findings.codes import UNREADABLE
from tests.support.command import raci
from tests.support.repositories import IDENTITY, commit, git

DAY = ("--as-of", "2026-11-23")
ORG = """\
raci: 1
org: {id: shop, extends: [own.yaml]}
roles:
  boss: {accountable: [pay, order, count, check]}
  buyer: {reports_to: boss, duties: {order: Order the goods}}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices, count: Count the cash}}
activities:
  check: {tags: [checking]}
  order: {tags: [buying]}
  pay: {tags: [paying]}
separations:
  count-or-order: {between: [[activity:count], [activity:order]], within: person}
  payers: {of: [activity:pay], only: [role:clerk], severity: error}
"""
PACK = """\
raci-pack: 1
id: own
name: Our own separations
tags: {buying: Buying goods, paying: Paying for them}
separations:
  buy-or-pay:
    name: Buying and paying
    source: Our own handbook
    between: [["tag:buying"], ["tag:paying"]]
"""
SETTINGS = """\
mandatory = ["GAP102"]
fail-on = "warning"

[options.OVL208]
max = 3
"""
DEFECT = "      ship: Ship the goods\n"
"""Nobody is accountable for it: GAP101 at activity:ship."""


@dataclass(frozen=True)
class Weakening:
    """What a change does to files of the base: a new text, or None where the file goes."""

    name: str
    files: Mapping[str, Callable[[str], str | None]]
    told: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return self.name


def settings(name: str, added: str, *words: str) -> Weakening:
    told = frozenset(("CHG811", word) for word in words)
    return Weakening(name, {"raci.toml": lambda text: f"{added}\n{text}"}, told)


def section(name: str, added: str, *words: str) -> Weakening:
    told = frozenset(("CHG811", word) for word in words)
    return Weakening(name, {"raci.toml": lambda text: f"{text}\n{added}\n"}, told)


def definition(name: str, before: str, after: str, *words: str) -> Weakening:
    def edited(text: str) -> str:
        assert before in text
        return text.replace(before, after)

    return Weakening(name, {"org.yaml": edited}, frozenset(("CHG812", word) for word in words))


def gone(_text: str) -> None:
    return None


IGNORED = '[tool.raci]\nignore = ["GAP"]\n'
WEAKENINGS = [
    settings("a family is ignored", 'ignore = ["GAP"]', "GAP101", "GAP104"),
    settings("the rules of change are ignored", 'ignore = ["CHG", "GAP101"]', "CHG801", "GAP101"),
    settings("few rules are selected", 'select = ["SOD"]', "GAP101", "OVL201"),
    section("all files are ignored", '[per-path-ignores]\n"*" = ["GAP101"]', "GAP101"),
    section("a folder is ignored", '[per-path-ignores]\n"." = ["GAP"]', "GAP101"),
    section("a rule is an info", '[severity]\nGAP101 = "info"', "GAP101"),
    section("a family is an info", '[severity]\nGAP = "info"', "GAP101", "GAP104"),
    section("an option is wider", "[options.ORG407]\nmax = 900", "ORG407"),
    Weakening(
        "the same in pyproject.toml",
        {"raci.toml": gone, "pyproject.toml": lambda _: IGNORED},
        frozenset({("CHG811", "GAP101"), ("CHG811", "only errors"), ("CHG811", "mandatory")}),
    ),
    Weakening(
        "the settings are deleted",
        {"raci.toml": gone},
        frozenset({("CHG811", "mandatory"), ("CHG811", "only errors"), ("CHG811", "OVL208")}),
    ),
    definition("separations are emptied", ORG[ORG.index("separations:") :], "", "count-or-order"),
    definition("a pack is no longer extended", ", extends: [own.yaml]", "", "own"),
    definition("a tag is dropped", "{tags: [paying]}", "{}", "pay"),
    definition("the circle is wider", "[role:clerk]", "[role:clerk, role:buyer]", "buyer"),
    definition("a severity is lower", "severity: error", "severity: info", "payers"),
    definition("a scope is narrower", "within: person", "within: role", "count-or-order"),
    definition(
        "a violation is mitigated", "within: person", "mitigated_by: check", "count-or-order"
    ),
    Weakening(
        "a separation of the pack is about something else",
        {"own.yaml": lambda text: text.replace('["tag:paying"]]', '["tag:checking"]]')
            .replace("tags: {", "tags: {checking: Checking, ")},
        frozenset({("CHG812", "pay")}),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a repository with strict settings and separations, to be copied."""
    top = tmp_path_factory.mktemp("base")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in IDENTITY.items():
            patch.setenv(name, value)
        git(top, "init", "-q", "-b", "main", "--template=")
        commit(top, **{"org.yaml": ORG, "own.yaml": PACK, "raci.toml": SETTINGS})
    return top


@pytest.fixture(autouse=True)
def repository(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a repository whose base has strict settings and separations."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    shutil.copytree(base, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(*weakenings: Weakening, defect: bool) -> None:
    """Make a change that brings a defect, perhaps, and weakens what would report it."""
    for weakening in weakenings:
        for name, edit in weakening.files.items():
            path = Path(name)
            text = edit(path.read_text(encoding="utf-8") if path.exists() else "")
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text, encoding="utf-8")
    if defect:
        text = Path("org.yaml").read_text(encoding="utf-8")
        before = "count: Count the cash}}\n"
        after = "count: Count the cash, ship: Ship the goods}}\n"
        Path("org.yaml").write_text(text.replace(before, after), encoding="utf-8")


def findings(*arguments: str) -> list[dict[str, Any]]:
    ran = raci("check", "--since", "main", "--format", "json", *arguments, *DAY)
    found: list[dict[str, Any]] = json.loads(ran.stdout)["findings"]
    return [each for each in found if each["change"] in ("new", "worse")]


def named(told: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for each in told:
        for word in each["message"].replace(",", " ").replace("`", " ").split():
            yield each["code"], word
        yield from ((each["code"], words) for words in ("only errors", "mandatory")
                    if words in each["message"])  # fmt: skip


@pytest.mark.parametrize("weakening", WEAKENINGS, ids=str)
def test_each_is_named_and_fails(weakening: Weakening) -> None:
    change(weakening, defect=False)
    told = findings()
    assert weakening.told <= set(named(told))
    assert raci("check", "--since", "main", *DAY).exit_code == 1
    codes = {each["code"] for each in told}
    assert codes <= {"CHG811", "CHG812", "SOD305", "DEF012"}, codes


@pytest.mark.parametrize("weakening", WEAKENINGS, ids=str)
def test_what_the_change_brings_is_reported_all_the_same(weakening: Weakening) -> None:
    change(weakening, defect=True)
    allowed = ("--allow", "settings-weakened", "--allow", "control-weakened")
    told = [each for each in findings(*allowed) if each["subject"] == "activity:ship"]
    assert [(each["code"], each["severity"]) for each in told] == [("GAP101", "error")]
    assert raci("check", "--since", "main", *allowed, *DAY).exit_code == 1


@pytest.mark.parametrize("weakening", WEAKENINGS, ids=str)
def test_what_is_meant_passes_and_is_still_named(weakening: Weakening) -> None:
    change(weakening, defect=False)
    told = findings("--allow", "settings-weakened", "--allow", "control-weakened")
    assert weakening.told <= set(named(told))
    chg = [each for each in told if each["code"] in ("CHG811", "CHG812")]
    assert {each["severity"] for each in chg} == {"info"}


@pytest.mark.parametrize(
    "pair", list(combinations(WEAKENINGS, 2)), ids=lambda pair: f"{pair[0]}, {pair[1]}"
)
def test_no_two_hide_each_other(pair: tuple[Weakening, Weakening]) -> None:
    try:
        change(*pair, defect=True)
    except (AssertionError, FileNotFoundError):
        pytest.skip("the second undoes what the first is about")
    told = findings()
    if {each["code"] for each in told} & UNREADABLE:  # the same key twice
        assert raci("check", "--since", "main", *DAY).exit_code == 2
        return
    assert [each["code"] for each in told if each["subject"] == "activity:ship"]
    assert {each["code"] for each in told} & {"CHG811", "CHG812"}


def test_a_violation_that_goes_with_its_separation_is_not_resolved(repository: Path) -> None:
    violated = ORG.replace("{pay: Pay the invoices,", "{pay: Pay, order: Order the goods,")
    commit(repository, **{"org.yaml": violated})
    Path("org.yaml").write_text(violated[: violated.index("separations:")], encoding="utf-8")
    ran = raci("check", "--since", "HEAD", "--format", "json", *DAY)
    report = json.loads(ran.stdout)
    assert report["since"]["resolved"] == 0
    told = [each for each in report["findings"] if each["code"] == "CHG812"]
    assert [each["subject"] for each in told] == [
        "separation:count-or-order",
        "separation:payers",
    ]
    ran = raci("diff", "git:HEAD", ".", "--format", "json", *DAY)
    assert json.loads(ran.stdout)["findings"]["resolved"] == []


def test_settings_above_the_organisation_count_as_they_were(repository: Path) -> None:
    (repository / "shop").mkdir()
    for name in ("org.yaml", "own.yaml"):
        git(repository, "mv", name, f"shop/{name}")
    commit(repository)
    Path("raci.toml").write_text("", encoding="utf-8")
    told = [each["message"] for each in findings() if each["code"] == "CHG811"]
    assert any("only errors fail" in message for message in told)
    assert all("main:raci.toml" in message for message in told)


def test_a_new_organisation_and_one_that_is_not_compared_have_nothing_weaker() -> None:
    Path("raci.toml").write_text('ignore = ["GAP"]\n', encoding="utf-8")
    assert raci("check", *DAY).exit_code == 0
    text = ORG.replace("shop", "other").replace(", extends: [own.yaml]", "")
    Path("other").mkdir()
    Path("other/org.yaml").write_text(text, encoding="utf-8")
    assert {each["organisation"] for each in findings() if each["code"] == "CHG811"} == {"shop"}
