"""Lists of rights and of their conflicts: what the map says, and nothing else."""

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.convert import conflicts, entitlements
from raci.convert.imported import Imported, ImportFailedError
from raci.convert.rights import RightsUnknownError, read_rights, starter
from raci.source.decode import UnreadableError

from .imports import findings, options, source, told

RIGHTS = """\
User ID,System,Right,Valid to,Comment
li,SAP,Post invoices,,x
li,SAP,Pay invoices,2026-12-31,x
wu,SAP,Pay invoices,,x
wu,sap,READ,,x
zo,CRM,Sell,,x
,SAP,READ,,x
wu,SAP,pay Invoices,,x
"""
MAP = """\
SAP:
  Post invoices: {responsible: [post-invoices]}
  Pay invoices: {responsible: [pay-invoices], signatory: [release-payments]}
  Read: {}
  Gone: {responsible: [x]}
"""


def imported(text: str, rights: str, tmp_path: Path, by: ModuleType = entitlements) -> Imported:
    (tmp_path / "rights.yaml").write_text(rights)
    file = source(text, "rights.csv")
    assert by.is_mine(file)
    result: Imported = by.read(file, options(rights=str(tmp_path / "rights.yaml")))
    findings(result)
    return result


def test_a_right_is_a_role_with_the_functions_of_the_map(tmp_path: Path) -> None:
    result = imported(RIGHTS, MAP, tmp_path)
    assert result.data == {
        "roles": {
            "sap-post-invoices": {
                "name": "SAP: Post invoices",
                "responsible": ["post-invoices"],
            },
            "sap-pay-invoices": {
                "name": "SAP: Pay invoices",
                "responsible": ["pay-invoices"],
                "signatory": ["release-payments"],
            },
        },
        "people": {
            "li": {"roles": {"sap-post-invoices": {}, "sap-pay-invoices": {"until": "2026-12-31"}}},
            "wu": {"roles": {"sap-pay-invoices": {}}},
        },
    }
    assert told(result) == [
        ("left-out", "column", 1),
        ("left-out", "right-incomplete", 7),
        ("left-out", "row-twice", 8),
        ("doubt", "right-unmapped", 6),
        ("doubt", "right-unused", 5),
    ]
    assert [r.span.line for r in result.remarks if r.key == "right-without-duty"] == [4]


def test_without_a_map_nothing_is_invented() -> None:
    with pytest.raises(RightsUnknownError) as raised:
        entitlements.read(source(RIGHTS, "a.csv"), options())
    text = starter(raised.value.rights)
    assert text == (
        "CRM:\n  Sell:  # 1\nSAP:\n  Pay invoices:  # 2\n  Post invoices:  # 1\n  READ:  # 1\n"
    )


def test_the_map_to_start_from_is_refused_until_it_says_something(tmp_path: Path) -> None:
    with pytest.raises(RightsUnknownError) as raised:
        entitlements.read(source(RIGHTS, "a.csv"), options())
    text = starter(raised.value.rights)
    file = tmp_path / "rights.yaml"
    file.write_text(text)
    with pytest.raises(ImportFailedError) as failed:
        read_rights(str(file))
    assert (failed.value.error.case, failed.value.error.span.line) == ("rights-map", 2)
    filled = text.replace(":  #", ": {responsible: [work]}  #")
    assert not [r for r in imported(RIGHTS, filled, tmp_path).remarks if r.kind == "doubt"]


@pytest.mark.parametrize(
    ("rights", "line"),
    [
        ("- a\n", 1),
        ("a: text\n", 1),
        ("a: {responsible: pay}\n", 1),
        ("S:\n  a: {responsibel: [pay]}\n", 2),
        ("S:\n  a: {responsible: [pay, pay]}\n", 2),
        ("S:\n  a: {responsible: ['no id']}\n", 2),
        ("S:\n  a: {}\n  A: {}\n", 3),
        ("a: [\n", 2),
    ],
)
def test_a_map_that_is_none_is_an_error_at_its_place(
    rights: str, line: int, tmp_path: Path
) -> None:
    with pytest.raises(ImportFailedError) as failed:
        imported(RIGHTS, rights, tmp_path)
    assert failed.value.file.path.endswith("rights.yaml")
    assert failed.value.error.span.line == line


