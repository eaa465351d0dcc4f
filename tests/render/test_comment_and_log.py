"""What people read of findings outside the terminal: a log's annotations, a comment, counts."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wcwidth import width

from raci.cli import cli
from raci.cli.run.job_summary import ROOM
from raci.findings.finding import Acceptance, Edit, Finding, Severity
from raci.findings.place import Span
from raci.findings.ref import Ref
from raci.findings.report import BaseInfo, Recorded, Report, RuleInfo
from raci.project import Project
from raci.render.escape import clean, code, escape
from raci.render.findings import github, markdown, statistics
from raci.render.findings.options import Options
from raci.render.findings.truncate import Block, fitted
from tests.support.layouts import to_json
from tests.support.organisations import orgs, to_data
from tests.support.paths import ROOT

DAY = "2026-11-23"
FAILED = """\
raci: 1
org: {id: shop}
roles:
  boss: {}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
"""
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HANDLE = re.compile(r"\[([0-9a-f]{8})\]")
COMMAND = re.compile(r"::(\w+) ([^:]*)::(.*)")


def report_of(text: str = FAILED, **changes: Any) -> Report:
    return replace(Project.of({"org.yaml": text}).check(as_of=DAY), **changes)


def crowd(sizes: dict[Severity, int], message: str = "Too bad") -> Report:
    """Give a report with so many findings of each severity."""
    report = report_of()
    findings = [
        said(replace(report.findings[0], severity=severity, failing=severity > 1), message, n)
        for severity in reversed(Severity)
        for n in range(sizes.get(severity, 0))
    ]
    return replace(report, findings=tuple(findings))


def said(finding: Finding, message: str, line: int = 1) -> Finding:
    """Give a finding with a message, a subject and a cause of its own for each line."""
    return replace(
        finding,
        subject=Ref(f"role:r{line}"),
        involves=(Ref(f"role:cause-{line}"),),
        place=replace(finding.place, span=Span(line, 1, line, 2)),
        template={"": "{text}"},
        group_template={},
        values={"text": message},
    )


# The log of a workflow


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Read a log as GitHub's runner does: name, properties, message."""
    read = []
    for line in log.splitlines():
        assert "##[" not in line
        assert "##vso[" not in line
        if line.lstrip().startswith("::"):
            found = COMMAND.fullmatch(line)
            assert found, line
            pairs = (pair.split("=", 1) for pair in found[2].split(","))
            properties = {key: decoded(value) for key, value in pairs}
            read.append((found[1], properties, decoded(found[3])))
    return read


def decoded(text: str) -> str:
    for sign, written in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(written, sign)
    return text


def test_a_finding_is_an_annotation_at_its_line_from_the_top_of_the_repository() -> None:
    report = report_of()
    finding = next(f for f in report.findings if f.code == "GAP101")
    shown = github.render(replace(report, findings=(finding,)), Options(folder="org/shop"))
    assert shown == (
        "::error file=org/shop/org.yaml,line=5,endLine=5,col=38,endColumn=41,"
        "title=GAP101 activity-without-accountable"
        f"::pay has nobody who is accountable [{finding.handle}]"
        "%0Ahelp: name the one role that answers for it: accountable: [ROLE]\n"
        f"{shown.partition(chr(10))[2]}"
    )
    assert shown.endswith(f"\nFound 1 error, as of {DAY}.\n")


def test_no_column_where_a_place_goes_over_lines() -> None:
    report = crowd({Severity.ERROR: 1})
    (finding,) = report.findings
    over = replace(finding, place=replace(finding.place, span=Span(2, 5, 3, 7)))
    ((_, properties, _),) = commands(github.render(replace(report, findings=(over,))))
    assert properties == {
        "file": "org.yaml",
        "line": "2",
        "endLine": "3",
        "title": f"{finding.code} {finding.name}",
    }


def test_ten_of_each_severity_are_annotated_and_the_rest_is_counted() -> None:
    report = crowd({Severity.ERROR: 35, Severity.WARNING: 10, Severity.INFO: 11})
    log = github.render(report)
    kinds = [kind for kind, *_ in commands(log)]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert "\n25 more errors, 1 more info not annotated" in log
    assert "--format concise" in log
    assert "warnings not annotated" not in log


def test_what_is_accepted_is_counted_and_not_annotated() -> None:
    report = crowd({Severity.ERROR: 3})
    first, second, third = report.findings
    found = (first, replace(second, status="waived"), replace(third, status="baselined"))
    log = github.render(replace(report, findings=found))
    assert len(commands(log)) == 1
    assert log.endswith(f"Found 1 error, as of {DAY}.\n1 waived\n1 in the baseline\n")


