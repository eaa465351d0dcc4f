"""Files as people write them: what each layout, spelling and notation is read as."""

from collections.abc import Mapping
from typing import Any

import pytest

from raci.schema.validate import problems
from raci.source.tables.decide import decide
from raci.source.tables.definition import Reading
from raci.source.tables.mapping import NO_MAPPING, TableMapping
from raci.source.tables.matrices import matrices_of
from raci.source.tables.read import read_table, read_tables
from tests.support.table_files import Laid, as_csv, as_workbook

SHORT = {
    "responsible": "R",
    "accountable": "A",
    "support": "S",
    "consulted": "C",
    "informed": "I",
    "verifier": "V",
    "signatory": "G",
}


def read(text: str | bytes, path: str = "m.md", **mapping: Any) -> Reading:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_table(raw, path, "x", TableMapping.of(mapping))


def rows(reading: Reading) -> dict[str, dict[str, str]]:
    """Return activity to role to letters, by id."""
    found: dict[str, dict[str, str]] = {}
    activities: Mapping[str, Mapping[str, Any]] = reading.document.data["activities"]
    for id_, entry in activities.items():
        held: dict[str, str] = {}
        for function, letter in SHORT.items():
            for role in entry.get(function, ()):
                held[role] = held.get(role, "") + letter
        found[id_] = held
    return found


def doubts(reading: Reading) -> list[tuple[str, str]]:
    return [(doubt.case, doubt.cell.text) for doubt in reading.doubts]


def table(*body: str, heads: str = "Task|PM|Dev|QA") -> str:
    return "\n".join([heads, "|".join("-" * len(heads.split("|"))), *body]) + "\n"


def test_marks_links_breaks_and_code_of_markdown() -> None:
    text = """Task | [PM](x.md) | **Dev**<br>Lead | QA \\| Test
:---: | --- | ---: | ---
Build | A* | R1 | C, I
*Ship* it | R / A | | ✅ x | extra
`Run` | (A) | R (with ops) | I

```
| Fake | X | Y |
|---|---|---|
| no | R | A |
```
"""
    reading = read(text)
    assert rows(reading) == {
        "build": {"pm": "A", "dev-lead": "R", "qa-test": "CI"},
        "ship-it": {"pm": "RA"},
        "run": {"pm": "A", "dev-lead": "R", "qa-test": "I"},
    }
    assert doubts(reading) == [("cell", "✅ x")]
    assert reading.tables[0].left_out == ("extra",)
    assert reading.document.data["roles"]["qa-test"]["name"] == "QA | Test"


def test_merged_cells_of_html() -> None:
    text = (
        "<table><tr><th rowspan=2>Phase<th rowspan=2>Activity<th colspan=2>Buyer<th>Vendor</tr>"
        "<tr><th>PM<th>IT<th>PM</tr><tr><td rowspan=2>One<td>Plan<td>A<td>R<td>C"
        "<tr><td>Do<td>A<td>I<td>R<tr><td>Two<td>Check<td colspan=2>A/R<td>-</table>"
    )
    reading = read(text, "m.html")
    assert not reading.doubts
    assert rows(reading) == {
        "plan": {"buyer-pm": "A", "it": "R", "vendor-pm": "C"},
        "do": {"buyer-pm": "A", "it": "I", "vendor-pm": "R"},
        "check": {"buyer-pm": "RA", "it": "RA"},
    }
    assert reading.document.data["activities"]["do"]["tags"] == ["one"]


def test_cells_of_html_stand_where_they_are_written() -> None:
    text = "<h1>Shop</h1>\n<table>\n<tr><td>Task<td>\nLead</tr>\n<tr><td>Ship<td>A\n</table>"
    (grid,) = read_tables(text.encode(), "m.html").grids
    cells = [cell for row in grid.rows for cell in row]
    assert [text[cell.start : cell.end] for cell in cells] == [cell.text for cell in cells]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_chinese_words_in_any_encoding(encoding: str) -> None:
    text = "职责表,,,\n\n任务,采购部,财务部,总经理\n编制预算,负责,批准,知会\n"
    text += '"付款,\n结算",咨询,负责,批准\n'
    reading = read(text.encode(encoding), "m.csv")
    assert rows(reading) == {  # who approves does not answer: 负责 does
        "编制预算": {"采购部": "RA", "财务部": "G", "总经理": "I"},
        "付款-结算": {"采购部": "C", "财务部": "RA", "总经理": "G"},
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (table("Build|A|R|S"), {"pm": "A", "dev": "R", "qa": "S"}),
        ("# RACI-VS\n\n" + table("Build|A|V|S"), {"pm": "A", "dev": "V", "qa": "G"}),
        (table("Build|D|A|C/I"), {"pm": "R", "dev": "A", "qa": "CI"}),
        (table("Build|A|R|O", "Ship|A/R|C|I"), {"pm": "A", "dev": "R"}),
        (
            table("Build|A|R|I")
            + "\n| X | What |\n|-|-|\n|A|Approval|\n|R|Responsible|\n|I|Informed|\n",
            {"pm": "G", "dev": "RA", "qa": "I"},
        ),
        (
            table("Build|R|D|P") + "\nR = Recommend, D = Decide, P = Perform\n",
            {"pm": "S", "dev": "A", "qa": "R"},
        ),
        (table("Build|responsible|Accountable & consulted|-"), {"pm": "R", "dev": "AC"}),
        (table("Build|主责|配合|审批"), {"pm": "RA", "dev": "S", "qa": "G"}),
    ],
)
def test_notations(text: str, expected: dict[str, str]) -> None:
    reading = read(text)
    assert not reading.doubts
    assert rows(reading)["build"] == expected


