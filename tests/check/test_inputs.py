"""What was read: every file that decides something, and no other; one digest of all of them."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from raci.project import projects
from tests.support.command import define, raci
from tests.support.paths import ROOT
from tests.support.repositories import IDENTITY, commit, git

ORG = """\
raci: 1
org: {id: shop, extends: [own.yaml, ../packs/far.yaml]}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
"""
PACK = "raci-pack: 1\nid: %s\nversion: 1.0.0\nname: A pack\ntags: {%s: A tag}\n"
FILES = {
    "org/org.yaml": ORG,
    "org/more.yaml": "raci: 1\nroles: {aide: {}}\n",
    "org/own.yaml": PACK % ("own", "own"),
    "packs/far.yaml": PACK % ("far", "far"),
    "raci.toml": "ignore = ['TXT']\n",
    "org/raci.toml": "fail-on = 'warning'\n",
    "org/raci-baseline.yaml": "raci-baseline: 1\nfindings: []\n",
}
READ = ["../packs/far.yaml", "../raci.toml", "more.yaml", "org.yaml", "own.yaml"]
READ += ["raci-baseline.yaml", "raci.toml"]
BESIDE = {
    "org/menu.yaml": "dishes: [soup]\n",
    "org/big.json": '{"raci": [1]}',
    "org/tests.yaml": "raci-test: 1\ncases: []\n",
    "org/pyproject.toml": "[project]\nname = 'raci'\n",
    "org/.hidden.yaml": ORG,
    "pyproject.toml": "[project]\nname = 'x'\n",
}


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for path, text in FILES.items():
        define(text, path)
    return tmp_path


def recount(folder: Path, paths: list[str]) -> str:
    """Give the digest as ``sha256sum PATHS | sha256sum`` does."""
    lines = (f"{sha256((folder / path).read_bytes()).hexdigest()}  {path}\n" for path in paths)
    return sha256("".join(lines).encode()).hexdigest()


def told(*arguments: str) -> str:
    digest: str = json.loads(raci(*arguments).stdout)["inputs"]
    return digest


def test_every_file_that_decides_is_an_input_with_its_bytes(top: Path) -> None:
    for path, text in BESIDE.items():
        define(text, path)
    (project,) = projects(["org"])
    assert [each.path for each in project.inputs] == READ
    for each in project.inputs:
        raw = (top / "org" / each.path).read_bytes()
        assert (each.sha256, each.size) == (sha256(raw).hexdigest(), len(raw))


@pytest.mark.parametrize("path", READ)
def test_one_byte_of_any_input_changes_the_digest(path: str, top: Path) -> None:
    before = told("check", "org", "--format", "json")
    assert before == recount(top / "org", READ)
    file = top / "org" / path
    file.write_text(file.read_text("utf-8") + "#", "utf-8")
    assert told("check", "org", "--format", "json") == recount(top / "org", READ) != before


def test_neither_folder_nor_working_folder_changes_it(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told("check", "org", "--format", "json")
    shutil.copytree(top, top / "elsewhere")
    monkeypatch.chdir(top / "elsewhere" / "org")
    assert told("check", "--format", "json") == before


def test_what_cannot_be_read_is_an_input_too(top: Path) -> None:
    define("raci: 1\nroles: {", "org/broken.yaml")
    define("fail-on = 'nothing'\n", "org/raci.toml")
    digest = told("check", "org", "--format", "json")
    assert digest == recount(top / "org", sorted([*READ, "broken.yaml"]))


@pytest.mark.parametrize(
    "command",
    [
        ("check", "org", "--format", "json"),
        ("matrix", "org", "--format", "json"),
        ("drill", "org", "--format", "json"),
    ],
)
def test_every_report_on_one_version_has_the_same(command: tuple[str, ...], top: Path) -> None:
    assert told(*command) == recount(top / "org", READ)


def test_the_same_stands_in_sarif_and_below_every_printed_matrix(top: Path) -> None:
    digest = recount(top / "org", READ)
    (run,) = json.loads(raci("check", "org", "--format", "sarif").stdout)["runs"]
    assert run["properties"]["inputs"] == digest
    for format_name in ("text", "markdown", "html"):
        for lang in ("en", "zh"):
            assert digest in raci("matrix", "org", "--format", format_name, "--lang", lang).stdout


def test_several_organisations_and_versions_have_one_of_all(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    shutil.rmtree(top / ".git")
    git(top, "init", "-q")
    commit(top)
    one = told("check", "org", "--format", "json")
    define("raci: 1\nroles: {helper: {}}\n", "org/more.yaml")
    now = told("check", "org", "--format", "json")
    since = told("check", "org", "--format", "json", "--since", "HEAD")
    diff = told("diff", "HEAD:org", "org", "--format", "json")
    lines = f"{now}  \n{one}  base\n".splitlines(keepends=True)
    assert since == diff == sha256("".join(lines).encode()).hexdigest()
    assert one != now


def test_a_table_is_its_file_and_its_settings(top: Path) -> None:
    shutil.copy(ROOT / "org/tables/procurement.md", top / "org/buying.md")
    digest = told("check", "org/buying.md", "--format", "json")
    assert digest == recount(top / "org", ["../raci.toml", "buying.md", "raci.toml"])


def test_a_plan_is_made_of_its_proposal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    proposal = Path("org/proposals/operating-groups.yaml")
    base = told("matrix", "org/ecommerce", "--format", "json")
    plan = told("plan", str(proposal), "--format", "json")
    assert told("test", "org/ecommerce", "--format", "json") == base
    own = sha256(proposal.read_bytes()).hexdigest()
    assert plan == sha256(f"{base}  \n{own}  proposal\n".encode()).hexdigest()