def test_a_clean_log_says_what_was_checked() -> None:
    log = github.render(report_of(findings=()))
    assert log.startswith("Checked shop (.): 2 roles, 1 activity in 1 file;")
    assert f"\nNothing found, as of {DAY}. No separation of duties is declared:" in log


def test_all_is_clear_only_where_duties_are_kept_apart() -> None:
    text = (
        "raci: 1\norg: {id: shop}\nroles:\n  boss: {accountable: [pay, buy]}\n"
        "  clerk: {reports_to: boss, duties: {pay: Pay}}\n"
        "  buyer: {reports_to: boss, duties: {buy: Buy}}\n"
    )
    apart = "separations: {s: {between: [[activity:pay], [activity:buy]]}}\n"
    logs = [
        github.render(Project.of({"org.yaml": each}).check(as_of=DAY))
        for each in (text, text + apart)
    ]
    assert ["All clear" in log for log in logs] == [False, True]


BREAKS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")
TOKENS = (
    *("::error::x", "##[debug]", "##vso[task]", "%0A", "%", ":", ",", "\x1b[31m", "@team", "@é"),
    *(
        "#12",
        "!3",
        "&4",
        "$5",
        "~bug",
        "%v1",
        "gh-7",
        "https://a.b",
        "www.a.b",
        "a@b.cd",
        "mailto:a",
    ),
    *("<b>", "</details>", "<!--", "-->", "&lt;", "&#64;x", "`", "``", "|", "\\", "*a*", "_a_"),
    *("[a](b)", "![a](b)", "[^1]", "~~", ":tada:", ":100:", "$$", "- ", "+ ", "1. ", "1) ", "# "),
    *("> ", "===", "---", "    ", "a", "客服", " ", "{+a+}", "[-a-]", "a>", "[issue:1]", *BREAKS),
)
hostile = st.lists(st.sampled_from(TOKENS) | st.text(max_size=3), max_size=6).map("".join)


@given(hostile, hostile)
def test_no_text_of_a_definition_gives_a_log_an_order(message: str, path: str) -> None:
    report = crowd({Severity.WARNING: 1})
    finding = said(report.findings[0], message)
    finding = replace(finding, place=replace(finding.place, path=f"a/{path}.yaml"))
    organisations = (replace(report.organisations[0], id=message, path=path),)
    log = github.render(replace(report, findings=(finding,), organisations=organisations))
    ((kind, properties, told),) = commands(log)
    assert kind == "warning"
    assert properties["line"] == "1"
    assert told.startswith(f"{clean(f'{message} [{finding.handle}]')}\nhelp: ")


# Markdown that shows what is written


ALIVE = re.compile(
    r"@[\w\"]|[#!$&]\d|[~%]\w|gh-\d|://|www\.|mailto:\w|:tada:|:100:|\{\+|\[-|\w>|\[\w+:",
    re.IGNORECASE,
)
"""What GitHub or GitLab would make a link of, or a picture, in a rendered text."""


