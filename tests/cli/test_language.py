"""The language of a run, and that everything the command line says is there in both."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from raci.cli import cli
from raci.cli.formats import OUTPUT_SUFFIXES
from raci.cli.language import LANGUAGES
from raci.cli.policies import policies
from raci.findings.sentence import Sentence, _sentences
from raci.render.phrases import phrases
from tests.support.command import define, raci

SHOP = """\
raci: 1
org: {id: shop}
roles:
  boss: {duties: {hire: Hire people}}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}, accountable: [pay]}
platforms:
  mall: {name: Mall}
"""
PROPOSAL = """\
raci-proposal: 1
base: .
title: Growth
steps:
  - on: 2026-12-01
    changes:
      - {rename: role:clerk, to: cashier}
"""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
DAY = ("--as-of", "2026-11-23")

NAMES = re.compile(
    r"""(?x)
    --?[a-z][a-z-]* | -\ (?=表示) | \[[^\]]*\]            # options, metavars
    | '[^']*' | "[^"]*" | `[^`]*`                          # what is quoted
    | \$\ ?\([^)]*\) | ~?/?[\w.*~-]+/[\w./~-]+             # paths
    | \b[A-Z][A-Z_|-]*\b | \b[A-Z]{3}[0-9]{3}\b            # metavars, codes
    | (?i:\bsha256sums?\b)                                 # a program, and its file
    | \b[\w-]+\.(?:yaml|json|toml|fish|html)\b | \b[\w-]+:\w[\w/:-]*
    """
)
WORDS = """
    Backstage Markdown raci git id shell bash zsh fish JSON Schema GitHub Actions GitLab
    depth fetch rules packs eval completion check import kind format notation xlsx
    Office Open XML docx txt
    base waivers lang main clerk sales attributes grade vars role platform paths handle mmd
"""
"""Names of programs and commands, keys in files, and what stands in examples."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("RACI_LANG", raising=False)
    define(SHOP)
    define(PROPOSAL, "proposal.yaml")
    return tmp_path


def english_in(text: str) -> set[str]:
    """Return the English words of a text that are no names."""
    return set(re.findall(r"[A-Za-z]{2,}", NAMES.sub(" ", text))) - set(WORDS.split()) - choices()


def choices() -> set[str]:
    """Return all the words that options and arguments take."""
    types = [parameter.type for command in commands() for parameter in command.params]
    words = {str(word) for kind in types if isinstance(kind, click.Choice) for word in kind.choices}
    return {part for word in words for part in word.split("-")}


def commands() -> Iterator[click.Command]:
    yield cli
    yield from cli.commands.values()


COMMANDS = [command.name or "" for command in commands()]


@pytest.mark.parametrize("command", list(commands()), ids=COMMANDS)
def test_every_command_and_option_has_its_help_as_phrases(command: click.Command) -> None:
    name = "raci" if command is cli else f"raci {command.name}"
    texts = phrases("help")
    assert name in texts
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            long = max(option.opts, key=len)
            assert f"{name} {long}" in texts or long in texts, f"{name} {long}"


def test_every_phrase_of_the_help_belongs_to_a_command_or_an_option() -> None:
    options = {o for c in commands() for p in c.params for o in p.opts} | {"--help"}
    named = {f"raci {command.name}": command for command in cli.commands.values()} | {"raci": cli}
    named |= {f"raci policies {name}": each for name, each in policies.commands.items()}
    for key in phrases("help"):
        if key.startswith("--"):
            assert key in options, key
        elif not key.startswith("title-"):
            command, _, option = key.partition(" --")
            command = command if command in named else command.rpartition(".")[0]
            assert command in named, key
            own = {name for parameter in named[command].params for name in parameter.opts}
            assert not option or f"--{option}" in own, key


@pytest.mark.parametrize("family", ["help", "command_line"])
def test_phrases_are_chinese_and_leave_no_english_word(family: str) -> None:
    for key, (english, chinese) in phrases(family).items():
        assert not CHINESE.search(english), key
        assert english_in(re.sub(r"\{\w+\}", "", chinese)) == set(), key
        holes = [set(re.findall(r"\{\w+\}", text)) for text in (english, chinese)]
        assert holes[1] <= holes[0] or key == "system-error", key