def test_ticks_under_letters_of_each_role() -> None:
    laid = Laid(
        [
            ["Task", "PM", "", "", "", "Dev", "", "", ""],
            ["", "R", "A", "C", "I", "R", "A", "C", "I"],
            ["Build", "", "x", "", "", "x", "", "", ""],
            ["Ship", "x", "x", "", "", "", "", "✓", ""],
        ]
    )
    expected = {"build": {"pm": "A", "dev": "R"}, "ship": {"pm": "RA", "dev": "C"}}
    assert rows(read(as_csv(laid), "m.csv")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Task,Role,R,A,C,I\nBuild,PM,,x,,\n,Dev,x,,,\nShip,PM,x,x,,\n,Dev,,,x,\n",
        "Task,Role,RACI\nBuild,PM,A\nBuild,Dev,R\nShip,PM,A/R\nShip,Dev,C\n",
    ],
)
def test_a_row_for_each_activity_and_role(text: str) -> None:
    expected = {"build": {"pm": "A", "dev": "R"}, "ship": {"pm": "RA", "dev": "C"}}
    assert rows(read(text, "m.csv")) == expected


def test_names_in_cells_each_at_its_place() -> None:
    heads = "Task|Responsible (R)|Accountable (A)|Consulted (C)|Informed (I)"
    reading = read(
        table("Build|Dev, QA|PM|Ops and Legal|All staff", "Ship|Dev|PM/CTO|-|Vendor", heads=heads)
    )
    assert rows(reading) == {
        "build": {"dev": "R", "qa": "R", "pm": "A", "ops": "C", "legal": "C", "all-staff": "I"},
        "ship": {"dev": "R", "pm": "A", "cto": "A", "vendor": "I"},
    }
    roles = reading.document.data["roles"]
    assert (roles["all-staff"]["kind"], roles["vendor"]["kind"]) == ("collective", "external")
    document = reading.document
    span = document.span(("activities", "ship", "accountable", 1))
    assert document.lines.line(span.line)[span.column - 1 : span.end_column - 1] == "CTO"


def test_a_name_with_a_slash_beside_names_with_commas_is_one() -> None:
    reading = read(
        table("Build|R&D|Ann, Bob|Legal/Tax", "Ship|Ann|Bob|Ann/Eve", heads="Task|R|A|C")
    )
    assert rows(reading) == {
        "build": {"r&d": "R", "ann": "A", "bob": "A", "legal-tax": "C"},
        "ship": {"ann": "RC", "bob": "A", "eve": "C"},
    }


def test_tables_one_below_the_other_in_a_sheet() -> None:
    laid = Laid(
        [
            ["Part one"],
            ["Task", "PM", "Dev"],
            ["Build", "A", "R"],
            ["Ship", "A", "R"],
            [],
            ["Part two"],
            ["Task", "CFO", "Clerk", "PM"],
            ["Pay", "A", "R", "I"],
            ["Build", "A", "R", ""],
            [],
            ["", "Signed:", "CEO"],
        ]
    )
    reading = read(as_workbook(laid), "m.xlsx")
    assert rows(reading) == {
        "part-one-build": {"pm": "A", "dev": "R"},
        "ship": {"pm": "A", "dev": "R"},
        "pay": {"cfo": "A", "clerk": "R", "pm": "I"},
        "part-two-build": {"cfo": "A", "clerk": "R"},
    }
    assert [table.left_out for table in reading.tables] == [(), ("Signed:",)]


def test_what_stands_beside_a_matrix_is_left_out_and_told() -> None:
    laid = Laid(
        [
            ["Task", "PM", "Dev", "QA"],
            ["Build", "A", "R", "C"],
            ["Ship", "A", "R", "C"],
            [],
            ["How to choose"],
            ["Does the work?", "R"],
        ]
    )
    reading = read(as_workbook(laid), "m.xlsx")
    assert list(rows(reading)) == ["build", "ship"]
    assert reading.tables[0].left_out == ("How to choose", "Does the work?")


def test_letters_that_stand_where_none_is_expected_are_in_doubt() -> None:
    reading = read(table("Build|A|R|ask A first", "Ship|A|R|A", heads="Task|PM|Dev|Comments"))
    assert doubts(reading) == [("outside", "A")]
    assert (
        doubts(read(table("Build|A|R|", "Ship|A|R|", heads="Task|PM||QA")))
        == [("no-head", "R")] * 2
    )
    assert doubts(read(table("Build|A|R|?", "Ship|A|R|TBD"))) == [("cell", "?"), ("cell", "TBD")]


def test_the_parts_of_a_cell_that_are_understood_count() -> None:
    reading = read(table("Build|A/maybe|R|C", "Ship|A|R|C"))
    assert doubts(reading) == [("cell", "A/maybe")]
    assert rows(reading)["build"] == {"pm": "A", "dev": "R", "qa": "C"}
    assert (reading.tables[0].letters, reading.tables[0].present) == (6, 7)


