"""``raci import`` and ``raci init``: what they write, report and refuse."""

import json
import os
import sys
from pathlib import Path

import pytest

from raci.cli.import_ import FORMATS
from raci.project import Project
from tests.support.command import define, raci

MATRIX = """\
# Shop

| Activity | Shop lead | Sales | Finance |
| --- | --- | --- | --- |
| Set prices | A | A/R | C |
| Settle returns | A | R | I |
| Close books | C | | R |
"""
DOUBTFUL = """\
| Activity | Shop lead | Sales | Customers |
| --- | --- | --- | --- |
| Set prices | A | R | C |
| Settle returns | A/R | see contract | I |

| Term | Meaning |
| --- | --- |
| Return | Goods that come back |
"""
CHINESE = """\
| 活动 | 会计 | 快寄 |
| --- | --- | --- |
| 制定价格 | A | R |
| 处理退货 | A/R | C |
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files() -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in Path().rglob("*") if each.is_file()}


def functions(folder: str, function: str) -> dict[str, list[str]]:
    """Return the roles of each activity that have a function."""
    data = Project.folder(folder).found.documents[0].data
    return {id_: each.get(function, []) for id_, each in data["activities"].items()}


def test_a_matrix_becomes_a_definition_as_people_write_it() -> None:
    define(MATRIX, "raci.md")
    ran = raci("import", "raci.md", "-o", "shop")
    assert ran.exit_code == 0, ran.output
    assert ran.stdout == (
        "raci.md:3:1: read: Shop: 3 roles across, 3 activities, 9 letters, RACI by its\n"
        "  title\n\n"
        "Wrote shop: 3 roles, 3 activities in 1 file.\nNo doubts, nothing left out.\n"
        "Next: raci check shop\n"
    )
    assert (
        Path("shop/org.yaml").read_text("utf-8")
        == """\
# yaml-language-server: $schema=.raci.schema.json
raci: 1

org:
  id: raci
  name: Shop

roles:
  shop-lead: {name: Shop lead}
  sales: {name: Sales}
  finance: {name: Finance}

activities:
  set-prices:
    name: Set prices
    responsible: [sales]
    accountable: [shop-lead, sales]
    consulted: [finance]
  settle-returns:
    name: Settle returns
    responsible: [sales]
    accountable: [shop-lead]
    informed: [finance]
  close-books:
    name: Close books
    responsible: [finance]
    consulted: [shop-lead]
