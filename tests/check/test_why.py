"""The facts behind a finding: all of them, each where it is written."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given

from raci.check.evidence import Evidence
from raci.check.run import Run
from raci.check.why import evidence
from raci.cli import cli
from raci.cli.run.arguments import found_by
from raci.findings.finding import Finding, Severity
from raci.findings.place import Place
from raci.findings.ref import SECTIONS, Ref
from raci.model.entities import Entity
from raci.model.load import Loaded
from raci.project import Project, check, projects
from raci.render.formats import html, markdown, terminal
from raci.render.reports.why import Account, JudgingTerms
from raci.rules import catalogue
from raci.rules.page import load_page, page_files
from tests.support.organisations import orgs, to_data

DAY = "2026-11-23"
PAGES = page_files(catalogue.FOLDER)
TERMS = JudgingTerms(
    Severity.ERROR, "raci.toml:3:1", (("max", "5", ""), ("share", "0.9", "raci.toml:4:1"))
)

LINE = """\
raci: 1
org: {id: shop, accountable: department-head}
departments:
  office: {head: boss}
  counter: {parent: office}
roles:
  boss:
    department: office
    duties:
      pay: Pay the invoices
  clerk:
    department: counter
    duties:
      pay: Pay all invoices
activities:
  pay: {name: Payment, department: office}
"""
ALIKE = """\
  x: {department: office, duties: {a: A, b: B}}
  y: {department: office, duties: {a: A, b: B}}
  z: {duties: {a: A}}
"""
BARE = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [hire], duties: {hire: Hire people}}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def raci(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, prog_name="raci")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def define(text: str, path: str = "org.yaml") -> None:
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def fingerprint(code: str, subject: str, path: str = ".") -> str:
    (found,) = (
        f for f in Project.folder(path).check(as_of=DAY) if (f.code, f.subject) == (code, subject)
    )
    return found.fingerprint


def accounts(files: Mapping[str, str | bytes]) -> Iterator[tuple[Project, Evidence]]:
    """Give the facts behind every finding about some files, each found by its fingerprint."""
    found, run = Project.all_of(files), Run(DAY)
    for digits in {finding.fingerprint for finding in check(found, run)}:
        for finding, project in found_by(digits, found, run)[0]:
            yield project, evidence(finding, project.matrix, project.loaded.origins.place)


def account(project: Project) -> Iterator[Evidence]:
    """Give the facts behind every finding about one organisation."""
    for finding in project.check(as_of=DAY):
        yield evidence(finding, project.matrix, project.loaded.origins.place)


def failing_examples() -> Iterator[Any]:
    for path in PAGES:
        for number, example in enumerate(load_page(path).examples("Fails")):
            yield pytest.param(example.files, id=f"{path.stem}-{number}")


# Every fact is where its place says


def written(ref: Ref, loaded: Loaded) -> set[str]:
    """Give what the line of a Ref may hold: an id, or a key, or what a list's item says."""
    if item_of := loaded.origins.inherited.get(ref.whole):  # of a pack: the item of `extends`
        return {loaded.org.extends[int(item_of.key.partition("/")[2])]}
    if ref.key:
        key, *steps = ref.key.split("/")
        if not steps:
            return {key}
        entity: Entity = loaded.org.sections()[SECTIONS[ref.kind]][ref.whole.id.partition("@")[0]]
        item: Any = getattr(entity, key)
        for step in steps:
            item = item[int(step)]
        return {str(item)}
    if ref.kind == "head":
        return {"head"}
    if ref.kind == "assignment":
        return {ref.parts[0].partition("@")[0], ref.parts[-1]}
    return {ref.parts[-1].partition("@")[0]}


def stands(place: Place, loaded: Loaded) -> bool:
    if place.at.kind == "file" or not place.source:  # a file as a whole; a person
        return True
    return any(text in place.source for text in written(place.at, loaded))


