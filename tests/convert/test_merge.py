"""Several files become one organisation; where they contradict each other, it is said."""

from raci.convert import backstage, people
from raci.convert.imported import Imported, Origin, Route
from raci.convert.merge import merge
from raci.findings.place import Span
from tests.convert.imports import counted, options, source

LINE = Span(7, 3, 7, 9)


def imported(path: str, **sections: dict[str, dict[str, object]]) -> tuple[str, Imported]:
    origins: dict[Route, Origin] = {
        (section, id_): Origin(path, LINE) for section, each in sections.items() for id_ in each
    }
    return path, Imported(dict(sections), origins=origins)


def test_what_one_file_does_not_say_another_may() -> None:
    whole = merge(
        [
            imported("a.md", roles={"clerk": {"name": "Clerk"}}),
            imported("b.csv", roles={"clerk": {"department": "shop"}, "chief": {}}),
            imported("c.csv", people={"li": {}}),
        ],
        "shop",
    )
    assert whole.data == {
        "org": {"id": "shop"},
        "roles": {"clerk": {"name": "Clerk", "department": "shop"}, "chief": {}},
        "people": {"li": {}},
    }
    assert not whole.remarks


def test_contradictions_name_both_places() -> None:
    parts = [
        imported("a.md", roles={"clerk": {"name": "Clerk", "deputies": ["x"], "headcount": 1}}),
        imported("b.md", roles={"clerk": {"name": "Clerks", "deputies": ["y"], "headcount": 1}}),
    ]
    whole = merge(parts, "shop")
    assert whole.data["roles"]["clerk"] == {"name": "Clerk", "deputies": ["x", "y"], "headcount": 1}
    assert [(each.key, str(each.origin), each.values["first"]) for each in whole.remarks] == [
        ("contradiction", "b.md:7:3", "a.md:7:3"),
        ("joined", "b.md:7:3", "a.md:7:3"),
    ]
    assert {each.route for each in whole.remarks} == {("roles", "clerk")}
    assert parts[0][1].data["roles"]["clerk"]["deputies"] == ["x"]


def test_lists_of_the_same_items_are_no_contradiction() -> None:
    parts = [
        imported("a.md", platforms={"till": {"owners": ["x", "y"]}}),
        imported("b.md", platforms={"till": {"owners": ["y", "x"]}}),
    ]
    assert not merge(parts, "shop").remarks


def test_the_organisation_has_a_name_where_all_files_agree() -> None:
    one, other = {"id": "a", "name": "Shop"}, {"id": "b", "name": "Store"}

    def head(*orgs: dict[str, str]) -> object:
        return merge([("a.md", Imported({"org": org})) for org in orgs], "s").data["org"]

    assert head(one, one, {"id": "c"}) == {"id": "s", "name": "Shop"}
    assert head(one, other) == {"id": "s"}


PEOPLE = """\
Employee ID,Name,Title,Department,E-mail
1,Ann Lee,Manager,Engineering,Ann@acme.example
2,Bo Chen,Accountant,Finance,bo@acme.example
"""
CATALOGUE = """\
kind: Group
metadata: {name: payments}
spec: {type: team, parent: engineering, members: [ann]}
---
kind: User
metadata: {name: ann}
spec: {profile: {email: ann@acme.example}, memberOf: [payments]}
---
kind: User
metadata: {name: eve}
spec: {memberOf: [payments]}
---
kind: Component
metadata: {name: books}
spec: {owner: accountant}
"""


def test_what_one_file_defines_is_not_missing_in_another() -> None:
    parts = [
        ("people.csv", people.read(source(PEOPLE, "people.csv"), options())),
        ("catalog.yaml", backstage.read(source(CATALOGUE, "catalog.yaml"), options())),
    ]
    alone = counted(merge(parts[1:], "x"))
    assert alone["entity-unknown"] == alone["owner-unknown"] == 1
    whole = merge(parts, "x")
    found = counted(whole)
    assert found["entity-unknown"] == found["owner-unknown"] == 0
    assert whole.data["departments"]["payments"]["parent"] == "engineering"
    assert whole.data["platforms"]["books"]["owners"] == ["accountant"]
    told = [
        (each.key, dict(each.values))
        for each in whole.remarks
        if each.key in ("same-address", "person-unlisted")
    ]
    assert told == [
        ("same-address", {"person": "ann", "other": "1"}),
        ("person-unlisted", {"person": "eve"}),
    ]