def test_one_odd_letter_is_a_cell_that_is_not_understood() -> None:
    body = [f"Task {n}|A|R|C" for n in range(20)]
    assert doubts(read(table(*body, "Last|A|R|Z"))) == [("cell", "Z")]


def test_an_activity_that_nobody_has_is_no_group() -> None:
    reading = read(table("Build|A|R|", "Archive|||", "Ship|A|R|", "Sell|||"))
    assert list(rows(reading)) == ["build", "archive", "ship", "sell"]


def test_names_that_repeat_are_told_apart_by_their_group() -> None:
    reading = read(table("**Plan**|||", "Report|A|R|", "**Do**|||", "Report|A|R|", "Report|A|R|"))
    assert list(rows(reading)) == ["plan-report", "do-report", "do-report-2"]


def test_roles_below_without_a_word_in_the_corner() -> None:
    heads = "||Write code|Test it|Ship it"
    text = table("|Project Manager|A|A|A", "|Developer|R|C|R", "|QA Lead|C|R|I", heads=heads)
    reading = read(text)
    assert reading.tables[0].direction == "down"
    assert rows(reading)["test-it"] == {"project-manager": "A", "developer": "C", "qa-lead": "R"}


def test_a_mapping_chooses() -> None:
    text = "# One\n\n" + table("Build|A|R|X") + "\n# Two\n\n" + table("Pay|A|R|C")
    assert list(rows(read(text, heading="Two"))) == ["pay"]
    reading = read(text, letters={"x": ["consulted", "informed"]}, heading="One")
    assert rows(reading) == {"build": {"pm": "A", "dev": "R", "qa": "CI"}}
    down = read(table("Build|A|R|C", "Ship|A|R|C"), roles="down")
    assert rows(down)["pm"] == {"build": "A", "ship": "A"}
    own = read(table("Build|L|M|"), notation={"L": ["responsible", "accountable"], "M": "support"})
    assert rows(own) == {"build": {"pm": "RA", "dev": "S"}}


def test_a_mapping_chooses_a_sheet_and_where_roles_stand() -> None:
    sheets = [
        Laid([["Task", "PM", "Dev"], ["Build", "A", "R"], ["Ship", "A", "R"]], sheet="Plan"),
        Laid([["Task", "CFO", "Clerk"], ["Pay", "A", "R"], ["Buy", "A", "R"]], sheet="Money"),
    ]
    raw = as_workbook(*sheets)
    assert list(rows(read(raw, "m.xlsx"))) == ["build", "ship", "pay", "buy"]
    assert list(rows(read(raw, "m.xlsx", sheet="money"))) == ["pay", "buy"]
    names = table("Build|Ann|Bob", "Ship|Ann|Eve", heads="Task|A|R")
    assert rows(read(names, roles="letters"))["ship"] == {"eve": "R", "ann": "A"}
    down = table("PM|A|A", "Dev|R|C", heads="Role|Build|Ship")
    assert rows(read(down)) == {"build": {"pm": "A", "dev": "R"}, "ship": {"pm": "A", "dev": "C"}}
    assert rows(read(down, roles="across"))["pm"] == {"build": "A", "ship": "A"}


def test_a_mapping_says_how_many_rows_of_heads_there_are() -> None:
    laid = Laid([["Shop", "North", "South"], ["Task", "PM", "PM"], ["Build", "A", "R"]])
    laid.rows.append(["Ship", "A", "R"])
    assert list(read(as_csv(laid), "m.csv").document.data["roles"]) == ["north-pm", "south-pm"]
    reading = read(as_csv(laid), "m.csv", **{"header-rows": 1})
    assert doubts(reading) == [("head-twice", "PM")]


@pytest.mark.parametrize(
    ("text", "mapping", "notation"),
    [
        (table("Build|A|R|C"), {}, None),
        (table("Build|A|R|S"), {}, "rasci"),
        ("# RAPID\n\n" + table("Build|D|P|I"), {}, "rapid"),
        (table("Build|A|R|C"), {"notation": "raci-alternative"}, "raci-alternative"),
        (table("Build|accountable|responsible|"), {}, None),
        ("R: responsible, A: accountable\n\n" + table("Build|A|R|"), {}, None),
        (
            "R: responsible, A: approves\n\n" + table("Build|A|R|"),
            {},
            {"R": ["responsible", "accountable"], "A": ["signatory"]},
        ),
        (
            table("Build|L|M|"),
            {"notation": {"L": ["responsible", "accountable"], "M": "support", "O": []}},
            {"L": ["responsible", "accountable"], "M": ["support"], "O": []},
        ),
    ],
)
def test_the_document_keeps_the_notation(
    text: str, mapping: Mapping[str, Any], notation: object
) -> None:
    reading = read(text, **mapping)
    assert reading.document.data["org"].get("notation") == notation
    assert not list(problems(reading.document))


@pytest.mark.parametrize(
    ("groups", "key", "value"),
    [
        ("department", "department", "plan"),
        ("platform", "platforms", ["plan"]),
        ("tag", "tags", ["plan"]),
    ],
)
def test_groups(groups: str, key: str, value: object) -> None:
    text = table("**Plan**|||", "Build|A|R|", "Ship|A|R|")
    assert read(text, groups=groups).document.data["activities"]["build"][key] == value
    assert key not in read(text, groups="none").document.data["activities"]["build"]