def proven(project: Project, facts: Evidence) -> None:
    """Check that a finding's facts are all cited, and stand where they are said to."""
    own = (facts.finding.place, *facts.finding.related)
    assert facts.places[: len(set(own))] == tuple(dict.fromkeys(own))
    assert not [each for each in facts.places[len(own) :] if not stands(each, project.loaded)]
    placed = {each.at for each in facts.places}
    told: Sequence[Any] = (*facts.cells, *facts.posts, *facts.units, *facts.assets, *facts.sides)
    assert all(fact.because for fact in told)
    assert placed >= {ref for fact in told for ref in fact.because}
    assert len(set(facts.places)) == len(facts.places)


def printed(project: Project, facts: Evidence) -> None:
    """Check that every place is printed, in whatever language and format."""
    for lang in ("en", "zh"):
        teller = Account(project.matrix, lang, DAY)
        laid = teller.of(facts, TERMS)
        for place in facts.places:
            text = terminal.render(teller.of(facts, TERMS, screen=200), width=200)
            assert f"{place}" in text
            assert facts.finding.fingerprint in text
        assert terminal.render(teller.of(facts, TERMS, screen=30), width=30)
        page = html.render(laid)
        assert page.count("<tr") > len(facts.places)
        assert markdown.render(laid).count("\n| ") >= len(facts.places)


@pytest.mark.parametrize("files", [*failing_examples()])
def test_every_finding_of_the_pages_is_accounted_for(files: Mapping[str, str]) -> None:
    found = list(accounts(files))
    assert found
    for project, facts in found:
        proven(project, facts)
        printed(project, facts)


@given(orgs())
def test_every_finding_of_any_organisation_is_accounted_for(org: Any) -> None:
    text = json.dumps(to_data(org), indent=1, ensure_ascii=False)
    (project,) = Project.all_of({"org.json": text})
    for facts in account(project):
        proven(project, facts)
        cells = {cell for row in project.matrix.all_rows.values() for cell in row.cells()}
        assert cells >= {*facts.cells}


@given(orgs())
def test_of_a_row_that_is_judged_every_cell_is_told(org: Any) -> None:
    project = Project.of({"org.json": json.dumps(to_data(org))})
    for facts in account(project):
        subject = facts.finding.subject
        if subject.kind == "activity" and subject.id in project.matrix.all_rows:
            row = project.matrix.all_rows[subject.id]
            assert {*row.cells()} <= {*facts.cells}
            assert (row.ref in facts.vacant) == (not [*row.cells()])


# What belongs to each kind of finding


def facts_of(code: str, subject: str, text: str) -> Evidence:
    (found,) = (
        facts
        for facts in account(Project.of({"org.yaml": text}))
        if (facts.finding.code, facts.finding.subject) == (code, subject)
    )
    return found


def held(facts: Evidence) -> list[str]:
    return [f"{cell.row} {cell.function.letter} {cell.role}" for cell in facts.cells]


def test_a_manager_is_told_by_all_that_makes_him_one() -> None:
    post, boss = facts_of("OVL201", "activity:pay", LINE).posts
    assert (boss.role, boss.manager, boss.because) == ("boss", None, ("role:boss#department",))
    assert (post.role, post.manager, post.derived) == ("clerk", "boss", True)
    assert post.because == ("head:office", "role:clerk#department", "department:counter#parent")


def test_a_line_is_told_link_by_link() -> None:
    text = (
        "raci: 1\norg: {id: shop}\nroles:\n  top: {}\n  boss: {reports_to: top, duties: {pay: P}}\n"
        "  lead: {reports_to: boss}\n  clerk: {reports_to: lead, duties: {pay: P}}\n"
    )
    facts = facts_of("OVL201", "activity:pay", text)
    assert [(post.role, post.manager) for post in facts.posts] == [
        ("clerk", "lead"),
        ("lead", "boss"),
    ]


def test_a_cycle_is_told_link_by_link() -> None:
    text = "raci: 1\norg: {id: shop}\nroles: {a: {reports_to: b}, b: {reports_to: a}, c: {}}\n"
    facts = facts_of("ORG401", "role:a", text)
    assert [(post.role, post.manager) for post in facts.posts] == [("a", "b"), ("b", "a")]


def test_a_role_that_is_only_told_of_things_is_told_by_those() -> None:
    text = "raci: 1\norg: {id: shop}\nroles: {x: {informed: [pay]}, y: {duties: {pay: P}}}\n"
    assert held(facts_of("GAP108", "role:x", text)) == ["pay I x"]


