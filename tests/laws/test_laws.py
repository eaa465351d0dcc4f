"""Laws that hold for any organisation, any layout and any text; ``make hunt`` tries them longer."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from raci.check.run import Run
from raci.findings.place import Place, Span
from raci.findings.ref import SECTIONS, Function, Ref
from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Cell
from raci.model.entities import Org
from raci.model.load import load
from raci.project import NotOneError, Project, check
from raci.render.columns import columns
from raci.render.findings.json import render
from raci.render.findings.text import findings_text
from raci.render.formats import terminal
from raci.render.reports import matrix_json as matrix_as_json
from raci.render.reports.matrix import document, view
from raci.render.reports.show import Screen
from raci.rules import catalogue
from raci.rules.page import load_page, page_files
from raci.schema.shapes.definition import Definition
from raci.schema.validate import problems
from raci.source.decode import BREAKS
from raci.source.discover import find_in
from raci.source.document import Document
from raci.source.files import Files
from raci.source.yaml import read
from tests.support.layouts import to_json, to_text
from tests.support.organisations import (
    IDS,
    copy,
    documents,
    orgs,
    shuffled,
    spelt_out,
    split,
    to_data,
)
from tests.support.paths import ROOT

DAY = "2026-11-23"
datas = orgs().map(to_data)
seeds = st.integers(0, 1_000_000).map(Random)

Texts = Mapping[str, str | bytes]
Cells = set[tuple[str, Function, str, bool]]
Verdicts = Counter[tuple[str, str, frozenset[Ref]]]


def judged(files: Texts) -> Report:
    return check([Project(found) for found in find_in(Files(files))], Run(DAY))


def verdicts(data: Any) -> Verdicts:
    return verdicts_of(judged({"org.json": json.dumps(data)}))


def verdicts_of(report: Report) -> Verdicts:
    """Give what the rules say: code, severity, and all that the verdict is about; none crashed."""
    assert not [finding.message for finding in report if finding.code == "DEF015"]
    return Counter(
        (finding.code, finding.severity.label, frozenset((finding.subject, *finding.involves)))
        for finding in report
    )


def all_cells(matrix: Matrix) -> list[Cell]:
    return [cell for row in matrix.all_rows.values() for cell in row.cells()]


def cells(data: Any) -> Cells:
    return cells_of(Project.of({"org.json": json.dumps(data)}))


def cells_of(project: Project) -> Cells:
    """Give the cells without their reasons, which name the side that they are written on."""
    return {(c.row, c.function, c.role, c.derived) for c in all_cells(project.matrix)}


# The reader: any input gives data or findings with places


def told_in_full(files: Texts) -> Report:
    """Check files: each finding has both languages and a place inside its file."""
    report = judged(files)
    for finding in report:
        assert finding.say("en")
        assert finding.say("zh")
        for place in (finding.place, *finding.related):
            stands_within(place, files)
    findings_text(report)
    json.loads(render(report))
    return report


def stands_within(place: Place, files: Texts) -> None:
    if place.path == ".":  # nothing was found at all: the folder itself
        assert place.span == (1, 1, 1, 1)
        return
    raw = files[place.path]
    text = raw if isinstance(raw, str) else raw.decode("utf-8-sig", errors="replace")
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not lines or lines[-1][-1] in BREAKS:
        lines.append("")
    line, column, end_line, end_column = place.span
    assert 1 <= line <= end_line <= len(lines)
    assert 1 <= column <= len(lines[line - 1].rstrip(BREAKS)) + 1
    assert 1 <= end_column <= len(lines[end_line - 1]) + 2
    assert (line, column) <= (end_line, end_column)


@given(st.binary(max_size=60), st.sampled_from((b"", b"raci: 1\n", b"\xff\xfe", b'{"raci":')))
def test_any_bytes_give_data_or_findings(raw: bytes, head: bytes) -> None:
    told_in_full({"a.yaml": head + raw, "b.json": raw})


@given(st.text(max_size=60), st.sampled_from(("", "raci: 1\norg: {id: a}\n", "raci: 1\nroles:\n")))
def test_any_text_gives_data_or_findings(text: str, head: str) -> None:
    told_in_full({"a.yaml": head + text, "b.json": text})


PUNCTUATION = (
    *("\n", "\n  ", "\n    ", "\n- ", " ", "\t", ":", ": ", "- ", "? ", ", ", "{", "}", "[", "]"),
    *("&a ", "*a ", "!", "!!str ", "|\n", ">-\n", "'", '"', "\\", "#", " # ", "%", "@", "`"),
    *("---\n", "...\n", "<<: ", "~", "null", "1", "1.5", "1e999", "0x", "a", "id", "名", "\r\n"),
    *("\x85", "\x00", "\u2028", "\ufeff", "\x7f", "\\ud83d\\ude00", "raci: 1\n", "roles:\n  a: "),
    *("org: {id: a}\n", "\x0c", "\x1c", "raci: 2\n", "attributes: "),
)


@given(st.lists(st.sampled_from(PUNCTUATION), max_size=30).map("".join))
def test_any_punctuation_gives_data_or_findings(text: str) -> None:
    told_in_full({"a.yaml": f"raci: 1\n{text}", "b.json": f'{{"raci": 1, {text}', "c.yaml": text})


@given(
    orgs(), seeds, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4)), min_size=1, max_size=4)
)
def test_any_slip_in_a_definition_gives_data_or_findings(
    org: Org, random: Random, edits: list[tuple[float, int]]
) -> None:
    files = laid_out(to_data(org), random)
    slipped = random.choice(sorted(files))
    for where, cut in edits:
        at = int(where * len(files[slipped]))
        text = files[slipped]
        files[slipped] = text[:at] + random.choice((*PUNCTUATION, "")) + text[at + cut :]
    told_in_full(files)


@given(documents(), seeds)
def test_any_document_gives_findings_and_no_more(data: Any, random: Random) -> None:
    """Nor does a second file that defines all of it again."""
    files = {path: to_text(data, path, random) for path in ("a.yaml", "b.json")}
    told_in_full({"a.yaml": files["a.yaml"]})
    told_in_full(files)


@given(st.dictionaries(st.sampled_from(("a.yaml", "b/c.yml", "d")), st.binary(max_size=20)))
def test_a_project_is_one_organisation_or_is_refused(files: Texts) -> None:
    with suppress(NotOneError):
        Project.of(files).check()


# Reading what was written


@given(orgs(), seeds)
def test_a_model_written_in_any_layout_is_read_again(org: Org, random: Random) -> None:
    data = spelt_out(shuffled(to_data(org), random), random)
    files = laid_out(data, random)
    assert Project.of(files).loaded.defects == ()
    assert Project.of(files).org == org


# Schema and shapes


def published(name: str) -> dict[str, Any]:
    text = (ROOT / f"schemas/v1/{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


GATE, FINDINGS, MATRIX = (
    jsonschema_rs.Draft202012Validator(published(name), validate_formats=True)
    for name in ("org", "findings", "matrix")
)
PYTHON_GATE = jsonschema.Draft202012Validator(
    published("org"), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def has_shape(data: Any) -> bool:
    try:
        Definition.model_validate(data)
    except ValidationError:
        return False
    return True


def ends_in_a_line_feed(data: Any) -> bool:
    if isinstance(data, dict):
        return any(map(ends_in_a_line_feed, (*data, *data.values())))
    if isinstance(data, list):
        return any(map(ends_in_a_line_feed, data))
    return isinstance(data, str) and data.endswith("\n")


AWKWARD: tuple[Any, ...] = (
    {"raci": 1, "people": {"01": {"bogus": 1}}},
    {"raci": 1, "roles": {"": {"headcount": "a"}}},
    {"raci": 1, "roles": {"": 5, "a": {"duties": {"": {"en": 3}}}}},
    {"raci": 1, "roles": {"1" * 5000: {}, "1": {"headcount": "a"}}},
    {"raci": 1, "roles": {"a": {"headcount": 2.0}}},
    {"raci": 1, "departments": {"a": {"reviewed": "2026-W01-1"}}},
    {"raci": 1, "departments": {"a": {"reviewed": "0000-01-01"}}},
    {"raci": True},
)


def awkward(law: Callable[..., None]) -> Callable[..., None]:
    """Try what once was wrong, too."""
    for data in AWKWARD:
        law = example(data)(law)
    return law


@awkward
@given(documents())
def test_schema_and_shapes_accept_the_same(data: Any) -> None:
    """Only Python's ``$`` lets a last line feed through: such texts are for the others to judge."""
    accepted = GATE.is_valid(data)
    assert has_shape(data) == accepted
    if not ends_in_a_line_feed(data):
        assert PYTHON_GATE.is_valid(data) == accepted


