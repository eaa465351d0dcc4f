"""``raci report``: what a pack holds, where it may be written, and what it says of no result."""

import csv
import errno
import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import pytest

from raci.findings.inputs import Checkout
from raci.rules import catalogue
from tests.support.command import define, raci
from tests.support.faults import Fault, dies, killed
from tests.support.paths import ROOT
from tests.support.repositories import IDENTITY, commit, git
from tests.support.signatures import commit_by
from tests.support.waivers import DAY, OVERLAP, SHOP, waived

PACK = {
    *("index.html", "matrix.csv", "matrix.json", "matrix.xlsx"),
    *("findings.json", "findings.sarif", "findings.md"),
    *("manifest.json", "SHA256SUMS", "statement.json"),
}
UNJUDGED = {path for path in PACK if not path.startswith("matrix")}
BROKEN = SHOP + "activities: {pay: }\n"
EXPIRED = OVERLAP | {"id": "ended", "until": "2026-11-10"}


def roles_of(files: Mapping[str, bytes]) -> set[str]:
    """Return the job descriptions: one for each role of the pack's own matrix."""
    roles = [each["role"] for each in json.loads(files["matrix.json"])["roles"]]
    return {f"roles/{role}.en.md" for role in roles}


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    define(waived(OVERLAP, EXPIRED), "org/org.yaml")
    return tmp_path


def pack(
    *arguments: str, folder: str = "pack", path: str = "org", status: int = 0
) -> dict[str, bytes]:
    """Write a pack and give its files."""
    ran = raci("report", path, "-o", folder, *DAY, *arguments)
    assert ran.exit_code == status, ran.output
    return held(folder)


def held(folder: str) -> dict[str, bytes]:
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def refused(*arguments: str) -> str:
    """Give what is said of a call that is refused and leaves everything as it was."""
    before = held(".")
    ran = raci("report", *arguments, *DAY)
    assert ran.exit_code == 2, ran.output
    assert held(".") == before
    return " ".join(ran.stderr.split())


# What it holds


