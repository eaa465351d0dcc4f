"""``raci diff``: versions from folders and from git, in every format."""

import json
from pathlib import Path

import jsonschema
import pytest

from raci.schema import schema_path
from tests.support.command import define, raci
from tests.support.page import page_data
from tests.support.repositories import IDENTITY, commit, git

DAY = ("--as-of", "2026-11-23")
ORG = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [sell, price]}
  clerk: {duties: {sell: Sell., price: Set prices.}, reports_to: boss}
"""


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path.resolve() / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, **{"org/org.yaml": ORG})
    monkeypatch.chdir(folder)
    return folder


LOST = ORG.replace(", price: Set prices.", "")


def test_a_version_in_git_is_read_without_a_checkout(top: Path) -> None:
    define(LOST, "org/org.yaml")
    for base in ("main:org", "git:main:org", "HEAD:org"):
        ran = raci("diff", base, "org", *DAY)
        assert ran.exit_code == 1
        assert f"What changes: {base} → org" in ran.output
        assert "CHG801" in ran.output
    assert (top / "org/org.yaml").read_text() == LOST
    assert git(top, "status", "--short").strip() == "M org/org.yaml"


def test_a_bare_revision_is_of_this_folder(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(top / "org")
    ran = raci("diff", "main", *DAY)
    assert (ran.exit_code, "Nothing is different." in ran.output) == (0, True)


def test_the_status_is_judged_on_what_is_new() -> None:
    define(ORG.replace("[sell, price]", "[sell]"), "before/org.yaml")
    define(ORG.replace("[sell, price]", "[sell]").replace("Sell.", "Sell online."), "org/org.yaml")
    assert raci("check", "org", *DAY).exit_code == 1
    assert raci("diff", "before", "org", *DAY).exit_code == 0
    assert raci("diff", "org", "main:org", *DAY).exit_code == 0
    assert raci("diff", "main:org", "org", *DAY).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mian:org", "org"), "mian"),
        (("main:nowhere", "org"), "nowhere"),
        (("nowhere", "org"), "nowhere"),
        (("main:org", "org", "-o", "x.pdf"), "no output format for the suffix"),
    ],
)
def test_what_is_not_there_is_told(arguments: tuple[str, ...], words: str) -> None:
    ran = raci("diff", *arguments, *DAY)
    assert ran.exit_code == 2
    assert words in ran.output


def test_json_has_its_schema_and_html_both_matrices() -> None:
    define(LOST, "org/org.yaml")
    raci("diff", "main:org", "org", "-o", "diff.json", *DAY)
    told = json.loads(Path("diff.json").read_text())
    schema = json.loads(schema_path("diff").read_text("utf-8"))
    jsonschema.validate(told, schema)
    (lost,) = told["assignments"]
    assert (lost["of"]["after"], lost["before"], lost["after"]) == (
        "activity:price",
        ["role:clerk"],
        [],
    )
    raci("diff", "main:org", "org", "-o", "diff.html", "--lang", "zh", *DAY)
    page = page_data(Path("diff.html").read_text())
    row = [each["id"] for each in page["activities"]].index("price")
    clerk = [each["id"] for each in page["roles"]].index("clerk")
    before, after = page["versions"]
    assert clerk in before["rows"][str(row)][::2]
    assert clerk not in page["cells"]["rows"][row][::2]
    assert after["rows"] == {}
    raci("diff", "main:org", "org", "-o", "diff.md", *DAY)
    assert "## Who does what" in Path("diff.md").read_text()