def test_of_a_generic_duty_only_the_department_s_own_is_told() -> None:
    text = (
        "raci: 1\norg: {id: shop}\nactivities: {report: {each: department}}\n"
        "departments: {a: {duties: {report: R}}, b: {duties: {report: R}}}\n"
        "roles: {x: {department: a, duties: {report: R}}, y: {department: b, informed: [report]}}\n"
    )
    facts = facts_of("GAP103", "mandate:b/report", text)
    assert held(facts) == ["report@b I y"]


def test_a_derived_accountable_is_told_by_head_and_department() -> None:
    facts = facts_of("OVL201", "activity:pay", LINE)
    (derived,) = (cell for cell in facts.cells if cell.derived)
    assert derived.because == ("head:office", "activity:pay#department")


def test_a_role_alone_is_told_by_its_work() -> None:
    duties = "".join(f"      job-{n:02}: Do it\n" for n in range(16))
    text = f"raci: 1\norg: {{id: shop}}\nroles:\n  boss:\n    informed: [x]\n    duties:\n{duties}"
    facts = facts_of("LOD501", "role:boss", text)
    assert held(facts) == [f"job-{n:02} R boss" for n in range(16)]


def test_roles_that_are_compared_are_told_by_what_they_share() -> None:
    text = f"raci: 1\norg: {{id: shop}}\ndepartments: {{office: {{}}}}\nroles:\n{ALIKE}"
    assert held(facts_of("OVL206", "role:x", text)) == ["a R x", "a R y", "b R x", "b R y"]


def test_a_platform_is_told_by_its_owners_and_what_touches_it() -> None:
    text = (
        "raci: 1\norg: {id: shop}\nroles: {x: {duties: {sell: Sell}}}\n"
        "activities: {sell: {platforms: [till, web]}}\nplatforms: {web: {}, till: {owners: [x]}}\n"
    )
    (asset,) = facts_of("GAP104", "platform:web", text).assets
    assert asset == ("web", (), ("activity:sell",), ("activity:sell#platforms/1",))


def test_a_separation_is_told_by_its_sides_and_what_the_role_holds_there() -> None:
    text = (
        "raci: 1\norg: {id: shop}\n"
        "roles: {x: {duties: {order: O, pay: P, sell: S}}, y: {duties: {pay: P}}}\n"
        "activities: {order: {tags: [buying]}}\n"
        'separations: {payment: {between: [["tag:buying"], ["activity:pay"]]}}\n'
    )
    facts = facts_of("SOD301", "separation:payment", text)
    assert held(facts) == ["order R x", "pay R x"]
    at = "separation:payment#between"
    assert [side[1:] for side in facts.sides] == [
        ("between/0", ("tag:buying",), ("activity:order",), (f"{at}/0/0", "activity:order#tags/0")),
        ("between/1", ("activity:pay",), ("activity:pay",), (f"{at}/1/0",)),
    ]


def test_the_circle_of_a_separation_names_no_activity_of_the_same_id() -> None:
    text = (
        "raci: 1\norg: {id: shop}\n"
        "departments: {finance: {}}\nroles: {x: {duties: {finance: F, pay: P}}}\n"
        'separations: {own: {of: ["activity:pay"], only: ["department:finance"]}}\n'
    )
    facts = facts_of("SOD307", "separation:own", text)
    assert held(facts) == ["pay R x"]
    assert [side.activities for side in facts.sides] == [("activity:pay",), ()]


def test_a_mandate_that_nobody_carries_is_told_by_its_department() -> None:
    text = (
        "raci: 1\norg: {id: shop}\n"
        "departments: {office: {head: boss, duties: {pay: Pay}}}\nroles: {boss: {}}\n"
    )
    facts = facts_of("GAP103", "mandate:office/pay", text)
    assert (facts.cells, facts.vacant) == ((), ("activity:pay",))
    (unit,) = facts.units
    assert unit.because == ("head:office", "department:office#duties")