def test_each_figure_of_the_manifest_equals_a_recount(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path.cwd()
    monkeypatch.chdir(ROOT)
    files = pack("--no-vcs", path="org/ecommerce", folder=str(here / "pack"))
    manifest, findings = (json.loads(files[f"{name}.json"]) for name in ("manifest", "findings"))
    matrix = json.loads(files["matrix.json"])
    counts = manifest["findings"]
    told = findings["findings"]
    assert counts["by_rule"] == Counter(each["code"] for each in told)
    assert counts["total"] == len(told) == sum(counts["by_rule"].values()) > 0
    for severity in ("error", "warning", "info"):
        new = [e for e in told if e["severity"] == severity and e["status"] == "new"]
        assert counts[severity] == len(new)
    assert manifest["counts"]["activities"] == len(matrix["rows"])
    assert manifest["counts"]["roles"] == len(matrix["roles"])
    rules = {rule["code"]: rule for rule in manifest["rules"]}
    assert rules.keys() >= catalogue.names().keys()
    for judged in findings["rules"]:
        rule = rules[judged["code"]]
        assert rule["state"] == ("ran" if judged["subjects"] else "not-applicable")
        assert (rule["subjects"], rule["findings"]) == (judged["subjects"], judged["findings"])
    ran = {judged["code"] for judged in findings["rules"]}
    unjudged = {code: rule["state"] for code, rule in rules.items() if code not in ran}
    of_changes = {code for code in unjudged if code.startswith("CHG")}
    assert {unjudged[code] for code in of_changes} == {"not-run"}
    assert {unjudged[code] for code in unjudged.keys() - of_changes} <= {"off", "ran"}
    assert unjudged["DEF001"] == "ran"  # as files are read
    sheet = list(csv.reader(files["matrix.csv"].decode("utf-8-sig").splitlines()))
    assert len(sheet) == 1 + len(matrix["rows"])


def test_each_file_is_listed_with_its_digest() -> None:
    files = pack()
    assert files.keys() == PACK | roles_of(files)
    lines = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    sums = {path: digest for digest, path in lines}
    statement = json.loads(files["statement.json"])
    subjects = {each["name"]: each["digest"]["sha256"] for each in statement["subject"]}
    digests = {path: sha256(raw).hexdigest() for path, raw in files.items()}
    del digests["SHA256SUMS"], digests["statement.json"]
    assert sums == subjects == digests
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    listed = {each["path"]: each for each in json.loads(files["manifest.json"])["files"]}
    assert listed.keys() == digests.keys() - {"manifest.json"}
    workbook = listed.pop("matrix.xlsx")
    assert all(each["sha256"] == digests[path] for path, each in listed.items())
    with ZipFile("pack/matrix.xlsx") as book:
        parts = {name: sha256(book.read(name)).hexdigest() for name in book.namelist()}
    text = "".join(f"{digest}  {name}\n" for name, digest in sorted(parts.items()))
    assert workbook["parts_sha256"] == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_input_gives_the_same_bytes(lang: str) -> None:
    first = pack("--lang", lang)
    os.utime("org/org.yaml", (0, 0))
    assert pack("--lang", lang, folder="other") == first


def test_the_manifest_is_of_its_published_schema() -> None:
    define("extends", "org/unused")
    define(
        waived(OVERLAP).replace("{id: shop", "{id: shop, extends: ['raci:payroll']"), "org/org.yaml"
    )
    define("ignore = ['TXT']\nfail-on = 'warning'\n[options.LOD501]\nmax = 3\n", "raci.toml")
    manifest = json.loads(pack()["manifest.json"])
    schema = json.loads((ROOT / "schemas/v1/manifest.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(manifest)
    settings = {each["name"]: each for each in manifest["settings"]}
    assert settings["fail-on"] == {"name": "fail-on", "value": "warning", "origin": "raci.toml:2:1"}
    assert settings["options.LOD501.max"]["origin"] == "raci.toml:4:1"
    off = [rule for rule in manifest["rules"] if rule["state"] == "off"]
    assert {"TXT701"} < {rule["code"] for rule in off if rule["chosen_by"] == "raci.toml:1:11"}
    (extended,) = manifest["packs"]
    assert extended["id"] == "payroll"


def test_waivers_are_told_whether_or_not_they_are_in_force() -> None:
    campaign, ended = json.loads(pack()["manifest.json"])["waivers"]
    assert (campaign["waiver"], campaign["in_force"], campaign["covers"]) == ("campaign", True, 1)
    assert (ended["waiver"], ended["in_force"], ended["covers"]) == ("ended", False, 0)
    assert campaign["approved_by"] == [
        {"role": "manager", "on": "2026-11-02", "standing": "claimed"}
    ]


def test_git_tells_the_commit_whether_it_was_clean_and_who_approved(top: Path) -> None:
    person = "people: {m: {git: m@example.org, roles: {manager: {}}}}\n"
    git(top, "init", "-q")
    define(SHOP + person, "org/org.yaml")
    commit(top)
    sha = commit_by(top, "m@example.org", {"org/org.yaml": waived(OVERLAP, shop=SHOP + person)})
    manifest = json.loads(pack()["manifest.json"])
    assert manifest["git"].items() >= {"commit": sha, "clean": True}.items()
    assert manifest["waivers"][0]["approved_by"][0]["standing"] == "committed"
    for path, text in (
        ("org/new.yaml", "raci: 1\nroles: {x: {}}\n"),
        ("raci.toml", "lang = 'en'\n"),
    ):
        define(text, path)
        shutil.rmtree("pack")
        told = json.loads(pack()["manifest.json"])["git"]
        assert (told["commit"], told["clean"]) == (sha, False)
        Path(path).unlink()
    shutil.rmtree("pack")
    told = pack("--no-vcs")
    manifest = json.loads(told["manifest.json"])
    assert "git" not in manifest
    assert "standing" not in manifest["waivers"][0]["approved_by"][0]
    assert not any(sha.encode() in raw for raw in told.values())
    pack("--force")
    commit(top, **{"notes.md": "A later commit changes nothing of it."})
    assert raci("report", "--verify", "pack", "org").exit_code == 0


def test_nobody_can_say_that_what_was_not_committed_was(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(top, "init", "-q")
    commit(top)
    define("raci: 1\nroles: {x: {}}\n", "org/new.yaml")
    pack()
    assert raci("report", "--verify", "pack", "org").exit_code == 0
    clean = Checkout(git(top, "rev-parse", "HEAD"), clean=True)
    with monkeypatch.context() as forged:
        forged.setattr("raci.cli.run.pack.checkout_of", lambda _: clean)
        pack("--force")
    assert raci("report", "--verify", "pack").exit_code == 0
    commit(top)
    ran = raci("report", "--verify", "pack", "org")
    assert ran.exit_code == 1
    assert "not the same: manifest.json" in ran.output
    shutil.rmtree(".git")
    ran = raci("report", "--verify", "pack", "org")
    assert f"commit {clean.commit} is not verified" in ran.stderr


def test_a_definition_that_is_newer_than_the_day_is_told(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(top, "init", "-q")
    for day, path, text in (
        ("2026-11-02", "org/org.yaml", SHOP),
        ("2026-11-20", "org/org.yaml", waived(OVERLAP)),
        ("2026-11-25", "README", "no part of it"),
    ):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        commit(top, **{path: text})
    changed = git(top, "rev-parse", "HEAD~1")
    for day, later in (
        ("2026-11-10", {"commit": changed, "day": "2026-11-20"}),
        ("2026-10-01", {"commit": changed, "day": "2026-11-20"}),
        ("2026-11-20", None),
    ):
        ran = raci("report", "org", "-o", day, "--as-of", day)
        assert ran.exit_code == 0
        files = held(day)
        assert json.loads(files["manifest.json"])["git"]["changed_after"] == later
        assert (f"changed after {day}" in ran.stderr) == (later is not None)
        assert (b'"changed_after":' in files["index.html"]) == (later is not None)
        assert raci("report", "--verify", day, "org").exit_code == 0


def test_people_appear_by_id_alone() -> None:
    person = "people: {p-1: {name: Wang Xiaoming, git: w@example.org, roles: {manager: {}}}}\n"
    define(waived(OVERLAP, shop=SHOP + person), "org/org.yaml")
    files = pack()
    for path, raw in files.items():
        whole = raw if not path.endswith(".xlsx") else b"".join(_parts(Path("pack") / path))
        assert b"Xiaoming" not in whole, path
        assert b"w@example.org" not in whole, path


def _parts(workbook: Path) -> list[bytes]:
    with ZipFile(workbook) as book:
        return [book.read(name) for name in book.namelist()]


def test_ids_and_names_of_any_kind_make_a_pack_that_verifies() -> None:
    ids = ("CON", "con", "财务", "a.b.", "é", "x" * 80)
    roles = "".join(f"  {id_}: {{name: '<script>|`{id_}`', duties: {{pay: Pay}}}}\n" for id_ in ids)
    define(f"raci: 1\norg: {{id: shop}}\nroles:\n{roles}", "org/org.yaml")
    files = pack()
    assert sum(path.startswith("roles/") for path in files) == len(ids)
    assert raci("report", "--verify", "pack", "org").exit_code == 0
    assert b"<script>|" not in files["index.html"]


def test_the_history_of_a_period_is_a_part_of_it(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(top, "init", "-q")
    for day, text in (("2026-11-02", SHOP), ("2026-11-20", waived(OVERLAP))):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        commit(top, **{"org/org.yaml": text})
    files = pack("--from", "2026-11-10")
    manifest, history = (json.loads(files[f"{name}.json"]) for name in ("manifest", "history"))
    period = {"from": "2026-11-10", "to": "2026-11-23"}
    assert history["period"] == period
    assert manifest["history"].items() >= period.items()
    assert manifest["history"]["head"] == history["head"]
    assert files["history.md"]
    assert files["history.csv"].startswith("\ufeff".encode())
    commit(top)  # the pack itself, on a day of the period
    ran = raci("report", "--verify", "pack", "org")
    assert ran.exit_code == 0, ran.output
    assert "need git" in refused("org", "-o", "other", "--from", "2026-01-01", "--no-vcs")
    shutil.rmtree(".git")
    refused("org", "-o", "other", "--to", "2026-01-01")


# Nothing judged is no result


@pytest.mark.parametrize(
    "broken",
    [BROKEN, SHOP + "roles: [", "raci: 1\norg: {id: shop", SHOP.replace("roles:", "rolls:")],
)
def test_what_cannot_be_read_makes_a_pack_that_says_so(broken: str) -> None:
    define(broken, "org/org.yaml")
    files = pack(status=2)
    assert files.keys() == UNJUDGED
    manifest = json.loads(files["manifest.json"])
    assert (manifest["checked"], manifest["exit_status"]) == (False, 2)
    assert manifest["counts"] is None, "what was read by halves means nothing"
    assert not any(rule["state"] == "ran" for rule in manifest["rules"] if rule["code"] < "DEF")
    assert "Not checked" in files["index.html"].decode()
    assert json.loads(files["statement.json"])["predicate"]["checked"] is False
    ran = raci("report", "--verify", "pack", "org")
    assert (ran.exit_code, "Not checked" in ran.stderr) == (0, True)


def test_a_pack_that_cannot_have_the_history_asked_for_says_so() -> None:
    define(BROKEN, "org/org.yaml")
    ran = raci("report", "org", "-o", "pack", "--from", "2026-01-01")
    assert (ran.exit_code, "has no history" in ran.stderr) == (2, True)
    assert "org/org.yaml:" in ran.stderr, "what is wrong is told where it is asked"


def test_a_rule_that_fails_makes_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = catalogue.rules()

    def fails(*_: Any) -> Any:
        raise ZeroDivisionError

    broken = tuple(_failing(rule, fails) if rule.code == "GAP104" else rule for rule in rules)
    monkeypatch.setattr(catalogue, "rules", lambda: broken)
    files = pack(status=3)
    assert files.keys() == UNJUDGED
    assert json.loads(files["manifest.json"])["exit_status"] == 3
    assert "未检查" in pack("--lang", "zh", folder="other", status=3)["index.html"].decode()


def _failing(rule: Any, judge: Any) -> Any:
    from dataclasses import replace

    return replace(rule, judge=judge)


def test_findings_at_error_are_the_content_of_a_pack() -> None:
    define(SHOP, "org/org.yaml")
    assert json.loads(pack()["manifest.json"])["exit_status"] == 1


# Where it may be written


def test_a_folder_with_other_files_is_refused() -> None:
    define("mine", "pack/notes.txt")
    assert "holds other files" in refused("org", "-o", "pack")
    assert "there is no manifest.json" in refused("org", "-o", "pack", "--force")
    define("{}", "pack/manifest.json")
    assert "no manifest of raci's" in refused("org", "-o", "pack", "--force")


def test_force_replaces_the_pack_and_nothing_else() -> None:
    first = pack()
    define("mine", "pack/notes.txt")
    define("mine", "pack/roles/notes.txt")
    assert "holds other files" in refused("org", "-o", "pack")
    define(SHOP, "org/org.yaml")
    second = pack("--force")
    assert second.pop("notes.txt") == second.pop("roles/notes.txt") == b"mine"
    assert second.keys() == first.keys()
    assert second != first
    define(BROKEN, "org/org.yaml")
    third = pack("--force", status=2)
    assert third.keys() == UNJUDGED | {"notes.txt", "roles/notes.txt"}
    define("mine", "pack/matrix.csv")
    define(SHOP, "org/org.yaml")
    assert "matrix.csv' is not of the earlier audit pack" in refused("org", "-o", "pack", "--force")


LEADING_OUT = ("../victim", "/etc/passwd", "a/../../victim", "C:x", "a\\b", "", ".", "a//b")


def test_a_manifest_that_lists_what_cannot_be_there_is_replaced() -> None:
    pack()
    manifest = json.loads(Path("pack/manifest.json").read_text("utf-8"))
    manifest["files"].append({"path": "index.html/page", "sha256": "0" * 64})
    define(json.dumps(manifest), "pack/manifest.json")
    pack("--force")
    assert raci("report", "--verify", "pack", "org").exit_code == 0


@pytest.mark.parametrize("path", [*LEADING_OUT, "\0", "\ud800", "a\n"])
def test_a_manifest_that_leads_out_of_its_folder_is_none(path: str) -> None:
    define("mine", "victim")
    pack()
    manifest = json.loads(Path("pack/manifest.json").read_bytes())
    manifest["files"].append({"path": path, "sha256": "0" * 64})
    define(json.dumps(manifest), "pack/manifest.json")
    assert "no file of a pack" in refused("org", "-o", "pack", "--force")
    assert "no file of a pack" in refused("--verify", "pack")


def test_no_link_in_a_pack_is_followed() -> None:
    pack()
    define("mine", "victims/a.md")
    Path("pack/more").symlink_to(Path("victims").resolve())
    manifest = json.loads(Path("pack/manifest.json").read_bytes())
    manifest["files"].append({"path": "more/a.md", "sha256": "0" * 64})
    define(json.dumps(manifest), "pack/manifest.json")
    assert "symbolic link" in refused("org", "-o", "pack", "--force")
    Path("linked").symlink_to("pack")
    assert "symbolic link" in refused("org", "-o", "linked", "--force")


def test_a_file_is_no_folder(top: Path) -> None:
    assert "is not a folder" in refused("org", "-o", "org/org.yaml")
    assert "cannot be written" in refused("org", "-o", "org/org.yaml/pack")
    assert "missing option --output" in refused("org")


@pytest.mark.parametrize("again", [False, True])
def test_a_disk_that_fills_leaves_all_as_it_was(
    again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if again:
        pack()
        define(SHOP, "org/org.yaml")
    before = held(".")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for at in count(1, 7):
        with monkeypatch.context() as patch:
            fault = Fault(at, full, ("write", "replace", "mkdir"))
            fault.install(patch.setattr)
            ran = raci("report", "org", "-o", "new/pack" if not again else "pack", "--force", *DAY)
        if fault.calls < at:
            break
        assert ran.exit_code == 2
        assert "no space left" in ran.stderr.lower()
        assert held(".") == before
        assert again or not Path("new").exists()
    assert at > 8
    assert raci("report", "--verify", "pack" if again else "new/pack", "org").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="no fork")
@pytest.mark.parametrize("again", [False, True])
def test_what_a_killed_run_left_is_replaced(again: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no test cuts the power
    call = ("report", "org", "-o", "pack", "--force", *DAY)
    pack(folder="earlier")
    for at in count(9, 61):
        shutil.rmtree("pack", ignore_errors=True)
        if again:
            shutil.copytree("earlier", "pack")
        if not killed(lambda: raci(*call), Fault(at, dies)):
            break
        assert raci(*call).exit_code == 0
        assert raci("report", "--verify", "pack").exit_code == 0
    assert at > 90


def test_a_workbook_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    assert "raci[excel]" in refused("org", "-o", "pack")


def test_a_pack_in_the_folder_of_its_organisation_is_no_part_of_it() -> None:
    before = raci("check", "org", "--format", "json", *DAY).stdout
    first = pack(folder="org/audit")
    assert raci("check", "org", "--format", "json", *DAY).stdout == before
    assert raci("report", "--verify", "org/audit", "org").exit_code == 0
    assert pack("--force", folder="org/audit") == first
    define("raci: 1\nroles: {hidden: {}}\n", "org/audit/more.yaml")
    assert '"roles": 4' in raci("check", "org", "--format", "json", *DAY).stdout
    Path("org/audit/statement.json").write_text("{}", "utf-8")
    assert raci("check", "org", "--format", "json", *DAY).stdout != before


# Of what


def test_one_pack_is_of_one_organisation() -> None:
    define(SHOP.replace("shop", "other"), "other/org.yaml")
    told = refused(".", "-o", "pack")
    assert "2 organisations found" in told
    assert "org" in told
    assert "other" in told
    Path("empty").mkdir()
    assert "DEF011" in refused("empty", "-o", "pack")


def test_a_table_has_a_pack_too() -> None:
    shutil.copy(ROOT / "org/tables/procurement.md", "buying.md")
    files = pack(path="buying.md")
    assert files.keys() == PACK | roles_of(files)
    (read,) = json.loads(files["manifest.json"])["read"]
    assert read["path"] == "buying.md"
    assert raci("report", "--verify", "pack", "buying.md").exit_code == 0
