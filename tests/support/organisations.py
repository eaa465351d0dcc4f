"""Organisations of every shape for property tests: as a model, as data, as text in any layout."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from itertools import combinations, permutations
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from raci.findings.finding import Severity
from raci.findings.notation import BOTH, NOTATIONS, A, C, G, I, Notation, R, S, V
from raci.findings.ref import FUNCTIONS, Function
from raci.model.entities import (
    Activity,
    Appointment,
    Department,
    Entity,
    Org,
    Person,
    Platform,
    Role,
    Separation,
    Wording,
)
from raci.schema.shapes.texts import ID

Data = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
E = TypeVar("E", bound=Entity)

IDS = (
    *("sales", "pay", "finance", "ship", "clerk", "boss", "客服", "财务部", "结算", "主管", "a-b"),
    *("no", "null", "true", "~", "1", "01", "1.0", "0x1F", "0o7", "1e5", ".inf", "2027-01-01"),
    *("-", "--", "---", "...", "?", "*", "*a", "&a", "!", "!!str", "%", "=", "`x`", "$", "^", "."),
    *("a.b", "x+y", "(甲)", "é", "ａ", "A", "a", "😀", "Ж", "آب", "x" * 80, "org", "roles", "a_b"),
    *("responsible", "file", "tag", "duties", "0", "²", "١", "í", "ß", "ſ", "İ"),
    *("財務部", "settle", "settles"),
)
"""Plain ids, ids that YAML would read as something else, ids that look like others."""

WORDS = (
    *("Sell online by chat", "Approve invoices", "Set policy, and plan", "etc.", "TBD", "待定"),
    *("负责通过旺旺进行在线销售", "客服", "no", "null", "0o14", "1.0", "12:30", "- a", "# a"),
    *("a #b", " a", "a ", "a: b", "'", '"', "\\", r"\ud83d\ude00", "😀", "a\nb", "a\n", "\n"),
    *("a\r\nb", "\x85", "a \u2028 b", "\ufeff", "\ufffe", "\x7f", "---", "|", ">", "{zh}", "{}"),
    *("负责通过阿里旺旺进行在线销售", "Approve the invoices", "Responsible for sales"),
    *("\t", "\x00", "销售"),
)
LANGUAGES = ("zh", "en", "zh-Hant", "pt-BR", "es-419", "yue")
DATES = ("2026-11-22", "2026-11-23", "2027-01-01", "0001-01-01", "9999-12-31", "2024-02-29")


def _is_id(text: str) -> bool:
    return re.fullmatch(ID, text) is not None


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _some_of(
    items: Sequence[Any], most: int = 2, least: int = 0
) -> st.SearchStrategy[tuple[Any, ...]]:
    """Give a few of some items in any order, in one draw; nothing where there are too few."""
    sizes = range(least, most + 1)
    return _any([some for size in sizes for some in permutations(items, size)])


def _any(items: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(items) if items else st.nothing()


_ODD_IDS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=6)
    .map(_normal)
    .filter(_is_id)
)
_PLAIN = [{"": words} for words in WORDS]
_BY_LANGUAGE = [
    dict(zip(tags, words, strict=True))
    for tags in (("zh",), ("en", "zh"), ("zh-Hant", "pt-BR", "es-419"))
    for words in (WORDS[at : at + len(tags)] for at in range(len(WORDS) - 2))
]
texts = st.sampled_from([*_PLAIN, *_BY_LANGUAGE])
wordings = st.sampled_from(
    [
        *(Wording(), Wording(source="P1.2"), Wording(note={"": "a"})),
        *map(Wording, [*_PLAIN, *_BY_LANGUAGE]),
        *(Wording(text, "P1", {"zh": "注"}) for text in _BY_LANGUAGE),
    ]
)
_CLOSE = (None, *DATES[:3])
appointments = st.sampled_from(
    [
        Appointment(manner, start, until)
        for manner in ("holder", "deputy", "acting")
        for start in _CLOSE
        for until in _CLOSE
    ]
)
words = st.sampled_from(WORDS)
dates = st.sampled_from(DATES)
statuses = st.sampled_from(("active", "planned", "archived"))
_COMMON: Mapping[str, st.SearchStrategy[Any]] = {
    "name": texts,
    "source": words,
    "note": st.text(min_size=1, max_size=12).map(lambda words: {"": _normal(words)}),
    "formerly": _some_of(IDS[:12]),
}


DECLARED: Mapping[str, Mapping[str, Any]] = {
    "department": {"region": {"enum": ["north", "south"]}},
    "role": {
        "grade": {"type": "integer", "minimum": 1, "maximum": 12, "description": {"zh": "职级"}},
        "in_office": {"type": "boolean"},
    },
    "activity": {
        "hours": {"type": "number", "minimum": 0, "description": "Each week"},
        "systems": {"type": "array", "items": {"type": "string", "maxLength": 9}},
        "since": {"type": "string", "format": "date"},
    },
    "platform": {"a_b": {"type": "string"}, "aB": {"type": "integer"}},
    "person": {"shifts": {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}},
    "separation": {"risk": {"enum": [1, 2, 3]}},
}
"""Attributes of an organisation that declares any."""

_ATTRIBUTES: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "department": {"region": st.sampled_from(("north", "south"))},
    "role": {"grade": st.integers(1, 12), "in_office": st.booleans()},
    "activity": {
        "hours": st.sampled_from((0, 1, 2.5)),
        "systems": st.sampled_from(((), ("erp",), ("erp", "no", "1"))),
        "since": st.sampled_from(DATES),
    },
    "platform": {"a_b": st.sampled_from(WORDS), "aB": st.integers(-9, 9)},
    "person": {"shifts": st.sampled_from(((), (1,), (2, 1)))},
    "separation": {"risk": st.integers(1, 3)},
}
"""Values that fit ``DECLARED``; where it is not written, they are undeclared."""

OWN_NOTATIONS: Sequence[Notation] = (
    {"主责": BOTH, "配合": S, "审批": G, "知会": I},
    {"R": R, "L": BOTH, "A": G, "O": ()},
    {"É": A, "D": A, "W": R + S + C},
    {"S": A, "A": S, "G": V, "V": G},
)

_attributes = {
    kind: st.fixed_dictionaries({}, optional=dict(values)) for kind, values in _ATTRIBUTES.items()
}


class _Pools:
    """The ids of an organisation to be, by kind, and ``unknown``, of which nothing is."""

    def __init__(self, draw: Draw, *, unknown: bool) -> None:
        order = Random(draw(st.integers(0, 1000)))
        known = order.sample(IDS, 20) + draw(st.lists(_ODD_IDS, unique=True, max_size=2))

        def some(most: int, least: int = 0) -> tuple[str, ...]:
            at = draw(st.integers(0, 12))
            return tuple(dict.fromkeys(known[at : at + draw(st.integers(least, most))]))

        self.departments, self.roles = some(6, 2), some(8, 1)
        self.activities, self.undeclared = some(8), some(4)
        self.keys = tuple(dict.fromkeys((*self.activities, *self.undeclared)))
        self.platforms, self.people, self.separations = some(3), some(3), some(3)
        self.tags = some(3, 1)
        self.unknown = some(1) if unknown else ()

    def one(self, *kinds: str) -> st.SearchStrategy[str]:
        """Give an id of some kinds."""
        return _any(self.all(*kinds))

    def many(self, *kinds: str) -> st.SearchStrategy[tuple[str, ...]]:
        """Give a few ids of some kinds."""
        return _some_of(self.all(*kinds))

    def all(self, *kinds: str) -> tuple[str, ...]:
        """Give the ids of some kinds, each once."""
        return tuple(dict.fromkeys(id_ for kind in kinds for id_ in getattr(self, kind)))


@st.composite
def orgs(draw: Draw, *, unknown: bool = True) -> Org:
    """Give valid organisations: cycles, odd ids, references to nothing (``unknown``) included."""
    pools = _Pools(draw, unknown=unknown)
    header = {
        "languages": _some_of(LANGUAGES),
        "line": st.just("written"),
        "declared_only": st.just(True),
        "tags": pools.many("tags"),
        "people_complete": st.just(True),
        "reviewed": dates,
        "attributes": st.just(DECLARED),
    }
    person = {"roles": _map(pools.all("roles", "unknown"), appointments)}
    return Org(
        id=draw(st.sampled_from(IDS)),
        accountable=draw(st.sampled_from(ANSWERING)),
        **draw(_few({**header, **_COMMON})),
        departments=_section(draw, Department, pools.departments, *_department(pools)),
        roles=_section(draw, Role, pools.roles, *_role(pools)),
        activities=_section(draw, Activity, pools.activities, *_activity(pools)),
        platforms=_section(draw, Platform, pools.platforms, *_platform(pools)),
        people=_section(draw, Person, pools.people, person, {}),
        separations={id_: _separation(draw, id_, pools) for id_ in pools.separations},
    )


ANSWERING = (
    (),
    *(("department-head",), ("platform-owner",)),
    *(("department-head", "platform-owner"), ("platform-owner", "department-head")),
)
"""Who answers where nobody is named, in the order in which it is tried."""

Keys = tuple[dict[str, st.SearchStrategy[Any]], dict[str, st.SearchStrategy[Any]]]
"""Fields that are always drawn, and fields of which a few are."""


def _department(pools: _Pools) -> Keys:
    usual = {
        "head": st.sampled_from((None, *pools.all("roles", "unknown"))),
        "duties": _map(pools.keys, wordings),
    }
    return usual, {"parent": pools.one("departments", "unknown"), "reviewed": dates}


def _role(pools: _Pools) -> Keys:
    usual = {
        "department": st.sampled_from((None, *pools.all("departments", "unknown"))),
        "duties": _map(pools.keys, wordings),
        "holds": _assigned(pools.keys),
    }
    return usual, {
        "reports_to": pools.one("roles", "unknown"),
        "also_reports_to": pools.many("roles", "unknown"),
        "written_headcount": st.integers(0, 20),
        "nature": st.sampled_from(("person", "agent", "system", "collective", "external")),
        "deputies": pools.many("roles", "unknown"),
    }


def _activity(pools: _Pools) -> Keys:
    usual = {"held_by": _assigned(pools.all("roles", "unknown")), "tags": pools.many("tags")}
    return usual, {
        "department": pools.one("departments", "unknown"),
        "platforms": pools.many("platforms", "unknown"),
        "critical": st.just(True),
        "shared": st.just(True),
        "status": statuses,
        "each": st.just("department"),
        "approves": pools.many("activities", "unknown"),
    }


def _platform(pools: _Pools) -> Keys:
    return {"owners": pools.many("roles", "unknown")}, {
        "sort": words,
        "deputies": pools.many("roles", "unknown"),
        "critical": st.just(True),
        "status": statuses,
    }


def _separation(draw: Draw, id_: str, pools: _Pools) -> Separation:
    rows = [*(f"activity:{key}" for key in pools.all("keys", "unknown"))]
    side = _some_of([*rows, *(f"tag:{tag}" for tag in pools.tags)], least=1)
    sides = st.lists(side, min_size=2, max_size=3).map(tuple)
    holders = [f"department:{department}" for department in pools.departments]
    holders += [f"role:{role}" for role in pools.all("roles", "unknown")]
    form = draw(
        st.fixed_dictionaries({"between": sides})
        | st.fixed_dictionaries({"among": sides, "at_most": st.integers(1, 4)})
        | st.fixed_dictionaries({"of": side, "only": _some_of(holders, least=1)})
    )
    rest = {
        "within": st.sampled_from(("role", "person", "reporting-line")),
        "functions": _some_of(FUNCTIONS, least=1),
        "deputies": st.just(True),
        "mitigated_by": st.sampled_from((None, *pools.all("activities", "unknown"))),
        "severity": st.sampled_from(Severity),
        "attributes": _attributes["separation"],
    }
    return Separation(id=id_, **form, **draw(_few({**rest, **_COMMON})))


def _map(ids: tuple[str, ...], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(_any(ids), values, max_size=4) if ids else st.just({})


def _assigned(ids: tuple[str, ...]) -> st.SearchStrategy[dict[Function, tuple[str, ...]]]:
    some = _some_of(ids, least=1)
    return st.dictionaries(st.sampled_from(FUNCTIONS), some, max_size=3) if ids else st.just({})


def _section(
    draw: Draw,
    kind: type[E],
    ids: tuple[str, ...],
    usual: Mapping[str, st.SearchStrategy[Any]],
    rest: Mapping[str, st.SearchStrategy[Any]],
) -> dict[str, E]:
    attributes = {"attributes": _attributes[kind.kind]}
    every, few = st.fixed_dictionaries(usual), _few({**rest, **_COMMON, **attributes})
    return {id_: kind(id=id_, **draw(every), **draw(few)) for id_ in ids}


def _few(keys: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Give values for a few of the keys; those that nothing can be drawn for are left out."""
    possible = tuple(key for key, values in keys.items() if not values.is_empty)
    some = st.sampled_from([few for size in range(4) for few in combinations(possible, size)])
    return some.flatmap(lambda few: st.fixed_dictionaries({key: keys[key] for key in few}))