@awkward
@given(documents())
def test_the_loader_builds_what_the_schema_accepts_and_tells_what_it_does_not(data: Any) -> None:
    if isinstance(data, dict) and "raci" in data:
        file = Document("org.yaml", "", data)
        told = list(problems(file))
        assert bool(told) != GATE.is_valid(data)
        assert load([file]).sound != bool(told)


# The matrix: either side, any order, any ids


def moved(data: Any, random: Random, home: str, other: str) -> Any:
    """Write some assignments on the other side, where one can: that side is defined there.

    A role without a department stays where it is in a generic duty: it makes no row, and the
    finding about that is the role's or the activity's.
    """
    data = copy(data)
    for id_, entry in data.get(home, {}).items():
        for function in Function:
            for there in list(entry.get(function, ())):
                role, activity = (id_, there) if home == "roles" else (there, id_)
                if there in data.get(other, {}) and random.random() < 0.6:
                    placed = "department" in data["roles"][role]
                    if placed or "each" not in data["activities"][activity]:
                        entry[function].remove(there)
                        items = data[other][there].setdefault(function.value, [])
                        items += [id_] if id_ not in items else []
    return data


@given(datas, seeds)
def test_the_matrix_is_the_same_whichever_side_assignments_are_written_on(
    data: Any, random: Random
) -> None:
    """Claims of roles, of any function, and the lists of activities that are declared.

    Duties are no part of it: their wordings are judged, and stand on the role's side only. An
    activity that nobody declares has no side of its own; declaring it would be GAP114's and
    DEF012's business.
    """
    there = moved(data, random, "roles", "activities")
    back = moved(there, random, "activities", "roles")
    assert cells(data) == cells(there) == cells(back)
    assert verdicts(data) == verdicts(there) == verdicts(back)