def leaves(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from token.children or []
        else:
            yield token


def printed(tokens: Sequence[Token]) -> str:
    """Give what a reader sees, without the spaces that have no width."""
    return " ".join("".join(t.content for t in leaves(tokens)).replace("\u200b", "").split())


@given(hostile)
@example("-")
@example("12. a")
@example("    a")
@example("a@b.cd")
@example("see https://a.b/#12 and @team, :tada:")
def test_any_text_is_shown_as_it_is_written_and_nothing_in_it_lives(text: str) -> None:
    wanted = " ".join(clean(text).split())
    for page, shell in ((escape(text), "paragraph"), (f"# {escape(text)}", "heading")):
        tokens = PARSER.parse(page)
        assert {t.type for t in leaves(tokens)} <= {"text", f"{shell}_open", f"{shell}_close"}
        assert printed(tokens) == wanted
    cells = PARSER.parse(f"| a | b |\n| --- | --- |\n| {escape(text)} | {code(text)} |\n")
    body = [t for t in cells if t.type == "inline"][2:]
    assert len(body) == 2
    assert [printed([cell]) for cell in body] == [wanted, wanted]
    for leaf in leaves(body):
        assert leaf.type in ("text", "code_inline")
        assert leaf.type == "code_inline" or not ALIVE.search(leaf.content)


# A comment


def rows(comment: str) -> list[list[str]]:
    """Give the cells of all tables' rows, as a reader sees them."""
    found: list[list[str]] = []
    for token in PARSER.parse(comment):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and found and token.level > 3:
            found[-1].append(printed([token]))
    return [cells for cells in found if cells]


def test_a_comment_begins_with_the_verdict() -> None:
    report = report_of()
    assert markdown.render(report).startswith(
        "**The check fails**: 1 error. Not failing: 1 warning. As of 2026-11-23.\n"
    )
    assert markdown.render(report, Options("zh")).startswith(
        "**检查未通过**：1 个错误。不影响结果：1 个警告。截至 2026-11-23。\n"
    )
    clear = markdown.render(replace(report, findings=()))
    assert clear.startswith("**The check passes**: nothing was found. As of 2026-11-23.\n")
    assert "Checked shop (.): 2 roles, 1 activity in 1 file" in clear


def test_what_does_not_fail_is_said_with_the_verdict() -> None:
    report = crowd({Severity.INFO: 4})
    one, two, three, four = report.findings
    report = replace(
        report,
        findings=(one, replace(two, status="baselined"), replace(three, status="baselined"), four),
        before=BaseInfo("origin/main@{1}", (four,) * 7, 0),
    )
    first = markdown.render(report).partition("\n")[0]
    assert printed(PARSER.parse(first)) == (
        "The check passes: no finding fails it. Not failing: 2 infos,"
        " 2 in the baseline, 7 already there at origin/main@{1} (not shown). As of 2026-11-23."
    )


@pytest.mark.parametrize(
    ("code_", "verdict"), [("DEF001", "Not checked:"), ("DEF015", "Check incomplete:")]
)
def test_what_could_not_be_checked_has_not_passed(code_: str, verdict: str) -> None:
    report = crowd({Severity.ERROR: 1})
    broken = replace(report.findings[0], code=code_)
    assert markdown.render(replace(report, findings=(broken,))).startswith(f"**{verdict}")


def test_each_finding_has_a_row_with_rule_message_and_place() -> None:
    text = FAILED.replace("boss: {}", "boss: {name: The boss}").replace(
        "duties: {pay:", "name: {en: Clerk, zh: 文员}, duties: {pay:"
    )
    report = report_of(text)
    finding = report.findings[0]
    head, row = rows(markdown.render(report, Options(folder="org")))[:2]
    assert head == ["Rule", "Finding", "Where"]
    assert row == [
        "GAP101 An activity has no accountable role",
        f"pay has nobody who is accountable {finding.handle}",
        f"org/org.yaml:{finding.place.span.line}",
    ]


def test_many_findings_and_infos_are_folded() -> None:
    few = markdown.render(crowd({Severity.ERROR: 20}))
    assert "<details><summary>20 errors" not in few
    many = markdown.render(crowd({Severity.ERROR: 21, Severity.INFO: 1}))
    assert "<details><summary>21 errors</summary>" in many
    assert "<details><summary>1 info (not failing)</summary>" in many
    above, _, _ = many.partition("<details>")
    assert "- 21 × " in above


def test_what_is_waived_says_who_why_and_until_when() -> None:
    report = crowd({Severity.ERROR: 1}, "Sold twice")
    approved = ((Ref("role:boss"), "2026-12-01"),)
    waiver = Acceptance(
        Ref("waiver:campaign"),
        {"en": "Campaign weeks\nneed both.\n", "zh": "活动期间需要。"},
        approved,
        "2027-03-31",
    )
    finding = replace(report.findings[0], status="waived", waiver=waiver)
    comment = markdown.render(replace(report, findings=(finding,)))
    assert comment.startswith("**The check passes**: ")
    assert "**1 waived**" in comment
    assert rows(comment)[1] == [
        "campaign",
        finding.code,
        f"Sold twice {finding.handle}",
        "boss 2026-12-01",
        "Campaign weeks need both.",
        "2027-03-31",
    ]
    assert "活动期间需要。" in markdown.render(replace(report, findings=(finding,)), Options("zh"))


def test_what_is_stale_or_not_applicable_is_listed() -> None:
    report = report_of()
    stale = Recorded("raci-baseline.yaml", 3, ("GAP104 platform:a|b",))
    checked = replace(report.organisations[0], baseline=stale)
    title = {"en": "A department has no @head", "zh": "部门没有负责人"}
    sheet = RuleInfo("GAP107", "department-without-head", Severity.WARNING, title, "")
    report = replace(report, organisations=(checked,))
    comment = markdown.render(report, Options(verbose=True, sheets=lambda: {"GAP107": sheet}))
    idle = [t.code for t in checked.tallies if not t.applicable]
    assert f"<summary>{len(idle)} rules not applicable</summary>" in comment
    assert {c for c in idle if f"\n- `{c}`" in comment} == set(idle)
    shown = printed(PARSER.parse(comment))
    assert "A department has no @head" in shown or "GAP107" not in idle
    assert "<summary>1 stale in the baseline</summary>" in comment
    assert "GAP104 platform:a|b" in shown
    counted = markdown.render(report)
    assert f"{len(idle)} rules not applicable (--verbose lists them)." in counted
    assert not any(f"- `{code}`" in counted for code in idle)


def test_findings_of_two_organisations_stand_apart_and_those_of_none_below() -> None:
    report = crowd({Severity.ERROR: 3})
    one, two, three = report.findings
    other = replace(report.organisations[0], id="depot", path="depot")
    comment = markdown.render(
        replace(
            report,
            organisations=(*report.organisations, other),
            findings=(one, replace(two, organisation="depot"), replace(three, organisation="")),
        )
    )
    parts = re.split(r"^### ", comment, flags=re.MULTILINE)[1:]
    assert [part.partition("\n")[0] for part in parts] == [
        "shop",
        "depot `depot`",
        "Elsewhere",
    ]
    assert [len(rows(part)) for part in parts] == [2, 2, 2]


LEFT_OUT = re.compile(r"^(\d+) more omitted", re.MULTILINE)


def test_a_comment_is_cut_at_a_row_and_says_so() -> None:
    report = crowd({Severity.ERROR: 200, Severity.WARNING: 300, Severity.INFO: 5}, "很" * 100)
    comment = markdown.render(report)
    assert len(comment) <= markdown.COMMENT
    assert len(comment) > markdown.COMMENT - 400
    assert {len(cells) for cells in rows(comment)} == {3}
    sections = comment.split("<summary>")[1:]
    shown = [sum("很" in cells[1] for cells in rows("\n" + part)) for part in sections[:3]]
    assert shown[0] == 200
    assert 0 < shown[1] < 300
    left = Counter(int(n) for n in LEFT_OUT.findall(comment))
    assert sum(left.elements()) >= 505 - sum(shown)
    assert comment.count("<details>") == comment.count("</details>")


@given(
    st.lists(
        st.tuples(st.text("ab", max_size=30), st.lists(st.text("xy", min_size=1), max_size=8))
        | st.just(("", [])),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 300),
    st.data(),
)
def test_what_fits_is_no_larger_than_the_room_and_counts_what_is_missing(
    parts: list[tuple[str, list[str]]], room: int, data: st.DataObject
) -> None:
    blocks = [
        Block(
            text, [partial("{}\n".format, row) for row in lines], ".", data.draw(st.integers(0, 3))
        )
        for text, lines in parts
    ]
    told: list[int] = []

    def left_out(n: int) -> str:
        told.append(n)
        return f"[{n}]\n"

    text = fitted(blocks, room, left_out, len)
    first = len(parts[0][0]) + 1 + len(f"[{len(parts[0][1])}]\n") + len("[99]\n")
    assert len(text) <= max(room, first)
    missing = sum(map(int, re.findall(r"\[(\d+)\]", text)))
    total = sum(len(lines) for _, lines in parts)
    assert missing + sum(line[-1:] in ("x", "y") for line in text.splitlines()) == total


# How many of each rule


def test_statistics_count_by_rule_and_mark_what_can_be_fixed() -> None:
    report = crowd({Severity.ERROR: 11, Severity.WARNING: 1, Severity.INFO: 1})
    *errors, warning, info = report.findings
    edit = (Edit("remove", Ref("role:clerk")),)
    warning = replace(warning, code="OVL206", name="duplicate-role", fix=edit)
    info = replace(info, code="GAP109", name="duties-outside-mandate")
    report = replace(report, findings=(*errors, warning, info), organisations=())
    assert statistics.render(report) == (
        "count  code         name                          severity\n"
        "   11  GAP101       activity-without-accountable  error\n"
        "    1  GAP109       duties-outside-mandate        info\n"
        "    1  OVL206  [*]  duplicate-role                warning\n"
        "[*] 1 fixable with --fix\n"
        "\n"
        "Found 11 errors, 1 warning, 1 info, as of 2026-11-23.\n"
        "1 info below the failing severity\n"
    )


def test_statistics_count_what_is_accepted_only_if_asked() -> None:
    report = crowd({Severity.ERROR: 2})
    first, second = report.findings
    report = replace(report, findings=(first, replace(second, status="baselined")))
    assert "in the baseline)" not in statistics.render(report)
    shown = statistics.render(report, Options(show=frozenset({"baselined"})))
    assert "error (in the baseline)\n" in shown


def test_statistics_of_nothing_are_the_summary() -> None:
    report = report_of(findings=(), organisations=())
    assert statistics.render(report) == f"All clear, as of {DAY}.\n"


def test_chinese_statistics_stand_in_columns() -> None:
    report = Project.folder(ROOT / "org" / "ecommerce").check(as_of=DAY)
    table, _, _ = statistics.render(report, Options("zh")).partition("\n\n")
    lines = table.splitlines()
    starts = {width(line[: line.rindex("  ")]) for line in lines}
    assert len(starts) == 1
    assert max(map(width, lines)) <= 80
    assert "活动没有最终负责岗位" in table


# Laws for all three


@given(orgs().map(to_data))
def test_every_finding_of_any_organisation_is_told(data: Any) -> None:
    report = Project.of({"org.json": to_json(data, indent=1)}).check(as_of=DAY)
    log = commands(github.render(report))
    levels = Counter(kind for kind, *_ in log)
    assert max(levels.values(), default=0) <= 10
    handles = Counter(handle for *_, message in log for handle in HANDLE.findall(message))
    every = Counter(finding.handle for finding in report.findings)
    assert handles <= every
    if max(levels.values(), default=0) < 10 and len(report.findings) <= github.LISTED:
        assert handles == every
    counted = statistics.render(report).partition("\n\n")[0].splitlines()[1:]
    assert sum(int(line.split()[0]) for line in counted if line.split()[0] != "[*]") == len(
        report.findings
    )
    comment = markdown.page(report, Options(), 10**9)
    tokens = PARSER.parse(comment)
    kinds = {"text", "code_inline", "strong_open", "strong_close", "softbreak", "html_block"}
    assert {t.type for t in leaves(tokens) if t.content} <= kinds
    html = "".join(t.content for t in tokens if t.type == "html_block")
    assert not re.sub(r"</?details>|<summary>[^<>]*</summary>|\s", "", html)
    told = [cells for cells in rows(comment) if cells[0] != "Rule"]
    assert {len(cells) for cells in told} <= {3}
    handles = Counter(told_of.split()[-1] for _, told_of, where in told if where)
    assert handles == Counter(finding.handle for finding in report.findings)


# At the command line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "org").mkdir()
    (tmp_path / "org" / "org.yaml").write_text(FAILED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def raci(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ("check", *arguments, "--as-of", DAY), prog_name="raci")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_step_on_github_gets_its_summary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = folder / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert raci("--format", "concise").exit_code == 1
    assert summary.read_text(encoding="utf-8") == "before\n"
    shown = raci("--format", "github", "--format", "markdown", "-o", "comment.md")
    assert shown.exit_code == 1
    assert shown.stdout.startswith("::error file=org/org.yaml,")
    comment = Path("comment.md").read_text(encoding="utf-8")
    assert "`org/org.yaml:5`" in comment
    assert summary.read_text(encoding="utf-8") == f"before\n{comment}"


def test_a_summary_never_grows_beyond_what_github_takes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = folder / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    for left, says in ((600, True), (10, False)):
        summary.write_bytes(b"x" * (ROOM - left))
        raci("--format", "github")
        assert summary.stat().st_size <= ROOM
        assert ("omitted for size" in summary.read_text(encoding="utf-8")) is says


def test_a_summary_that_cannot_be_written_is_told_and_changes_no_verdict(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder))
    failed = raci("--format", "github")
    assert failed.exit_code == 1
    assert "GITHUB_STEP_SUMMARY" in failed.stderr
    assert "cannot be written" in failed.stderr


def test_statistics_are_what_text_says(folder: Path) -> None:
    shown = raci("--statistics", "--format", "json", "-o", "out.json", "--format", "text").stdout
    assert shown.startswith("count  code    name")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"]


@pytest.mark.parametrize("form", ["github", "markdown"])
def test_no_person_is_named(folder: Path, form: str) -> None:
    people = "people: {p-1: {name: Wang Xiaoming, roles: {clerk: {}, gone: {}}}}\n"
    (folder / "org" / "org.yaml").write_text(FAILED + people, encoding="utf-8")
    shown = raci("--format", form).stdout
    assert "gone" in shown
    assert "Wang" not in shown
