"""Finding organisations on disk: roots, what belongs to them, and one clear answer to the rest."""

import os
from pathlib import Path

import pytest

from raci.check.run import Run
from raci.findings.report import Report
from raci.project import Project, check, projects
from raci.render.findings.json import render
from raci.source.discover import find_in
from raci.source.files import Files

ORG = "raci: 1\norg: {id: %s}\nroles: {clerk: {duties: {pay: Pay}}}\n"
PART = "raci: 1\nroles: {%s: {duties: {pay: Pay}}}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder that looks like a repository, so that nothing above it counts."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_yaml", ".yaml"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def judge(*paths: str) -> Report:
    return check(projects(paths or ["."]), Run("2026-11-23"))


def checked(report: Report) -> list[tuple[str, str, int, int]]:
    return [(o.id, o.path, o.files, o.skipped_files) for o in report.organisations]


def cases(report: Report) -> list[tuple[str, str, str]]:
    return [(f.code, f.place.path, f.message) for f in report if f.code.startswith("DEF")]


def test_a_root_takes_the_files_below_it_up_to_the_next_root() -> None:
    write(a__org_yaml=ORG % "a", a__deep__part_yaml=PART % "x", a__b__org_yaml=ORG % "b")
    write(a__b__part_yaml=PART % "y")
    assert checked(judge()) == [("a", "a", 2, 0), ("b", "a/b", 2, 0)]


def test_a_path_below_a_root_stands_for_the_whole_organisation() -> None:
    write(a__org_yaml=ORG % "a", a__deep__part_yaml=PART % "x", a__other__part_yaml=PART % "y")
    for path in ("a/deep", "a/deep/part.yaml", "a/org.yaml", "a"):
        assert checked(judge(path)) == [("a", "a", 3, 0)], path


def test_a_folder_with_loose_files_and_a_root_of_its_own_stands_for_both() -> None:
    write(a__org_yaml=ORG % "a", a__deep__part_yaml=PART % "x", a__deep__b__org_yaml=ORG % "b")
    assert sorted(checked(judge("a/deep"))) == [("a", "a", 2, 0), ("b", "a/deep/b", 1, 0)]


def test_an_organisation_named_twice_is_checked_once() -> None:
    write(a__org_yaml=ORG % "a", a__part_yaml=PART % "x")
    assert len(judge("a", "a/part.yaml", ".").organisations) == 1


def test_other_yaml_is_skipped_and_counted() -> None:
    write(a__org_yaml=ORG % "a", a__compose_yaml="services: {raci: 1}\n", a__list_yaml="- raci\n")
    write(a__broken_yaml="services: [\n")
    assert checked(judge()) == [("a", "a", 1, 3)]


def test_hidden_folders_are_not_walked() -> None:
    write(a__org_yaml=ORG % "a")
    Path("a/.hidden").mkdir()
    Path("a/.hidden/part.yaml").write_text("raci: 1\nbroken: [", encoding="utf-8")
    assert checked(judge()) == [("a", "a", 1, 0)]


def test_links_are_not_followed_out_nor_round() -> None:
    write(a__org_yaml=ORG % "a", outside__part_yaml=PART % "x")
    Path("a/loop").symlink_to(Path("a").resolve(), target_is_directory=True)
    Path("a/out").symlink_to(Path("outside").resolve(), target_is_directory=True)
    Path("a/gone.yaml").symlink_to("nowhere.yaml")
    assert checked(judge("a")) == [("a", "a", 1, 0)]


def test_what_is_no_regular_file_is_not_opened() -> None:
    write(a__org_yaml=ORG % "a")
    os.mkfifo("a/pipe.yaml")
    assert checked(judge("a")) == [("a", "a", 1, 0)]


def test_an_empty_folder_has_nothing_to_check() -> None:
    Path("empty").mkdir()
    report = judge("empty")
    assert [(code, path) for code, path, _ in cases(report)] == [("DEF011", "empty")]
    assert report.exit_status() == 2


def test_a_definition_without_a_root_is_an_error() -> None:
    write(part_yaml=PART % "x")
    for path in (".", "part.yaml"):
        report = judge(path)
        assert [(code, where) for code, where, _ in cases(report)] == [("DEF002", "part.yaml")]
        assert report.exit_status() == 2


