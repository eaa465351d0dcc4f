"""An organisation that is printed as an outline, in any numbering, comes back whole."""

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.convert.outline.facts import facts, text

Number = Callable[[int], str]
HAN = "一二三四五六七八九"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")

NUMBERS: tuple[Number, ...] = (
    lambda n: f"第{HAN[n - 1]}章 ",
    lambda n: f"{HAN[n - 1]}、",
    lambda n: f"（{HAN[n - 1]}）",
    lambda n: f"{n}. ",
    lambda n: f"{n}、",
    lambda n: f"{n}）",
    lambda n: f"({n}) ",
    lambda n: "①②③④⑤⑥⑦⑧⑨"[n - 1],
    lambda n: f"{'abcdefghi'[n - 1]}) ",
    lambda n: f"({'abcdefghi'[n - 1]}) ",
    lambda n: f"{'ABCDEFGHI'[n - 1]}. ",
    lambda n: f"{ROMAN[n - 1]}. ",
)
UNITS = ("市场部", "设备科", "客服中心", "总务处", "研发组")
TITLES = ("经理", "专员", "助理", "工程师", "文员", "督导")
VERBS = ("负责", "编制", "审核", "整理", "跟踪", "登记")
THINGS = ("合同", "台账", "样品", "报价单", "客户资料", "检修计划", "培训记录")

ENGLISH_UNITS = ("Sales Department", "Security Team", "Legal Office", "Design Studio Unit")
ENGLISH_TITLES = ("Manager", "Senior Analyst", "Field Officer", "Clerk", "Head of Planning")
ENGLISH_DUTIES = ("Reviews contracts", "Keeps the ledger", "Trains staff", "Answers complaints")

Organisation = dict[str, dict[str, list[str]]]


@st.composite
def organisations(draw: st.DrawFn, chinese: bool) -> Organisation:
    duties = (
        [f"{verb}{thing}" for verb in VERBS for thing in THINGS]
        if chinese
        else [f"{duty} of region {n}" for duty in ENGLISH_DUTIES for n in range(1, 9)]
    )
    names = st.sampled_from(UNITS if chinese else ENGLISH_UNITS)
    posts = st.sampled_from(TITLES if chinese else ENGLISH_TITLES)
    units = draw(st.lists(names, min_size=2, max_size=3, unique=True))
    titles = st.lists(posts, min_size=1, max_size=3, unique=True)
    listed = st.lists(st.sampled_from(duties), min_size=1, max_size=4, unique=True)
    return {unit: {title: draw(listed) for title in draw(titles)} for unit in units}


def wanted(organisation: Organisation) -> list[str]:
    lines = []
    for unit, posts in organisation.items():
        lines.append(unit)
        for title, duties in posts.items():
            lines += [f"{unit} / {title}", *(f"{unit} / {title} | {duty}" for duty in duties)]
    return sorted(lines)


def printed(organisation: Organisation, marks: Sequence[Number], indent: int) -> str:
    first, second, third = marks
    lines = []
    for a, (unit, posts) in enumerate(organisation.items(), 1):
        lines.append(f"{first(a)}{unit}")
        for b, (title, duties) in enumerate(posts.items(), 1):
            lines.append(f"{' ' * indent}{second(b)}{title}")
            lines += [f"{' ' * 2 * indent}{third(c)}{duty}" for c, duty in enumerate(duties, 1)]
    return "\n".join(lines) + "\n"


three = st.lists(st.sampled_from(NUMBERS), min_size=3, max_size=3, unique=True)
indents = st.sampled_from((0, 2, 4))


@given(organisations(chinese=True), three, indents)
def test_chinese_posts_in_any_numbering(
    organisation: Organisation, marks: list[Number], indent: int
) -> None:
    assert sorted(facts(text(printed(organisation, marks, indent)))) == wanted(organisation)


@given(organisations(chinese=False), three, indents)
def test_english_posts_in_any_numbering(
    organisation: Organisation, marks: list[Number], indent: int
) -> None:
    assert sorted(facts(text(printed(organisation, marks, indent)))) == wanted(organisation)


@given(organisations(chinese=False))
def test_decimal_numbers(organisation: Organisation) -> None:
    lines = []
    for a, (unit, posts) in enumerate(organisation.items(), 1):
        lines.append(f"{a} {unit}")
        for b, (title, duties) in enumerate(posts.items(), 1):
            lines.append(f"{a}.{b} {title}")
            lines += [f"{a}.{b}.{c} {duty}" for c, duty in enumerate(duties, 1)]
    assert sorted(facts(text("\n".join(lines)))) == wanted(organisation)


@given(organisations(chinese=True), st.booleans())
def test_forms(organisation: Organisation, one_line: bool) -> None:
    glue = "    " if one_line else "\n"
    forms = [
        glue.join((f"岗位名称：{title}", f"所属部门：{unit}"))
        + "\n岗位职责：\n"
        + "".join(f"{n}、{duty}\n" for n, duty in enumerate(duties, 1))
        + "任职要求：大专以上学历\n"
        for unit, posts in organisation.items()
        for title, duties in posts.items()
    ]
    assert sorted(facts(text("\n".join(forms)))) == wanted(organisation)


@given(organisations(chinese=False), st.booleans())
def test_markdown(organisation: Organisation, nested: bool) -> None:
    lines = ["# Handbook", ""]
    for unit, posts in organisation.items():
        lines.append(f"- **{unit}**" if nested else f"## {unit}")
        for title, duties in posts.items():
            lines.append(f"  - {title}" if nested else f"### {title}")
            lines += [f"{'    ' if nested else ''}- {duty}" for duty in duties]
    assert sorted(facts(text("\n".join(lines), "x.md"))) == wanted(organisation)
