"""What is read and written: regular files, through no link below the repository's top."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from raci.check.compilation import Compiled
from raci.cli.run import job_summary
from raci.source import decode, regular
from raci.source.discover import find_in
from raci.source.git import Revision, resolve
from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, commit, git

DAY = ("--as-of", "2026-11-23")
SECRET = "TOKEN=do-not-print"
ORG = """\
raci: 1
org: {id: shop, extends: [packs/till.yaml]}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
activities: {pay: {tags: [paying]}}
"""
PACK = """\
raci-pack: 1
id: till
name: The till
tags: {paying: Paying, counting: Counting}
separations:
  pay-and-count:
    name: Paying and counting
    between: [["tag:paying"], ["tag:counting"]]
    source: House rule 4
"""
CONTENT = {
    "raci.toml": 'fail-on = "warning"\n',
    "shop/raci.toml": 'fail-on = "warning"\n',
    "shop/pyproject.toml": '[tool.raci]\nfail-on = "warning"\n',
    "shop/raci-baseline.yaml": "raci-baseline: 1\nfindings: []\n",
    "shop/packs/till.yaml": PACK,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work at the top of a repository with a folder outside; a run that hangs is a failure."""
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    monkeypatch.chdir(repository)
    monkeypatch.delenv(job_summary.VARIABLE, raising=False)
    define(ORG, "shop/org.yaml")
    define(PACK, "shop/packs/till.yaml")

    def hangs(*_: object) -> None:
        raise AssertionError("it waits for a pipe")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(30)
    yield repository
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def check(*arguments: str) -> Any:
    return json.loads(raci("check", *arguments, "--format", "json", *DAY).stdout)


def told(*arguments: str) -> list[tuple[str, str]]:
    findings = check(*arguments)["findings"]
    return [(f["code"], f["place"]["path"]) for f in findings if f["severity"] == "error"]


