"""Settings: levels from the repository's top down, what is mandatory, what is printed of them."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import join, normpath
from random import Random
from typing import Any

import hypothesis
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.effective_settings import EVERYTHING, settings_of
from raci.check.settings import Selection, Settings
from raci.findings.codes import ALWAYS, family
from raci.findings.finding import Severity
from raci.project import Project
from raci.render.reports.settings import render
from raci.rules import catalogue
from raci.schema import schema_path
from tests.support.command import define, raci
from tests.support.toml_layouts import to_toml

SHOP = """\
raci: 1
org: {id: shop}
roles:
  boss: {duties: {hire: Hire people}}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}, accountable: [pay]}
  idle: {reports_to: boss}
"""
"""Nobody is accountable for hire: GAP101, an error; nothing else is one."""
DAY = ("--as-of", "2026-11-23")

Data = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an organisation in ``org/unit``, as the working folder."""
    repository = tmp_path / "repository"  # a test writes beside it
    (repository / ".git").mkdir(parents=True)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("COLUMNS", "80")
    define(SHOP, "org/unit/org.yaml")
    return repository


def report(*arguments: str) -> Data:
    """Check, and give the report as data."""
    ran = raci("check", *DAY, "--format", "json", *arguments)
    found: Data = json.loads(ran.stdout)
    return found


def told(*arguments: str) -> dict[str, str]:
    """Check, and give the severities of what is found by the codes."""
    return {each["code"]: each["severity"] for each in report(*arguments)["findings"]}


# Where settings stand


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("place", [".", "org", "org/unit"])
@pytest.mark.parametrize(
    ("name", "head"),
    [("raci.toml", ""), ("pyproject.toml", "[project]\nname = 'x'\n[tool.raci]\n")],
)
@pytest.mark.parametrize("called_in", [".", "org", "org/unit"])
def test_settings_count_from_the_top_of_the_repository_down_to_the_organisation(
    place: str, name: str, head: str, called_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    define(f'{head}ignore = ["GAP101"]\n', f"{place}/{name}")
    monkeypatch.chdir(called_in)
    assert "GAP101" not in told()
    assert "GAP101" in told("--extend-select", "GAP101")


def test_settings_elsewhere_do_not_count(folder: Path) -> None:
    for place in (folder / ".." / "raci.toml", "other/raci.toml", "org/unit/below/raci.toml"):
        define('ignore = ["GAP101"]\n', str(place))
    assert "GAP101" in told()


@pytest.mark.usefixtures("folder")
def test_in_one_folder_raci_toml_stands_instead_of_pyproject_toml() -> None:
    define('[tool.raci]\nignore = ["GAP101"]\n', "pyproject.toml")
    assert "GAP101" not in told()
    define("", "raci.toml")
    assert "GAP101" in told()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "text",
    [
        "[tool.black]\nline-length = nan\n",
        "this = is no TOML [",
        "[tool]\nblack = {}\n",
        "[project]\nname = 'raci'\n",
        "[tool.racing]\nlaps = 3\n",
    ],
)
def test_a_pyproject_without_settings_is_left_alone(text: str) -> None:
    define(text, "pyproject.toml")
    assert "GAP101" in told()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "text",
    [
        "tool.raci.ignore = ['GAP101']",
        "tool = {raci = {ignore = ['GAP101']}}",
        "[ tool . 'raci' ]\nignore = ['GAP101']",
        "[tool]\nraci.ignore = ['GAP101']",
        "[tool]\r\n[tool.raci]\r\nignore = ['GAP101']\r\n",
        "\n\n  [\"tool\".raci]\nignore = ['GAP101']",
    ],
)
def test_the_table_may_be_written_in_any_way(text: str) -> None:
    define(text, "pyproject.toml")
    assert "GAP101" not in told()


@pytest.mark.usefixtures("folder")
def test_every_organisation_has_its_own_settings_below_the_common_ones() -> None:
    define(SHOP.replace("shop", "other"), "org/other/org.yaml")
    define('ignore = ["GAP101"]\n', "org/other/raci.toml")
    found = [each["organisation"] for each in report()["findings"] if each["code"] == "GAP101"]
    assert found == ["shop"]
    define('ignore = ["GAP101"]\n')
    Path("org.yaml").rename("raci.toml")
    assert "GAP101" not in told()


# What they say


UNEVEN = """\
raci: 1
org: {id: shop}
departments: {office: {head: boss}}
roles:
  boss: {department: office, duties: {a: A}, accountable: [a, b, c, d, e, f, g, h]}
  clerk: {department: office, duties: {b: B}}
  driver: {department: office, duties: {c: C}}
"""


