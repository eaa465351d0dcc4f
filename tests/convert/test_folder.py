"""The files of a definition: which there are, in which order, and that any data come back."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from raci.convert.folder import files_of
from raci.convert.imported import Imported, Remark
from raci.findings.place import TOP
from raci.project import Project

ORG = {"id": "shop"}


def files(data: dict[str, Any], remarks: list[Remark] | None = None) -> dict[str, str]:
    return files_of(Imported({"org": ORG, **data}, remarks or []), lambda each: each.key, small=0)


def test_each_department_has_a_file_with_its_roles_and_activities() -> None:
    made = files(
        {
            "departments": {"sales": {"head": "lead"}, "empty": {"name": "Empty"}},
            "roles": {"lead": {"department": "sales"}, "guest": {}, "lost": {"department": "no"}},
            "activities": {"sell": {"department": "sales"}, "rest": {}},
            "platforms": {"till": {"owners": ["lead"]}},
            "people": {"li": {"roles": {"lead": {}}}},
        }
    )
    sections = {path: list(data_of(text)) for path, text in made.items()}
    assert sections == {
        "org.yaml": ["raci", "org"],
        "departments/1-sales.yaml": ["raci", "departments", "roles", "activities"],
        "departments/2-empty.yaml": ["raci", "departments"],
        "roles.yaml": ["raci", "roles"],
        "activities.yaml": ["raci", "activities"],
        "platforms.yaml": ["raci", "platforms"],
        "people.yaml": ["raci", "people"],
    }
    assert made["departments/1-sales.yaml"].startswith(
        "# yaml-language-server: $schema=../.raci.schema.json\nraci: 1\n"
    )


def data_of(text: str) -> dict[str, Any]:
    import yaml

    data: dict[str, Any] = yaml.safe_load(text)
    return data


def test_groups_keep_their_order_and_need_no_numbers_where_letters_have_it() -> None:
    def paths(*groups: str) -> list[str]:
        rows = {f"a{number}": {"tags": [group]} for number, group in enumerate(groups)}
        return [path for path in files({"activities": rows}) if "/" in path]

    assert paths("build", "plan") == ["activities/build.yaml", "activities/plan.yaml"]
    assert paths("plan", "build") == ["activities/1-plan.yaml", "activities/2-build.yaml"]
    assert paths(*"kjihgfedcba")[0] == "activities/01-k.yaml"


def test_names_of_files_are_safe() -> None:
    ids = ["..", "a*b", "A", "a", "部门" * 40, "con?"]
    rows = {f"r{number}": {"tags": [id_]} for number, id_ in enumerate(ids)}
    made = [path for path in files({"activities": rows}) if path.startswith("activities/")]
    names = [path.removeprefix("activities/").removesuffix(".yaml") for path in made]
    assert len({name.casefold() for name in names}) == len(ids)
    assert not [name for name in names if name.startswith(".") or set(name) & set('*?"<>|:/\\')]
    assert max(len(name.encode()) for name in names) < 250


def test_a_doubt_is_a_comment_above_its_entry() -> None:
    doubt = Remark("doubt", "is it so?", "a.md", TOP, route=("roles", "b", "name"))
    told = Remark("read", "never said", "a.md", TOP, route=("roles", "a"))
    text = files({"roles": {"a": {}, "b": {}}}, [doubt, told])["roles.yaml"]
    assert text.endswith("roles:\n  a: {}\n  # is it so?\n  b: {}\n")


def test_keys_have_the_order_in_which_people_write_them() -> None:
    role = {"source": "x", "duties": {"sell": "Sell"}, "reports_to": "b", "name": "A"}
    text = files({"roles": {"a": role}})["roles.yaml"]
    assert text.endswith(
        "  a:\n    name: A\n    reports_to: b\n    duties: {sell: Sell}\n    source: x\n"
    )


TEXTS = st.text(min_size=1, max_size=12).filter(lambda text: text == text.strip())
IDS = st.from_regex(r"\A[a-z0-9项.=!&*?%~-]{1,8}\Z")


@settings(max_examples=12)
@given(
    names=st.dictionaries(IDS, TEXTS, min_size=1, max_size=6),
    comment=st.text(max_size=30).filter(str.isprintable),
    small=st.sampled_from([0, 100]),
)
def test_any_names_come_back(names: dict[str, str], comment: str, small: int) -> None:
    roles = {id_: {"name": name} for id_, name in names.items()}
    activities = {id_: {"name": name, "tags": [id_]} for id_, name in names.items()}
    imported = Imported({"org": ORG, "roles": roles, "activities": activities})
    made = files_of(imported, lambda _: comment, small)
    org = Project.of(made).org
    assert {id_: role.name[""] for id_, role in org.roles.items()} == names
    assert {id_: each.name[""] for id_, each in org.activities.items()} == names
