"""Backstage's catalogues: what groups, users and entities become, and what is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.convert import backstage
from raci.convert.imported import Imported
from raci.source.decode import UnreadableError

from .imports import findings, options, source, told


def imported(*texts: str) -> Imported:
    files = [source(text, f"{n}/catalog-info.yaml") for n, text in enumerate(texts)]
    result = backstage.read_together(files, options())
    findings(result)
    return result


def entity(kind: str, name: str, **spec: object) -> str:
    lines = [f"kind: {kind}", "metadata:", f"  name: {name}", "spec:"]
    return "\n".join([*lines, *(f"  {key}: {value}" for key, value in spec.items())])


def several(*entities: str) -> str:
    return "\n---\n".join(entities) + "\n"


CATALOGUE = several(
    entity("Group", "Infra", children="[backup]", profile="{displayName: Infrastructure}"),
    entity("Group", "backup", parent="infra", members="[jdoe]"),
    entity("User", "jdoe", memberOf="[group:default/backup]", profile="{displayName: Jo Doe}"),
    entity("Component", "tape", type="service", owner="Backup"),
    entity("API", "tape", owner="user:jdoe"),
    "kind: System\nmetadata: {name: store, title: The store, description: Keeps all}\n"
    "spec: {owner: group:infra}",
)


def test_groups_users_and_what_they_own() -> None:
    result = imported(CATALOGUE)
    assert result.data == {
        "departments": {
            "infra": {"name": "Infrastructure"},
            "backup": {"name": "backup", "parent": "infra"},
        },
        "roles": {
            "infra": {"name": "Infrastructure", "department": "infra"},
            "backup": {"name": "backup", "department": "backup"},
            "user-jdoe": {"name": "jdoe"},
        },
        "platforms": {
            "component-tape": {"name": "tape", "kind": "service", "owners": ["backup"]},
            "api-tape": {"name": "tape", "kind": "api", "owners": ["user-jdoe"]},
            "store": {
                "name": "The store",
                "kind": "system",
                "owners": ["infra"],
                "note": "Keeps all",
            },
        },
        "people": {"jdoe": {"name": "Jo Doe", "roles": {"backup": {}, "user-jdoe": {}}}},
    }
    assert told(result) == [("doubt", "user-owns", 17)]


def test_files_of_one_catalogue_know_one_another() -> None:
    groups, component = entity("Group", "a"), entity("Component", "c", owner="a")
    assert told(imported(component)) == [("doubt", "owner-unknown", 5)]
    result = imported(component, groups)
    assert told(result) == []
    assert {*result.data["roles"]} == {"a"}


def test_a_group_without_members_that_owns_nothing_is_no_role() -> None:
    assert "roles" not in imported(entity("Group", "idle")).data


@pytest.mark.parametrize(
    ("owner", "key"),
    [
        ("ghost", "owner-unknown"),
        ("group:other/ghost", "owner-unknown"),
        ("user:ghost", "owner-unknown"),
        ("component:c", "owner-unknown"),
        ("unknown", "owner-nobody"),
        ("TBD", "owner-nobody"),
        ("'${{ values.owner }}'", "owner-nobody"),
        ("''", "owner-missing"),
        ("[a, b]", "owner-missing"),
        ("a:b:c", "owner-nobody"),
    ],
)
def test_an_owner_that_nobody_defines_is_told(owner: str, key: str) -> None:
    result = imported(entity("Component", "c", owner=owner))
    assert [told_key for _, told_key, _ in told(result)] == [key]
    code = "DEF004" if key == "owner-unknown" else "GAP104"
    assert [(f.code, f.subject) for f in findings(result)] == [(code, "platform:c")]


def test_what_contradicts_is_told() -> None:
    result = imported(
        several(
            entity("Group", "a", children="[c, gone]"),
            entity("Group", "b", children="[c]", members="[nobody, 'group:a']"),
            entity("Group", "c"),
            entity("Group", "A"),
            entity("User", "u", memberOf="[gone, c]"),
            "just: a map",
            entity("Template", "t"),
        )
    )
    assert told(result) == [
        ("left-out", "entity-twice", 21),
        ("left-out", "no-entity", 30),
        ("doubt", "entity-unknown", 5),
        ("doubt", "entity-unknown", 12),
        ("doubt", "entity-unknown", 12),
        ("doubt", "entity-unknown", 28),
        ("doubt", "two-parents", 11),
        ("left-out", "kind-unknown", 32),
    ]
    assert result.data["departments"]["c"]["parent"] == "a"
    assert result.data["people"] == {
        "u": {"name": "u", "roles": {"c": {}}},
        "nobody": {"roles": {"b": {}}},
    }


def test_namespaces_keep_names_apart() -> None:
    inside = "kind: Group\nmetadata: {name: a, namespace: x}\nspec: {members: [m]}"
    owned = "kind: API\nmetadata: {name: i, namespace: x}\nspec: {owner: a}"
    result = imported(several(entity("Group", "a", members="[m]"), inside, owned))
    assert {*result.data["departments"]} == {"a", "x-a"}
    assert result.data["platforms"] == {"x-i": {"name": "i", "kind": "api", "owners": ["x-a"]}}


def test_targets_that_are_not_among_the_files_are_told() -> None:
    location = entity("Location", "all", targets="[../1/*.yaml, ../2/catalog-info.yaml]")
    result = imported(location, entity("Group", "a"))
    assert told(result) == [("left-out", "target", 5)]


def test_fields_without_a_place_are_told_once() -> None:
    one = entity("Component", "c", owner="a", lifecycle="production", dependsOn="[x]")
    two = entity("Component", "d", owner="a", lifecycle="production")
    result = imported(several(entity("Group", "a", profile="{email: a@b.c}"), one, two))
    fields = {r.values["field"]: r.values["n"] for r in result.remarks if r.key == "field"}
    assert fields == {"spec.profile.email": 1, "spec.lifecycle": 2, "spec.dependsOn": 1}
    assert len(told(result)) == len(fields)


@pytest.mark.parametrize(
    "text", ["", "--- \n---\n", "- 1\n---\n2\n", "kind: Group\n", "kind: []\n"]
)
def test_a_file_without_entities_is_no_catalogue(text: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        imported(entity("Group", "a"), text)
    assert raised.value.case == "no-entities"


def test_what_cannot_be_read_is_an_error_at_its_place() -> None:
    with pytest.raises(UnreadableError) as raised:
        imported(several(entity("Group", "a"), "a: b: c"))
    assert raised.value.span.line == 6


@pytest.mark.parametrize(
    ("path", "text", "mine"),
    [
        ("catalog-info.yaml", "", True),
        ("org.yaml", "a: 1\n---\napiVersion: backstage.io/v1alpha1\n", True),
        ("org.yaml", "raci: 1\n", False),
    ],
)
def test_it_knows_its_files(path: str, text: str, mine: bool) -> None:
    assert backstage.is_mine(source(text, path)) == mine


REFS = st.sampled_from(["a", "b", "user:a", "group:b", "x/a", "gone", "unknown"])
LISTS = st.lists(REFS, max_size=3).map(lambda refs: f"[{', '.join(map(repr, refs))}]")
ENTITIES = st.builds(
    entity,
    st.sampled_from(["Group", "User", "Component", "API", "Location", "Other"]),
    st.sampled_from("abc"),
    owner=REFS,
    parent=REFS,
    children=LISTS,
    members=LISTS,
    memberOf=LISTS,
)


@given(st.lists(ENTITIES, min_size=1, max_size=6))
def test_any_catalogue_gives_a_sound_definition(entities: list[str]) -> None:
    result = imported(several(*entities))
    told(result)
    names = {tuple(text.split("\n")[:3:2]) for text in entities}
    owned = [kind for kind, _ in names if kind.lower() in ("kind: component", "kind: api")]
    assert len(result.data.get("platforms", {})) == len(owned)
    groups = [kind for kind, _ in names if kind == "kind: Group"]
    assert len(result.data.get("departments", {})) == len(groups)