@given(datas, seeds)
def test_a_duty_makes_the_cell_of_a_claim(data: Any, random: Random) -> None:
    claimed = copy(data)
    for role in claimed.get("roles", {}).values():
        for key in list(role.get("duties", ())):
            if random.random() < 0.6:
                del role["duties"][key]
                items = role.setdefault("responsible", [])
                items += [key] if key not in items else []
    assert cells(data) == cells(claimed)


def laid_out(data: Any, random: Random) -> dict[str, str]:
    """Write a definition as some files in some layout."""
    return {path: to_text(part, path, random) for path, part in split(data, random).items()}


@given(datas, seeds)
def test_order_changes_neither_matrix_nor_verdicts(data: Any, random: Random) -> None:
    """Of keys, of the items of lists, of files and of what stands in which."""
    files = laid_out(shuffled(data, random, items=True), random)
    assert cells_of(Project.of(files)) == cells(data)
    assert verdicts_of(judged(files)) == verdicts(data)


@given(datas, seeds)
def test_layout_changes_no_reason_of_a_cell_and_no_word_of_a_finding(
    data: Any, random: Random
) -> None:
    """All but places: the order of keys and files, and styles; not the order of a list's items."""
    files, plain = laid_out(shuffled(data, random), random), {"org.json": json.dumps(data)}
    assert all_cells(Project.of(files).matrix) == all_cells(Project.of(plain).matrix)
    assert words_of(judged(files)) == words_of(judged(plain))


def words_of(report: Report) -> Counter[tuple[str, ...]]:
    return Counter((f.fingerprint, f.say("en"), f.say("zh", named=True)) for f in report)