# The model as data


_KEYS = {
    "written_headcount": "headcount",
    "nature": "kind",
    "sort": "kind",
    "manner": "as",
    "start": "from",
}


def to_data(org: Org) -> Data:
    """Give the definition that means an organisation; what is as by default is not written."""
    header = {"id": org.id} | _written(org, leave=(*org.sections(), "declared_only"))
    if org.declared_only:
        header["activities"] = "declared"
    if header.pop("people_complete", False):
        header["people"] = "complete"
    sections = {
        section: {id_: _written(entity) for id_, entity in entities.items()}
        for section, entities in org.sections().items()
        if entities
    }
    return {"raci": 1, "org": header} | sections


def _written(thing: Any, leave: tuple[str, ...] = ()) -> Data:
    """Give the fields of an entity, a wording or an appointment that are not as by default."""
    data: Data = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        default = field.default if field.default_factory is MISSING else field.default_factory()
        if field.name == "id" or field.name in leave or value == default:
            continue
        match field.name:
            case "name" | "note":
                data[field.name] = _text(value)
            case "text":
                data |= value
            case "holds" | "held_by":
                data |= {function.value: list(ids) for function, ids in value.items()}
            case "duties":
                data["duties"] = {key: _wording(wording) for key, wording in value.items()}
            case "attributes":
                data["attributes"] = {key: _plain(each) for key, each in value.items()}
            case "roles":
                data["roles"] = {role: _written(held) for role, held in value.items()}
            case _:
                data[_KEYS.get(field.name, field.name)] = _plain(value)
    return data