def test_a_named_file_that_is_no_definition_is_an_error() -> None:
    write(a__org_yaml=ORG % "a", a__compose_yaml="services: {}\n")
    Path("a/notes.txt").write_text("raci: 1\n", encoding="utf-8")
    for path in ("a/compose.yaml", "a/notes.txt"):
        report = judge(path)
        assert [(code, where) for code, where, _ in cases(report)] == [("DEF011", path)]
        assert report.exit_status() == 2


def test_a_broken_file_counts_only_if_it_claims_to_be_a_definition() -> None:
    write(a__org_yaml=ORG % "a", a__broken_yaml="raci: 1\nroles: [\n")
    report = judge()
    assert [(code, where) for code, where, _ in cases(report)] == [("DEF001", "a/broken.yaml")]
    assert report.exit_status() == 2


LOST = {
    "unreadable": "raci: 1\nroles: {ghost: {}}\n- x\n",
    "undecodable": "raci: 1\nroles: {ghost: {name: \xff}}\n",
    "a section that is no map": "raci: 1\nroles: [ghost]\n",
    "of a newer version": "raci: 2\nroles: {ghost: {}}\n",
    "without its kind": "roles: {ghost: {headcount: 2}}\n",
}


@pytest.mark.parametrize("kind", LOST)
def test_what_may_follow_from_a_lost_file_is_held_back_and_all_else_told(kind: str) -> None:
    write(
        a__org_yaml=ORG % "a" + "platforms: {p: {owners: [ghost, spook]}}\n",
        a__z_yaml="raci: 1\nroles: {guard: {duties: [watch]}}\n",
    )
    Path("a/b.yaml").write_bytes(LOST[kind].encode("latin-1"))
    found = sorted((f.code, f.place.path, f.values.get("unknown", "")) for f in judge())
    code = "DEF001" if kind in ("unreadable", "undecodable") else "DEF002"
    assert found == sorted(
        [(code, "a/b.yaml", ""), ("DEF002", "a/z.yaml", ""), ("DEF004", "a/org.yaml", "spook")]
    )


def test_an_id_that_the_wrong_encoding_may_hide_is_held_back() -> None:
    write(a__org_yaml=ORG % "a" + "platforms: {p: {owners: [售前, spook]}}\n")
    Path("a/b.yaml").write_bytes("raci: 1\nroles: {售前: {}}\n".encode("gbk"))
    assert [f.values["unknown"] for f in judge() if f.code == "DEF004"] == ["spook"]


def test_of_a_file_that_may_not_be_read_anything_may_follow() -> None:
    write(a__org_yaml=ORG % "a" + "platforms: {p: {owners: [spook]}}\n", a__b_yaml=PART % "x")
    Path("a/b.yaml").chmod(0)
    if os.access("a/b.yaml", os.R_OK):
        pytest.skip("this user may read everything")
    assert {f.code for f in judge()} == {"DEF001"}


BROKEN_ROOTS = {
    "syntax": "raci: 1\norg: {id: b\nroles: [\n",
    "no kind": "org: {id: b}\nroles: {x: {}}\n",
    "shape": "raci: 1\norg: {id: b}\nroles: [x]\n",
    "json": '{"raci": 1, "org": {"id": "b"}, "roles": }',
}


@pytest.mark.parametrize("kind", BROKEN_ROOTS)
@pytest.mark.parametrize("top", [False, True])
def test_a_broken_neighbour_is_told_where_it_was_asked_for(kind: str, top: bool) -> None:
    write(a__org_yaml=ORG % "a", a__part__p_yaml=PART % "x", b__part__p_yaml="raci: 1\nroles: []\n")
    Path("b/root.json" if kind == "json" else "b/org.yaml").write_text(BROKEN_ROOTS[kind])
    Path("a/empty").mkdir()
    Path("empty").mkdir()
    if top:
        write(org_yaml=ORG % "top")
    mine = ("a", "a/org.yaml", "a/part", "a/part/p.yaml", "a/empty")
    for path in mine + (("org.yaml", "empty") if top else ()):
        report = judge(path)
        assert not cases(report), path
        assert [o.id for o in report.organisations] == ["a" if path in mine else "top"], path
    theirs = {p.as_posix() for p in Path("b").rglob("*.*")}
    for path in ("b", "b/part", "b/part/p.yaml", "."):
        assert {path for _, path, _ in cases(judge(path))} == theirs, path


def test_a_misshapen_entity_is_known_all_the_same() -> None:
    roles = "boss: {headcount: two}, x: {reports_to: boss}, y: {reports_to: bos}"
    write(a__org_yaml=f"raci: 1\norg: {{id: a}}\nroles: {{{roles}}}\n")
    found = [(f.code, f.subject) for f in judge()]
    assert sorted(found) == [("DEF002", "file:org.yaml"), ("DEF004", "role:y")]


