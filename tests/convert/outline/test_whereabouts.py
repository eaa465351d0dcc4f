"""Where labels, names and the ends of sentences stand that are easily put in the wrong place."""

from io import BytesIO

import pytest
from docx import Document

from tests.convert.outline.facts import facts, imported, text

PREAMBLES = [
    "Last reviewed: January 2025 – owner: People & Finance",
    "Owner: HR Manager",
    "Version 3, January 2025 - HR Manager",
    "修订日期：2025年1月 – 编制人：人力资源部经理",
    "审核：总经理",
]


def word(*paragraphs: tuple[int, str]) -> bytes:
    """Return a Word file: the level of each paragraph's automatic number, 0 for none."""
    document = Document()
    for level, words in paragraphs:
        style = f"List Number {level}".removesuffix(" 1") if level else None
        document.add_paragraph(words, style=style)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("heading", ["Responsibilities", "Main duties:"])
@pytest.mark.parametrize("post", ["Quality Manager", "VP Quality", "Wizard"])
def test_labels_without_numbers_stand_below_the_automatic_number(post: str, heading: str) -> None:
    raw = word(
        (1, "Quality"), (2, post), (0, "Reports to: CEO"), (0, heading),
        (3, "Audits suppliers"), (3, "Samples goods"),
        (2, "Tester"), (0, "Reports to: Quality Manager"), (0, heading), (3, "Tests goods"),
        (1, "Sales"), (2, "Seller"), (0, heading), (3, "Calls clients"),
    )  # fmt: skip
    found = [line.partition(" > ")[0] for line in facts(imported("a.docx", raw))]
    assert found == [
        "Quality", "Sales",
        f"Quality / {post}", f"Quality / {post} | Audits suppliers",
        f"Quality / {post} | Samples goods",
        "Quality / Tester", "Quality / Tester | Tests goods",
        "Sales / Seller", "Sales / Seller | Calls clients",
    ]  # fmt: skip


def test_a_post_of_no_known_word_has_its_duties_behind_its_superior() -> None:
    whole = text(
        "一、综合管理部\n（一）行长\n直接上级：董事长\n岗位职责：\n1.主持全面工作。\n"
        "（二）收发\n直接上级：行长\n岗位职责：\n1.收发报刊；\n2.登记来访人员。\n"
        "（三）厨工\n岗位职责：\n1.清洗餐具。\n"
    )
    assert facts(whole) == [
        "综合管理部",
        "综合管理部 / 行长",
        "综合管理部 / 行长 | 主持全面工作",
        "综合管理部 / 收发 > 行长",
        "综合管理部 / 收发 | 收发报刊",
        "综合管理部 / 收发 | 登记来访人员",
        "综合管理部 / 厨工",
        "综合管理部 / 厨工 | 清洗餐具",
    ]


@pytest.mark.parametrize("preamble", PREAMBLES)
def test_a_line_about_the_file_is_no_post(preamble: str) -> None:
    whole = text(f"{preamble}\n\nSales team\n\n1. Seller\n(a) Calls clients\n(b) Writes offers\n")
    assert facts(whole) == [
        "Sales team",
        "Sales team / Seller",
        "Sales team / Seller | Calls clients",
        "Sales team / Seller | Writes offers",
    ]
    left = [each.values["text"] for each in whole.remarks if each.kind == "left-out"]
    assert left == [preamble]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Supervise trainees during their seat in the", "department."),
        ("Keep the list of those who hold each", "position."),
        ("Agree the plan with each", "team; "),
        ("每月核对各科室的", "编制。"),
    ],
)
def test_the_last_word_of_a_wrapped_item_is_no_label(start: str, end: str) -> None:
    chinese = end.endswith("。")
    whole = text(
        f"1. Clerk\n   Responsibilities:\n   (a) {start}\n       {end}\n   (b) Post mail\n"
    )
    glue = "" if chinese else " "
    assert facts(whole)[1:] == [
        f"Clerk | {start}{glue}{end.strip(' .;。')}",
        "Clerk | Post mail",
    ]


LONG = "sort, weigh and label parcels of every size that arrive before noon " * 5


@pytest.mark.parametrize("duty", ["Sort parcels", LONG.strip()], ids=["short", "long"])
@pytest.mark.parametrize("glue", ["\n", " "], ids=["a post a line", "one line"])
def test_labels_and_numbers_within_a_line_begin_what_they_begin_elsewhere(
    glue: str, duty: str
) -> None:
    planner = (
        f"1.1 Position: Planner Reports to: Director Responsibilities: (a) {duty}; (b) Keep rates."
    )
    director = "1.2 Position: Director Responsibilities: (a) Hold the licence. Skills: law."
    written = glue.join(("1. Transport Department", f"{planner} Skills: geography.", director))
    whole = text(f"ACME LTD - 12/02/2025\n{written}\n2. Stock Department 2.1 Position: Clerk\n")
    assert facts(whole) == [
        "Transport Department",
        "Stock Department",
        "Transport Department / Planner > Director",
        f"Transport Department / Planner | {duty}",
        "Transport Department / Planner | Keep rates",
        "Transport Department / Director",
        "Transport Department / Director | Hold the licence",
        "Stock Department / Clerk",
    ]


