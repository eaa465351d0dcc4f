"""Outlines of many kinds: every department, post and duty comes over, and nothing else."""

import re
from pathlib import Path

import pytest

from raci.convert import outline
from raci.convert.folder import files_of
from raci.convert.imported import Imported, SourceFile
from raci.convert.merge import merge
from raci.findings.finding import Severity
from raci.project import Project
from raci.render.reports.imported import sentence
from raci.source.decode import UnreadableError
from tests.convert.imports import findings
from tests.convert.outline.facts import FILES, doubts, expected, facts, imported, text

OUTLINES = sorted(path for path in FILES.iterdir() if path.suffix != ".expected")
outlines = pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.name)


def read(path: Path) -> Imported:
    return imported(path.name, path.read_bytes())


@outlines
def test_everything_comes_over_and_nothing_else(path: Path) -> None:
    found = facts(read(path))
    assert sorted(found) == sorted(expected(path))


@outlines
def test_it_is_a_definition_without_defects(path: Path) -> None:
    whole = merge([(path.name, read(path))], "org")
    project = Project.of(files_of(whole, lambda remark: sentence(remark, "en")))
    report = project.check(as_of="2026-11-23")
    assert [f for f in report.findings if f.code == "DEF" or f.code.startswith("DEF00")] == []
    assert len(project.org.roles) == len(whole.data["roles"])


@outlines
def test_every_remark_has_a_sentence_in_both_languages(path: Path) -> None:
    for remark in read(path).remarks:
        for lang in ("en", "zh"):
            assert "{" not in sentence(remark, lang)