def test_sentences_are_in_both_languages() -> None:
    for key, texts in _sentences().items():
        assert set(texts) == set(LANGUAGES)
        assert english_in(re.sub(r"\{[^}]+\}", "", texts["zh"])) <= {"PATH", "HEAD"}, key
    assert Sentence("no-git").text("zh").startswith("未安装 git")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_whole_in_chinese_and_no_wider_than_the_screen(command: str) -> None:
    from raci.render.columns import columns

    call = ["--help"] if command == "raci" else [command, "--help"]
    for ran in (raci("--lang", "zh", *call), raci(*call, "--lang", "zh")):
        assert ran.exit_code == 0
        assert ran.stdout.startswith("用法：raci")
        assert english_in(ran.stdout.partition("\n")[2]) <= {*COMMANDS, "in"}
        assert all(columns(line) <= 80 for line in ran.stdout.splitlines())
    assert not CHINESE.search(raci(*call).stdout)


WRONG = [
    ("--lang", "de", "rules"),
    ("chekc",),
    ("--verion",),
    ("check", "--selct", "GAP"),
    ("check", "--select"),
    ("check", "--exit-zero=1"),
    ("check", "--fail-on", "eror"),
    ("check", "--as-of", "yesterday"),
    ("check", "--select", ","),
    ("check", "--select", "GAP11"),
    ("check", "--format", "json", "--format", "concise"),
    ("check", "--statistics", "--format", "json"),
    ("check", "--timing", "--diff"),
    ("check", "--diff", "--format", "json"),
    ("check", "--fix", "-"),
    ("check", "-", "."),
    ("check", "--stdin-filename", "a.yaml"),
    ("check", "--since", "main"),
    ("check", "-o", "no/such/out.json"),
    ("check", "-o", "out.xyz"),
    ("check", "gone"),
    ("matrix", "gone"),
    ("matrix", ".", "more"),
    ("matrix", "--only", "role:clrek"),
    ("matrix", "--only", "clerk"),
    ("matrix", "--only", "role:clerk#duties"),
    ("show",),
    ("show", "role:clrek"),
    ("why", "xyz"),
    ("why", "0123456789"),
    ("waive", "0123"),
    ("waive", "0123", "--by", "boss", "--reason", " ", "--until", "2027-01-01"),
    ("waive", "0123", "--by", "boss", "--reason", "R", "--until", "2020-01-01"),
    ("waive", "0123", "--by", "boss", "--reason", "R", "--until", "2027-01-01"),
    ("baseline", "-"),
    ("diff", "nowhere"),
    ("plan",),
    ("plan", "gone.yaml"),
    ("plan", "proposal.yaml", "--for", "role:clerc"),
    ("plan", ".", "--without", "role:clerk", "--format", "html"),
    ("apply", "proposal.yaml", "--step", "0"),
    ("apply", "proposal.yaml", "--step", "3"),
    ("apply", "."),
    ("drill", "--top", "many"),
    ("rules", "OVL999"),
    ("packs", "purchase"),
    ("schema", "orgg"),
    ("schema", "plan", "--with-ids", "."),
    ("completion",),
    ("completion", "csh"),
]


@pytest.mark.parametrize("call", WRONG, ids=" ".join)
def test_usage_errors_are_whole_in_both_languages(call: tuple[str, ...]) -> None:
    english = raci(*call)
    assert english.exit_code == 2
    assert not CHINESE.search(english.output)
    chinese = raci(*call, env={"RACI_LANG": "zh"})
    assert chinese.exit_code == 2
    assert "错误" in chinese.stderr
    said = re.sub(r"用法.*", "", chinese.stderr)
    spelt = {word for part in call for word in re.findall(r"\w+", part)}
    assert english_in(said) <= {*spelt, *(suffix[1:] for suffix in OUTPUT_SUFFIXES.values())}
    assert "raci has a defect" not in english.output


