"""Job descriptions: everything that a role has stands there, and in a file of its own."""

import re
import unicodedata
from collections import defaultdict
from functools import cache
from html import unescape
from typing import Any

import pytest
from markdown_it import MarkdownIt

from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.project import Project
from raci.render.reports.job import file_names, job_descriptions
from tests.render.facts.test_entities import DAY, ORG, published
from tests.support.paths import ROOT

HEADS = {
    "responsible": "responsible: does the work",
    "accountable": "accountable: answers for the outcome",
    "support": "support: helps",
    "consulted": "consulted before",
    "informed": "informed after",
    "verifier": "verifier: checks",
    "signatory": "signatory: signs off",
}


@cache
def checked(name: str) -> tuple[Matrix, Report]:
    project = Project.folder(ROOT / name) if name else Project.of({"org.yaml": ORG})
    return project.matrix.on(DAY), project.check(as_of=DAY)


@cache
def pages(name: str = "", lang: str = "en") -> dict[str, str]:
    return job_descriptions(*checked(name), lang)


def of_text(text: str, lang: str = "en") -> dict[str, str]:
    project = Project.of({"org.yaml": text})
    return job_descriptions(project.matrix.on(DAY), project.check(as_of=DAY), lang)


def sections(page: str) -> dict[str, list[list[str]]]:
    """Return the rows of each table of a page, without its head, by the heading above."""
    found: dict[str, list[list[str]]] = {}
    for part in page.split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        lines = [line for line in rest.splitlines() if line.startswith("|")]
        cells = (re.split(r"\s*(?<!\\)\|\s*", line)[1:-1] for line in lines[2:])
        found[title] = [[*map(unescaped, row)] for row in cells]
    return found


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", unescape(text).replace("\u200b", ""))


def facts(page: str) -> dict[str, str]:
    return dict(re.findall(r"^- \*\*(.+?)\*\*: (.*)$", page, re.MULTILINE))


@pytest.mark.parametrize("name", ["", "org/ecommerce"])
def test_every_letter_of_the_matrix_stands_in_the_page_of_its_role(name: str) -> None:
    shown, findings = published(name)
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in shown["rows"]:
        for cell in row["cells"]:
            held[cell["role"]][cell["function"]].add(row["activity"])
    for role in shown["roles"]:
        id_ = role["role"]
        tables = sections(pages(name)[f"roles/{id_}.en.md"])
        told = {
            function: {re.sub(r" \(derived\)$", "", row[0]) for row in rows}
            for function, words in HEADS.items()
            for title, rows in tables.items()
            if title.endswith(words)
        }
        assert told.keys() == held[id_].keys()
        for function, rows in told.items():
            ids = {re.sub(r"^.* \((\S+)\)$", r"\1", row) for row in rows}
            assert ids == held[id_][function]
        about = [each for each in findings if f"role:{id_}" in {each["subject"], *each["involves"]}]
        rules = {row[1].split(" ")[0] for row in tables.get("Findings about it", ())}
        assert {each["code"] for each in about} <= rules


def test_what_a_role_is_part_of() -> None:
    clerk, boss = (pages()[f"roles/{id_}.en.md"] for id_ in ("clerk", "boss"))
    assert facts(clerk)["Deputises for"] == "boss"
    assert facts(clerk)["Owns"] == "shop"
    assert facts(clerk)["Filled"] == "not all holders listed"
    assert facts(boss)["Heads"] == "Sales (sales)"
    assert facts(boss)["Deputises for"] == "Bank (bank)"
    assert facts(boss)["Direct reports"].split("; ") == ["clerk", "planned", "temp"]
    assert facts(pages()["roles/bot.en.md"])["Kind"] == "agent"
    rows = {row[0]: row[1:] for row in sections(clerk)["Separations of duties"]}
    assert rows["apart"] == ["one person", "pay; Sell (sell)", "tag:money; activity:sell"]
    temp = {row[0]: row for row in sections(pages()["roles/temp.en.md"])["Separations of duties"]}
    assert temp["apart"][2:] == ["Sell (sell)", "tag:money"]
    assert temp["few"][2:] == ["Sell (sell)", "activity:pay; activity:close"]