ID_KEYS: Mapping[str, Mapping[str, str]] = {
    "org": {"tags": "tag"},
    "departments": {"head": "role", "parent": "department", "duties": "activity"},
    "roles": {
        **dict.fromkeys(("reports_to", "also_reports_to", "deputies"), "role"),
        **dict.fromkeys(("duties", *Function), "activity"),
        "department": "department",
    },
    "activities": {
        **dict.fromkeys(Function, "role"),
        "department": "department",
        "platforms": "platform",
        "tags": "tag",
        "approves": "activity",
    },
    "platforms": {"owners": "role", "deputies": "role"},
    "people": {"roles": "role"},
    "separations": {
        **dict.fromkeys(("between", "among", "of", "only"), ""),
        "mitigated_by": "activity",
    },
}
"""The keys under which ids stand, and of what; Refs under the keys without a kind."""

PARTS = {"mandate": ("department", "activity"), "duty": ("role", "activity")}


class Renaming:
    """Gives each id of a kind another one, never one to two."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.fresh: dict[str, list[str]] = {}
        self.given: dict[tuple[str, str], str] = {}

    def id(self, kind: str, id_: str) -> str:
        if (kind, id_) not in self.given:
            unused = self.fresh.setdefault(kind, self.random.sample(IDS, len(IDS)))
            self.given[kind, id_] = unused.pop()
        return self.given[kind, id_]

    def ref(self, ref: str) -> Ref:
        """Rename what a Ref names; a generic duty's copy has two ids."""
        kind, _, rest = ref.partition(":")
        if kind in PARTS:
            ids = rest.split("/")
            renamed = "/".join(map(self.id, PARTS[kind], ids))
        else:
            id_, at, department = rest.partition("@")
            renamed = self.id(kind, id_) if rest else ""
            renamed += f"@{self.id('department', department)}" if at else ""
        return Ref(f"{kind}:{renamed}" if rest else kind)

    def under(self, kind: str, value: Any) -> Any:
        """Rename the ids that stand under a key."""
        if isinstance(value, list):
            return [self.under(kind, item) for item in value]
        if isinstance(value, dict):
            return {self.id(kind, id_): each for id_, each in value.items()}
        return self.id(kind, value) if kind else self.ref(value)

    def entity(self, section: str, data: Any) -> Any:
        keys = ID_KEYS[section]
        return {
            key: self.under(keys[key], value) if key in keys else value
            for key, value in data.items()
        }

    def whole(self, data: Any) -> Any:
        """Rename all ids of a definition but the organisation's own."""
        renamed = {"raci": 1, "org": self.entity("org", data["org"])}
        for kind, section in SECTIONS.items():
            if section in data:
                entities = data[section].items()
                renamed[section] = {
                    self.id(kind, id_): self.entity(section, entity) for id_, entity in entities
                }
        return renamed


@given(datas, seeds)
def test_renaming_changes_no_verdict_but_those_about_names(data: Any, random: Random) -> None:
    """Who is the subject of a pair or a cycle is decided by id: subject and involved are one set.

    DEF003, DEF006 and DEF012 are about ids.
    """
    renaming = Renaming(random)
    after = verdicts(renaming.whole(data))
    expected = Counter(
        {
            (code, severity, frozenset(map(renaming.ref, refs))): count
            for (code, severity, refs), count in verdicts(data).items()
        }
    )
    about_ids = ("DEF003", "DEF006", "DEF012")
    assert without(after, about_ids) == without(expected, about_ids)


def without(found: Verdicts, codes: tuple[str, ...]) -> Verdicts:
    return Counter({verdict: count for verdict, count in found.items() if verdict[0] not in codes})


# The same bytes, and the right places


@given(datas)
def test_checking_twice_gives_the_same_bytes(data: Any) -> None:
    files = {"org.json": json.dumps(data)}
    assert render(judged(files)) == render(judged(files))


SCRIPT = """
import sys
from tests.laws.test_laws import rich
from raci.render.findings.json import render
sys.stdout.buffer.write(render(rich()).encode())
"""