def test_heads_that_repeat_under_a_title_begin_another_table() -> None:
    heads, upper = ["Task", "PM", "Dev"], ["", "Buyer", "Vendor"]
    laid = Laid([["Part one"], upper, heads, ["Build", "A", "R"], ["Archive"], ["Part two"]])
    laid.rows += [upper, heads, ["Build", "A", "R"], heads, ["Ship", "A", "R"]]
    reading = read(as_csv(laid), "m.csv")
    assert [table.name for table in reading.tables] == ["Part one", "Part two"]
    assert list(rows(reading)) == ["part-one-build", "archive", "part-two-build", "ship"]


def test_a_row_with_words_below_the_heads_is_no_further_row_of_heads() -> None:
    reading = read("Activity,Lead,Sales,Finance\nPrice,A,A,see Bo\nClose,C,,R\n", "m.csv")
    assert [table.activities for table in reading.tables] == [2]
    assert [doubt.cell.text for doubt in reading.doubts] == ["see Bo"]


def test_signs_within_code_are_kept() -> None:
    table = "| Activity | Lead |\n|---|---|\n| Open `#inc-<date>` and **`a_b_c`** | R |\n"
    (row,) = read(table).document.data["activities"].values()
    assert row["name"] == "Open #inc-<date> and a_b_c"


def test_a_name_with_an_ampersand_is_one_beside_others_too() -> None:
    table = (
        "Activity,R,A\nPay,Finance & Admin,Head\nBuy,Logistics + Finance & Admin,Head\n"
        "Ship,Logistics and Finance & Admin and Sales,Head\nBook,Finance & Admin,Head / Sales\n"
    )
    roles = read(table, "m.csv").document.data["roles"]
    assert {role["name"] for role in roles.values()} == {
        *("Finance & Admin", "Head", "Logistics", "Sales")
    }


def test_inner_groups_with_one_name_are_told_apart() -> None:
    body = [
        "**Plan**|||",
        "**General**|||",
        "Build|A|R|",
        "**Do**|||",
        "**General**|||",
        "Build|A|R|",
    ]
    assert [row["tags"] for row in read(table(*body)).document.data["activities"].values()] == [
        ["plan", "plan-general"],
        ["do", "do-general"],
    ]
    data = read(table(*body), groups="department").document.data
    assert {id_: each.get("parent") for id_, each in data["departments"].items()} == {
        "plan": None,
        "plan-general": "plan",
        "do": None,
        "do-general": "do",
    }
    platforms = read(table(*body), groups="platform").document.data
    assert list(platforms["platforms"]) == ["plan-general", "do-general"]
    assert [row["tags"] for row in platforms["activities"].values()] == [["plan"], ["do"]]


def test_a_bold_group_without_inner_ones_ends_the_outer_one() -> None:
    rows = [["<b>Plan</b>"], ["Money"], ["Build", "A", "R"], ["<b>Do</b>"], ["Ship", "A", "R"]]
    lines = [f'<td colspan="{4 - len(row)}">'.join(["", *row]) for row in rows]
    text = f"<table><th>Task<th>PM<th>Dev<tr>{'<tr>'.join(lines)}</table>"
    activities = read(text, "m.html").document.data["activities"]
    assert [row["tags"] for row in activities.values()] == [["plan", "money"], ["do"]]


@pytest.mark.parametrize(
    ("cell", "letters"),
    [
        ("R/(A)", "RA"),
        ("R (A)", "RA"),
        ("(R/A)", "RA"),
        ("C [I]", "CI"),
        ("R (with ops)", "R"),
        ("R (as needed)", "R"),
    ],
)
def test_letters_in_brackets_are_read_and_remarks_are_not(cell: str, letters: str) -> None:
    assert rows(read(table(f"Build|A|{cell}|C")))["build"]["dev"] == letters


@pytest.mark.parametrize(
    ("legend", "letters"),
    [
        ("R|负责\nA|批准\nS|协助\nV|核查", {"pm": "RA", "dev": "G", "qa": "SV"}),
        ("R|负责 + 最终负责\nA|批准\nS|协助\nV|核查", {"pm": "RA", "dev": "G", "qa": "SV"}),
        (
            "R|responsible\naccountable|answers for it\nA|approves\nS|helps\nV|checks",
            {"pm": "R", "dev": "G", "qa": "SV"},
        ),
    ],
)
def test_legends_of_short_words_of_two_functions_and_of_a_word(
    legend: str, letters: dict[str, str]
) -> None:
    text = table("Build|R|A|S/V") + f"\n\nLetter|Meaning\n---|---\n{legend}\n"
    assert rows(read(text))["build"] == letters


def test_a_list_of_letters_explains_more_than_a_phase_that_is_called_like_one() -> None:
    text = table("A|Approve it|R|A", "B|Build it|R|I", heads="Phase|Task|PM|Dev")
    legend = "\n\nLetter|Meaning\n---|---\nR|responsible\nA|accountable\nI|informed\n"
    assert rows(read(text + legend))["approve-it"] == {"pm": "R", "dev": "A"}