def test_the_whole_organisation_is_told_by_its_lines_to_the_top() -> None:
    text = "raci: 1\norg: {id: shop}\n"
    text += "roles: {a: {}, b: {}, c: {reports_to: b}, d: {reports_to: a}}\n"
    facts = facts_of("ORG405", "org", text)
    assert [(post.role, post.manager) for post in facts.posts] == [("a", None), ("b", None)]


# The command


def test_a_finding_in_english() -> None:
    define(LINE)
    print_ = fingerprint("OVL201", "activity:pay")
    result = raci("why", print_[:8], "--as-of", DAY)
    assert result.exit_code == 0
    assert (
        result.stdout
        == f"""\
OVL201 [overlap-in-line] of shop

Finding      Payment (pay) is done by clerk and by boss, above it
Status       new
Rule         A role and its superior do the same activity
Severity     warning
Stands at    org.yaml:10:7 [1]
Fingerprint  {print_}

Assignments

Activity       Role    Function                 Because of
-------------  ------  -----------------------  ------------
Payment (pay)  boss    R responsible            [1]
Payment (pay)  clerk   R responsible            [2]
Payment (pay)  boss    A accountable (derived)  [3] [4]

Reporting line

Role    Department    Reports to      Because of
------  ------------  --------------  ------------
clerk   counter       boss (derived)  [3] [5] [6]
boss    office        nobody          [7]

Departments

Department    Head    Part of    Mandate    Because of
------------  ------  ---------  ---------  ------------
office        boss    none       none       [3]

Where it is written

     Place
---  ----------------------------------------
[1]  org.yaml:10:7  duty:boss/pay
     pay: Pay the invoices
[2]  org.yaml:14:7  duty:clerk/pay
     pay: Pay all invoices
[3]  org.yaml:4:12  head:office
     office: {{head: boss}}
[4]  org.yaml:16:24  activity:pay#department
     pay: {{name: Payment, department: office}}
[5]  org.yaml:12:5  role:clerk#department
     department: counter
[6]  org.yaml:5:13  department:counter#parent
     counter: {{parent: office}}
[7]  org.yaml:8:5  role:boss#department
     department: office

R responsible: does the work; A accountable: answers for the outcome
(A) derived: the head of the department is accountable where nobody is named
As of {DAY}
"""
    )


def test_a_finding_in_chinese() -> None:
    define(BARE)
    print_ = fingerprint("GAP101", "activity:pay")
    result = raci("why", print_[:4], "--as-of", DAY, "--lang", "zh")
    assert (
        result.stdout
        == f"""\
shop：GAP101 [activity-without-accountable]

问题      pay 没有负最终责任的岗位（A）
状态      新
规则      活动没有最终负责岗位
级别      错误
未写明 A  无人负最终责任
位置      org.yaml:5:38 [1]
指纹      {print_}

分工

活动    岗位    职能        依据
------  ------  ----------  ------
pay     clerk   R 负责执行  [2]

出处

     位置
---  ----------------------------------------------------------
[1]  org.yaml:5:38  activity:pay
     clerk: {{reports_to: boss, duties: {{pay: Pay the invoices}}}}
[2]  org.yaml:5:38  duty:clerk/pay
     clerk: {{reports_to: boss, duties: {{pay: Pay the invoices}}}}

R 负责执行
截至 {DAY}
"""
    )


def test_a_waiver_is_told_with_who_approved_it_and_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    define(
        BARE + "waivers:\n  hiring:\n    rule: GAP101\n    at: activity:pay\n"
        "    reason: we are few\n    approved_by: {boss: 2026-01-05}\n    until: 2026-12-31\n"
    )
    print_ = fingerprint("GAP101", "activity:pay")
    told = raci("why", print_[:8], "--as-of", DAY).stdout
    assert (
        "Status       waived by hiring, approved by boss on 2026-01-05, until 2026-12-31:\n"
        "             we are few\n"
    ) in told
    monkeypatch.setenv("COLUMNS", "100")
    told = raci("why", print_[:8], "--as-of", DAY, "--lang", "zh").stdout
    assert (
        "状态      已豁免：hiring，批准：boss（2026-01-05），有效至 2026-12-31：we are few\n"
        in told
    )