@pytest.mark.parametrize("system", ["", "SAP:\n  "])
def test_a_misspelt_function_is_named_with_its_nearest(system: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFailedError) as failed:
        imported(RIGHTS, f"{system}Pay: {{resposible: [pay]}}\n", tmp_path)
    error = failed.value.error
    assert (error.case, error.values["near"]) == ("rights-function", "responsible")


def test_a_map_may_be_toml_and_need_not_name_systems(tmp_path: Path) -> None:
    file = tmp_path / "rights.toml"
    file.write_text('[SAP."Pay invoices"]\nresponsible = ["pay"]\n[Sell]\nresponsible = ["sell"]\n')
    found = read_rights(str(file))
    assert found.find(("sap", "Pay Invoices")) == found.find(("pay invoices",)) is not None
    assert found.find(("CRM", "Sell")) == ("sell",)
    assert found.find(("CRM", "Pay invoices")) is None


def test_users_who_are_named_are_not_shown(tmp_path: Path) -> None:
    result = imported("user,role\nMax Mueller,a\n王芳,a\n", "a: {responsible: [x]}\n", tmp_path)
    assert {entry["name"] for entry in result.data["people"].values()} == {"Max Mueller", "王芳"}
    assert all(id_.startswith("p-") for id_ in result.data["people"])
    assert told(result) == [("doubt", "users-are-names", 2)]


CONFLICTS = """\
Role_A,Role_B,Risk_ID,Risk_Level,Description
Pay invoices,Post invoices,F1,HIGH,Both by one person
Pay invoices,Read,F2,LOW,Nothing to do
Pay invoices,,F3,LOW,Half
"""


def test_conflicts_separate_what_rights_let_people_do(tmp_path: Path) -> None:
    result = imported(CONFLICTS, MAP, tmp_path, conflicts)
    assert result.data["separations"] == {
        "f1": {
            "note": "Both by one person",
            "between": [
                ["activity:pay-invoices", "activity:release-payments"],
                ["activity:post-invoices"],
            ],
            "functions": ["responsible", "signatory"],
        }
    }
    assert told(result) == [
        ("left-out", "column", 1),
        ("doubt", "right-without-activity", 3),
        ("left-out", "right-incomplete", 4),
    ]
    with pytest.raises(RightsUnknownError):
        conflicts.read(source(CONFLICTS, "a.csv"), options())


def test_the_rules_of_separation_judge_what_comes_of_both(tmp_path: Path) -> None:
    rights = imported(RIGHTS, MAP, tmp_path)
    rights.data |= imported(CONFLICTS, MAP, tmp_path, conflicts).data
    found = {f.code: [str(ref) for ref in f.involves] for f in findings(rights)}
    assert "person:li" in found["SOD302"]


@pytest.mark.parametrize("by", [entitlements, conflicts])
@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "user,department\na,b\n"])
def test_other_tables_are_no_lists_of_rights(by: ModuleType, text: str) -> None:
    file = source(text, "a.csv")
    assert not by.is_mine(file)
    with pytest.raises(UnreadableError):
        by.read(file, options())


WORDS = st.sampled_from(["", "a", "A", "b", "Max M", "王", ": #", "x y", "'", "-"])


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6))
def test_every_user_with_a_mapped_right_comes_over_once(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    text = "\n".join(["user,system,right", *(f'"{u}","{s}","{r}"' for u, s, r in rows)])
    users = {u.casefold() for u, _, r in rows if u and r}
    file = source(text, "a.csv")
    with pytest.raises(RightsUnknownError) as raised:
        entitlements.read(file, options())
    filled = "".join(
        f"{line.partition('  #')[0]} {{responsible: [work]}}\n" if "  #" in line else f"{line}\n"
        for line in starter(raised.value.rights).splitlines()
    )
    result = imported(text, filled or "{}", tmp_path_factory.getbasetemp())
    assert len(result.data.get("people", {})) == len(users)
    assert not [r for r in result.remarks if r.key in ("right-unmapped", "right-unused")]
