"""Wordings that say too little, and texts that lack a language."""

from collections.abc import Iterator

from ..field import Field
from ..planter import plants

SOUND = {"en": "Approve the invoices of suppliers", "zh": "审核供应商发票"}
VAGUE = {"en": "Handle other matters", "zh": "处理其他事务"}
SEVERAL = {
    "en": "Approve the invoices of suppliers and negotiate new contracts",
    "zh": "审核供应商发票，招聘司机",
}
BARE = {"en": "Supplier invoices", "zh": "供应商发票"}


def worded(field: Field) -> tuple[dict[str, object], str, str]:
    """Give the duties of a role, the key of one that is soundly worded, and the duty's Ref."""
    row = field.row()
    role = field.worker(row)
    duties = field.data["roles"][role].setdefault("duties", {})
    duties[row.activity] = field.choose((dict(SOUND), *SOUND.values()))
    return duties, row.activity, f"duty:{role}/{row.activity}"


@plants("TXT701")
def the_words_are_open(field: Field) -> Iterator[str]:
    duties, key, duty = worded(field)
    sound = duties[key]
    yield duty
    duties[key] = field.choose((VAGUE, *VAGUE.values(), SOUND | {"zh": VAGUE["zh"]}))
    yield duty
    duties[key] = sound


@plants("TXT702")
def a_second_duty_is_added(field: Field) -> Iterator[str]:
    duties, key, duty = worded(field)
    sound = duties[key]
    yield duty
    duties[key] = field.choose((SEVERAL, *SEVERAL.values()))
    yield duty
    duties[key] = sound


@plants("TXT703")
def the_verb_is_gone(field: Field) -> Iterator[str]:
    duties, key, duty = worded(field)
    sound = duties[key]
    yield duty
    duties[key] = field.choose((BARE, *BARE.values()))
    yield duty
    duties[key] = sound


@plants("TXT704")
def a_language_is_missing(field: Field) -> Iterator[str]:
    field.data["org"]["languages"] = ["en", "zh"]
    section, kind = field.choose((("roles", "role"), ("departments", "department")))
    id_ = field.emptied(section)
    entity = field.data[section][id_]
    entity["note"] = dict(SOUND)
    yield f"{kind}:{id_}"
    del entity["note"][field.choose(("en", "zh"))]
    yield f"{kind}:{id_}"
    entity["note"] = dict(SOUND)
