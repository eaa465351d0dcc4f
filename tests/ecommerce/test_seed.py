"""The seed organisation: what its ground truth says a correct tool must find, and nothing more."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from raci.check.settings import Selection
from raci.findings.finding import Finding, Severity
from raci.findings.report import Report
from raci.model.entities import Department, Role
from raci.project import Project
from tests.support.paths import ROOT

ECOMMERCE = ROOT / "org" / "ecommerce"


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.folder(ECOMMERCE)


@pytest.fixture(scope="module")
def report(project: Project) -> Report:
    return project.check(as_of="2026-11-23")


def told(report: Report, code: str) -> set[str]:
    return {finding.subject for finding in report if finding.code == code}


def test_it_holds_what_the_document_holds(project: Project) -> None:
    org = project.org
    assert len(org.departments) == 8
    assert len(org.roles) == 17
    assert len(org.platforms) == 9
    assert sum(len(role.duties) for role in org.roles.values()) == 31
    mandates = {id_: len(department.duties) for id_, department in org.departments.items()}
    assert sum(mandates.values()) == 16
    assert sorted(mandates.values()) == [1, 1, 1, 2, 2, 3, 3, 3]


def test_everything_says_where_it_came_from_in_both_languages(project: Project) -> None:
    org = project.org
    for entity in org.entities():
        assert entity.source, entity.ref
        assert {"zh", "en"} <= set(entity.name), entity.ref
    holders: tuple[Department | Role, ...] = (*org.departments.values(), *org.roles.values())
    wordings = [wording for holder in holders for wording in holder.duties.values()]
    assert all(wording.source and {"zh", "en"} <= set(wording.text) for wording in wordings)


def test_nothing_is_invented(project: Project) -> None:
    """The document names nobody accountable, no heads over all, no people, no separations."""
    cells = [cell for row in project.matrix.all_rows.values() for cell in row.cells()]
    assert {cell.function.letter for cell in cells} == {"R"}
    assert not project.org.people
    assert not project.org.separations
    assert all(role.reports_to is None for role in project.org.roles.values())


def test_overlaps_in_line_are_items_1_to_5(report: Report) -> None:
    assert {(f.subject, *f.involves) for f in report if f.code == "OVL201"} == {
        ("activity:online-sales", "role:cs-supervisor", "role:pre-sales"),
        ("activity:group-buying-contact", "role:bd-manager", "role:bd-specialist"),
        ("activity:b2c-entry", "role:bd-manager", "role:bd-specialist"),
        ("activity:shipping", "role:logistics-supervisor", "role:shipper"),
        ("activity:graphic-design", "role:design-supervisor", "role:graphic-designer"),
    }


def test_the_two_bd_posts_are_one_job(report: Report) -> None:
    assert [(f.subject, *f.involves) for f in report if f.code == "OVL206"] == [
        ("role:bd-manager", "role:bd-specialist")
    ]


def test_promotion_is_empty_item_8(report: Report) -> None:
    assert told(report, "GAP106") == {"department:promotion"}
    assert not told(report, "GAP107")


def test_mandates_that_nobody_carries_item_9(report: Report) -> None:
    assert told(report, "GAP103") == {
        "mandate:business-development/group-buying-development",
        "mandate:distribution/taobao-drop-shipping",
        "mandate:visual-design/web-design",
        "mandate:visual-design/animation-and-video",
        "mandate:promotion/brand-awareness",
    }


def test_duties_outside_any_mandate_item_10(report: Report) -> None:
    outside = {
        ref.id for f in report if f.code == "GAP109" for ref in f.involves if ref.kind == "activity"
    }
    assert {
        "taobao-affiliates",
        "courier-management",
        "order-printing",
        "team-culture",
        "service-training",
        "work-reports",
        "shop-promotions",
        "campaign-copy",
    } <= outside
    assert {f.severity for f in report if f.code == "GAP109"} == {Severity.INFO}


def test_nobody_is_accountable_item_11(project: Project, report: Report) -> None:
    done = {row.ref for row in project.matrix.rows.values() if row.written}
    assert told(report, "GAP101") == done
    assert len(done) == 26


def test_platforms_without_owner_item_12(report: Report) -> None:
    assert told(report, "GAP104") == {
        "platform:taobao",
        "platform:wangwang",
        "platform:qq",
        "platform:member-database",
    }


def test_nobody_above_the_departments_item_13(project: Project, report: Report) -> None:
    (top,) = [finding for finding in report if finding.code == "ORG405"]
    heads = {d.head for d in project.org.departments.values() if d.head}
    assert {ref.id for ref in top.involves} == heads
    assert len(heads) == 7


def test_five_platforms_hang_on_one_post_item_14(report: Report) -> None:
    (alone,) = [finding for finding in report if finding.code == "PPL602"]
    assert alone.subject == "role:taobao-supervisor"
    assert told(report, "PPL601") == set()  # nobody is listed: who deputises is not known


def test_nothing_else_at_error_or_warning(report: Report) -> None:
    serious = Counter(f.code for f in report if f.severity > Severity.INFO)
    policies = {code: n for code, n in serious.items() if code.startswith("POL:")}
    assert serious - Counter(policies) == {
        "GAP101": 26, "GAP103": 5, "GAP104": 4, "GAP106": 1,
        "OVL201": 5, "OVL206": 1, "ORG405": 1,
    }  # fmt: skip
    assert set(policies) | {"POL:shop-functions-named", "POL:department-hangs-on-nobody-alone"} == {
        f"POL:{id_}" for id_ in Project.folder(ECOMMERCE).org.policies
    }


def test_policies_tell_what_no_rule_can_know(report: Report) -> None:
    """Item 12: channels without campaigns or owner, the five that hang on one post; 14 to 17."""
    assert told(report, "POL:channel-has-campaigns") == {
        f"platform:{id_}" for id_ in ("taobao-mall", "jd", "yihaodian", "shanshan-mall", "alibaba")
    }
    assert told(report, "POL:service-channel-has-owner") == {"platform:wangwang", "platform:qq"}
    assert told(report, "POL:personal-data-has-deputy") == {"platform:member-database"}
    assert told(report, "POL:channels-spread") == {"role:taobao-supervisor"}
    assert told(report, "POL:sales-apart-from-returns") == {"role:cs-supervisor"}
    assert told(report, "POL:shipping-apart-from-couriers") == {"role:logistics-supervisor"}
    alone = {"department:distribution", "department:finance-and-admin"}
    assert told(report, "POL:department-hangs-on-nobody-alone") == alone
    assert told(report, "POL:shop-functions-named") == {"org"}


def test_each_finding_stands_at_the_line_that_says_it(report: Report) -> None:
    for finding in report:
        path = Path(finding.place.path)
        line = (ROOT / path).read_text(encoding="utf-8").splitlines()[finding.place.span.line - 1]
        column = finding.place.span.column - 1
        assert line[column:].startswith(f"{key_of(finding)}:"), str(finding.place)


def key_of(finding: Finding) -> str:
    """Give the key in the file that a finding is about: the last id of its place."""
    at = finding.place.at
    return at.key.rpartition("/")[2] or (at.parts[-1] if ":" in at else at)


def test_its_own_ground_truth_agrees_where_it_is_here(seed: Path, report: Report) -> None:
    """The ground truth names the rules and how often each tells; read them from its own words."""
    text = (seed / "GROUND_TRUTH.md").read_text(encoding="utf-8")
    start = text.index("the built-in rules of the first issue tell")
    sentence = text[start : text.index("Nothing else at error or warning", start)]
    counts = Counter(finding.code for finding in report)
    expected = dict(told_times(sentence))
    assert set(expected) == {"OVL201", "OVL206", "GAP103", "GAP106", "ORG405"}
    assert {code: counts[code] for code in expected} == expected


@pytest.mark.parametrize(("item", "code"), [(19, "TXT701"), (20, "TXT702")])
def test_wordings_of_items_19_and_20(
    seed: Path, project: Project, item: int, code: str, tmp_path: Path
) -> None:
    """Each wording that the ground truth quotes is told, alone and in the duties that hold it."""
    text = (seed / "GROUND_TRUTH.md").read_text(encoding="utf-8")
    line = re.search(rf"^{item}\. .*$", text, re.MULTILINE)
    quoted = re.findall('["“]([^"”]+)["”]', line[0] if line else "")
    assert len(quoted) >= 4
    duties = {f"q{at}": words for at, words in enumerate(quoted)}
    alone = {"raci": 1, "org": {"id": "quoted"}, "roles": {"r": {"duties": duties}}}
    (tmp_path / "org.yaml").write_text(json.dumps(alone), encoding="utf-8")
    found = told(Project.folder(tmp_path).check(selection=Selection((code,))), code)
    assert found == {f"duty:r/q{at}" for at in range(len(quoted))}
    patterns = [re.compile(".*".join(map(re.escape, words.split("…")))) for words in quoted]
    held = {
        f"{kind}:{holder.id}/{key}"
        for kind, holders in (("mandate", project.org.departments), ("duty", project.org.roles))
        for holder in holders.values()
        for key, wording in holder.duties.items()
        if any(pattern.search(wording.text["zh"]) for pattern in patterns)
    }
    assert held <= told(project.check(selection=Selection((code,))), code)


def told_times(sentence: str) -> Iterator[tuple[str, int]]:
    numbers = {"once": 1, "five times": 5}
    for part in sentence.split(","):
        for words, times in numbers.items():
            code = part.strip().removeprefix("the built-in rules of the first issue tell: ")[:6]
            if words in part and code[:3].isalpha() and code[3:].isdigit():
                yield code, times
