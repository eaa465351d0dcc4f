"""People appear by id alone: no output tells a name, wherever in a file it stands."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from raci.cli.formats import FINDINGS
from tests.support.command import define, raci

DAY = ("--as-of", "2026-11-23")
NAMES = ("Xiaoming", "小明", "Lei")
HEAD = """\
raci: 1
org: {id: shop, people: complete}
roles:
  boss: {accountable: [pay, hire]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices, hire: Hire people}}
  aide: {reports_to: clerk, duties: {pay: Pay the invoices}}
  buyer: {duties: {buy: Buy, sell: Sell}}
activities:
  hire: {informed: [clerkk]}
"""
PEOPLE = """\
people:
  # Wang Xiaoming is on leave
  p-1:
    name: {zh: 王小明, en: Wang Xiaoming}
    note: Wang Xiaoming stands in for Li Lei.
    source: a letter of Li Lei
    roles:
      boss: {}
      clerk: {until: 2026-06-30}
  p-2: {name: Li Lei, roles: {clerk: {}, gone: {}, buyer: {as: acting}}}
  p-3: {name: Wang Xiaoming}

# Li Lei is the last
"""
REST = """\
separations:
  two-hands: {between: [["activity:buy"], ["activity:sell"]], within: person}
waivers:
  self: {rule: SOD301, at: "separation:two-hands", involves: ["person:p-2", "role:buyer"],
    reason: For now., approved_by: {clerk: 2026-11-02, boss: 2026-11-02}, until: 2026-12-31}
  ended: {rule: SOD301, at: "person:p-1", involves: ["appointment:p-2/clerk"], reason: For now.,
    approved_by: {boss: 2026-11-02}, until: 2026-11-20}
  unknown: {rule: SOD301, at: "person:p-9", reason: For now., approved_by: {boss: 2026-11-02},
    until: 2026-12-31}