def test_duties_stand_in_their_own_words_beside_who_answers() -> None:
    rows = sections(pages()["roles/bot.en.md"])["R responsible: does the work"]
    assert rows == [["close", "Close", "chief"]]
    answers = sections(pages()["roles/chief.en.md"])["A accountable: answers for the outcome"]
    assert ["close (derived)", "", "bot"] in answers
    assert ["pay", "", "clerk; vendor"] in answers


def test_the_day_and_the_inputs_stand_at_the_foot() -> None:
    _, report = checked("")
    for page in pages().values():
        assert f"As of {DAY}" in page
        assert report.inputs in page.splitlines()[-1]


def test_pages_are_written_in_the_languages_of_the_organisation() -> None:
    plain = "raci: 1\norg: {id: x}\nroles: {a: {duties: {b: B}}}\n"
    assert [*of_text(plain)] == ["roles/a.en.md"]
    assert [*of_text(plain, "zh")] == ["roles/a.zh.md"]
    named = plain.replace("a: {", "a: {name: {zh-Hant: 職員, fr: Commis}, ")
    assert [*of_text(named)] == ["roles/a.en.md", "roles/a.zh.md"]
    chinese = pages("org/ecommerce")["roles/cs-supervisor.zh.md"]
    assert chinese.startswith("# 网络客服主管 (cs-supervisor)\n")
    assert "负责通过" in chinese or "通过旺旺" in chinese


def test_texts_of_a_definition_are_text() -> None:
    page = of_text(
        'raci: 1\norg: {id: x}\nroles:\n  a:\n    name: "<script>|*x*"\n'
        '    duties: {b: "# [l](u) `c`\\n| d"}\n'
    )["roles/a.en.md"]
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(page)
    assert not re.search("<(script|a|em|code)\\b", html)
    assert unescaped(page).startswith("# <script>|*x* (a)\n")
    (row,) = sections(page)["R responsible: does the work"]
    assert row[1].startswith("# [l](u) `c`")


def test_a_page_tells_the_most_severe_findings_and_how_many_more_there_are() -> None:
    duties = "".join(f"      - a{n}\n" for n in range(150))
    text = f"raci: 1\norg: {{id: x}}\nroles:\n  a:\n    responsible:\n{duties}"
    project = Project.of({"o.yaml": text + f"    informed:\n{duties}"})
    report = project.check(as_of=DAY)
    about = sum("role:a" in {each.subject, *each.involves} for each in report)
    page = job_descriptions(project.matrix.on(DAY), report, "en")["roles/a.en.md"]
    assert about > 150
    assert sections(page)["Findings about it"][-1] == ["", "", f"and {about - 100} more"]


def test_no_person_is_named() -> None:
    assert not any(name in page for page in pages().values() for name in ("Li Ming", "Wang"))


CLASHING: tuple[tuple[str, ...], ...] = (
    ("Boss", "boss", "BOSS", "boss-2"),
    ("straße", "strasse", "STRASSE"),
    (unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é"), "É"),
    ("a?b", "a*b", "a_b", "a%b"),
    ("ａ", "a", "A"),
    (".", "..", "...", "?", "*", "~"),
    ("con", "CON", "nul", "com1", "lpt9", "aux.txt"),
    ("x" * 80, "客" * 80, "客" * 79 + "户", "😀" * 80),
    ("客服主管", "客服专员", "財務部"),
    ("İ", "i", "I", "ı", "K", "k"),
)


@pytest.mark.parametrize("ids", CLASHING)
def test_each_role_has_a_file_of_its_own_on_every_system(ids: tuple[str, ...]) -> None:
    names = file_names(ids)
    assert names.keys() == {*ids}
    folds: list[Any] = [str.lower, str.upper, str.casefold]
    for fold in folds:
        for form in ("NFC", "NFD", "NFKC"):
            assert len({unicodedata.normalize(form, fold(n)) for n in names.values()}) == len(ids)
    for name in names.values():
        assert len(f"{name}.en.md".encode()) < 200
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|^\.|\.$', name)
        assert name.partition(".")[0].lower() not in ("con", "nul", "aux", "com1", "lpt9")


def test_an_id_that_can_be_a_name_is_one() -> None:
    ids = ("客服主管", "cs-supervisor", "a_b", "é", "网络客服-2")
    assert file_names(ids) == {id_: id_ for id_ in ids}