def test_departments_stand_beside_activities_and_rows_may_have_no_letters() -> None:
    heads = "Department|Activity|Boss|Clerk"
    text = table("Sales|Plan||", "Sales|Sell|A|R", "Money|Pay|R|A", "Money|Save||", heads=heads)
    reading = read(text)
    assert reading.tables[0].direction == "across"
    assert rows(reading) == {
        "plan": {},
        "sell": {"boss": "A", "clerk": "R"},
        "pay": {"boss": "R", "clerk": "A"},
        "save": {},
    }
    assert not reading.doubts
    assert not reading.tables[0].left_out


def test_of_two_words_the_one_that_stands_once_in_a_row_answers() -> None:
    several = "任务,甲,乙,丙\n采购,负责,负责,批准\n付款,负责,批准,负责\n盘点,负责,负责,批准\n"
    one = "任务,甲,乙,丙\n采购,负责,批准,批准\n付款,知会,负责,批准\n盘点,批准,负责,批准\n"
    for text, answers in ((several, ["丙", "乙", "丙"]), (one, ["甲", "乙", "乙"])):
        activities = read(text, "m.csv").document.data["activities"].values()
        assert [each["accountable"] for each in activities] == [[role] for role in answers]


def test_a_legend_says_what_a_usual_word_means() -> None:
    text = (
        "任务,甲,乙\n采购,负责,批准\n付款,批准,负责\n说明：批准(A)=承担最终责任；负责(R)=具体办理\n"
    )
    activities = read(text, "m.csv").document.data["activities"].values()
    assert [(each["responsible"], each["accountable"]) for each in activities] == [
        (["甲"], ["乙"]),
        (["乙"], ["甲"]),
    ]


def test_what_is_detected_has_the_signs_of_a_legend_and_its_letters() -> None:
    text = (
        table("Build|◎|○|", "Ship|○|◎|△", "Sell|||◎") + "\n◎ answers, ○ does the work, △ informed\n"
    )
    reading = read(text)
    assert not reading.doubts
    assert reading.mapping["letters"]["◎"] == "accountable"
    without_legend = text.rpartition("◎ answers")[0]
    assert rows(read(without_legend, **reading.mapping)) == rows(reading)
    own = read(table("Build|A|R|I") + "\nA = Approval, R = Responsible, I = Informed\n")
    assert own.mapping["notation"] == {
        "A": "signatory",
        "R": ["responsible", "accountable"],
        "I": "informed",
    }


def test_letters_of_several_notations_are_refused() -> None:
    body = table("Build|A|R|O", "Ship|A|R|O")
    assert [doubt.case for doubt in read(body).doubts] == ["notation"]
    assert rows(read("# RACIO\n\n" + body))["ship"] == {"pm": "A", "dev": "R"}
    assert rows(read(body, notation="oarp"))["ship"] == {"pm": "G", "dev": "V", "qa": "RA"}


REMARKS = """\
Task,Boss,Clerk,Remarks
Book,A,R,both sign
Pay,A,R,nobody accountable
Check,A,R,

R = Responsible
A = Accountable
"""


def as_sheet(text: str) -> bytes:
    return as_workbook(Laid([line.split(",") for line in text.splitlines()]))


@pytest.mark.parametrize(
    ("remarks", "held"),
    [
        (REMARKS, {"boss": "A", "clerk": "R"}),
        (REMARKS.split("\n\n", maxsplit=1)[0] + "\n", {"boss": "A", "clerk": "R"}),
        (
            REMARKS.replace("nobody accountable", "R approves the bill"),
            {"boss": "A", "clerk": "R"},
        ),
    ],
)
def test_a_remark_beside_a_letter_is_no_legend(remarks: str, held: dict[str, str]) -> None:
    for reading in (read(remarks, "m.csv"), read(as_sheet(remarks), "m.xlsx")):
        assert rows(reading) == {"book": held, "pay": held, "check": held}
        assert not reading.doubts
        assert (reading.tables[0].letters, reading.tables[0].present) == (6, 6)
        assert reading.mapping["notation"] in ("raci", {"R": "responsible", "A": "accountable"})


def test_a_remark_beside_each_letter_of_one_role_is_no_legend() -> None:
    text = "Task,Clerk,Remarks\nBook,R,both sign\nPay,A,informs all\nSend,R,signs\n"
    reading = read(text, "m.csv")
    assert rows(reading) == {"book": {"clerk": "R"}, "pay": {"clerk": "A"}, "send": {"clerk": "R"}}


@pytest.mark.parametrize("gap", ["", ","])
def test_a_legend_beside_a_matrix_explains_its_letters(gap: str) -> None:
    text = (
        f"Task,Boss,Clerk,{gap}Legend,\nBook,R,A,{gap}R,Accountable for it\n"
        f"Pay,R,A,{gap}A,Responsible for the work\nSend,,R,{gap}C,Consulted before\n"
    )
    reading = read(text, "m.csv")
    assert reading.tables[0].decided == "legend"
    assert rows(reading)["book"] == {"boss": "A", "clerk": "R"}
    assert {*reading.document.data["roles"]} == {"boss", "clerk"}


def test_of_two_letters_that_are_responsible_a_answers() -> None:
    text = table("制定|A|R|", "执行|A|R|C") + "\n说明：R=执行，A=负责，C=咨询\n"
    assert rows(read(text))["制定"] == {"pm": "A", "dev": "R"}