@pytest.mark.parametrize(
    "path", [each for each in OUTLINES if each.suffix != ".docx"], ids=lambda path: path.name
)
def test_a_source_is_the_place_where_a_duty_begins(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    for section in read(path).data.values():
        for entry in section.values():
            for words in entry.get("duties", {}).values():
                name, line, column = words["source"].rsplit(":", 2)
                written = lines[int(line) - 1][int(column) - 1 :]
                wording = next(words[key] for key in words if key != "source")
                assert name == path.name
                begin = bare(written)[:4]
                assert begin
                assert bare(wording).startswith(begin)


def bare(words: str) -> str:
    return re.sub(r"[\s*_]", "", words)


def test_what_is_imported_of_a_text_is_the_same_each_time() -> None:
    path = FILES / "hospital.zh.txt"
    assert read(path) == read(path)


def test_only_what_has_duties_is_an_outline() -> None:
    assert outline.is_mine(SourceFile("a.txt", (FILES / "clinic.txt").read_bytes()))
    assert not outline.is_mine(SourceFile("a.txt", b"Dear all,\n\nlunch is at noon.\n"))
    assert not outline.is_mine(SourceFile("a.docx", b"PK no zip"))


@pytest.mark.parametrize(
    ("words", "case"),
    [
        ("Dear all, lunch is at noon.\n", "no-outline"),
        ("1、" * 20_000, "line-too-long"),
        ("a\n" * 5_000_000, "too-large"),
    ],
)
def test_what_is_no_outline_is_refused(words: str, case: str) -> None:
    with pytest.raises(UnreadableError) as error:
        text(words)
    assert error.value.case == case


def test_a_mark_with_nothing_behind_it_is_no_duty() -> None:
    assert facts(text("Sales Manager\n1. Calls clients\n2. ...\n3.\n- *\n")) == [
        "Sales Manager",
        "Sales Manager | Calls clients",
    ]


def test_a_name_is_never_empty() -> None:
    words = "部门：--\n岗位：（）\n1、会计\na)记账\n2、--\na)付款\n3、出纳\na)收款\n"
    whole = text(words)
    assert {role["name"] for role in whole.data["roles"].values()} == {"会计", "出纳"}
    assert "departments" not in whole.data


def test_items_nest_only_so_deep() -> None:
    whole = text("Sales Manager\n" + "".join(f"{' ' * n}- Calls client {n}\n" for n in range(500)))
    assert len(whole.data["roles"]["sales-manager"]["duties"]) == 500


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_found(encoding: str) -> None:
    raw = (FILES / "hotel.zh.txt").read_text("utf-8").encode(encoding)
    assert sorted(facts(imported("x.txt", raw))) == sorted(expected(FILES / "hotel.zh.txt"))


def test_two_posts_with_the_same_words_have_the_same_activity() -> None:
    whole = text(
        "销售部\n1、销售经理\n（1）负责客户回访。\n2、销售专员\n（1）客户回访\n（2）录入订单\n"
    )
    roles = whole.data["roles"]
    assert list(roles["销售经理"]["duties"]) == ["客户回访"]
    assert list(roles["销售专员"]["duties"]) == ["客户回访", "录入订单"]
    project = Project.of(files_of(merge([("x.txt", whole)], "org"), lambda _: ""))
    found = project.check(as_of="2026-11-23").findings
    assert [f.severity for f in found if f.code == "OVL201"] == [Severity.ERROR]


def test_different_duties_never_share_an_activity() -> None:
    start = "Prepares the monthly report of all open orders"
    whole = text(f"Sales Manager\n- {start} for the board\n- {start} for the bank\n")
    (role,) = whole.data["roles"].values()
    assert len(role["duties"]) == 2


def test_posts_of_one_name_are_told_apart_by_their_departments() -> None:
    whole = text("销售部\n1、经理\n（1）审批报价\n采购部\n1、经理\n（1）审批采购\n")
    assert list(whole.data["roles"]) == ["销售部-经理", "采购部-经理"]


@pytest.mark.parametrize(
    ("posts", "head"),
    [
        (["财务经理", "会计"], "财务经理"),
        (["会计", "财务经理"], "财务经理"),
        (["财务副经理", "会计"], None),
        (["会计", "出纳"], None),
        (["财务主管", "财务经理"], "财务经理"),
    ],
)
def test_the_head_is_told_by_the_title(posts: list[str], head: str | None) -> None:
    lines = [f"{at}、{post}\n（1）核对账目{at}\n" for at, post in enumerate(posts, 1)]
    (department,) = text("财务部\n" + "".join(lines)).data["departments"].values()
    assert department.get("head") == head


def test_a_superior_who_is_no_post_is_a_doubt() -> None:
    whole = text("Position: Clerk\nReports to: Chief Clerk\nDuties:\n- Files letters\n")
    assert doubts(whole) == ["superior"]
    assert "reports_to" not in whole.data["roles"]["clerk"]


def test_a_headcount_is_only_taken_where_it_stands() -> None:
    whole = text("岗位：会计（2人）\n职责：\n1、记账\n岗位：出纳\n职责：\n1、付款\n")
    assert [role.get("headcount") for role in whole.data["roles"].values()] == [2, None]


@pytest.mark.parametrize(
    "title",
    [
        *("销售员（编制：4人）", "销售员（编制4人）", "销售员(定员4名)", "销售员（岗位编制：4人）"),
        *("Sales Clerk (headcount: 4 persons)", "Sales Clerk (4 posts)"),
    ],
)
def test_a_headcount_in_brackets_may_have_a_word_before_it(title: str) -> None:
    duty = "1、销售产品" if "销售" in title else "1. Sells goods"
    whole = text(f"一、{title}\n{duty}\n")
    assert [(role["name"], role.get("headcount")) for role in whole.data["roles"].values()] == [
        (title.replace("(", "（").split("（")[0].strip(), 4)
    ]


@pytest.mark.parametrize("duty", ["Other duties as assigned", "完成上级交办的其他工作"])
def test_what_is_taken_as_shared_is_no_overlap(duty: str) -> None:
    words = f"""\
Sales Department
Sales Manager
- Plans sales
- {duty}
Sales Clerk
Reports to: Sales Manager
- Files letters
- {duty}
"""
    found = findings(text(words))
    assert not [each for each in found if each.code.startswith("OVL")]


def test_other_duties_as_assigned_are_shared() -> None:
    posts = [f"{name}\n- Files letters {name}\n- Other duties as assigned\n" for name in CLERKS]
    whole = text("\n".join(posts))
    assert whole.data["activities"] == {"other-duties-as-assigned": {"shared": True}}


CLERKS = ("Mail Clerk", "File Clerk")


def test_requirements_are_left_out_with_their_lines() -> None:
    words = "Position: Clerk\nDuties:\n- Files letters\nQualifications:\n- Reads Latin\n- Writes\n"
    whole = text(words)
    assert facts(whole) == ["Clerk", "Clerk | Files letters"]
    (left,) = [each for each in whole.remarks if each.kind == "left-out"]
    assert (left.span.line, left.span.end_line) == (5, 6)