def test_two_organisations_with_one_id() -> None:
    write(a__org_yaml=ORG % "same", b__org_yaml=ORG % "same")
    report = judge()
    assert [(code, where) for code, where, _ in cases(report)] == [("DEF003", "b/org.yaml")]
    assert "a/org.yaml:2" in cases(report)[0][2]


def test_two_headers_in_one_folder() -> None:
    write(a__org_yaml=ORG % "a", a__zorg_yaml="raci: 1\norg: {id: z}\n")
    report = judge()
    assert [(code, where) for code, where, _ in cases(report)] == [("DEF003", "a/zorg.yaml")]
    assert [o.id for o in report.organisations] == ["a"]


def test_the_first_by_path_stands_of_an_id_in_two_files() -> None:
    write(a__org_yaml=ORG % "a", a__b_yaml="raci: 1\nroles: {clerk: {headcount: 7}}\n")
    (project,) = projects(["a"])
    assert project.org.roles["clerk"].headcount == 7
    report = check([project], Run("2026-11-23"))
    assert [(code, where) for code, where, _ in cases(report)] == [("DEF003", "a/org.yaml")]
    assert report.exit_status() == 1


class Locked(Files):
    """Files of which one may not be read."""

    def read(self, path: str) -> bytes:
        if path == "secret.yaml":
            raise PermissionError(13, "Permission denied")
        return super().read(path)


def test_a_file_that_may_not_be_read_is_told() -> None:
    files = Locked({"org.yaml": ORG % "a", "secret.yaml": PART % "x"})
    report = check([Project(found) for found in find_in(files)], Run("2026-11-23"))
    assert [(code, where) for code, where, _ in cases(report)] == [("DEF001", "secret.yaml")]
    assert "Permission denied" in cases(report)[0][2]
    assert report.exit_status() == 2


def test_a_report_that_raci_wrote_beside_the_files_is_no_definition() -> None:
    write(a__org_yaml=ORG % "a")
    Path("a/out.json").write_text(render(judge()), encoding="utf-8")
    assert checked(judge()) == [("a", "a", 1, 1)]


NEWER = ["roles: {a: [x]}", "roles: 1\npeople: {p: [1]}", "roles: {a: {reports_to: unit/x}}"]


@pytest.mark.parametrize("shape", NEWER)
def test_of_a_newer_version_nothing_else_is_told(shape: str) -> None:
    write(a__org_yaml=f"raci: 2\norg: {{id: a}}\n{shape}\n", b__org_yaml=ORG % "b")
    write(b__newer_yaml=f"raci: 2\n{shape}\n")
    report = judge()
    assert {(f.code, f.place.path) for f in report} == {
        ("DEF002", "a/org.yaml"),
        ("DEF002", "b/newer.yaml"),
    }
    assert report.exit_status() == 2


def test_an_unreadable_root_is_told_wherever_raci_is_called() -> None:
    write(a__org_yaml="raci: 1\norg: {id: a\nroles: [\n", a__part_yaml=PART % "x")
    write(a__deep__part_yaml=PART % "y")
    for path in (".", "a", "a/deep", "a/deep/part.yaml", "a/part.yaml"):
        report = judge(path)
        assert [(f.code, f.place.path) for f in report] == [("DEF001", "a/org.yaml")], path
        assert report.exit_status() == 2


@pytest.mark.parametrize("text", ["hi\n", "", "roles: [\n", "rac: 1\n"])
def test_a_named_file_that_is_no_definition_is_an_error_below_the_root_too(text: str) -> None:
    write(a__org_yaml=ORG % "a", a__deep__other_yaml=text)
    report = judge("a/deep/other.yaml")
    assert [(f.code, f.place.path) for f in report] == [("DEF011", "a/deep/other.yaml")]


def test_places_behind_escaped_pairs_are_those_of_the_file() -> None:
    pair = r"\ud83d\ude00"
    head = f'{{"raci": 1, "org": {{"id": "a", "name": "{pair}{pair}"}}, '
    text = head + '"roles": {"a": {}, "a": 1}}'
    Path("org.json").write_text(text, encoding="utf-8")
    (finding,) = judge()
    assert finding.code == "DEF001"
    assert text[finding.place.span.column - 1 :].startswith('"a": 1')
    assert text[finding.related[0].span.column - 1 :].startswith('"a": {}')
