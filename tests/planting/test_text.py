"""A defect of wording, planted into any organisation, is found where it was planted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.organisations import Data, copy, orgs, to_data

from .told import told

datas = orgs().map(to_data)
PLAIN = {
    "en": ("Approve supplier invoices", "Clean the operating theatre", "Teach the apprentices"),
    "zh": ("审核供应商发票", "清洁手术室", "編制年度預算"),
}
OPEN = {
    "en": ("{} etc.", "{}, etc", "Assist with: {}", "{} and other matters", "Some of: {}"),
    "zh": ("{}等工作", "{}等事宜", "{}及其他事项", "协助{}", "部分{}", "{}等"),
}
SEVERAL = {
    "en": ("{} and negotiate new contracts", "{}; recruit the drivers"),
    "zh": ("{}并签订租赁合同", "{}，招聘司机", "{}；起草合同"),
}
NOUNS: dict[str, tuple[str, ...]] = {
    "en": ("Supplier invoices", "Payroll"),
    "zh": ("供应商发票", "員工工資"),
}
DEFECTS: dict[str, dict[str, tuple[str, ...]]] = {
    "TXT701": OPEN,
    "TXT702": SEVERAL,
    "TXT703": NOUNS,
}
tagged = st.sampled_from(("en", "zh", "plain en", "plain zh"))
sections = st.sampled_from(("roles", "departments"))


def placed(data: Any, draw: st.DataObject, section: str) -> tuple[dict[str, Any], str]:
    """Give the duties of some role or department, and the Ref of one that is planted there."""
    id_ = draw.draw(st.sampled_from(sorted(data[section])))
    kind = "duty" if section == "roles" else "mandate"
    data.setdefault("activities", {})["planted"] = {}
    return data[section][id_].setdefault("duties", {}), f"{kind}:{id_}/planted"


def wording(words: str, tag: str) -> Any:
    return words if tag.startswith("plain") else {tag: words}


@pytest.mark.parametrize("code", ["TXT701", "TXT702", "TXT703"])
@given(datas, st.data(), sections, tagged, st.integers(0, 20))
def test_wordings(
    code: str, data: Any, draw: st.DataObject, section: str, tag: str, at: int
) -> None:
    """Whatever the duty, whoever has it: vague, two in one, or without its verb, it is told."""
    planted = copy(data)
    duties, ref = placed(planted, draw, section)
    language = tag.removeprefix("plain ")
    defects = DEFECTS[code][language]
    sound = PLAIN[language][at % len(PLAIN[language])]
    duties["planted"] = wording(sound, tag)
    assert ref not in told(planted, code)
    duties["planted"] = wording(defects[at % len(defects)].format(sound), tag)
    assert ref in told(planted, code)
    planted["activities"]["planted"]["status"] = "archived"
    assert ref not in told(planted, code)


@given(datas, st.data(), sections, st.sampled_from(("name", "note", "duty", "duty's note")))
def test_missing_translation(data: Any, draw: st.DataObject, section: str, where: str) -> None:
    """A text of anybody loses one of the languages that are promised."""
    planted = copy(data)
    planted["org"]["languages"] = ["zh", "en"]
    id_ = draw.draw(st.sampled_from(["planted", *sorted(data[section])]))
    entity: Data = {}
    planted[section][id_] = entity
    ref = f"{section.removesuffix('s')}:{id_}"
    text = {"zh": "审核发票", "en": "Approve invoices"}
    if where.startswith("duty"):
        wording: Data = {}
        entity["duties"] = {"planted": wording}
        planted.setdefault("activities", {})["planted"] = {}
        if where == "duty":
            wording |= text
            text = wording
        else:
            wording["note"] = text
    else:
        entity[where] = text
    assert ref not in told(planted, "TXT704")
    lost = draw.draw(st.sampled_from(("zh", "en")))
    kept = text.pop(lost)
    assert ref in told(planted, "TXT704")
    text[f"{lost}-HK"] = kept
    assert ref not in told(planted, "TXT704")