def _text(text: Mapping[str, str]) -> Any:
    return text[""] if "" in text else dict(text)


def _wording(wording: Wording) -> Any:
    return wording.text[""] if "" in wording.text else _written(wording)


def _plain(value: Any) -> Any:
    if isinstance(value, Severity):
        return value.label
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Function) else value


_DEFAULTS: Mapping[str, Data] = {
    "org": {"accountable": "nobody", "line": "derived", "activities": "open", "formerly": []},
    "departments": {"duties": {}, "formerly": []},
    "roles": {"kind": "person", "duties": {}, "deputies": [], "informed": []},
    "activities": {"status": "active", "critical": False, "shared": False, "tags": []},
    "platforms": {"status": "active", "critical": False, "owners": []},
    "people": {"roles": {}},
    "separations": {"within": "person", "deputies": False, "functions": ["responsible"]},
}


def spelt_out(data: Data, random: Random) -> Data:
    """Write some of the defaults of a definition; the meaning stays."""
    result: Data = {}
    for section, part in data.items():
        if section == "org":
            result[section] = _sometimes(_DEFAULTS["org"], random) | part
        elif section in _DEFAULTS:
            defaults = _DEFAULTS[section]
            result[section] = {id_: _sometimes(defaults, random) | part[id_] for id_ in part}
        else:
            result[section] = part
    return result