"""
ORG = HEAD + PEOPLE + REST
BROKEN = {
    "a name for an id": "  Wang Xiaoming: {roles: {clerk: {}}}",
    "a name with a slash": "  Wang/Xiaoming: {name: [x]}",
    "a name without anything": "  Wang Xiaoming:",
    "a name as a key": "  p-1: {小明: x}",
    "a name as a key in a block": "  p-1:\n    Lei:",
    "a name as a language": "  p-1: {name: {小明: x}}",
    "a name in a language's place": "  p-1: {name: {german: Wang Xiaoming}}",
    "a text that a comma cut": "  p-1: {name: {en: Wang, Xiaoming}}",
    "a text that a comma cut at once": "  p-1: {name: Wang, Xiaoming}",
    "a name alone": "  p-1: Wang Xiaoming",
    "a list": "  p-1: [Wang Xiaoming]",
    "a list of people": "  - name: Wang Xiaoming",
    "as": "  p-1: {roles: {clerk: {as: Wang Xiaoming}}}",
    "from": "  p-1: {roles: {clerk: {from: Wang Xiaoming}}}",
    "a role": "  p-1: {roles: {Wang Xiaoming: {}}}",
    "roles": "  p-1: {roles: [Wang Xiaoming]}",
    "formerly": "  p-1: {formerly: [Wang Xiaoming, Wang Xiaoming]}",
    "source": "  p-1: {source: [Wang Xiaoming]}",
    "a slip of the pen": "  p-1: {nme: Wang Xiaoming, Naomi Lei: x}",
    "twice": "  Wang Xiaoming: {}\n  Wang Xiaoming: {}",
    "a key twice": "  p-1:\n    Wang Xiaoming: a\n    Wang Xiaoming: a",
    "an id twice": "  p-1: {name: Wang Xiaoming}\n  p-1: {name: Li Lei}",
    "an alias": "  p-1: {name: *Xiaoming}",
    "an alias in itself": "  p-1: &Xiaoming\n    name: *Xiaoming",
    "a tag": "  p-1: {name: !Xiaoming x}",
    "a Python object": "  p-1:\n    name: !!python/object:Wang.Xiaoming x",
    "an open quote": '  p-1:\n    name: "Wang Xiaoming',
    "colons": "  p-1:\n    name: Wang: Xiaoming: x",
    "an indent": "  p-1:\n    name: Wang Xiaoming\n   Xiaoming: 1",
    "a sign": "  p-1:\n    name: @Wang Xiaoming",
    "an open brace": "  p-1: {name: Wang Xiaoming}, p-2: {name: Wang Xiaoming\nx: 1",
    "a tab": "  p-1:\n    name: Wang Xiaoming\n\t- Wang Xiaoming",
    "a control character": "  p-1:\n    name: Wang Xiaoming \x01",
    "half a character": '  p-1:\n    name: "Wang Xiaoming \\ud800"',
    "merged": "  p-1:\n    <<: {name: Wang Xiaoming}",
}
ELSEWHERE = {
    "json that is cut": (
        '{\n "raci": 1, "org": {"id": "a"},\n "people": {\n  "p-1": {\n'
        '   "name": "Wang Xiaoming"\n   "note": "Li Lei"\n  }\n }\n}\n'
    ),
    "json with a key twice": (
        '{\n "raci": 1, "org": {"id": "a"},\n "people": {\n  "p-1": {\n'
        '   "roles": {}, "name": "Wang Xiaoming", "name": "Li Lei"\n  }\n }\n}\n'
    ),
    "yaml that is indented": (
        "  raci: 1\n  org: {id: a}\n  people:\n    p-1:\n      roles: {}\n      name: Lei: x\n"
    ),
    "a waiver about a name": (
        HEAD + 'waivers:\n  w: {rule: SOD301, at: "person:Wang Xiaoming", reason: r,'
        " approved_by: {boss: 2026-11-02}, until: 2026-12-31}\n"
    ),
    "a waiver that involves a name": (
        HEAD + 'waivers:\n  w:\n    involves: ["person:p-1", "appointment:Wang Xiaoming/boss"]\n'
        "    at: org\n    rule: ORG405\n    reason: r\n    until: 2026-12-31\n"
        "    approved_by: {boss: 2026-11-02}\n"
    ),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    return tmp_path


def nameless(ran: Result) -> Result:
    """Give what a command printed, once no name is in it."""
    for name in NAMES:
        assert name not in ran.output, ran.output[ran.output.index(name) - 200 :][:300]
    return ran


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", FINDINGS)
def test_no_report_tells_a_name(form: str, lang: str, folder: Path) -> None:
    define(ORG)
    shown = ("--show", "info", "--show-waived") if form == "text" else ()
    ran = nameless(raci("check", "--format", form, "--lang", lang, *shown, *DAY))
    assert ran.exit_code == 1
    assert "p-2" in ran.stdout
    assert not any(name in read(folder / "summary.md") for name in NAMES)


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def findings() -> list[dict[str, str]]:
    ran = raci("check", "--format", "json", *DAY)
    found: list[dict[str, str]] = json.loads(ran.stdout)["findings"]
    return found


def test_the_findings_are_about_people_in_every_way_that_they_can_be() -> None:
    define(ORG)
    told = {(f["code"], f["subject"]) for f in findings()}
    assert {
        ("DEF004", "person:p-2"),
        ("DEF010", "waiver:self"),
        ("DEF004", "waiver:unknown"),
    } < told


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_no_reason_tells_a_name(form: str, lang: str) -> None:
    define(ORG)
    handles = {finding["fingerprint"] for finding in findings()}
    assert len(handles) > 6
    for handle in handles:
        ran = nameless(raci("why", handle, "--format", form, "--lang", lang, *DAY))
        assert ran.exit_code == 0


def test_nothing_else_tells_a_name(folder: Path) -> None:
    define(ORG.replace("gone: {}, ", "").replace(REST[REST.index("  unknown") :], ""))
    define('[severity]\nDEF010 = "warning"\n', "raci.toml")
    for command in (
        ("check", "--show-settings"),
        ("check", "--statistics"),
        ("check", "--fix", "--diff"),
        ("schema", "--with-ids", "."),
        ("show", "role:clerk"),
        ("show", "activity:pay"),
        *(("matrix", "--format", form) for form in ("text", "markdown", "csv", "html", "json")),
        ("baseline",),
    ):
        for lang in ("en", "zh") if command[0] in ("schema", "show", "matrix") else ():
            assert nameless(raci(*command, "--lang", lang)).exit_code == 0
        nameless(raci(*command))
    assert not any(name in read(folder / "raci-baseline.yaml") for name in NAMES)
    ids = raci("schema", "--with-ids", ".").stdout
    assert '"p-1"' in ids or "person:p-1" in ids


@pytest.mark.parametrize("form", FINDINGS)
@pytest.mark.parametrize("broken", BROKEN)
def test_no_mistake_below_people_tells_a_name(broken: str, form: str) -> None:
    define(f"{HEAD}people:\n{BROKEN[broken]}\n")
    ran = nameless(raci("check", "--format", form, *DAY))
    assert ran.exit_code in (1, 2)
    nameless(raci("check", "--format", form, "--lang", "zh", *DAY))


@pytest.mark.parametrize("broken", ELSEWHERE)
def test_no_mistake_of_another_form_tells_a_name(broken: str) -> None:
    text = ELSEWHERE[broken]
    define(text, "org.json" if text.startswith("{") else "org.yaml")
    for form in FINDINGS:
        assert nameless(raci("check", "--format", form, *DAY)).exit_code == 2
    for command in (("matrix",), ("baseline",), ("show", "role:boss"), ("check", "--diff")):
        assert nameless(raci(*command)).exit_code == 2


def test_a_mistake_beside_people_is_shown_with_its_line() -> None:
    define(HEAD + PEOPLE + "platforms:\n  till: {ownrs: [boss]}\n")
    ran = nameless(raci("check", *DAY))
    assert "there is no key `ownrs`" in ran.stdout
    assert "till: {ownrs: [boss]}" in ran.stdout
    define(HEAD + PEOPLE + "platforms:\n  till: {owners: [boss]\n  x\n")
    ran = nameless(raci("check", *DAY))
    assert "error DEF001" in ran.stdout
    assert "till: {owners: [boss]" in ran.stdout.splitlines()[2]


# --diff


def test_lines_of_people_are_no_context_of_a_diff() -> None:
    between = HEAD[: HEAD.index("activities:")] + PEOPLE + HEAD[HEAD.index("activities:") :]
    define(between.replace("gone: {}, ", ""))
    ran = nameless(raci("check", "--diff", *DAY))
    assert ran.exit_code == 1
    assert "-  hire: {informed: [clerkk]}\n" in ran.stdout
    define(HEAD.replace("gone: {}, ", "") + PEOPLE.replace("gone: {}, ", ""))
    ran = nameless(raci("check", "--diff", *DAY))
    assert " activities:\n-  hire: {informed: [clerkk]}\n" in ran.stdout


def test_a_line_that_names_somebody_beside_what_is_mended_is_not_shown() -> None:
    data = {
        "people": {"p-1": {"name": "Wang Xiaoming", "roles": {"warden": {}}}},
        "raci": 1,
        "org": {"id": "shop"},
        "roles": {"warden": {"accountable": ["pay"]}, "clerk": {"duties": {"pay": "Pay"}}},
        "activities": {"pay": {"informed": ["wardne"]}},
    }
    define(json.dumps(data), "org.json")
    ran = nameless(raci("check", "--diff", *DAY))
    assert ran.exit_code == 1
    assert "-(below people: not shown)\n+(below people: not shown)\n" in ran.stdout
    raci("check", "--fix", *DAY)
    mended = json.loads(Path("org.json").read_text(encoding="utf-8"))
    assert mended["activities"]["pay"]["informed"] == ["warden"]
    assert mended["people"] == data["people"]
