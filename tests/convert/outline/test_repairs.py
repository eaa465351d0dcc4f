"""Numbers that scanning broke, names without a number, pages in the midst of a sentence."""

import pytest

from tests.convert.outline.facts import doubts, facts, text

POSTS = ["仓储部", "仓储部 / 仓库主管", "仓储部 / 保管员", "仓储部 / 搬运工"]
DUTIES = [
    "仓储部 / 仓库主管 | 安排盘点",
    "仓储部 / 保管员 | 登记入库",
    "仓储部 / 搬运工 | 装卸货物",
]


@pytest.mark.parametrize("broken", ["S、", "5、", "士、", "修、", "?、", "З、"])
@pytest.mark.parametrize("glue", ["\n", "。"], ids=["lines", "one-line"])
def test_a_broken_number_is_the_one_expected(broken: str, glue: str) -> None:
    items = ["（一）仓储部", "1、仓库主管", "a)安排盘点", "2、保管员", "a)登记入库"]
    whole = text(
        glue.join((*items, f"{broken}搬运工", "a)装卸货物"))
        if glue == "\n"
        else "".join(items) + f"。{broken}搬运工a)装卸货物"
    )
    assert sorted(facts(whole)) == sorted(POSTS + DUTIES)
    assert doubts(whole) == ["number"]


@pytest.mark.parametrize(
    ("words", "doubted"),
    [
        ("（一）仓储部仓库主管a)安排盘点2、保管员a)登记入库3、搬运工a)装卸货物", 1),
        ("（一）仓储部1、仓库主管a)安排盘点保管员a)登记入库3、搬运工a)装卸货物", 1),
        ("（一）仓储部1、仓库主管a)安排盘点保管员a)登记入库搬运工a)装卸货物", 2),
    ],
)
def test_a_name_without_a_number_is_split_from_what_it_stands_in(words: str, doubted: int) -> None:
    before = "（一）采购部1、采购主管a)询价（二）销售部1、销售主管a)报价"
    whole = text(before + words.replace("（一）", "（三）"))
    assert [fact for fact in facts(whole) if fact.startswith("仓储部")] == [POSTS[0], *_pairs()]
    assert doubts(whole) == ["number-lost"] * doubted


def _pairs() -> list[str]:
    return [line for pair in zip(POSTS[1:], DUTIES, strict=True) for line in pair]


@pytest.mark.parametrize("dash", ["(-)", "（—）", "（一）"])
def test_a_department_that_comes_again_is_the_same(dash: str) -> None:
    whole = text(f"（一）仓储部1. 负责库存。（二）采购部1. 负责采购。{dash}仓储部1、主管a)盘点")
    assert facts(whole)[:2] == ["仓储部", "仓储部 | 负责库存"]
    assert facts(whole)[-2:] == ["仓储部 / 主管", "仓储部 / 主管 | 盘点"]


@pytest.mark.parametrize(
    "page", ["第 2 页", "- 2 -", "Page 2 of 9", "2 / 9", "\f", "手册\n第 2 页 共 9 页"]
)
def test_a_page_ends_within_a_sentence(page: str) -> None:
    more = "（二）采购部\n1、采购员\na)签订合同\n第 3 页\n手册\n第 3 页 共 9 页\n"
    whole = text(f"（一）仓储部\n1、保管员\na)登记入库和\n{page}\n出库的货物\n{more}")
    assert "仓储部 / 保管员 | 登记入库和出库的货物" in facts(whole)


def test_counters_of_pages_are_no_numbers() -> None:
    pages = (
        "1、公司职责一、部门（一）仓储部1、保管员a)登记入库并核\n"
        "2、对数量。b)盘点。（二）采购部1、采购员a)询价。b)签订\n"
        "3、合同。2、主管a)审批。\n"
    )
    assert facts(text(pages)) == [
        "仓储部",
        "采购部",
        "仓储部 / 保管员",
        "仓储部 / 保管员 | 登记入库并核对数量",
        "仓储部 / 保管员 | 盘点",
        "采购部 / 采购员",
        "采购部 / 采购员 | 询价",
        "采购部 / 采购员 | 签订合同",
        "采购部 / 主管",
        "采购部 / 主管 | 审批",
    ]


@pytest.mark.parametrize("reading", ["(kù)", "（kù）", "(ku4)", "(ㄎㄨˋ)"])
def test_readings_behind_characters_are_removed(reading: str) -> None:
    whole = text(f"倉庫{reading}部\n1、保管員\n（1）登記入庫{reading}\n（a）清點庫{reading}存\n")
    assert facts(whole)[0] == "倉庫部"
    assert "倉庫部 / 保管員 | 登記入庫" in facts(whole)


def test_the_last_item_does_not_run_on() -> None:
    tail = (
        "当人员合适的时候，可以扩充部门。届时由主管挑选能力强的员工担任组长，"
        "并对其进行统筹规划。以后再说，目前维持现状，不作任何改变。"
    )
    whole = text(f"仓储部\n1、主管\n（1）盘点\n（2）整理货架{tail}\n")
    assert facts(whole)[-1] == "仓储部 / 主管 | 整理货架"
    assert doubts(whole) == ["runs-on"]


@pytest.mark.parametrize(
    "words",
    [
        "负责一、二线城市的统一、规范管理",
        "在1、2月进行盘点，误差不超过2.5%",
        "处理S级、A级客户(含代理)的投诉",
        "填写第(1)项、第(2)项内容",
    ],
)
def test_marks_within_a_sentence_are_no_items(words: str) -> None:
    whole = text(f"仓储部\n1、主管\n（1）{words}\n（2）盘点\n")
    assert facts(whole)[-2:] == [f"仓储部 / 主管 | {words}", "仓储部 / 主管 | 盘点"]


@pytest.mark.parametrize(("before", "number"), [(1, 2), (2, 1), (3, 1)])
def test_a_dash_is_one_or_two(before: int, number: int) -> None:
    names = ["仓储部", "采购部", "销售部"][:before]
    lines = [f"（{'一二三'[at]}）{name}\n1、{name}主管\na)审批\n" for at, name in enumerate(names)]
    whole = text("".join(lines) + "(-)财务部\n1、会计\na)记账\n")
    assert len(whole.data["departments"]) == before + 1
    (doubt,) = [each for each in whole.remarks if each.key == "outline-number"]
    assert doubt.values["number"] == number
