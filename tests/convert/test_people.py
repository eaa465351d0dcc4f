"""Lists of people: heads, departments, posts, managers, dates; doubts name nobody."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.convert import people
from raci.convert.imported import Imported
from raci.convert.people_heads import HEADS
from raci.convert.records import read_records
from raci.convert.staff import is_nobody
from raci.source.decode import UnreadableError

from .imports import findings, options, source, told

ENGLISH = """Employee ID,Name,Job Title,Department,Manager,Start Date,End Date,Salary
E1,Ann Lee,CEO,Board,,2020-01-01,,1
E2,Bob,Head of Sales,Sales,E1,13/02/2021,9999-12-31,1
E3,Cy,Clerk,Sales,Bob,01/02/2021,31.12.2026,1
E4,"Doe, Di",Clerk,Finance,Ann Lee,,,1
E5,Ed,Accountant,Finance > Payroll,Di Doe,,,1
E6,Vacant,CFO,Finance,e1,,,
"""
CHINESE = """工号,姓名,职位,一级部门,二级部门,直接上级,入职日期
001,王芳,总经理,公司,,,2020年1月2日
002,李娜,客服主管,公司,客服部,王芳,2020/2/3
003,张伟,客服,公司,客服部,李娜（002）,20210405
"""


def imported(text: str | bytes) -> Imported:
    file = source(text, "people.csv")
    assert people.is_mine(file)
    result = people.read(file, options())
    findings(result)
    return result


def test_titles_are_roles_and_managers_say_where_they_report() -> None:
    result = imported(ENGLISH)
    assert result.data == {
        "departments": {
            "board": {"name": "Board"},
            "sales": {"name": "Sales"},
            "finance": {"name": "Finance"},
            "payroll": {"name": "Payroll", "parent": "finance"},
        },
        "roles": {
            "ceo": {"name": "CEO", "department": "board"},
            "head-of-sales": {"name": "Head of Sales", "department": "sales", "reports_to": "ceo"},
            "sales-clerk": {"name": "Clerk", "department": "sales", "reports_to": "head-of-sales"},
            "finance-clerk": {"name": "Clerk", "department": "finance", "reports_to": "ceo"},
            "accountant": {
                "name": "Accountant",
                "department": "payroll",
                "reports_to": "finance-clerk",
            },
            "cfo": {"name": "CFO", "department": "finance", "reports_to": "ceo"},
        },
        "people": {
            "e1": {"name": "Ann Lee", "roles": {"ceo": {"from": "2020-01-01"}}},
            "e2": {"name": "Bob", "roles": {"head-of-sales": {"from": "2021-02-13"}}},
            "e3": {
                "name": "Cy",
                "roles": {"sales-clerk": {"from": "2021-02-01", "until": "2026-12-31"}},
            },
            "e4": {"name": "Doe, Di", "roles": {"finance-clerk": {}}},
            "e5": {"name": "Ed", "roles": {"accountant": {}}},
        },
    }
    assert told(result) == [("left-out", "column", 1)]
    assert result.origins["people", "e4"].span == (5, 1, 5, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_list_in_any_encoding_of_excel(encoding: str) -> None:
    result = imported(CHINESE.encode(encoding))
    assert result.data["departments"] == {
        "公司": {"name": "公司"},
        "客服部": {"name": "客服部", "parent": "公司"},
    }
    lines = {id_: role.get("reports_to") for id_, role in result.data["roles"].items()}
    assert lines == {"总经理": None, "客服主管": "总经理", "客服": "客服主管"}
    days = [[*person["roles"].values()] for person in result.data["people"].values()]
    assert days == [[{"from": "2020-01-02"}], [{"from": "2020-02-03"}], [{"from": "2021-04-05"}]]
    assert told(result) == []


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (
            "EmployeeID;First Name;Last Name;Position;Org Unit",
            "id first-name last-name title department",
        ),
        (
            "员工编号 ID;姓名 Name;岗位名称;所属部门;汇报对象工号",
            "id name title department manager-id",
        ),
        (
            "Staff_No;FULL_NAME;Job;Dept.;Line Manager's E-mail",
            "id name title department manager-email",
        ),
        ("Name;Role;Reports to;Date of joining;Termination Date", "name title manager hired end"),
        ("Worker Number;Worker;Designation;Business Unit;Team", "id name title level-1 team"),
        (
            "Employee #;First Name [Required];Last Name [Required];Job Title;Supervisor",
            "id first-name last-name title manager",
        ),
        (
            "SamAccountName;DisplayName;Title;Department;Manager;Mail;userPrincipalName",
            "account name title department manager email",
        ),
        (
            "Worker;Pers.No.;Business Title;Supervisory Organization;Reports To (Name)",
            "name id title department manager",
        ),
        (
            "员工UserID;姓名;部门;职位;主管;工号;入职时间",
            "account name department title manager id hired",
        ),
        ("姓名;部门全路径;职务;直属上级;直属上级工号", "name department title manager manager-id"),
        ("Full Legal Name;Position Title;Supervisor Emp ID;DOJ", "name title manager-id hired"),
    ],
)
def test_heads_are_known_in_many_words(heads: str, fields: str) -> None:
    found = read_records(f"{heads}\na;b;c;d;e\n".encode(), "x.csv", HEADS).heads
    assert sorted(found) == sorted(fields.split())


def test_traditional_chinese_in_big5() -> None:
    result = imported(
        "工號,姓名,職位,部門,直屬主管\n1,王,經理,財務部,\n2,李,會計,財務部,王\n".encode("big5")
    )
    assert {id_: role.get("reports_to") for id_, role in result.data["roles"].items()} == {
        "經理": None,
        "會計": "經理",
    }


def doubts(
    *rows: str, heads: str = "id,name,title,department,manager"
) -> list[tuple[str, str, int]]:
    result = imported("\n".join([heads, *rows]) + "\n")
    for remark in result.remarks:
        values = str({**remark.values, "head": "", "heads": ""})
        assert not [name for name in ("Ann", "Bob", "Cy") if name in values]
    return told(result)


def test_odd_rows_are_told_without_names() -> None:
    assert doubts("1,Ann,Boss,,", "1,Bob,Clerk,,", ",Cy,Clerk,,", "4,,Clerk,,", "5,Ann,,,") == [
        ("doubt", "id-twice", 3),
        ("doubt", "person-without-id", 4),
        ("doubt", "row-without-title", 6),
    ]
    assert doubts("1,Ann,Boss,,", "1,Ann,boss,,", "1,Ann,Clerk,,", ",,,X,") == [
        ("left-out", "row-without-anything", 5),
        ("left-out", "row-twice", 3),
    ]


def test_a_directory_names_managers_by_their_place() -> None:
    rows = 'ann,"Lee, Ann",Lead,\nbo,Bo,Clerk,"CN=Lee\\, Ann,OU=Sales,DC=x"\n'
    result = imported(f"sAMAccountName,Name,Title,Manager\n{rows}")
    assert result.data["roles"]["clerk"]["reports_to"] == "lead"
    assert {*result.data["people"]} == {"ann", "bo"}


def test_odd_managers_are_told_without_names() -> None:
    assert doubts("1,Ann,A,,Bob", "2,Cy,B,,Bob", "3,Cy,C,,Ann", "4,Di,D,,Cy", "5,Ed,E,,-") == [
        ("doubt", "manager-unknown", 2),
        ("doubt", "manager-ambiguous", 5),
    ]
    assert doubts("1,Ann,A,,1", "2,Bob,B,,3", "3,Cy,B,,2") == [
        ("doubt", "reports-to-itself", 3),
        ("doubt", "own-manager", 2),
        ("doubt", "manager-circle", 3),
    ]
    assert doubts("1,Ann,A,,", "2,Bob,B,,1", "2,Bob,C,,1", "3,Cy,D,,Bob") == [
        ("doubt", "manager-of-several-posts", 5),
    ]


def test_managers_who_differ_leave_the_line_open() -> None:
    result = imported("id,name,title,manager\n1,Ann,A,\n2,Bob,B,\n3,Cy,C,1\n4,Di,C,2\n")
    assert "reports_to" not in result.data["roles"]["c"]
    (doubt,) = (remark for remark in result.remarks if remark.kind == "doubt")
    assert (doubt.key, doubt.values, doubt.route) == (
        "reports-differ",
        {"roles": "a, b"},
        ("roles", "c"),
    )


def test_who_has_left_is_left_out_and_former_managers_do_not_count() -> None:
    text = "工号,姓名,职位,上级,离职日期,状态\n1,甲,主管,,,在职\n2,乙,经理,,,在职\n"
    text += "3,丙,专员,1,,在职\n4,丁,专员,2,2020-01-01,在职\n5,戊,专员,2,,离职\n"
    result = imported(text)
    assert result.data["roles"]["专员"]["reports_to"] == "主管"
    assert {*result.data["people"]} == {"1", "2", "3", "4"}
    assert told(result) == [("left-out", "row-left", 6)]


def test_without_ids_names_make_them_and_do_not_show() -> None:
    result = imported("name,title,manager\nAnn,A,\nBob,B,ann\nAnn,C,\n")
    ids = [*result.data["people"]]
    assert len(ids) == 2
    assert all(id_.startswith("p-") for id_ in ids)
    assert {*result.data["people"][ids[0]]["roles"]} == {"a", "c"}
    assert ("doubt", "people-without-ids", 1) in told(result)


def test_lists_of_one_organisation_know_one_another() -> None:
    heads = "id,name,title,department,manager,start date\n"
    sales = "1,Ann,Lead,Sales,3,13/02/2024\n2,Bob,Clerk,Sales,Ann,01/02/2024\n"
    others = "3,Cy,Boss,,,02/13/2024\n4,Di,Clerk,IT,3,01/02/2024\n"
    one, two = source(heads + sales, "a.csv"), source(heads + others, "b.csv")
    assert told(people.read(one, options())) == [("doubt", "manager-unknown", 2)]
    result = people.read_together([one, two], options())
    findings(result)
    assert told(result) == []
    lines = {id_: role.get("reports_to") for id_, role in result.data["roles"].items()}
    assert lines == {"lead": "boss", "sales-clerk": "lead", "boss": None, "it-clerk": "boss"}
    assert result.data["people"]["2"]["roles"]["sales-clerk"]["from"] == "2024-02-01"
    assert result.data["people"]["4"]["roles"]["it-clerk"]["from"] == "2024-01-02"
    assert result.origins["people", "4"].path == "b.csv"


def test_formulas_that_keep_zeros_are_texts() -> None:
    assert [*imported('id,name,title,team\n="0012",A,T,U\n').data["people"]] == ["0012"]


def test_a_dash_is_no_department_and_no_title() -> None:
    result = imported("id,name,title,department\n1,A,T,-\n2,B,N/A,X\n")
    assert "departments" not in result.data
    assert told(result) == [("doubt", "row-without-title", 3)]


def departments(*names: str) -> dict[str, str | None]:
    rows = [f"{n},N{n},T{n},{name}" for n, name in enumerate(names)]
    data = imported("\n".join(["id,name,title,department", *rows])).data
    return {entry["name"]: entry.get("parent") for entry in data["departments"].values()}


def test_a_sign_divides_departments_only_where_others_show_it() -> None:
    assert departments("Sales/Marketing") == {"Sales/Marketing": None}
    assert departments("Sales/EU", "Sales/US") == {"Sales": None, "EU": "sales", "US": "sales"}
    assert departments("集团", "集团-研发") == {"集团": None, "研发": "集团"}
    assert departments("E-commerce", "E-learning") == {"E-commerce": None, "E-learning": None}
    assert departments("A > B", "C > B") == {"A": None, "B": "c", "C": None}


def test_the_same_name_below_two_departments_stays_two() -> None:
    text = "id,name,title,department\n1,A,T,X > HR\n2,B,T,Y > HR\n"
    data = imported(text).data
    assert {*data["departments"]} == {"x", "x-hr", "y", "y-hr"}
    assert {*data["roles"]} == {"x-hr-t", "y-hr-t"}


DATES = [
    (["13/02/2024", "01/02/2024"], ["2024-02-13", "2024-02-01"]),
    (["02/13/2024", "01/02/2024"], ["2024-02-13", "2024-01-02"]),
    (["01/02/2024", "05/05/2024"], [None, "2024-05-05"]),
    (["02/13/2024", "13/02/2024", "01/02/2024"], ["2024-02-13", "2024-02-13", None]),
    (["2024-02-30", "45321", "1/2/24", "1900-01-00"], [None] * 4),
    (["2024.1.2", "2024-01-02 00:00:00", "2 Jan 2024", "January 2, 2024"], ["2024-01-02"] * 4),
]


@pytest.mark.parametrize(("texts", "days"), DATES)
def test_only_a_clear_date_is_read(texts: list[str], days: list[str | None]) -> None:
    rows = [f'{n},N{n},T{n},"{text}"' for n, text in enumerate(texts)]
    result = imported("\n".join(["id,name,title,start date", *rows]))
    found = [
        next(iter(person["roles"].values())).get("from")
        for person in result.data["people"].values()
    ]
    assert found == days
    unclear = [r.values["n"] for r in result.remarks if r.key == "date-unclear"]
    assert sum(unclear) == days.count(None)


def test_words_above_the_heads_are_passed_over() -> None:
    assert [*imported("Staff of 2026\n\nid,name,title,team\n1,A,T,U\n").data["people"]] == ["1"]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "Activity,Boss\nPay,R\n", "name\nx\n"])
def test_other_tables_are_no_list_of_people(text: str) -> None:
    file = source(text, "people.csv")
    assert not people.is_mine(file)
    with pytest.raises(UnreadableError) as raised:
        people.read(file, options())
    assert raised.value.case == "no-people-heads"


WORDS = st.one_of(
    st.sampled_from(["", "Ann", "Bob", "王芳", "A/B", "A > B", "TBD", "-", "1", "2"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
)
ROWS = st.lists(st.tuples(*[WORDS] * 8), max_size=8)


@given(ROWS)
def test_every_person_comes_over_once_and_nothing_breaks(rows: list[tuple[str, ...]]) -> None:
    heads = ("id", "name", "title", "department", "manager", "start date", "end date", "team")
    file = io.StringIO()
    csv.writer(file).writerows([heads, *rows])
    result: Any = imported(file.getvalue())
    told(result)
    named = {entry["name"] for entry in result.data.get("people", {}).values() if "name" in entry}
    read = read_records(file.getvalue().encode(), "x.csv", HEADS).rows
    ids = {row.text("id").casefold() for row in read if row.text("id") and not row.text("name")}
    wanted = {row.text("name") for row in read if not is_nobody(row.text("name"))}
    assert {name.casefold() for name in named} == {name.casefold() for name in wanted}
    assert len(result.data.get("people", {})) >= len({*ids})


@given(st.lists(st.integers(0, 20), min_size=1, max_size=20))
def test_a_tree_of_managers_comes_over_as_it_is(above: list[int]) -> None:
    """Everybody has a post of their own, and a manager among those before them."""
    bosses = [None, *(number % (n + 1) for n, number in enumerate(above))]
    rows = [f"{n},N{n},T{n},{'' if boss is None else boss}" for n, boss in enumerate(bosses)]
    result = imported("\n".join(["id,name,title,manager", *rows]))
    assert told(result) == []
    lines = {id_: role.get("reports_to") for id_, role in result.data["roles"].items()}
    assert lines == {f"t{n}": None if b is None else f"t{b}" for n, b in enumerate(bosses)}