def _sometimes(data: Data, random: Random) -> Data:
    return {key: value for key, value in data.items() if random.random() < 0.2}


PATHS = ("org.yaml", "a.yml", "z.json", "teams/one.yaml", "teams/客服/two.json", "组织.yaml")


def split(data: Data, random: Random) -> dict[str, Data]:
    """Share a definition's entities out to several files; the header stands at the top."""
    paths = random.sample(PATHS, random.randint(1, len(PATHS)))
    files: dict[str, Data] = {path: {"raci": 1} for path in paths}
    home = next((path for path in paths if "/" not in path), "org.yaml")
    files.setdefault(home, {"raci": 1})["org"] = data["org"]
    for section, part in data.items():
        for id_ in part if section in _DEFAULTS and section != "org" else ():
            files[random.choice(paths)].setdefault(section, {})[id_] = part[id_]
    return files


def copy(data: Any) -> Any:
    """Give data of its own, to be changed."""
    return json.loads(json.dumps(data))


def undated(data: Data) -> Data:
    """Leave out the dates of a definition, so that no day differs from another."""
    data = copy(data)
    for entity in (data["org"], *data.get("departments", {}).values()):
        entity.pop("reviewed", None)
    for person in data.get("people", {}).values():
        for held in person.get("roles", {}).values():
            held.pop("from", None)
            held.pop("until", None)
    return data