@pytest.mark.parametrize("odd", ["tbd", "?", "yes", "x", "√", "see wiki", "approved by mail"])
@pytest.mark.parametrize("number", [False, True])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_row_with_a_text_under_a_role_is_passed_over(odd: str, number: bool, place: int) -> None:
    body = ["Plan|A|R|", "Pay|A|R|I"]
    body.insert(place, f"Archive||{odd}|")
    body = [f"{n}|{row}" for n, row in enumerate(body, 1)] if number else body
    reading = read(table(*body, heads=f"{'#|' * number}Task|PM|Dev|QA"))
    assert doubts(reading) == [("cell", odd)]
    assert rows(reading) == {
        "archive": {},
        "plan": {"pm": "A", "dev": "R"},
        "pay": {"pm": "A", "dev": "R", "qa": "I"},
    }


def test_totals_and_what_stands_apart_are_told() -> None:
    reading = read("Task,PM,Dev\nPlan,A,R\nPay,A,R\nTotal,2,2\n\nArchive,,tbd\n", "m.csv")
    assert (doubts(reading), reading.tables[0].left_out) == ([], ("Total", "Archive"))
    later = read("Task,PM,Dev,QA\nPlan,A,R,I\nPay,A,R,\n\nShip,A,,\nSell,,R,\n", "m.csv")
    assert [*rows(later)] == ["plan", "pay", "ship", "sell"]


def test_a_role_between_others_whose_cells_are_no_letters_is_in_doubt() -> None:
    reading = read(table("Plan|A|see wiki|R", "Pay|A|?|R"))
    assert doubts(reading) == [("cell", "see wiki"), ("cell", "?")]


def test_a_hidden_sheet_with_a_matrix_is_told() -> None:
    matrix = [["Task", "PM", "Dev"], ["Plan", "A", "R"], ["Pay", "A", "R"]]
    lists = Laid([["Allowed"], ["R"], ["A"]], sheet="Lists", hidden=True)
    sheets = [Laid(matrix), Laid(matrix, sheet="Old", hidden=True), lists]
    reading = read(as_workbook(*sheets), "m.xlsx")
    assert reading.tables[0].left_out == ("Old",)


def test_each_row_is_an_activity_of_its_own_whatever_ids_its_name_leads_to() -> None:
    found = rows(read(table("Deploy|A|R|", "Deploy|R|A|", "Deploy-2|C|A|R", "Deploy|I|A|R")))
    assert len(found) == 4
    assert found["deploy-2-2"] == {"pm": "C", "dev": "A", "qa": "R"}


@pytest.mark.parametrize("heads", ["Task|IT Ops|IT/Ops|QA", "Task|IT Ops|QA|it-ops"])
def test_heads_that_lead_to_one_role_are_in_doubt(heads: str) -> None:
    reading = read(table("Build|A|R|C", "Ship|R|A|I", heads=heads))
    assert [case for case, _ in doubts(reading)] == ["head-twice"]


def test_heads_that_what_is_above_does_not_tell_apart_are_in_doubt() -> None:
    text = ",Ops,Ops,Dev\nTask,Lead,Lead,Lead\nBuild,A,R,C\nShip,R,A,I\n"
    assert doubts(read(text, "m.csv")) == [("head-twice", "Lead")]


@pytest.mark.parametrize("explained", ["RA", "RC", "RI", "AC", "AI", "CI"])
def test_letters_that_a_legend_leaves_out_come_in_the_order_of_their_notation(
    explained: str,
) -> None:
    words = {"R": "Responsible", "A": "Accountable", "C": "Consulted", "I": "Informed"}
    legend = "\n".join(f"- {letter} = {words[letter]}" for letter in explained)
    text = table("Build|A|R|C", "Ship|R|A|I") + "\n" + legend + "\n"
    notation = decided(text)
    left = [letter for letter in "RACI" if letter not in explained]
    assert [letter for letter in notation if letter in left] == left


def decided(text: str) -> list[str]:
    file = read_tables(text.encode(), "m.md")
    decision = decide(file, matrices_of(file, NO_MAPPING), "m.md", NO_MAPPING)
    assert decision.decided == "legend"
    return list(decision.reader.notation)


@pytest.mark.parametrize("title", ["", "Shop, and what it does\n"])
def test_commas_in_every_name_divide_no_cells(title: str) -> None:
    text = title + "Task, step;CEO;PM\nHire, fire;R;A\nPlan, do;A;R\n"
    reading = read(text, "m.csv")
    assert rows(reading) == {
        "hire-fire": {"ceo": "R", "pm": "A"},
        "plan-do": {"ceo": "A", "pm": "R"},
    }


def test_semicolons_between_letters_divide_no_cells() -> None:
    text = "Task,PM\nBuild,R;A;C\nShip,R;A\n"
    assert rows(read(text, "m.csv")) == {"build": {"pm": "RAC"}, "ship": {"pm": "RA"}}


def test_a_line_of_dashes_within_a_table_of_markdown_begins_no_other() -> None:
    reading = read(table("Build|A|R|", "---|---|---|---", "Ship|A|R|", "Run|R|A|C"))
    assert list(rows(reading)) == ["build", "ship", "run"]
    assert len(reading.tables) == 1
    assert not reading.doubts