"""
    )


def test_doubts_are_reported_and_are_comments() -> None:
    define(DOUBTFUL, "raci.md")
    ran = raci("import", "raci.md", "-o", "shop")
    assert ran.exit_code == 1
    said = ran.stdout.replace("\n  ", " ")
    assert "raci.md:4:26: doubt: “see contract” is not understood, in row “Settle" in said
    assert "raci.md:1:34: doubt: “Customers” is taken as external because of its name" in said
    assert "raci.md:6:3: left out: “Term | Meaning” is no part of a responsibility matrix" in said
    assert "2 doubts, 1 thing left out." in said
    text = Path("shop/org.yaml").read_text("utf-8")
    assert "  # “see contract” is not understood, in row “Settle returns” under" in text
    assert text.index("see contract") < text.index("  settle-returns:")
    assert "doubt" not in text


def test_settings_say_how_a_table_is_read() -> None:
    define(DOUBTFUL, "docs/raci.md")
    define(
        '[tables."docs/raci.md"]\nid = "shop"\ngroups = "none"\n'
        'letters = {"see contract" = "responsible"}\n',
        "raci.toml",
    )
    ran = raci("import", "docs/raci.md", "-o", "a")
    assert "see contract" not in ran.stdout
    assert Project.folder("a").org.id == "shop"
    assert functions("a", "responsible")["settle-returns"] == ["shop-lead", "sales"]
    raci("import", "docs/raci.md", "-o", "b", "--id", "store")
    assert Project.folder("b").org.id == "store"


def test_ids_in_pinyin_differ_where_names_do() -> None:
    define(CHINESE, "表.md")
    assert raci("import", "表.md", "-o", "names").exit_code == 0
    assert [*Project.folder("names").org.roles] == ["会计", "快寄"]
    ran = raci("import", "表.md", "-o", "pinyin", "--ids", "pinyin", "--lang", "zh")
    assert ran.exit_code == 1
    org = Project.folder("pinyin").org
    assert org.id == "biao"
    assert {id_: role.name[""] for id_, role in org.roles.items()} == {
        "kuai-ji": "会计",
        "kuai-ji-2": "快寄",
    }
    assert functions("pinyin", "responsible") == {
        "zhi-ding-jia-ge": ["kuai-ji-2"],
        "chu-li-tui-huo": ["kuai-ji"],
    }
    assert "表.md:1:13: 存疑：“快寄”的 id 为 kuai-ji-2：另一名称的拼音与其相同" in ran.stdout


def test_without_the_library_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    define(CHINESE, "raci.md")
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    ran = raci("import", "raci.md", "-o", "shop", "--ids", "pinyin")
    assert ran.exit_code == 2
    assert "pip install 'raci[pinyin]'" in ran.stderr
    assert not Path("shop").exists()


def test_several_files_become_one_organisation() -> None:
    define(MATRIX, "a.md")
    define(MATRIX.replace("| A | R | I |", "| C | R | A |"), "b.md")
    ran = raci("import", "a.md", "b.md", "-o", "Our Shop")
    assert ran.exit_code == 1
    said = ran.stdout.replace("\n  ", " ")
    assert (
        "b.md:6:3: doubt: settle-returns: accountable is “shop-lead” in a.md:6:3 and “finance” here"
        in said
    )
    org = Project.folder("Our Shop").org
    assert org.id == "our-shop"
    assert functions("Our Shop", "accountable")["settle-returns"] == ["shop-lead", "finance"]
    assert len(org.activities) == 3
    assert said.endswith("Next: raci check 'Our Shop'\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.md"], "no file 'none.md'"),
        (["prose.html"], "DEF011"),
        (["broken.xlsx"], "DEF001"),
        (["letters.md"], "DEF018"),
        (["raci.md", "broken.xlsx"], "DEF001"),
        (["picture.png"], "--as: "),
        (["picture.png", "--as", "tables"], "DEF001"),
        (["old.xls"], "save it as .xlsx"),
        (["old.xls", "--as", "tables"], "save it as .xlsx"),
        (["plan.ods"], "save it as .xlsx"),
        (["page.pdf"], "save a table as .xlsx"),
        (["page.pdf", "--as", "tables"], "save it as .xlsx"),
        (["page.pdf", "--as", "outline"], "save it as .docx"),
        (["raci.md", "--id", "a b"], "a-b can"),
        (["raci.md", "--as", "table"], "tables"),
    ],
)
def test_what_cannot_be_read_writes_nothing(arguments: list[str], said: str) -> None:
    define(MATRIX, "raci.md")
    define("<p>Prose</p>\n", "prose.html")
    define("no workbook", "broken.xlsx")
    define("", "picture.png")
    Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    Path("plan.ods").write_bytes(b"PK\x03\x04mimetypeapplication/vnd.oasis\0")
    Path("page.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    define(
        "| Task | Clerk | Chief |\n|---|---|---|\n| Ship | R | P |\n| Pay | V | D |\n", "letters.md"
    )
    before = files()
    ran = raci("import", *arguments, "-o", "shop")
    assert ran.exit_code == 2, ran.output
    assert said.lower() in ran.stderr.lower().replace("\n  ", " ")
    assert files() == before
    assert not Path("shop").exists()


def test_where_nothing_comes_over_nothing_is_written() -> None:
    define("# A page\n", "n.md")
    ran = raci("import", "n.md", "--as", "codeowners", "-o", "y")
    assert ran.exit_code == 2
    assert "has no owner" in ran.stderr or "left out" in ran.stderr or "read:" in ran.stderr
    assert "nothing is written; name another file, or its format with --as" in ran.stderr
    assert not Path("y").exists()


@pytest.mark.parametrize("form", ["", *FORMATS])
@pytest.mark.parametrize(
    "raw",
    [b"", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0" + bytes(600), b"%PDF-1.7", bytes(range(256))],
    ids=["nothing", "zip", "old", "page", "bytes"],
)
def test_what_is_no_text_is_refused_without_its_bytes(form: str, raw: bytes) -> None:
    name = "x.xls"
    Path(name).write_bytes(raw)
    ran = raci("import", name, "-o", "y", *(("--as", form) if form else ()))
    assert ran.exit_code == 2, ran.output
    assert "defect" not in ran.stderr
    assert ran.stderr.isprintable() or not {*ran.stderr} - {"\n"} & {*map(chr, range(32))}
    assert "| " not in ran.stderr
    assert not Path("y").exists()


def test_definitions_are_never_overwritten() -> None:
    define(MATRIX, "raci.md")
    define("raci: 1\norg: {id: shop}\n", "shop/deep/org.yaml")
    define("raci: 1\nroles: {a: {}}\n", "loose/roles.yaml")
    define("a: 1\n", "other/org.yaml")
    define("text", "file")
    before = files()
    for folder, said in {
        "shop": "shop/deep/org.yaml",
        "loose": "loose/roles.yaml",
        "other": "other/org.yaml",
        "file": "'file'",
    }.items():
        for command in (("import", "raci.md", "-o", folder), ("init", folder)):
            ran = raci(*command)
            assert ran.exit_code == 2, folder
            assert said in ran.stderr
    assert files() == before


def test_a_folder_with_other_files_is_taken_and_one_below_an_organisation() -> None:
    define(MATRIX, "raci.md")
    assert raci("import", "raci.md", "-o", ".").exit_code == 0
    assert Path("org.yaml").is_file()
    assert raci("import", "raci.md", "-o", "inner", "--id", "inner").exit_code == 0
    assert [each["id"] for each in checked(".")] == ["raci", "inner"]


def checked(path: str) -> list[dict[str, str]]:
    report = json.loads(raci("check", path, "--format", "json").stdout)
    found: list[dict[str, str]] = report["organisations"]
    return found


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written() -> None:
    define(MATRIX, "raci.md")
    Path("closed").mkdir(mode=0o500)
    ran = raci("import", "raci.md", "-o", "closed/shop")
    assert ran.exit_code == 2
    assert "cannot be written" in ran.stderr


def test_hostile_texts_stay_texts() -> None:
    define(
        "| Activity | Lead\u202e | All \x1b[31m: staff |\n| --- | --- | --- |\n"
        '| # "x": {y} \u2028::error::z | A | R \u2028 raci: 2 |\n| - Ship | A/R | I |\n',
        "raci.md",
    )
    ran = raci("import", "raci.md", "-o", "shop")
    assert ran.exit_code == 1, ran.output
    assert "\x1b" not in ran.output
    assert "\n::" not in ran.output
    assert len(Project.folder("shop").org.activities) == 2
    assert "\u202e" not in Path("shop/org.yaml").read_text("utf-8")
    assert "\\u202e" in Path("shop/org.yaml").read_text("utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_init_writes_a_definition_that_is_clean(lang: str) -> None:
    ran = raci("init", "My Shop", "--lang", lang)
    assert ran.exit_code == 0, ran.output
    text = Path("My Shop/org.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert Project.folder("My Shop").org.id == "my-shop"
    report = Project.folder("My Shop").check(as_of="2026-11-23")
    assert not report.findings
    assert ran.stdout.endswith("raci check 'My Shop'\n")


def test_init_in_the_working_folder() -> None:
    assert raci("init", "--id", "shop").stdout == "org.yaml: written\nNext: raci check\n"
    assert raci("check").exit_code == 0
    assert raci("init").exit_code == 2


def test_init_from_files_is_import() -> None:
    define(DOUBTFUL, "raci.md")
    one, other = (
        raci("init", "--from", "raci.md", "a"),
        raci("import", "raci.md", "-o", "b"),
    )
    assert one.exit_code == other.exit_code == 1
    assert one.stdout.replace("Wrote a", "Wrote b").replace("check a", "check b") == other.stdout
    assert Path("a/org.yaml").read_bytes() == Path("b/org.yaml").read_bytes()
    assert raci("init", "c", "--as", "tables").exit_code == 2


def test_two_rows_of_one_name_are_told() -> None:
    define("| Task | PM | Dev |\n|---|---|---|\n| Plan | A | R |\n| Plan | A | R |\n", "m.md")
    ran = raci("import", "m.md", "-o", "out")
    assert ran.exit_code == 1
    assert "a row above is called “Plan” too; this one is the activity plan-2" in " ".join(
        ran.output.split()
    )
