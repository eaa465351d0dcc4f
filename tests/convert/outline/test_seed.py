"""The seed document, untouched by hand, against its ground truth."""

import re
from pathlib import Path

import pytest

from raci.convert.folder import files_of
from raci.convert.imported import Imported
from raci.convert.merge import merge
from raci.project import Project
from raci.wording.simplified import simplified
from tests.convert.outline.facts import doubts, imported

POST = re.compile(
    r"^\| P[\d.]+ \|[^|]*\| (?P<name>[A-Za-z]*[\u4e00-\u9fff]+)[^|]*\| (?P<duties>.*) \|$", re.M
)
DEPARTMENT = re.compile(r"^\| D\d \| (?P<name>[\u4e00-\u9fff]+) ", re.M)


@pytest.fixture(scope="module")
def raw(seed: Path) -> bytes:
    return (seed / "source.txt").read_bytes()


@pytest.fixture(scope="module")
def whole(raw: bytes) -> Imported:
    return imported("source.txt", raw)


@pytest.fixture(scope="module")
def truth(seed: Path) -> str:
    return (seed / "GROUND_TRUTH.md").read_text("utf-8")


def test_departments_posts_and_numbers_of_duties(whole: Imported, truth: str) -> None:
    names = {simplified(each["name"]) for each in whole.data["departments"].values()}
    assert names == {match["name"] for match in DEPARTMENT.finditer(truth)}
    found = {
        simplified(each["name"]): len(each.get("duties", {}))
        for each in whole.data["roles"].values()
    }
    wanted = {match["name"]: _duties(match["duties"]) for match in POST.finditer(truth)}
    assert (len(wanted), sum(wanted.values())) == (17, 31)
    assert found == wanted


def _duties(listed: str) -> int:
    return 2 if listed == "the same two duties" else listed.count("·") + 1


def test_each_duty_has_the_line_where_it_begins(whole: Imported, raw: bytes) -> None:
    lines = raw.decode().split("\n")
    for role in whole.data["roles"].values():
        for words in role["duties"].values():
            _, line, column = words["source"].rsplit(":", 2)
            assert lines[int(line) - 1][int(column) - 1] == words["zh"][0]


def test_what_was_repaired_is_doubted(whole: Imported) -> None:
    keys = doubts(whole)
    assert keys.count("number") == 6
    assert keys.count("number-lost") == 3
    assert {"starts-at", "runs-on", "read-as-post"} <= set(keys)


def test_the_second_stage_and_the_page_around_are_left_out(whole: Imported) -> None:
    remarks = [each for each in whole.remarks if each.kind == "left-out"]
    left = [simplified(str(each.values["text"])) for each in remarks]
    assert any("合适的电商运营类人才" in words for words in left)
    assert any("本站所有资源" in words for words in left)


def test_the_same_words_in_one_line_are_found(whole: Imported) -> None:
    """Overlaps 1 to 4 of the ground truth, and that two posts are the same."""
    project = Project.of(files_of(merge([("source.txt", whole)], "seed"), lambda _: ""))
    found = project.check(as_of="2026-11-23").findings
    activities = {simplified(each.subject.id) for each in found if each.code == "OVL201"}
    assert activities == {
        "通过阿里旺旺进行在线销售",
        "团购业务的联系",
        "进驻大型b2c平台",
        "物流发货",
    }
    assert [simplified(each.subject.id) for each in found if each.code == "OVL206"] == [
        "电子商务拓展专员"
    ]