def test_repeated_heads_of_markdown_begin_a_table() -> None:
    reading = read(table("Build|A|R|") + table("Ship|A|R|", "Run|R|A|C"))
    assert list(rows(reading)) == ["build", "ship", "run"]
    assert not reading.doubts


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0c", "\x0b"])
def test_only_line_breaks_end_a_row_of_markdown(sign: str) -> None:
    text = table(f"Set{sign}up|A|R|", f"{sign}Ship|A|what|", "Run|R|A|C")
    reading = read(text)
    assert list(rows(reading)) == ["set-up", "ship", "run"]
    (doubt,) = reading.doubts
    span = reading.document.between(doubt.cell.start, doubt.cell.end)
    line, column = 4, text.split("\n")[3].index("what") + 1
    assert (span.line, span.column, span.end_column) == (line, column, column + 4)


def test_heads_that_are_all_alike_are_heads() -> None:
    for text in ("Task,Boss,Boss\nPlan,A,R\n", "Title\nTask,Boss,Boss,Boss\nPlan,A,R,I\n"):
        reading = read(text, "m.csv")
        assert {*doubts(reading)} == {("head-twice", "Boss")}


@pytest.mark.parametrize(
    "struck", ["~~A~~", "~A~", "<del>A</del>", "<s>A</s>", "<strike>A</strike>"]
)
@pytest.mark.parametrize("path", ["m.md", "m.html"])
def test_what_is_struck_out_is_not_there(struck: str, path: str) -> None:
    if path == "m.md":
        text = table(f"Build|{struck} R|A|C", "Ship|A|R|I")
    elif struck.startswith("~"):
        return
    else:
        text = html(f"Build|{struck} R|A|C", "Ship|A|R|I")
    assert rows(read(text, path))["build"] == {"pm": "R", "dev": "A", "qa": "C"}


def html(*body: str, heads: str = "Task|PM|Dev|QA") -> str:
    lines = ("".join(f"<td>{cell}" for cell in line.split("|")) for line in (heads, *body))
    return f"<table>{''.join(f'<tr>{line}' for line in lines)}</table>"


def test_what_a_cell_leaves_open_hides_no_other_cell() -> None:
    found = rows(read(html("Build|R<sup>1|A<s>|C", "Ship|A|R|I"), "m.html"))
    assert found["ship"] == {"pm": "A", "dev": "R", "qa": "I"}
    assert found["build"] == {"pm": "R", "dev": "A", "qa": "C"}


@pytest.mark.parametrize(
    "image", ['<img src="r.png" alt="R">', "<img alt='R' src=x />", "<img alt=R>"]
)
def test_a_picture_says_what_stands_for_it(image: str) -> None:
    expected = {"pm": "R", "dev": "A", "qa": "C"}
    assert rows(read(html(f"Build|{image}|A|C", "Ship|A|R|I"), "m.html"))["build"] == expected
    assert rows(read(table(f"Build|{image}|A|C", "Ship|A|R|I")))["build"] == expected


def test_a_cell_that_covers_the_rest_of_its_part_moves_the_cells_of_these_rows() -> None:
    text = (
        "<table><thead><tr><td>Phase<td>Task<td>PM<td>Dev</thead>"
        "<tbody><tr><td rowspan=0>One<td>Build<td>A<td>R<tr><td>Ship<td>R<td>A</tbody>"
        "<tbody><tr><td>Two<td>Run<td>A<td>R</tbody></table>"
    )
    reading = read(text, "m.html")
    assert rows(reading) == {
        "build": {"pm": "A", "dev": "R"},
        "ship": {"pm": "R", "dev": "A"},
        "run": {"pm": "A", "dev": "R"},
    }
    assert not reading.doubts


def test_a_mark_of_findings_without_its_end_hides_nothing() -> None:
    mark, end = "<!-- raci: findings -->", "<!-- raci: end of findings -->"
    first, second = table("Build|A|R|C"), table("Ship|A|R|I")
    text = f"{mark}\n\n{first}\n{mark}\n\nfound\n\n{end}\n\n{second}\n{mark}\n"
    assert {*rows(read(text))} == {"build", "ship"}


def test_a_text_behind_quotes_is_a_part_of_its_cell() -> None:
    text = 'Task,PM,Dev\n"Go-live" decision,A,R\n"Go-live" rehearsal ,"A" ,"R" C\n'
    reading = read(text, "m.csv")
    activities = reading.document.data["activities"].values()
    names = [each["name"] for each in activities]
    assert names == ['"Go-live" decision', '"Go-live" rehearsal']
    assert doubts(reading) == [("cell", '"R" C')]


@pytest.mark.parametrize("extra", ["", "\nR,Responsible,,,\nA,Accountable,,,\nC,Consulted,,,\n"])
def test_rows_with_one_letter_below_an_empty_row_are_read(extra: str) -> None:
    text = "Task,PM,Dev,QA,Ops\nOne,A,R,C,I\nTwo,A,R,C,I\n\nThree,R,,,\nFour,,C,,\n" + extra
    reading = read(text, "m.csv")
    assert rows(reading)["three"] == {"pm": "R"}
    assert rows(reading)["four"] == {"dev": "C"}
    assert (reading.tables[0].activities, reading.tables[0].letters) == (4, 10)


