"""``raci import`` of catalogues and lists: what it writes, asks for and refuses."""

from pathlib import Path

import pytest

from raci.project import Project
from tests.support.command import define, raci

USERS = "user,system,right\nli,SAP,Pay\nli,SAP,Post\n"
CONFLICTS = "Right A,Right B,Risk ID\nPay,Post,F1\n"
STAFF = "id,name,title,department,manager\nli,Li Wei,Clerk,Finance,zo\nzo,Zoe Oh,Lead,Finance,\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_rights_without_a_map_show_one_to_fill_in() -> None:
    define(USERS, "users.csv")
    ran = raci("import", "users.csv", "-o", "org")
    assert ran.exit_code == 2
    assert ran.stdout == "SAP:\n  Pay:  # 1\n  Post:  # 1\n"
    assert "--rights" in ran.stderr
    assert not Path("org").exists()
    define(ran.stdout, "rights.yaml")
    again = raci("import", "users.csv", "-o", "org", "--rights", "rights.yaml", "--lang", "zh")
    assert again.exit_code == 2
    assert "rights.yaml:2:3" in again.stderr


def test_people_their_rights_and_the_conflicts_are_judged_together() -> None:
    define(USERS, "users.csv")
    define(CONFLICTS, "conflicts.csv")
    define(STAFF, "people.csv")
    define("SAP: {Pay: {responsible: [pay]}, Post: {responsible: [post]}}\n", "rights.yaml")
    lists = ("users.csv", "conflicts.csv", "people.csv")
    ran = raci("import", *lists, "-o", "org", "--rights", "rights.yaml")
    assert ran.exit_code == 0, ran.output
    assert "1 department, 4 roles, 2 people, 1 separation" in ran.stdout.replace("\n", " ")
    org = Project.folder("org").org
    assert {*org.people["li"].roles} == {"clerk", "sap-pay", "sap-post"}
    checked = raci("check", "org", "--select", "SOD302").stdout
    assert "li" in checked
    assert "Li Wei" not in checked + ran.stdout


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("a,b\n1,2\n", "people", "people and their titles"),
        ("a,b\n1,2\n", "entitlements", "users and rights"),
        ("a,b\n1,2\n", "conflicts", "two rights"),
        ("a: b: c\n", "backstage", "DEF001"),
        ("services: {}\n", "backstage", "no entity of"),
    ],
)
def test_a_file_of_another_kind_is_refused(text: str, form: str, said: str) -> None:
    define(text, "file.csv")
    ran = raci("import", "file.csv", "--as", form, "-o", "org")
    assert ran.exit_code == 2
    assert said in ran.stderr
    assert not Path("org").exists()


def test_a_catalogue_and_code_owners_become_one_organisation() -> None:
    group = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: core}\nspec: {}\n"
    define(group, "groups.yaml")
    define("kind: API\nmetadata: {name: pay}\nspec: {owner: core}\n", "pay/catalog-info.yaml")
    define("* @core\n", "CODEOWNERS")
    define("src/a\n", "paths.txt")
    files = ("pay/catalog-info.yaml", "groups.yaml", "CODEOWNERS", "--files", "paths.txt")
    ran = raci("import", *files, "-o", "org")
    org = Project.folder("org").org
    assert {id_: each.owners for id_, each in org.platforms.items()} == {
        "pay": ("core",),
        "*": ("core",),
    }
    assert ran.exit_code == 1  # the role is core in one file, @core in the other
    assert "“core”" in ran.stdout


def test_where_lists_contradict_each_other_no_name_is_shown() -> None:
    define(STAFF, "a.csv")
    define("user,right,name\nli,r,Lee\n", "b.csv")
    define("r: {responsible: [pay]}\n", "rights.yaml")
    ran = raci("import", "a.csv", "b.csv", "--rights", "rights.yaml", "-o", "org")
    assert ran.exit_code == 1, ran.output
    assert "li: name is “…” in a.csv:2:1 and “…” here; the first is kept" in ran.stdout
    comments = [line for line in Path("org/org.yaml").read_text().splitlines() if "#" in line]
    assert not [name for name in ("Li Wei", "Lee") if name in ran.stdout + "".join(comments)]


def test_a_map_of_rights_is_wrong_where_it_says_so_or_has_no_use() -> None:
    define(USERS, "users.csv")
    define(STAFF, "people.csv")
    define("Pay: {resposible: [pay]}\n", "rights.yaml")
    ran = raci("import", "users.csv", "-o", "org", "--rights", "rights.yaml")
    said = ran.stderr.replace("\n", " ")
    assert ran.exit_code == 2
    assert "rights.yaml:1:7: 'resposible' is not a function" in said
    assert "verifier" in said
    assert "did you mean responsible?" in said
    ran = raci("import", "people.csv", "-o", "org", "--rights", "rights.yaml")
    assert ran.exit_code == 2
    assert "--rights is for lists of rights" in ran.stderr.replace("\n", " ")