def rich() -> Report:
    """Check every failing example of the rules' pages, and the seed, side by side."""
    files: dict[str, str | bytes] = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in ROOT.glob("org/ecommerce/*.yaml")
    }
    for page in map(load_page, page_files(catalogue.FOLDER)):
        for number, shown in enumerate(page.examples("Fails")):
            for path, text in shown.files.items():
                files[f"{page.code}/{number}/{path}"] = text
    return judged(files)


def test_the_hash_seed_changes_no_byte() -> None:
    def run(seed: str) -> bytes:
        env = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SCRIPT]
        return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True).stdout

    once = run("1")
    assert len(json.loads(once)["findings"]) > 50
    assert once == run("2")


@given(datas, seeds, st.sampled_from(("a.yaml", "a.json")))
def test_the_place_of_a_key_holds_the_key(data: Any, random: Random, path: str) -> None:
    file = read(to_text(data, path, random).encode(), path)
    for route in routes_of_keys(data):
        text = cut(file, file.span(route))
        assert list(read(f"{text}: 0".encode(), path).data) == [route[-1]]


def routes_of_keys(data: Any) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield (key,)
            yield from ((key, *route) for route in routes_of_keys(value))
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from ((number, *route) for route in routes_of_keys(item))


def cut(file: Document, span: Span) -> str:
    """Give the text of a span of one line."""
    assert span.line == span.end_line
    return file.lines.line(span.line)[span.column - 1 : span.end_column - 1]


@given(datas, seeds)
def test_each_reason_of_a_cell_has_a_place(data: Any, random: Random) -> None:
    files = laid_out(data, random)
    found = Project.of(files)
    for cell in all_cells(found.matrix):
        for reason in cell.because:
            stands_within(found.loaded.origins.place(reason), files)


@given(datas)
def test_each_reason_of_a_written_cell_stands_at_the_id_it_lists(data: Any) -> None:
    """At the role in an activity's list, at the activity among a role's duties and claims."""
    found = Project.of({"org.json": to_json(data, indent=1)})
    file = found.found.documents[0]
    for cell in all_cells(found.matrix):
        activity = cell.row.partition("@")[0]
        listed = data.get("activities", {}).get(activity, {}).get(cell.function, ())
        for reason in () if cell.derived else cell.because:
            claimed = reason.kind == "duty" or cell.role not in listed
            there = cut(file, found.loaded.origins.place(reason).span)
            assert there == to_json(activity if claimed else cell.role)


@given(datas)
def test_each_reason_of_a_derived_cell_stands_in_a_line_that_names_it(data: Any) -> None:
    """The line has the role that answers, the row, its department, a doer, or the key itself."""
    found = Project.of({"org.json": to_json(data, indent=1)})
    for cell in all_cells(found.matrix):
        activity, _, home = cell.row.partition("@")
        declared = data.get("activities", {}).get(activity, {})
        department, platforms = declared.get("department", home), declared.get("platforms", ())
        for reason in cell.because if cell.derived else ():
            line = found.loaded.origins.place(reason).source
            named = {cell.role, activity, department, *platforms, *reason.parts}
            named.add(reason.partition("#")[2])
            assert any(to_json(id_) in line for id_ in named), (reason, line)


# What is printed


@given(datas, st.booleans())
def test_what_programs_read_has_its_published_shape(data: Any, every_status: bool) -> None:
    compiled = Project.of({"org.json": json.dumps(data)})
    FINDINGS.validate(json.loads(render(compiled.check(as_of=DAY))))
    shown = view(compiled.matrix, lang="en", as_of=DAY, every_status=every_status)
    MATRIX.validate(json.loads(matrix_as_json.render(shown)))


@given(datas, st.sampled_from(("en", "zh")), st.booleans(), st.sampled_from((60, 80, 200)))
def test_a_matrix_fits_the_terminal(data: Any, lang: str, by_role: bool, width: int) -> None:
    compiled = Project.of({"org.json": json.dumps(data)}).matrix
    shown = document(view(compiled, lang=lang, as_of=DAY), by_role=by_role, split=True)
    screens = [shown, *(Screen(compiled, lang, DAY).of(row.ref) for row in compiled.rows.values())]
    for screen in screens:
        lines = terminal.render(screen, width=width).splitlines()
        assert max(map(columns, lines)) <= width