def snapshot(folder: Path) -> dict[str, bytes | str]:
    """Return every file, and where every link leads."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path)
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


# The kinds of paths: each makes something else of a file that stands there


def linked_inside(file: Path) -> None:
    moved = Path("elsewhere") / f"{file.name}.txt"
    moved.parent.mkdir()
    file.rename(moved)
    file.symlink_to(os.path.relpath(moved, file.parent))


def linked_outside(file: Path) -> None:
    file.unlink()
    outside = Path("../outside/environ").resolve()
    outside.write_text(SECRET)
    file.symlink_to(outside)


def linked_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def linked_to_itself(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def linked_to_a_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/null")


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def socket_(file: Path) -> None:
    file.unlink()
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(file))  # the name of a socket may have a hundred characters


def directory(file: Path) -> None:
    file.unlink()
    file.mkdir()


LINKS = (linked_inside, linked_outside, linked_nowhere, linked_to_itself, linked_to_a_device)
KINDS = (*LINKS, pipe, socket_, directory)


@pytest.mark.parametrize(("place", "kind"), list(product(CONTENT, KINDS)))
def test_a_file_named_by_its_place_is_regular_or_refused(
    place: str, kind: Callable[[Path], None]
) -> None:
    define(CONTENT[place], place)
    assert told("shop") == []
    kind(Path(place))
    case = "link" if kind in LINKS else "not-a-file"
    report = check("shop")
    assert [(f["code"], f["place"]["path"]) for f in report["findings"]] == [("DEF001", place)]
    (organisation,) = report["organisations"]
    assert (organisation["checked"], organisation["unread_paths"]) == (False, [])
    for lang in ("en", "zh"):
        ran = raci("check", "shop", "--lang", lang, *DAY)
        assert ran.exit_code == 2
        assert SECRET not in ran.output
        assert {"link": ("symbolic link", "符号链接"), "not-a-file": ("pipe", "管道")}[case][
            lang == "zh"
        ] in ran.output
    for command in (("baseline", "shop"), ("check", "--fix", "shop"), ("drill", "shop")):
        if command[0] == "drill" and "baseline" in place:
            continue  # it takes no notice of a baseline
        before = snapshot(Path(".."))
        ran = raci(*command, *DAY)
        assert ran.exit_code == 2, command
        assert SECRET not in ran.output
        assert snapshot(Path("..")) == before


@pytest.mark.parametrize("place", CONTENT)
def test_settings_are_small(place: str) -> None:
    filled = CONTENT[place] + "# " + "x" * 1024 * 1024 + "\n"
    define(filled, place)
    assert told("shop") == ([("DEF001", place)] if place.endswith("toml") else [])


def test_a_project_file_without_settings_may_be_large() -> None:
    define("[project]\nname = 'x'\n# " + "x" * 1024 * 1024 + "\n", "pyproject.toml")
    assert told("shop") == []


@pytest.mark.parametrize("place", [*CONTENT, "shop/org.yaml"])
def test_no_more_is_read_than_a_file_may_have(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    define(CONTENT.get(place, ORG) + "# " + "x" * 50_000 + "\n", place)
    for module in (decode, regular):
        monkeypatch.setattr(module, "MAX_BYTES", 40_000)
    assert len(regular.read_regular(Path(), place)) == 40_001
    assert told("shop") == [("DEF001", place)]


def test_a_linked_folder_on_the_way_to_a_pack_is_refused() -> None:
    Path("shop/packs").rename("elsewhere")
    Path("shop/packs").symlink_to("../elsewhere")
    report = check("shop")
    assert [(f["code"], f["place"]["path"]) for f in report["findings"]] == [
        ("DEF001", "shop/packs/till.yaml")
    ]
    assert "the folder shop/packs is a symbolic link" in report["findings"][0]["message"]
    assert report["organisations"][0]["unread_paths"] == ["shop/packs"]


@pytest.mark.parametrize(
    "path", ["../../outside/till.yaml", "packs/../../../outside/till.yaml", "../../till.yaml"]
)
def test_a_pack_outside_the_repository_is_never_read(path: str) -> None:
    define(PACK, "../outside/till.yaml")
    define(PACK, "../till.yaml")
    define(ORG.replace("packs/till.yaml", path), "shop/org.yaml")
    assert {code for code, _ in told("shop")} == {"DEF004"}
    assert "till.pay-and-count" not in raci("check", "shop", *DAY).output


@pytest.mark.parametrize("path", ["../till.yaml", "packs/../../till.yaml", "../shop/../till.yaml"])
def test_a_pack_beside_the_organisation_is_read_within_the_repository(path: str) -> None:
    define(PACK, "till.yaml")
    define(ORG.replace("packs/till.yaml", path), "shop/org.yaml")
    for folder in (".", "shop"):
        assert not told(folder)
        assert "Paying and counting" in raci("show", "separation:till.pay-and-count", folder).stdout
    Path("till.yaml").unlink()
    assert {code for code, _ in told("shop")} == {"DEF004"}
    define(PACK.replace("source:", "sauce:"), "till.yaml")
    assert {f["place"]["path"] for f in check("shop")["findings"]} == {"till.yaml"}
    linked_outside(Path("till.yaml"))
    assert {code for code, _ in told("shop")} == {"DEF001"}


def test_what_takes_the_place_of_a_file_meanwhile_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The check by name is no more than a hint: what was opened counts."""
    define(CONTENT["raci.toml"], "raci.toml")
    honest = os.lstat("raci.toml")
    for kind in (linked_outside, pipe, directory):
        kind(Path("raci.toml"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "lstat", lambda _path: honest)
            with pytest.raises(OSError, match=r"raci\.toml"):
                regular.read_regular(Path(), "raci.toml")
        if kind is not directory:
            Path("raci.toml").unlink()
            define("", "raci.toml")


# What is met while walking


@pytest.mark.parametrize("kind", [*LINKS, pipe, socket_])
def test_what_is_not_read_is_named(kind: Callable[[Path], None]) -> None:
    define("raci: 1\nroles: {ghost: {duties: [haunt]}}\n", "shop/deep/part.yaml")
    kind(Path("shop/deep/part.yaml"))
    report = check("shop")
    assert report["summary"]["error"] == 0
    assert report["organisations"][0]["unread_paths"] == ["shop/deep/part.yaml"]
    for lang, words in (("en", "Not read"), ("zh", "未读取")):
        for format_ in ("text", "markdown", "github"):
            ran = raci("check", "shop", "--format", format_, "--lang", lang, *DAY)
            assert ran.exit_code == 0
            assert words in ran.stdout
            assert "shop/deep/part.yaml" in ran.stdout.replace("\\", "")


@pytest.mark.parametrize("target", ["elsewhere", "../../outside", "../shop", "."])
def test_a_linked_folder_is_named_and_not_followed(target: str) -> None:
    for folder in ("elsewhere", "../outside"):
        define("raci: 1\nroles: {ghost: {duties: [haunt]}}\n", f"{folder}/part.yaml")
    Path("elsewhere").rename("shop/.elsewhere")
    Path("shop/linked").symlink_to(target.replace("elsewhere", ".elsewhere"))
    Path("shop/.hidden").symlink_to("../../outside")
    Path("shop/notes.txt").symlink_to("org.yaml")
    (organisation,) = check("shop")["organisations"]
    assert organisation["unread_paths"] == ["shop/linked"]
    assert organisation["files"] == 1


def test_of_many_links_some_are_named_and_all_counted() -> None:
    for number in range(15):
        Path(f"shop/{number:02}.yaml").symlink_to("org.yaml")
    text = " ".join(raci("check", "shop", *DAY).stdout.split())
    assert "shop/08.yaml, shop/09.yaml and 5 more places" in text
    assert len(check("shop")["organisations"][0]["unread_paths"]) == 15


def test_each_organisation_names_its_own() -> None:
    define(ORG.replace("shop", "mall").replace(", extends: [packs/till.yaml]", ""), "mall/org.yaml")
    Path("mall/part.yaml").symlink_to("org.yaml")
    Path("shop/part.yaml").symlink_to("org.yaml")
    Path("linked").symlink_to("../outside")  # belongs to none
    named = {each["id"]: each["unread_paths"] for each in check()["organisations"]}
    assert named == {"mall": ["linked", "mall/part.yaml"], "shop": ["shop/part.yaml"]}


def test_a_folder_with_links_only_says_so() -> None:
    Path("links").mkdir()
    Path("links/org.yaml").symlink_to("../shop/org.yaml")
    assert told("links") == [("DEF011", "links")]
    assert "links/org.yaml" in raci("check", "links", *DAY).stdout
    define("raci: 1\nroles: {ghost: {}}\n", "links/part.yaml")
    assert told("links") == [("DEF011", "links"), ("DEF002", "links/part.yaml")]


# What the command line itself names may be a link or a pipe


def test_a_named_link_or_linked_folder_is_read() -> None:
    Path("link.yaml").symlink_to("shop/org.yaml")
    Path("linked").symlink_to("shop")
    for path in ("link.yaml", "linked", "linked/org.yaml"):
        assert [each["path"] for each in check(path)["organisations"]] == ["shop"], path


def bash(line: str) -> subprocess.CompletedProcess[str]:
    python = f"'{sys.executable}' -m raci"
    ran = ["bash", "-c", line.replace("raci ", f"{python} ", 1)]
    return subprocess.run(ran, capture_output=True, text=True, check=False, timeout=60)


def test_a_pipe_that_is_named_is_read() -> None:
    define("raci: 1\norg: {id: piped}\nroles: {boss: {duties: {pay: Pay}}}\n", "x")
    ran = bash("raci check <(cat x)")
    assert "Checked piped" in ran.stdout, ran
    before = snapshot(Path())
    for option in ("--fix", "--diff"):
        ran = bash(f"raci check {option} <(cat x)")
        assert (ran.returncode, ran.stdout, snapshot(Path())) == (2, "", before)
    ran = bash("raci check shop <(cat x)")
    assert ran.returncode == 2
    assert "pipes cannot be combined" in ran.stderr


def test_a_link_to_itself_is_told(committed: Path) -> None:
    Path("loop").symlink_to("loop")
    for command in (
        ("check", "loop"),
        ("check", "-", "--stdin-filename", "loop"),
        ("diff", "HEAD:loop", "shop"),
        ("plan", "loop"),
        ("matrix", "shop", "-o", "loop/x.json"),
    ):
        assert raci(*command, input="").exit_code == 2, command


# Writing


OUTPUTS = ("-o", "out.json")


@pytest.mark.parametrize(
    "command",
    [
        ("check", "shop", "--format", "json", *OUTPUTS),
        ("matrix", "shop", *OUTPUTS),
        ("plan", "proposals/p.yaml", *OUTPUTS),
        ("diff", "shop", "shop", *OUTPUTS),
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("kind", LINKS)
def test_an_output_is_not_written_through_a_link(
    command: tuple[str, ...], kind: Callable[[Path], None]
) -> None:
    define(PROPOSAL, "proposals/p.yaml")
    define("before", "out.json")
    kind(Path("out.json"))
    before = snapshot(Path(".."))
    ran = raci(*command)
    assert ran.exit_code == 2
    assert "'out.json' is a symbolic link" in ran.output
    assert snapshot(Path("..")) == before


def test_an_output_is_not_written_behind_a_linked_folder(folder: Path) -> None:
    Path("reports").symlink_to("../outside")
    ran = raci("matrix", "shop", "-o", "reports/out.json")
    assert (ran.exit_code, os.listdir("../outside")) == (2, [])
    assert "'reports' is a symbolic link" in ran.output
    os.chdir("reports")
    assert raci("matrix", str(folder / "shop"), "-o", "out.json").exit_code == 0
    assert os.listdir() == ["out.json"]


def test_links_above_the_repository_do_not_count(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert raci("matrix", f"{link}/shop", "-o", f"{link}/out.json").exit_code == 0
    assert (folder / "out.json").is_file()
    for path in (f"{link}/shop", str(link)):
        assert raci("baseline", path, *DAY).exit_code == 0
        (folder / "shop/raci-baseline.yaml").unlink()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("raci matrix shop --format json -o /dev/stdout | head -c 1", "{"),
        ("raci matrix shop --format json -o /dev/stdout > all; head -c 1 all", "{"),
        ("raci matrix shop --format json -o /dev/fd/3 3>&1 | head -c 1", "{"),
        ("raci matrix shop --format json -o /dev/null; echo $?", "0\n"),
        ("raci matrix shop --format json -o >(head -c 1); sleep 0.2", "{"),
        ("raci matrix shop --format json -o pipe & head -c 1 pipe", "{"),
        ("raci plan <(cat proposals/p.yaml) --format json | head -c 1", "{"),
    ],
)
def test_pipes_and_devices_are_written_and_read(line: str, expected: str) -> None:
    define(PROPOSAL.replace("../shop", "shop"), "proposals/p.yaml")
    os.mkfifo("pipe")
    ran = bash(line)
    assert ran.stdout == expected, ran


@pytest.mark.parametrize("kind", [socket_, directory])
def test_what_cannot_be_written_is_told(kind: Callable[[Path], None]) -> None:
    define("before", "out.json")
    kind(Path("out.json"))
    ran = raci("matrix", "shop", "-o", "out.json")
    assert ran.exit_code == 2
    assert "'out.json' cannot be written" in ran.output


FIXABLE = (
    ORG
    + "waivers: {old: {rule: GAP102, at: 'activity:pay', reason: Mended., "
    + ("approved_by: {boss: 2026-11-02}, until: 2026-12-31}}\n")
)


@pytest.mark.parametrize("path", ["link.yaml", "linked", "linked/org.yaml", "deep/../linked"])
@pytest.mark.parametrize("has_repository", [True, False])
def test_nothing_is_written_through_a_link_that_is_named(
    path: str, has_repository: bool, folder: Path
) -> None:
    if not has_repository:
        (folder / ".git").rmdir()
    define(FIXABLE.replace("accountable: [pay]", ""), "shop/org.yaml")
    Path("deep").mkdir()
    Path("link.yaml").symlink_to("shop/org.yaml")
    Path("linked").symlink_to("shop")
    finding = next(f for f in check(path)["findings"] if f["code"] == "GAP101")
    before = snapshot(Path(".."))
    who = ("--reason", "Soon", "--by", "boss", "--until", "2026-12-31")
    for command in (
        ("baseline", path),
        ("check", "--fix", path),
        ("waive", finding["fingerprint"], path, *who),
    ):
        ran = raci(*command, *DAY)
        assert ran.exit_code == 2, (command, ran.output)
        assert "is a symbolic link" in ran.output, command
        assert snapshot(Path("..")) == before, command


def test_the_summary_of_a_job_is_not_written_through_a_link(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    define("before\n", "../outside/notes")
    Path("summary.md").symlink_to("../outside/notes")
    monkeypatch.setenv(job_summary.VARIABLE, "summary.md")
    ran = raci("check", "shop", "--format", "github", *DAY)
    assert ran.exit_code == 0
    assert "'summary.md' is a symbolic link" in ran.stderr
    assert Path("../outside/notes").read_text() == "before\n"
    Path("summary.md").unlink()
    raci("check", "shop", "--format", "github", *DAY)
    assert "shop" in Path("summary.md").read_text()


# Proposals


PROPOSAL = """\
raci-proposal: 1
title: A cashier
base: ../shop
steps:
  - on: 2027-02-01
    changes:
      - add: department:till
        as: {name: Till}
      - add: role:cashier
        as: {department: till, duties: {count: Count the till}}
      - assign: assignment:count/accountable/boss
"""


def test_a_new_file_takes_no_name_of_a_link() -> None:
    define("raci: 1\ndepartments: {shop: {head: boss}}\n", "shop/departments.yaml")
    define(PROPOSAL, "proposals/p.yaml")
    define("before", "../outside/notes")
    Path("shop/till.yaml").symlink_to("../../outside/notes")
    ran = raci("apply", "proposals/p.yaml", "--ahead-of-date", *DAY)
    assert ran.exit_code == 0, ran.output
    assert "shop/till-2.yaml: new" in ran.output
    assert Path("../outside/notes").read_text() == "before"


@pytest.mark.parametrize("command", ["plan", "apply"])
@pytest.mark.parametrize("base", ["../../outside", "../linked", "OUTSIDE", "../sub", "../../../.."])
def test_a_base_outside_the_repository_is_refused(command: str, base: str, folder: Path) -> None:
    outside = folder.parent / "outside"
    define(ORG.replace(", extends: [packs/till.yaml]", ""), f"{outside}/org.yaml")
    define(PROPOSAL.replace("../shop", base.replace("OUTSIDE", str(outside))), "proposals/p.yaml")
    Path("linked").symlink_to(outside)
    Path("sub").mkdir()
    Path("sub/deeper").symlink_to(outside)
    before = snapshot(folder.parent)
    for arguments in ((), (str(folder.parent),)) if base != "../sub" else ((),):
        ran = raci(command, "proposals/p.yaml", *arguments, *DAY)
        assert ran.exit_code == 2
        if base == "../sub":
            assert "sub/deeper" in ran.output
        else:
            assert f"outside the repository '{folder}'" in ran.output
            assert "proposals/p.yaml:3:1" in ran.output
    assert snapshot(folder.parent) == before


def test_a_link_within_the_repository_is_read_and_not_written_through() -> None:
    define(PROPOSAL.replace("../shop", "../linked"), "proposals/p.yaml")
    Path("linked").symlink_to("shop")
    before = snapshot(Path())
    assert raci("plan", "proposals/p.yaml", *DAY).exit_code == 0
    ran = raci("apply", "proposals/p.yaml", "--ahead-of-date", *DAY)
    assert ran.exit_code == 2
    assert "is a symbolic link" in ran.output
    assert snapshot(Path()) == before
    assert raci("apply", "proposals/p.yaml", "--ahead-of-date", "--dry-run", *DAY).exit_code == 0


def test_without_a_repository_the_base_is_where_raci_was_started_or_told(folder: Path) -> None:
    (folder / ".git").rmdir()
    define(PROPOSAL, "proposals/p.yaml")
    assert raci("plan", "proposals/p.yaml", *DAY).exit_code == 0
    os.chdir("proposals")
    for command in ("plan", "apply"):
        ran = raci(command, "p.yaml", *DAY)
        assert ran.exit_code == 2
        assert f"start raci in '{folder}'" in ran.output
    for named in ("..", "../shop", str(folder), str(folder.parent)):
        assert raci("plan", "p.yaml", named, *DAY).exit_code == 0, named
    assert raci("plan", "p.yaml", "../../outside", *DAY).exit_code == 2
    assert raci("apply", "p.yaml", "../shop", "--ahead-of-date", *DAY).exit_code == 0


def test_without_a_repository_no_root_further_up_counts(folder: Path) -> None:
    """The base has no organisation of its own, and raci would look for one above."""
    (folder / ".git").rmdir()
    define(ORG.replace(", extends: [packs/till.yaml]", ""), "../org.yaml")
    Path("shop/org.yaml").unlink()
    define(PROPOSAL, "proposals/p.yaml")
    before = snapshot(folder.parent)
    ran = raci("apply", "proposals/p.yaml", "--ahead-of-date", *DAY)
    assert ran.exit_code == 2
    assert f"start raci in '{folder.parent}'" in ran.output
    assert snapshot(folder.parent) == before


@pytest.mark.parametrize("kind", [linked_nowhere, linked_to_itself, directory, socket_])
@pytest.mark.parametrize("command", ["plan", "apply"])
def test_a_proposal_that_cannot_be_read_is_told(command: str, kind: Callable[[Path], None]) -> None:
    define(PROPOSAL, "p.yaml")
    kind(Path("p.yaml"))
    assert raci(command, "p.yaml", *DAY).exit_code == 2


def test_a_base_that_is_no_path_is_told() -> None:
    for base in ('"a\\0b"', '"\\ud800"', "p.yaml/x", "loop", "'" + "x" * 5000 + "'"):
        Path("loop").unlink(missing_ok=True)
        Path("loop").symlink_to("loop")
        define(PROPOSAL.replace("../shop", base), "p.yaml")
        assert raci("plan", "p.yaml", *DAY).exit_code == 2, base


# In a git revision


@pytest.fixture
def committed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a real repository of the folder, with one commit on main."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    (folder / ".git").rmdir()
    git(folder, "init", "-q", "-b", "main")
    define("fail-on = 'error'\n", "raci.toml")
    define(CONTENT["shop/raci-baseline.yaml"], "shop/raci-baseline.yaml")
    commit(folder)
    return folder


def base(repository: Path, *arguments: str) -> Any:
    """Return the report on the folder since the last commit, whose files it has as real ones."""
    for link in [path for path in repository.rglob("*") if path.is_symlink()]:
        text = link.read_bytes()
        link.unlink()
        link.write_bytes(text)
    return check("shop", "--since", "HEAD", *arguments)


@pytest.mark.parametrize("place", ["raci.toml", "shop/raci.toml", "shop/raci-baseline.yaml"])
def test_a_link_of_a_revision_is_not_followed(place: str, committed: Path) -> None:
    define(CONTENT[place], place)
    linked_inside(committed / place)
    commit(committed)
    linked = Revision(committed, resolve(committed, "HEAD"), "shop")
    with pytest.raises(regular.NotRegularError):
        linked.read(os.path.relpath(place, "shop"))
    (version,) = find_in(linked)
    (defect,) = Compiled(version).defects
    assert (defect.code, defect.hit.case) == ("DEF001", "link")


@pytest.mark.parametrize("settings", ["raci.toml", "shop/raci.toml"])
def test_linked_settings_of_a_base_are_none(settings: str, committed: Path) -> None:
    """Those of the change are judged as if the base had the defaults."""
    define('ignore = ["GAP"]\n', settings)
    linked_inside(committed / settings)
    commit(committed)
    report = base(committed)
    assert "CHG811" in {finding["code"] for finding in report["findings"]}


def test_a_linked_baseline_of_a_base_excuses_nothing(committed: Path) -> None:
    define(ORG.replace("accountable: [pay]", ""), "shop/org.yaml")
    raci("baseline", "shop", *DAY)
    commit(committed)
    assert not [f for f in check("shop", "--since", "HEAD")["findings"] if f["status"] == "new"]
    linked_inside(committed / "shop/raci-baseline.yaml")
    commit(committed)
    report = base(committed)
    assert "GAP101" in {f["code"] for f in report["findings"] if f["status"] == "new"}


def test_large_settings_of_a_revision_are_refused(committed: Path) -> None:
    for place in ("raci.toml", "shop/raci.toml"):
        define("# " + "x" * 1024 * 1024 + "\n", place)
    commit(committed)
    (version,) = find_in(Revision(committed, resolve(committed, "HEAD"), "shop"))
    assert [defect.hit.case for defect in Compiled(version).defects] == ["settings-too-large"] * 2


def test_linked_definitions_of_a_revision_are_left_out(committed: Path) -> None:
    define("raci: 1\nroles: {ghost: {duties: {haunt: Haunt}}}\n", "notes/part.yaml")
    Path("shop/part.yaml").symlink_to("../notes/part.yaml")
    Path("shop/linked").symlink_to("../notes")
    commit(committed)
    (version,) = find_in(Revision(committed, resolve(committed, "HEAD"), "shop"))
    assert ([each.path for each in version.documents], version.unread) == (
        ["org.yaml"],
        ["part.yaml"],
    )
    Path("shop/part.yaml").unlink()
    assert raci("diff", "HEAD:shop", "shop", *DAY).exit_code == 0