def test_the_option_is_stronger_than_the_variable_and_that_than_the_settings() -> None:
    define('lang = "zh"\n', "raci.toml")
    chinese = {"RACI_LANG": "zh"}
    assert "责任分配矩阵" in raci("matrix").stdout
    assert "Responsibility matrix" in raci("matrix", env={"RACI_LANG": "en"}).stdout
    assert "Responsibility matrix" in raci("matrix", "--lang", "en", env=chinese).stdout
    assert "Responsibility matrix" in raci("--lang", "en", "matrix", env=chinese).stdout
    assert "责任分配矩阵" in raci("matrix", env={"RACI_LANG": ""}).stdout


def test_the_locale_says_nothing() -> None:
    locale = {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh"}
    assert not CHINESE.search(raci("matrix", env=locale).stdout)


def test_the_nearest_settings_say_the_language_wherever_one_stands() -> None:
    define('lang = "en"\n', "raci.toml")
    define(SHOP, "unit/org.yaml")
    Path("org.yaml").unlink()
    define('[tool.raci]\nlang = "zh"\n', "unit/pyproject.toml")
    for call in (["matrix", "unit"], ["check", "."], ["show", "role:boss", "unit"]):
        assert CHINESE.search(raci(*call).stdout), call
    assert "没有" in raci("show", "role:bos", "unit").stderr
    assert not CHINESE.search(raci("show", "--help").stdout)
    settings = raci("check", "--show-settings").stdout
    assert re.search(r'^lang = "zh" +# unit/pyproject.toml:2:1$', settings, re.M)
    settings = raci("check", "--show-settings", env={"RACI_LANG": "en"}).stdout
    assert re.search(r'^lang = "en" +# RACI_LANG$', settings, re.M)


def test_organisations_of_two_languages_are_told_in_that_of_the_working_folder() -> None:
    define('lang = "zh"\n', "unit/raci.toml")
    define(SHOP.replace("shop", "unit"), "unit/org.yaml")
    assert not CHINESE.search(raci("check", *DAY).stdout.replace("中", ""))
    define('lang = "zh"\n', "raci.toml")
    assert CHINESE.search(raci("check", *DAY).stdout)


@pytest.mark.parametrize("call", [("check",), ("matrix",), ("rules",), ("packs",)])
def test_a_language_that_there_is_not_is_told_with_its_place(call: tuple[str, ...]) -> None:
    ran = raci(*call, env={"RACI_LANG": "de"})
    assert (ran.exit_code, "RACI_LANG" in ran.stderr, "'de'" in ran.stderr) == (2, True, True)
    ran = raci(*call, "--lang", "de")
    assert (ran.exit_code, "--lang" in ran.stderr) == (2, True)
    assert raci(*call, "--help", env={"RACI_LANG": "de"}).exit_code == 0
    define('lang = "de"\n', "raci.toml")
    ran = raci(*call)
    assert (ran.exit_code, "raci.toml:1:1" in ran.output) == (2, True)
    assert raci(*call, "--help").exit_code == 0


def test_what_commands_write_and_fix_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACI_LANG", "zh")
    found = re.search(r"GAP104.*\[(\w+)\]", raci("check", "--format", "concise", *DAY).stdout)
    assert found
    terms = ("--by", "boss", "--reason", "Later", "--until", "2027-01-01", *DAY)
    calls = [
        ("waive", found[1], *terms),
        ("waive", found[1], *terms),
        ("baseline", *DAY),
        ("baseline", *DAY),
        ("check", "--fix", *DAY),
        ("apply", "proposal.yaml", "--ahead-of-date", *DAY),
    ]
    for call in calls:
        ran = raci(*call)
        assert CHINESE.search(ran.output), call
        lines = [line for line in ran.output.splitlines() if CHINESE.search(line)]
        assert english_in(" ".join(re.sub(r"用法.*", "", line) for line in lines)) <= {
            *("shop", "mall", "pay", "hire", "boss", "platform", "GAP", "DEF", "without", "owner"),
            *("clerk", "cashier", "new", "change"),
        }, call