def shuffled(data: Any, random: Random, *, items: bool = False) -> Any:
    """Give data with the keys of every map (with ``items``, the items of lists too) in disorder."""
    if isinstance(data, dict):
        keys = random.sample(list(data), len(data))
        return {key: shuffled(data[key], random, items=items) for key in keys}
    if isinstance(data, list):
        order = random.sample(data, len(data)) if items else data
        return [shuffled(item, random, items=items) for item in order]
    return data


# Data that is nearly a definition

_NUMBERS = (0, 1, 2, -1, 1.0, 2.0, 0.5, 1e22, -0.0, -1.0, True, False, "1", None)
_NO_DATES = (
    *("2026-02-29", "2026-02-28", "2026-2-3", "20260203", "2026-W01-1", "0000-01-01", "9999-12-31"),
    *("2026-01-01 ", "2026-01-01T00:00:00", "٢٠٢٦-٠١-٠١", "２０２６-01-01", "2026-13-01", "", None),
)
_TEXTS: tuple[Any, ...] = (
    *("", "a\n", {}, [], {"": "a"}, {"zh": "a"}, {"zh": ""}, {"zh": None}, {"zh\n": "a"}, None, 1),
    *({"zh_CN": "a"}, {"ZH": "a"}, {"eng-Latn-US": "a"}, {"en": "a", "and b": None}, ["a"], True),
    *({"source": "a"}, {"zh": "a", "source": "b"}, {"note": {"zh": "a"}}, {"source": {"zh": "a"}}),
)
_NOTATIONS: tuple[Any, ...] = (
    *NOTATIONS,
    *({letter: list(each) for letter, each in notation.items()} for notation in OWN_NOTATIONS),
    *("RACI", {"R": "responsible"}, {"r": []}, {"R1": []}, {"Ä\n": []}, {"R": ["R"]}, {"-": []}),
)
_SPECIAL: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(("raci", "headcount", "at_most", "critical", "deputies"), _NUMBERS),
    **dict.fromkeys(("reviewed", "from", "until"), _NO_DATES),
    **dict.fromkeys(("name", "note", "source"), _TEXTS),
    "notation": _NOTATIONS,
    "languages": (["zh"], ["ZH"], ["zh", "zh"], ["zh_CN"], [""], ["zh\n"], "zh"),
    **dict.fromkeys(("minimum", "maximum", "maxLength"), (*_NUMBERS, 3.5)),
    "type": ("int", "array", "string", "number", None, ["string"], 1),
    "enum": ([], ["a"], [1, 1.0], [1, True], ["a", "a"], [None], [[1]], "a", [0.5], {}),
}
_STRANGE: tuple[Any, ...] = (
    *(None, "", "a", "no", "a b", "a/b", "A:1", "tag:a", "role:", "role:a b", "x" * 80, "x" * 81),
    *("a\n", "客服", "\u200b", "a\u00ad", "tag:a\n", [], {}, [[]], [{}], ["a"], ["a", "a"]),
    *("department-head", "written", "declared", "complete", "active", "holder", "responsible"),
    *("error", "person", "department", [["tag:a"], ["tag:b"]], [["tag:a"], ["tag:a", "tag:a"]]),
    *([1, 1.0], ["responsible"], ["responsible", "R"]),
    *({"a": {}}, {"": {}}, {"01": {"a": 1}}, {"a/b": {}}, {"": {"a": 1}}),
)
_STRANGE_KEYS = (
    *("name", "source", "note", "formerly", "nmae", "attributes", "policies", "waivers", "extends"),
    *("raci", "org", "roles", "kind", "head", "status", "as", "from", "until", "between", "among"),
    *("at_most", "of", "only", "zh", "zh-Hant", "zh_CN", "each", "headcount", "critical", "x-mine"),
    *("in", "pattern", "minLength", "uniqueItems", "items", "grade", "a-b", "enum"),
    *("", "a/b", "a b", "a\n", "zh\n", "1", "01", "~", "x" * 81, "\ufe0f", "\u3164", "a\u00ad"),
)