def test_labels_and_numbers_within_a_chinese_line() -> None:
    whole = text(
        "一、运输部 （一）岗位名称：计划员 直接上级：运输经理 岗位职责：1.编制线路；2.通知客户。 "
        "任职要求：熟悉地理。（二）岗位名称：运输经理 岗位职责：1.安排验车。 任职要求：大专。\n"
        "（三）收发  直接上级：运输经理\n岗位职责：1.登记来信；2.分发报刊。\n"
    )
    assert facts(whole) == [
        "运输部",
        "运输部 / 计划员 > 运输经理",
        "运输部 / 计划员 | 编制线路",
        "运输部 / 计划员 | 通知客户",
        "运输部 / 运输经理",
        "运输部 / 运输经理 | 安排验车",
        "运输部 / 收发 > 运输经理",
        "运输部 / 收发 | 登记来信",
        "运输部 / 收发 | 分发报刊",
    ]


@pytest.mark.parametrize("aside", ["对科长负责", "向科长汇报", "直接上级：科长", "2人", "兼职"])
def test_what_stands_in_brackets_behind_a_post_is_told(aside: str) -> None:
    whole = text(f"一、采编科\n（一）科长\n①制定采购方案；\n（二）编目员（{aside}）\n①修补图书。\n")
    superior = " > 科长" if "科长" in aside else ""
    assert f"采编科 / 编目员{superior}" in facts(whole)
    left = [each.values["text"] for each in whole.remarks if each.kind == "left-out"]
    assert left == (["兼职"] if aside == "兼职" else [])
    assert whole.data["roles"]["编目员"].get("headcount") == (2 if aside == "2人" else None)


def test_a_superior_in_english_brackets() -> None:
    whole = text("1. Head of Sales\n(a) Sets goals\n2. Seller (reports to the Head of Sales)\n")
    assert facts(whole)[-1] == "Seller > Head of Sales"


def test_labels_of_taiwan() -> None:
    whole = text(
        "壹、秘書處\n職稱：執行長\n工作職責：\n1. 對外代表本會。\n任用資格：大專以上。\n"
        "職稱：行政專員\n直屬主管：執行長\n工作職責：\n1. 收發公文。\n資格條件：1. 大專。\n"
    )
    assert facts(whole) == [
        "秘書處",
        "秘書處 / 執行長",
        "秘書處 / 執行長 | 對外代表本會",
        "秘書處 / 行政專員 > 執行長",
        "秘書處 / 行政專員 | 收發公文",
    ]


def test_a_title_that_is_required_is_no_post() -> None:
    whole = text("岗位名称：会计\n职称：中级以上\n岗位职责：\n1、记账；\n2、报税。\n")
    assert facts(whole) == ["会计", "会计 | 记账", "会计 | 报税"]


@pytest.mark.parametrize("asked", ["机械类本科", "护理专科", "心内科", "生产部主管"])
def test_what_a_post_requires_is_no_department_of_what_follows(asked: str) -> None:
    whole = text(
        f"岗位名称：经理\n岗位职责：\n1、编制计划；\n任职要求：\n1、{asked}\n2、{asked}\n\n"
        "岗位名称：操作工\n直接上级：经理\n岗位职责：\n1、操作设备。\n"
    )
    assert facts(whole) == ["经理", "经理 | 编制计划", "操作工 > 经理", "操作工 | 操作设备"]


def test_staff_beside_departments_is_a_department() -> None:
    post = "### {}\n\n**Responsibilities**\n\n1. Answer the phone.\n\n"
    parts = {"Nursing": "Nurse", "Medical Staff": "Doctor", "Clerical Personnel": "Ward Clerk"}
    page = "".join(f"## {part}\n\n{post.format(name)}" for part, name in parts.items())
    found = facts(imported("a.md", f"# Ward\n\n{page}".encode()))
    assert [line for line in found if "|" not in line] == [
        *parts,
        *(f"{part} / {name}" for part, name in parts.items()),
    ]


def test_brackets_that_scanning_mixed_hold_a_number() -> None:
    whole = text(
        "一、总务处\n(一〕门卫\n岗位职责：\n1.登记来访人员；2.管理公章和\n"
        "          — 1 —\n档案；3、安排值班。\n〔二)校医  直接上级：门卫\n岗位职责：1.晨检。\n"
    )
    assert facts(whole) == [
        "总务处",
        "总务处 / 门卫",
        "总务处 / 门卫 | 登记来访人员",
        "总务处 / 门卫 | 管理公章和档案",
        "总务处 / 门卫 | 安排值班",
        "总务处 / 校医 > 门卫",
        "总务处 / 校医 | 晨检",
    ]


@pytest.mark.parametrize(
    ("words", "superior"),
    [
        ("The planner reports to the Chief", " > Chief"),
        ("This role reports to the Chief", " > Chief"),
        ("Prepares the figures and reports to the Chief", ""),
    ],
)
def test_a_duty_that_ends_in_a_report_is_a_duty(words: str, superior: str) -> None:
    found = facts(text(f"1. Planner\n(a) Plans tours\n(b) {words}\n2. Chief\n(a) Sets goals\n"))
    assert f"Planner{superior}" in found
    assert (f"Planner | {words}" in found) == (not superior)


def test_a_sentence_outside_the_list_of_duties_is_a_doubt() -> None:
    whole = imported(
        "a.md",
        b"## Nurse\n\n*Plans care.*\n\n**Duties**\n\n1. Assess pain.\n2. Give drugs.\n\n"
        b"## Clerk\n\nFiles letters.\n",
    )
    assert facts(whole) == [
        "Nurse",
        *("Nurse | Plans care", "Nurse | Assess pain", "Nurse | Give drugs"),
        *("Clerk", "Clerk | Files letters"),
    ]
    assert [each.values["text"] for each in whole.remarks if each.key == "outline-beside-list"] == [
        "Plans care."
    ]