def test_a_rule_that_is_off_runs_only_where_it_is_chosen_itself(folder: Path) -> None:
    define(UNEVEN, "org/unit/org.yaml")
    assert "LOD504" not in told()
    for arguments in (("--select", "LOD"), ("--extend-select", "LOD")):
        assert "LOD504" not in told(*arguments)
    for name in ("LOD504", "uneven-load"):
        for option in ("--select", "--extend-select"):
            assert told(option, name)["LOD504"] == "warning"
        for key in ("select", "extend-select", "mandatory"):
            define(f'{key} = ["{name}"]\n', "raci.toml")
            assert told()["LOD504"] == "warning"
        define(f'extend-select = ["{name}"]\n[severity]\nLOD = "info"\n', "raci.toml")
        assert told()["LOD504"] == "info"
        assert "LOD504" not in told("--ignore", "LOD")
        (folder / "raci.toml").unlink()


@pytest.mark.usefixtures("folder")
def test_a_rule_that_is_off_is_told_as_that() -> None:
    shown = raci("check", "--show-settings").stdout
    assert "# select: all rules" in shown
    assert re.search(r"^# not LOD504 +# default: off$", shown, re.MULTILINE)
    assert re.search(r"^ *LOD504 +uneven-load +off ", raci("rules").stdout, re.MULTILINE)
    assert raci("rule", "LOD504").stdout.startswith(
        "# LOD504 uneven-load (warning, off by default)\n"
    )
    assert "警告，默认关闭" in raci("rule", "LOD504", "--lang", "zh").stdout


def test_pages_that_say_off_are_found_without_reading_them_as_yaml() -> None:
    assert catalogue.off() == {page.code for page in catalogue.pages().values() if page.off}


@pytest.mark.usefixtures("folder")
def test_rules_are_named_by_code_name_or_family() -> None:
    for name in ("GAP101", "activity-without-accountable", "GAP"):
        define(f'ignore = ["{name}"]\n', "raci.toml")
        assert "GAP101" not in told()
        define(f'[severity]\n{name} = "info"\n', "raci.toml")
        assert told()["GAP101"] == "info"


@pytest.mark.parametrize("called_in", [".", "org/unit"])
def test_a_lower_level_may_select_again_and_the_command_line_has_the_last_word(
    called_in: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    define('ignore = ["GAP"]\n', "raci.toml")
    define('extend-select = ["GAP101"]\n', "org/raci.toml")
    monkeypatch.chdir(called_in)
    assert "GAP101" in told()
    assert "GAP101" not in told("--ignore", "GAP101")
    define('select = ["OVL"]\n', str(folder / "org/unit/raci.toml"))
    assert "GAP101" not in told()
    assert "GAP101" in told("--select", "GAP")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "lines",
    [
        ('GAP = "info"', 'GAP101 = "warning"'),
        ('GAP101 = "warning"', 'GAP = "info"'),
        ('activity-without-accountable = "warning"', 'GAP = "error"'),
    ],
)
def test_a_rules_own_severity_is_stronger_than_its_familys(lines: Sequence[str]) -> None:
    define("[severity]\n" + "\n".join(lines), "raci.toml")
    assert told()["GAP101"] == "warning"
    define('severity.GAP = "error"\n', "org/raci.toml")
    assert told()["GAP101"] == "error"


@pytest.mark.usefixtures("folder")
def test_what_fails_the_run() -> None:
    define('[severity]\nGAP = "warning"\n', "raci.toml")
    assert raci("check", *DAY).exit_code == 0
    define('fail-on = "warning"\n', "org/raci.toml")
    assert raci("check", *DAY).exit_code == 1
    assert raci("check", *DAY, "--fail-on", "error").exit_code == 0
    define('fail-on = "error"\n', "org/unit/raci.toml")
    assert raci("check", *DAY).exit_code == 0
    assert raci("check", *DAY, "--fail-on", "warning").exit_code == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["LOD501", "overloaded-role"])
def test_options_change_what_a_rule_finds(name: str) -> None:
    assert "LOD501" not in told()
    define(f"options.{name}.max = 0\n", "raci.toml")
    assert "LOD501" in told()
    define(f"options.{name}.max = 1\n", "org/raci.toml")
    assert "LOD501" not in told()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("called_in", [".", "org", "org/unit"])