@st.composite
def documents(draw: Draw) -> Any:
    """Give data of the shape of a definition, or changed at a few places so that it seldom is."""
    data: Any = copy(to_data(draw(orgs())))
    random = Random(draw(st.integers(0, 1_000_000)))
    if random.random() < 0.2:
        data["org"]["notation"] = random.choice(_NOTATIONS)
    for _ in range(draw(st.integers(0, 3))):
        data = _mutated(data, random)
    return data


def _mutated(data: Any, random: Random) -> Any:
    """Change one place of some data; each key is as likely as another, however often it stands."""
    spots: dict[Any, list[tuple[Any, Any]]] = {}
    for holder, key in _spots(data):
        spots.setdefault(key if isinstance(key, str) else "an item", []).append((holder, key))
    if not spots or random.random() < 0.02:
        return copy(random.choice(_STRANGE))
    holder, key = random.choice(spots[random.choice(list(spots))])
    kind = random.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[random.choice(_STRANGE_KEYS)] = holder[key]
    elif kind == 1:
        holder.append(holder[key])
    elif kind == 2 and isinstance(holder, dict):
        holder[random.choice(_STRANGE_KEYS)] = random.choice(_STRANGE)
    elif kind == 3 and isinstance(holder, dict):
        holder[key] = holder[random.choice(list(holder))]
    else:
        holder[key] = random.choice(_SPECIAL.get(key, _STRANGE) if kind > 3 else _STRANGE)
    return copy(data)


def _spots(data: Any) -> Iterator[tuple[Any, Any]]:
    """Give every place that holds a value: its container, and the key or number."""
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from _spots(data[key])