def test_a_recorded_finding_is_told_as_that() -> None:
    define(BARE)
    assert raci("baseline").exit_code == 0
    told = raci("why", fingerprint("GAP101", "activity:pay")).stdout
    assert "Status       in the baseline\n" in told


def test_settings_that_change_a_rule_are_told_with_their_place() -> None:
    define(LINE)
    Path("raci.toml").write_text(
        '[severity]\nOVL201 = "error"\n\n[options.OVL206]\nshare = 0.5\n', encoding="utf-8"
    )
    told = raci("why", fingerprint("OVL201", "activity:pay")[:8]).stdout
    assert "Severity     error (by raci.toml:2:1; by default warning)" in told
    define("raci: 1\norg: {id: shop}\ndepartments: {office: {}}\nroles:\n" + ALIKE)
    told = raci("why", fingerprint("OVL206", "role:x")[:8]).stdout
    assert "Severity     warning\nOptions      share 0.5 (raci.toml:5:1)\n" in told


def test_what_is_found_in_no_organisation() -> None:
    define("raci: 1\n\t")
    (finding,) = check(projects(["."]), Run(DAY))
    told = raci("why", finding.handle).stdout
    assert told.startswith("DEF001 [unreadable]\n\n")
    assert "[1]  org.yaml:2:1  file:org.yaml\n" in told


def test_two_mistakes_of_one_file_have_fingerprints_of_their_own() -> None:
    define(BARE + "x: 1\ny: 2\n")
    one, other = (finding.fingerprint for finding in Project.folder(".").check(as_of=DAY))
    assert "org.yaml:6:1 [1]" in raci("why", one).stdout
    assert "org.yaml:7:1 [1]" in raci("why", other).stdout


def test_one_of_several_organisations() -> None:
    define(LINE, "one/org.yaml")
    define(LINE.replace("id: shop", "id: other"), "two/org.yaml")
    told = raci("why", fingerprint("OVL201", "activity:pay", "two"))
    assert told.stdout.startswith("OVL201 [overlap-in-line] of other\n")
    assert "two/org.yaml:10:7  duty:boss/pay" in told.stdout
    assert "one/org.yaml" not in told.stdout


@pytest.mark.parametrize(
    ("path", "beginning"),
    [("why.md", "# GAP101 "), ("why.html", "<!DOCTYPE html>"), ("why.txt", "GAP101 [")],
)
def test_a_finding_in_a_file(path: str, beginning: str) -> None:
    define(BARE)
    print_ = fingerprint("GAP101", "activity:pay")
    assert raci("why", print_, "-o", path).stdout == ""
    text = Path(path).read_text(encoding="utf-8")
    assert text.startswith(beginning)
    assert print_ in text


@pytest.mark.parametrize("digits", ["abc", "xyz12", "ABCD", "a" * 65, ""])
def test_what_is_no_fingerprint_is_refused(digits: str) -> None:
    define(BARE)
    result = raci("why", digits)
    assert result.exit_code == 2
    assert "is not a fingerprint" in result.stderr


def test_a_fingerprint_that_nothing_has() -> None:
    define(BARE)
    result = raci("why", "00000000", "--as-of", DAY)
    assert result.exit_code == 2
    assert f"fingerprint 00000000 as of {DAY}; it may be resolved" in result.stderr


def test_a_beginning_that_several_have() -> None:
    jobs = "".join(f"      job-{n}: Do it\n" for n in range(700))
    define(f"raci: 1\norg: {{id: shop}}\nroles:\n  boss:\n    duties:\n{jobs}")
    report = Project.folder(".").check(as_of=DAY)
    groups: dict[str, list[Finding]] = {}
    for finding in report:
        groups.setdefault(finding.fingerprint[:4], []).append(finding)
    digits, both = next((digits, each) for digits, each in groups.items() if len(each) == 2)
    result = raci("why", digits, "--as-of", DAY)
    assert result.exit_code == 2
    assert f"{digits} matches several findings" in result.stderr
    for finding in both:
        assert f"  {finding.handle}  {finding.code} {finding.subject}\n" in result.stderr
        assert raci("why", finding.handle, "--as-of", DAY).exit_code == 0