REMARK = "only where the contract says so, and the customer has agreed to it in writing"


@pytest.mark.parametrize("word", ["Consulted", "Responsible / Accountable"])
def test_a_word_in_a_column_of_remarks_is_told(word: str) -> None:
    text = (
        f"Task|PM|Dev|Lawyer\n-|-|-|-\nBuild|Responsible|Accountable|{word}\n"
        f"Ship|Responsible|Accountable|{REMARK}\nBook|Responsible|Accountable|{REMARK} too\n"
    )
    reading = read(text)
    assert ("outside", word) in doubts(reading)


A_ROW = """\
Phase,Activity,Role,RACI,Remarks
Build,Code,Dev,R,one
Build,Code,Lead,A,two
Build,Test,QA,R,three
Build,Test,Lead,A,four
,Store,,,
Run,Code,Ops,R,five
Run,Code,Lead,A,six
"""


def test_rows_of_one_role_each_have_names_and_groups() -> None:
    reading = read(A_ROW, "m.csv")
    assert not reading.doubts
    assert rows(reading) == {
        "build-code": {"dev": "R", "lead": "A"},
        "test": {"qa": "R", "lead": "A"},
        "store": {},
        "run-code": {"ops": "R", "lead": "A"},
    }
    assert reading.document.data["activities"]["store"]["tags"] == ["build"]
    assert reading.tables[0].left_out == ("Remarks",)


def test_rows_of_one_role_each_may_have_titles_and_texts_below() -> None:
    text = "Activity,Role,RACI\n{}Code,Dev,R\nCode,Lead,A\n{}Code,Ops,R\n"
    text += "Source: HR\n\nR = Responsible\n"
    reading = read(text.format("Build\n", "Run\n"), "m.csv")
    assert rows(reading) == {"build-code": {"dev": "R", "lead": "A"}, "run-code": {"ops": "R"}}
    assert reading.tables[0].left_out == ("Source: HR",)
    reading = read(text.format("", "Archive\n"), "m.csv")
    assert rows(reading) == {"code": {"dev": "R", "lead": "A", "ops": "R"}, "archive": {}}
    reading = read(
        "Activity,Role,RACI\nCode,,\n,Dev,R\n,Lead,A\nShip,,\n,Ops,R\n,Lead,A\n", "m.csv"
    )
    assert rows(reading) == {"code": {"dev": "R", "lead": "A"}, "ship": {"ops": "R", "lead": "A"}}


def test_ticks_of_activities_of_the_same_name_stay_apart() -> None:
    text = "Phase,Activity,Role,R,A\nBuild,Code,Dev,x,\n,,Lead,,x\nRun,Code,Ops,x,\n,,Lead,,x\n"
    assert rows(read(text, "m.csv")) == {
        "build-code": {"dev": "R", "lead": "A"},
        "run-code": {"ops": "R", "lead": "A"},
    }


BELOW = "Activity,R,A,C\nBuild,Dev,PM,QA\n{}\nShip,Dev,PM,QA\n"
ACROSS = "Activity,PM,Dev,QA,Note\nBuild,A,R,C,\n{}\nShip,A,R,C,new\n"


@pytest.mark.parametrize("text", [BELOW, ACROSS])
def test_an_activity_that_nobody_has_is_one(text: str) -> None:
    assert rows(read(text.format("Archive,,,"), "m.csv"))["archive"] == {}
    assert rows(read(text.format("Archive,,,") + "Close,,,\n", "m.csv"))["close"] == {}
    above = text.format("Archive,,,").replace("Build", "Plan,,,\nBuild", 1)
    assert list(rows(read(above, "m.csv"))) == ["build", "ship"]


def test_an_activity_at_the_end_may_have_a_remark_only() -> None:
    text = ACROSS.format("Archive,,,,") + "Close,,,,who?\nSource,,,,HR\n"
    assert list(rows(read(text, "m.csv"))) == ["build", "archive", "ship", "close"]


def test_names_that_are_all_bold_are_no_titles() -> None:
    bold = table("**Build**|A|R|", "**Archive**|||", "**Ship**|A|R|C")
    assert rows(read(bold))["archive"] == {}
    html = "<table><tr><th>Task<th>PM<th>Dev" + "".join(
        f"<tr><th>{name}<td>{a}<td>{r}" for name, a, r in ("BAR", ("Old", "", ""), "SAR")
    )
    assert rows(read(html + "</table>", "m.html"))["old"] == {}
    some = table("Build|A|R|", "**Later**|||", "Ship|A|R|C")
    assert list(rows(read(some))) == ["build", "ship"]


@pytest.mark.parametrize("name", ["Task {}", "T-{}", "P{}.1"])
def test_names_that_look_like_ids_are_names_beside_groups(name: str) -> None:
    body = "".join(f"Selling,{name.format(n)},R,A\n" for n in range(1, 6))
    activities = read(f"Phase,Task,Clerk,Chief\n{body}", "m.csv").document.data["activities"]
    assert [each["name"] for each in activities.values()] == [name.format(n) for n in range(1, 6)]
    assert [each["tags"] for each in activities.values()] == [["selling"]] * 5