@pytest.mark.parametrize(
    ("place", "pattern", "ignored"),
    [
        (".", "org/unit/org.yaml", True),
        (".", "org/unit", True),
        (".", "org/unit/", True),
        (".", "org", True),
        (".", "*", True),
        (".", "*.yaml", True),
        (".", "org/*/org.yaml", True),
        (".", "o?g/[a-z]nit", True),
        (".", "unit", False),
        (".", "org.yaml", False),
        (".", "org/uni", False),
        (".", "ORG", False),
        ("org", "unit", True),
        ("org", "org/unit", False),
        ("org/unit", "org.yaml", True),
        ("org/unit", "*.json", False),
    ],
)
def test_a_pattern_starts_at_the_folder_of_its_settings(
    place: str, pattern: str, ignored: bool, called_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    define(f'[per-path-ignores]\n"{pattern}" = ["GAP101"]\n', f"{place}/raci.toml")
    monkeypatch.chdir(called_in)
    assert ("GAP101" not in told()) == ignored


@pytest.mark.usefixtures("folder")
def test_nothing_selected_is_nothing_checked() -> None:
    define("select = []\n", "raci.toml")
    assert told() == {"DEF011": "error"}
    assert raci("check", "--exit-zero").exit_code == 2


@pytest.mark.usefixtures("folder")
def test_what_keeps_rules_from_judging_is_never_ignored_or_lowered() -> None:
    define(SHOP.replace("reports_to: boss}", "reports_to: ghost}"), "org/unit/org.yaml")
    define(
        'ignore = ["DEF", "DEF004"]\nfail-on = "error"\n'
        '[severity]\nDEF = "info"\n[per-path-ignores]\n"*" = ["DEF004"]\n',
        "raci.toml",
    )
    assert told()["DEF004"] == "error"
    assert raci("check", "--ignore", "DEF004").exit_code == 1
    define("x: [\n", "org/unit/raci.yaml")
    define("raci: 1\nx: [\n", "org/unit/broken.yaml")
    assert told()["DEF001"] == "error"


# What is mandatory


LOOSER = [
    'ignore = ["GAP101"]',
    'ignore = ["GAP"]',
    'select = ["OVL"]',
    "select = []",
    'severity.GAP = "info"',
    'severity.activity-without-accountable = "info"',
    'fail-on = "error"\nseverity.GAP101 = "warning"',
    'per-path-ignores."*" = ["GAP"]',
    'mandatory = []\nignore = ["GAP"]',
    'mandatory = ["GAP101"]\nseverity.GAP101 = "info"',
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("below", LOOSER)
@pytest.mark.parametrize("place", ["org", "org/unit"])
def test_nothing_below_loosens_what_is_mandatory(below: str, place: str) -> None:
    define(f"{below}\n", f"{place}/raci.toml")
    assert raci("check", "--ignore", "OVL", *DAY).exit_code != 1  # so it does loosen
    define('mandatory = ["GAP101"]\n', "raci.toml")
    assert told()["GAP101"] == "error"
    assert raci("check", *DAY).exit_code == 1
    shown = raci("check", "--show-settings").stdout
    assert f"# {place}/raci.toml:" in shown
    assert "does not count for GAP101: it is mandatory" in shown


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "arguments", [("--ignore", "GAP101"), ("--ignore", "GAP"), ("--select", "OVL")]
)
def test_the_command_line_does_not_loosen_it_either(arguments: tuple[str, ...]) -> None:
    assert raci("check", *arguments, *DAY).exit_code == 0
    define('mandatory = ["activity-without-accountable"]\n', "raci.toml")
    assert raci("check", *arguments, *DAY).exit_code == 1
    shown = raci("check", "--show-settings", *arguments).stdout
    assert "# command line does not count for GAP101: it is mandatory" in shown


@pytest.mark.usefixtures("folder")
def test_what_fails_the_run_by_mandate_fails_it_whatever_is_said_below() -> None:
    define('mandatory = ["GAP101"]\nfail-on = "warning"\nseverity.GAP = "warning"\n', "raci.toml")
    define('fail-on = "error"\n', "org/raci.toml")
    assert raci("check", *DAY).exit_code == 1
    assert raci("check", "--fail-on", "error", *DAY).exit_code == 1
    shown = raci("check", "--show-settings", "--fail-on", "error").stdout
    assert "# GAP101 fails the run from warning on: it is mandatory" in shown
    assert "# org/raci.toml:1:1 does not count for GAP101" in shown
    assert "# command line does not count for GAP101" in shown
    define('mandatory = ["GAP101"]\nseverity.GAP = "warning"\n', "raci.toml")
    define('mandatory = ["GAP101"]\nfail-on = "warning"\n', "org/raci.toml")
    define('fail-on = "error"\n', "org/unit/raci.toml")
    assert raci("check", *DAY).exit_code == 1  # a second mandate may ask for more


@pytest.mark.usefixtures("folder")
def test_a_mandatory_rule_may_be_raised_and_lowered_again_to_where_it_was() -> None:
    define('mandatory = ["GAP101"]\nseverity.GAP101 = "warning"\n', "raci.toml")
    define('[severity]\nGAP = "error"\nGAP101 = "warning"\n', "org/raci.toml")
    assert told()["GAP101"] == "warning"
    assert "does not count" not in raci("check", "--show-settings").stdout
    define('severity.GAP = "error"\n', "org/raci.toml")
    assert told()["GAP101"] == "error"
    define('severity.GAP = "warning"\n', "org/unit/raci.toml")
    assert told()["GAP101"] == "warning"
    define('mandatory = ["GAP"]\nseverity.GAP = "error"\n', "org/raci.toml")
    assert told()["GAP101"] == "error"  # there it was mandatory at more


@pytest.mark.usefixtures("folder")
def test_the_options_of_a_mandatory_rule_are_what_they_were() -> None:
    define('mandatory = ["LOD501"]\noptions.LOD501.max = 0\n', "raci.toml")
    define("options.overloaded-role.max = 9\n", "org/raci.toml")
    assert "LOD501" in told()
    shown = raci("check", "--show-settings").stdout
    assert "# org/raci.toml:1:9 does not count for LOD501: it is mandatory" in shown


@pytest.mark.usefixtures("folder")
def test_what_is_mandatory_is_on_though_it_was_switched_off_above_or_beside() -> None:
    define('select = ["OVL"]\n', "raci.toml")
    define('mandatory = ["GAP101"]\nignore = ["GAP"]\n', "org/raci.toml")
    assert "GAP101" in told()


@pytest.mark.usefixtures("folder")
def test_who_makes_a_rule_mandatory_may_except_paths_from_it() -> None:
    define('mandatory = ["GAP101"]\n[per-path-ignores]\n"org" = ["GAP"]\n', "raci.toml")
    assert "GAP101" not in told()


@pytest.mark.usefixtures("folder")
def test_a_waiver_covers_a_mandatory_rule_where_all_can_see_it() -> None:
    define('mandatory = ["GAP101"]\n', "raci.toml")
    define(
        "raci: 1\nwaivers:\n  new: {rule: GAP101, at: activity:hire, reason: so, until: 2027-01-01,"
        " approved_by: {idle: 2026-11-01}}\n",
        "org/unit/waivers.yaml",
    )
    (found,) = (each for each in report()["findings"] if each["code"] == "GAP101")
    assert found["status"] == "waived"
    assert raci("check", *DAY).exit_code == 0


# What is wrong with them


MISTAKES = [
    ('ignor = ["GAP"]', "1:1", "there is no key `ignor`; did you mean `ignore`", "没有键 ignor"),
    ('fail_on = "info"', "1:1", "did you mean `fail-on`", "是否应为 fail-on"),
    ("colour = 1", "1:1", "there is no key `colour` here", "此处没有键 colour"),
    ("[tool.raci]", "1:2", "there is no key `tool` here", "此处没有键 tool"),
    ('GAP101 = "info"', "1:1", "there is no key `GAP101` here", "此处没有键 GAP101"),
    ('ignore = "GAP"', "1:1", 'ignore: expected a list, found "GAP"', "应为列表"),
    ('ignore = [\n  "GAP",\n  "GAP"]', "3:3", '"GAP" is in the list twice', "重复"),
    ('select = ["GAP1O2"]', "1:11", "did you mean `GAP102`", "是否应为 GAP102"),
    ('select = ["gap"]', "1:11", "did you mean `GAP`", "是否应为 GAP"),
    ('mandatory = ["everything"]', "1:14", "no rule or family is called", "没有名为"),
    ('extend-select = ["GAP", 7]', "1:25", "no rule or family is called 7", "没有名为 7"),
    ('fail-on = "warn"', "1:1", "did you mean `warning`", "是否应为 warning"),
    ("fail-on = 2", "1:1", "fail-on: 2 is not possible here", "此处不能写 2"),
    ('severity = "info"', "1:1", "severity: expected keys with values", "应为带值的键"),
    ('[severity]\nGAP102 = "fatal"', "2:1", '"fatal" is not possible here', '不能写 "fatal"'),
    ('[severity]\nOLV = "info"', "2:1", "did you mean `OVL`", "是否应为 OVL"),
    ('[severity]\nthe-rules = "info"', "2:1", 'is called "the-rules"', '没有名为 "the-rules"'),
    ('severity.DEF001 = "info"', "1:10", '"info" is not possible here', '不能写 "info"'),
    (
        "options.LOD501 = 3",
        "1:9",
        "options.LOD501: expected keys with values, found 3",
        "应为带值的键",
    ),
    ("[options.LOD501]\nmx = 3", "2:1", "there is no key `mx`; did you mean `max`", "没有键 mx"),
    ("[options.LOD501]\nshare = 3", "2:1", "there is no key `share` here", "此处没有键 share"),
    ("[options.LOD501]\nmax = true", "2:1", "expected a whole number", "应为整数"),
    ("[options.LOD501]\nmax = -1", "2:1", "-1 is less than 0", "-1 小于 0"),
    ("[options.OVL206]\nshare = 1.5", "2:1", "1.5 is more than 1", "1.5 大于 1"),
    ('[options.OVL206]\nshare = "x"', "2:1", "expected a number", "应为数字"),
    ("[options.GAP101]\nmax = 3", "1:10", "GAP101 has no options", "GAP101 没有选项"),
    ("[options.OVL]\nmax = 3", "1:10", "OVL has no options", "OVL 没有选项"),
    ('per-path-ignores = ["a"]', "1:1", "expected keys with values", "应为带值的键"),
    ("[per-path-ignores]\na = 'GAP'", "2:1", "expected a list", "应为列表"),
    ("[per-path-ignores]\n'' = ['GAP']", "2:1", "an empty pattern matches no file", "空的模式"),
    ("[per-path-ignores]\na = ['GPA']", "2:6", "did you mean `GAP`", "是否应为 GAP"),
]
UNREADABLE = [
    ("fail-on = warning", "1:11", "a text in TOML needs quotes", "要加引号"),
    ("fail-on: info", "1:8", "TOML needs `=`", "要写“=”"),
    ('select = ["GAP"', "1:16", "this is no TOML: Unclosed array", "不是有效的 TOML"),
    ("ignore = []\n\nignore = []", "3:1", "duplicate key `ignore`", "首次出现在第 1 行"),
    ("[options.OVL206]\nshare = nan", "2:9", "nan is no number", "nan"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("text", "place", "english", "chinese"), [*MISTAKES, *UNREADABLE])
def test_a_mistake_is_told_at_its_place_in_both_languages(
    text: str, place: str, english: str, chinese: str
) -> None:
    define(f"{text}\n", "org/raci.toml")
    code = "DEF002" if (text, place, english, chinese) in MISTAKES else "DEF001"
    for lang, words, where in (("en", english, "error"), ("zh", chinese, "错误")):
        ran = raci("check", "--lang", lang)
        assert ran.exit_code == 2
        assert f"org/raci.toml:{place}: {where} {code} " in ran.stdout
        assert words in "".join(line.strip() + " " for line in ran.stdout.splitlines())
    (found,) = report()["findings"]
    line, column = map(int, place.split(":"))
    assert found["place"]["path"] == "org/raci.toml"
    assert (found["place"]["line"], found["place"]["column"]) == (line, column)
    assert found["hint"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("text", "place", "english", "chinese"), MISTAKES)
def test_the_same_mistakes_are_told_in_pyproject_toml(
    text: str, place: str, english: str, chinese: str
) -> None:
    wrapped = {"tool": {"raci": tomllib.loads(text)}}
    define(f"# settings\n\n{to_toml(wrapped, Random(place))}", "pyproject.toml")
    for lang, words in (("en", english), ("zh", chinese)):
        ran = raci("check", "--format", "concise", "--lang", lang)
        assert ran.exit_code == 2
        (line,) = ran.stdout.splitlines()
        assert line.startswith("pyproject.toml:")
        assert words in line


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "form", ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"]
)
def test_every_format_tells_bad_settings_and_nothing_is_judged(form: str) -> None:
    define('ignore = ["GAP"]\ncolour = 3\n', "raci.toml")
    ran = raci("check", "--format", form, "--exit-zero")
    assert ran.exit_code == 2
    assert "raci.toml" in ran.stdout
    assert "colour" in ran.stdout
    assert "GAP101" not in told()


@pytest.mark.usefixtures("folder")
def test_all_mistakes_of_all_files_are_told_at_once_and_each_once() -> None:
    define(SHOP.replace("shop", "other"), "org/other/org.yaml")
    define('ignor = []\nfail-on = "warn"\n', "raci.toml")
    define("[tool.raci]\nselect = 3\n", "org/pyproject.toml")
    lines = raci("check", "--format", "concise").stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "org/pyproject.toml:2:1",
        "raci.toml:1:1",
        "raci.toml:2:1",
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("text", ["[tool]\nraci = 5\n", "tool.raci = [1]\n", "[[tool.raci]]\n"])
def test_a_table_that_is_none_is_told_where_it_stands(text: str) -> None:
    define(f"# settings\n{text}\n[project]\nname = 'x'\n", "pyproject.toml")
    (found,) = report()["findings"]
    assert found["message"].startswith("pyproject.toml: expected keys with values, found ")
    text = Path("pyproject.toml").read_text("utf-8").splitlines()[found["place"]["line"] - 1]
    assert text[found["place"]["column"] - 1 :].startswith("raci")


@pytest.mark.usefixtures("folder")
def test_settings_that_are_there_and_cannot_be_read_are_not_passed_over() -> None:
    Path("raci.toml").symlink_to("raci.toml")
    assert told() == {"DEF001": "error"}
    Path("raci.toml").unlink()
    for raw in ('fail-on = "info"'.encode("utf-16"), 'ignore = ["销售"]'.encode("gbk")):
        Path("raci.toml").write_bytes(raw)
        assert told() == {"DEF001": "error"}
    Path("raci.toml").unlink()
    Path("raci.toml").mkdir()
    assert told() == {"DEF001": "error"}


# What is printed of them


@pytest.mark.usefixtures("folder")
def test_every_setting_is_shown_with_its_origin() -> None:
    define(
        'fail-on = "warning"\nmandatory = ["SOD"]\nignore = ["ORG404"]\n[severity]\nOVL = "info"\n',
        "raci.toml",
    )
    define('[per-path-ignores]\n"unit/old" = ["overloaded-role"]\n', "org/raci.toml")
    define("[tool.raci.options.span-too-wide]\nmax = 9\n", "org/unit/pyproject.toml")
    shown = raci("check", "--show-settings", "--ignore", "GAP107")
    assert shown.exit_code == 0
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    for line in (
        "# shop (org/unit)",
        'fail-on = "warning" # raci.toml:1:1',
        '"GAP101", # default',
        '"SOD301", # raci.toml:2:14',
        "# not ORG404 # raci.toml:3:11",
        "# not GAP107 # command line",
        'GAP101 = "error" # default',
        'OVL201 = "info" # raci.toml:5:1',
        "max = 9 # org/unit/pyproject.toml:2:1",
        '"org/unit/old" = ["LOD501"] # org/raci.toml:2:1',
    ):
        assert line in lines


@pytest.mark.usefixtures("folder")
def test_patterns_of_two_levels_that_mean_the_same_are_shown_as_one() -> None:
    define('per-path-ignores."org/old" = ["overloaded-role"]\n', "raci.toml")
    define('per-path-ignores.old = ["SOD301"]\n', "org/raci.toml")
    shown = raci("check", "--show-settings").stdout
    assert '"org/old" = ["LOD501", "SOD301"]' in shown
    assert "# raci.toml:1:18, org/raci.toml:1:18" in shown
    assert tomllib.loads(shown)


@pytest.mark.usefixtures("folder")
def test_rules_that_always_run_are_not_shown_as_left_out() -> None:
    shown = raci("check", "--show-settings", "--select", "OVL201").stdout
    assert "# not GAP101" in shown
    for code in ALWAYS:
        assert f"# not {code}" not in shown


@pytest.mark.usefixtures("folder")
def test_bad_settings_are_told_instead() -> None:
    define("colour = 3\n", "raci.toml")
    shown = raci("check", "--show-settings")
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert "raci.toml:1:1: error DEF002" in shown.stderr


def test_the_name_of_a_folder_adds_no_setting(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder / 'a\nselect = ["LOD"]\n#\x1b[31m'
    define(SHOP, str(place / "org.yaml"))
    define('per-path-ignores."old\\u2028##[x" = ["GAP"]\n', str(place / "raci.toml"))
    shown = raci("check", "--show-settings", str(place)).stdout
    assert "\x1b" not in shown
    assert "##[" not in shown
    assert "select" not in tomllib.loads(shown)
    assert len(tomllib.loads(shown)["per-path-ignores"]) == 1
    monkeypatch.chdir(place)
    inside = tomllib.loads(raci("check", "--show-settings", ".").stdout)
    assert list(inside["per-path-ignores"]) == ["old\u2028##[x"]


# Laws: levels of any settings


NAMES = catalogue.names()
FAMILIES = sorted({family(code) for code in NAMES})
RULES = [*FAMILIES, *NAMES, *NAMES.values()]
LABELS = [severity.label for severity in Severity]
OPTIONS = {rule.code: rule.options[0] for rule in catalogue.rules() if rule.options}
PATTERNS = (
    *("old", "*", "*.yaml", "unit/old", "org [1]/*", "org?[[]1]", "old/", "unit", "**/a.yaml", "é"),
    *('"', "\\", "'", "a\nb", "\x7f", "\u2028", "\U000e0001", "##[x", "财务/*", "/old", "../old"),
)
FOLDERS = ("", "org [1]", "org [1]/unit")
PATHS = [
    join("org [1]/unit", path)
    for path in ("org.yaml", "old/a.yaml", "unit/old/b.yaml", "é/c.yaml", "财务/d.yaml", "e.json")
]

thorough = hypothesis.settings(max_examples=max(40, hypothesis.settings().max_examples))
"""Settings are small, and have many corners."""

rules = st.lists(st.sampled_from(RULES), max_size=4, unique=True)
labels = st.sampled_from(LABELS)
gradable = [
    name for name in RULES if not {name} & {each for code in ALWAYS for each in (code, NAMES[code])}
]


VALUES: dict[type, list[float]] = {
    int: [0, 1, 7],
    float: [0, 0.5, 1, 1e-07],
    bool: [False, True],
}


@st.composite
def options(draw: st.DrawFn) -> Data:
    """Draw options of a few rules, by code or by name."""
    codes = draw(st.lists(st.sampled_from(sorted(OPTIONS)), max_size=2, unique=True))
    drawn: Data = {}
    for code in codes:
        low, high, _ = OPTIONS[code].bounds
        numbers = VALUES[OPTIONS[code].type]
        allowed = [n for n in numbers if low <= n and (high is None or n <= high)]
        number = draw(st.sampled_from(allowed))
        drawn[draw(st.sampled_from([code, NAMES[code]]))] = {OPTIONS[code].name: number}
    return drawn


level = st.fixed_dictionaries(
    {},
    optional={
        "select": rules,
        "extend-select": rules,
        "ignore": rules,
        "mandatory": rules,
        "fail-on": labels,
        "severity": st.dictionaries(st.sampled_from(gradable), labels, max_size=3),
        "options": options(),
        "per-path-ignores": st.dictionaries(st.sampled_from(PATTERNS), rules, max_size=2),
    },
)
levels = st.lists(level, min_size=len(FOLDERS), max_size=len(FOLDERS))
selections = st.builds(
    Selection,
    select=rules.map(tuple),
    ignore=rules.map(tuple),
    extend_select=rules.map(tuple),
    fail_on=st.sampled_from([None, *Severity]),
)


def project(files: Mapping[str, str]) -> Project:
    """Give an organisation in the lowest folder, below settings files."""
    made = Project.of({"org [1]/unit/org.yaml": "raci: 1\norg: {id: shop}\n", **files})
    assert made.settings_sound
    return made


def written(data: Sequence[Data], random: Random) -> dict[str, str]:
    """Give levels as files, in any layout, in either kind of file."""
    return dict(_file(*each, random) for each in zip(FOLDERS, data, strict=False))


def _file(folder: str, data: Data, random: Random) -> tuple[str, str]:
    if random.random() < 0.5:
        return join(folder, "raci.toml"), to_toml(data, random)
    return join(folder, "pyproject.toml"), to_toml({"tool": {"raci": data}}, random)


def settle(data: Sequence[Data], selection: Selection = EVERYTHING, seed: int = 0) -> Settings:
    """Give the effective settings of levels."""
    return settings_of(project(written(data, Random(seed))), selection, defaults=True)


def effective(settings: Settings) -> Data:
    """Give all that a run asks settings for, but what fails it."""
    return {
        "selected": set(settings.selected),
        "mandatory": set(settings.mandatory),
        "fail-on": settings.fail_on[0],
        "severity": {code: settings.severity(code, Severity.INFO) for code in NAMES},
        "options": {code: settings.parameters(code) for code in OPTIONS},
        "ignored": {(code, at) for code in NAMES for at in PATHS if settings.ignores(code, at)},
    }


def failing(settings: Settings) -> set[tuple[str, Severity]]:
    return {(code, each) for code in NAMES for each in Severity if settings.fails(code, each)}


@thorough
@given(levels, selections, st.integers(0, 1000))
def test_what_is_shown_reads_back_as_the_same_settings(
    data: list[Data], selection: Selection, seed: int
) -> None:
    settings = settle(data, selection, seed)
    text = render(settings, "shop")
    again = settings_of(
        project({normpath(join(settings.folder, "raci.toml")): text}), defaults=True
    )
    assert effective(again) == effective(settings)
    lost = {code for code, _ in failing(settings) - failing(again)}
    assert failing(again) <= failing(settings)
    assert lost == {line.split()[1] for line in text.splitlines() if " fails the run " in line}
    assert all(settings.mandatory[code].fail_on < settings.fail_on[0] for code in lost)


@thorough
@given(levels, selections, st.integers(1, len(FOLDERS)), rules.filter(bool))
def test_what_is_mandatory_somewhere_is_as_strict_below(
    data: list[Data], selection: Selection, depth: int, names: list[str]
) -> None:
    data[depth - 1]["mandatory"] = names
    above, whole = settle(data[:depth]), settle(data, selection)
    mandated = {code for code in NAMES if chooses(names, code)}
    assert mandated <= set(whole.mandatory) <= set(whole.selected)
    for code in mandated:
        assert whole.selected[code] == whole.mandatory[code].origin
        assert whole.severity(code, Severity.INFO) >= above.severity(code, Severity.INFO)
        assert whole.parameters(code) == above.parameters(code)
        for path in PATHS:
            assert whole.ignores(code, path) == above.ignores(code, path)
    must = {each for each in failing(above) if each[0] in mandated}
    assert must <= failing(whole)
    for code, origin in whole.overruled:
        assert code in whole.mandatory
        assert origin == "command line" or ".toml:" in origin


def means(names: Sequence[str], code: str) -> bool:
    return bool({code, NAMES[code], family(code)} & {*names})


def chooses(names: Sequence[str], code: str) -> bool:
    """Tell whether names switch a rule on; one that is off by default, only by its own."""
    own = bool({code, NAMES[code]} & {*names})
    return own if catalogue.page(code).off else means(names, code)


def runs(code: str, said: Sequence[Data]) -> bool:
    """Tell whether a rule runs: what the levels say of it, one by one."""
    on, must = not catalogue.page(code).off, False
    for each in said:
        if not must:
            on = chooses(each["select"], code) if "select" in each else on
            on = (on or chooses(each.get("extend-select", ()), code)) and not means(
                each.get("ignore", ()), code
            )
        must = must or chooses(each.get("mandatory", ()), code)
        on = on or must
    return on


def graded(code: str, said: Sequence[Data]) -> Iterator[Severity]:
    """Give a rule's severity after each level; where it is mandatory, what is less is not heard."""
    found, least = catalogue.page(code).severity, Severity.INFO
    for each in said:
        written_here: Mapping[str, str] = each.get("severity", {})
        for name in (family(code), code, NAMES[code]):
            if name in written_here and Severity[written_here[name].upper()] >= least:
                found = Severity[written_here[name].upper()]
        if chooses(each.get("mandatory", ()), code):
            least = max(least, found)
        yield found


@pytest.mark.parametrize(
    "key", ["tool.raci", '"to\\u006fl".raci', 'tool."r\\u0061ci"', "tool . raci"]
)
@pytest.mark.parametrize("form", ["{}.select = []\n", "[{}]\nselect = []\n"])
def test_a_table_is_found_however_its_name_is_written(key: str, form: str) -> None:
    settings = settings_of(project({"org [1]/unit/pyproject.toml": form.format(key)}))
    assert set(settings.selected) == set()


@thorough
@given(levels, selections)
def test_levels_are_heard_in_their_order(data: list[Data], selection: Selection) -> None:
    for each in data:  # which of two names of one rule is stronger is nobody's business
        for code, name in NAMES.items():
            if code in each.get("severity", {}):
                each["severity"].pop(name, None)
    settings = settle(data, selection)
    said = [*data, dict(selection.level().data)]
    assert set(settings.selected) == {code for code in NAMES if runs(code, said)}
    assert set(settings.left_out) == set(NAMES) - set(settings.selected)
    for code in NAMES:
        *_, severity = graded(code, said)
        expected = Severity.ERROR if code in ALWAYS else severity
        assert settings.severity(code, Severity.INFO) == expected, code
    last = next((each["fail-on"] for each in reversed(said) if "fail-on" in each), "error")
    assert settings.fail_on[0].label == last


# The schema, for editors


SCHEMA = json.loads(schema_path("settings").read_text(encoding="utf-8"))


@given(level)
def test_an_editor_accepts_all_settings_that_raci_accepts(data: Data) -> None:
    jsonschema.validate(data, SCHEMA)
    assert project({"raci.toml": to_toml(data, Random(0))})


@pytest.mark.parametrize("text", [text for text, *_ in MISTAKES])
def test_an_editor_marks_what_raci_refuses(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), SCHEMA)
