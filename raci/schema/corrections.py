"""Writes what stands in a file in the shape that the schema wants, from the user's own words."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from raci.schema.error_path import Json
from raci.schema.subschema import Schema, entries_of, is_text, resolved
from raci.schema.usual_words import KEYS, meant, normal

SHOWN = 8
"""At most this many corrected lines are shown."""

_ID = re.compile(r"""[^\s/:@,;|#"'<>\\{}\[\]，、；：]{1,80}""")
_COMMAS = re.compile(r"[,，、;；\n]|\s(?=[-－—–]\S)")
_AROUND = " \t\"'“”‘’[]［］【】(){}｛｝-－—–"
_PAIRS = re.compile(r"([^\s:：=,，{}]+)\s*[:：=]\s*(.*?)\s*(?=[,，;；]|\s[^\s:：=]+\s*[:：=]|$)")
_DAY = re.compile(r"(\d{4})\D{0,2}(\d\d?)\D{0,2}(\d\d?)\D?|(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})")
_DATE = "2027-06-30"
_NO = ("no", "n", "off", "0", "false", "否", "不", "不是")


def corrected(value: Json, node: Schema, schema: Schema) -> Json:
    """Return a value in the shape of its schema, else the pattern of one."""
    node = resolved(node, schema)
    branches = [resolved(each, schema) for each in node.get("anyOf", (node,))]
    kinds = {each.get("type") for each in branches}
    if "array" in kinds:
        inner = resolved(node.get("items", {}), schema)
        if inner.get("type") == "object":
            items = [value] if isinstance(value, dict) else value
            return items if isinstance(items, list) and items else sample(node, schema)
        return [_item(item, inner) for item in _list(value)] or sample(node, schema)
    if isinstance(value, dict) and "object" in kinds and "string" in kinds:
        return value
    lists = "object" in kinds and (entries_of(node, schema) or {}).get("type") == "array"
    if "string" in kinds and not (lists and isinstance(value, list)):
        return _text(value, node) or sample(node, schema)
    if "object" in kinds:
        return _map(value, node, schema) or sample(node, schema)
    return _scalar(value, kinds)


def _scalar(value: Json, kinds: Collection[Any]) -> Json:
    if "boolean" in kinds:
        return normal(str(value)) not in _NO
    if not {"integer", "number"}.intersection(kinds):
        return value
    digits = re.search(r"-?\d+", str(value))
    return int(digits[0]) if digits else 1


def sample(node: Schema, schema: Schema) -> Json:
    """Return the pattern of a value."""
    node = resolved(node, schema)
    node = resolved(node["anyOf"][0], schema) if "anyOf" in node else node
    if "enum" in node or "const" in node:
        return node["enum"][0] if "enum" in node else node["const"]
    match node.get("type"):
        case "array":
            return [sample(node.get("items", {}), schema)]
        case "object":
            keys = {**node.get("properties", {})}
            first = next(iter(node.get("required", keys)), "")
            free = entries_of(node, schema)
            return {first: sample(keys[first], schema)} if first else {"ID": bare(free or {})}
        case "boolean":
            return True
        case "integer" | "number":
            return 1
    return _DATE if node.get("format") == "date" else (node.get("examples") or ["TEXT"])[0]


def _item(text: Json, node: Schema) -> Json:
    if node.get("type") == "array":
        return [_item(text, node["items"])]
    kinds = re.match(r"\^\((\w+)[|)]", node.get("pattern", ""))
    return f"{kinds[1]}:{text}" if kinds and ":" not in str(text) else text


def _list(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value)
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return [str(value)]
    return [item for part in _COMMAS.split(value) if (item := part.strip(_AROUND))]


def _text(value: Json, node: Schema) -> str:
    if node.get("format") == "date":
        return day(str(value))
    if isinstance(value, list):
        return _text(value[0], node) if value else ""
    return "" if value is None else str(value)


def day(text: str) -> str:
    """Return a date in ISO 8601 that is written in another usual way; ``""`` if it is unclear."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        return ""
    year, month, number = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return ""


def _map(value: Json, node: Schema, schema: Schema) -> dict[str, Json]:
    each = entries_of(node, schema)
    if each is None:
        return _entity(value, node, schema)
    if isinstance(value, dict):
        return value
    items = value if isinstance(value, list) else _items(value)
    result: dict[str, Json] = {}
    for item in items:
        for id_, entry in _entries(item, each):
            result.setdefault(id_, _inside(entry, each, schema))
    return result


def _items(value: Json) -> list[Json]:
    if isinstance(value, str) and (pairs := dict(_PAIRS.findall(value.strip("{}｛｝")))):
        return [{key: text or {}} for key, text in pairs.items()]
    return _list(value) if isinstance(value, str) else []


def _entity(value: Json, node: Schema, schema: Schema) -> dict[str, Json]:
    """Return an entity that is written as a text or list: its keys, its duties or its name."""
    keys = node.get("properties", {})
    if isinstance(value, list) and "duties" in keys:
        return {"duties": corrected(value, keys["duties"], schema)}
    if isinstance(value, dict):
        return value
    if isinstance(value, str):
        pairs = dict(_PAIRS.findall(value.strip("{}｛｝")))
        if pairs:
            entry = {_key(key, keys): _number(text) for key, text in pairs.items() if text}
            return dict(_inside(entry, node, schema))
        options = (key for key, free in keys.items() if value in free.get("enum", ()))
        key = "name" if "name" in keys else next(options, "")
        return {key: value} if key else {}
    return {}


def _inside(entry: Json, node: Schema, schema: Schema) -> Json:
    """Return an entity with its values in the shape that their keys want."""
    keys = node.get("properties", {})
    if not isinstance(entry, dict):
        return entry
    return {
        key: value if value is None or key not in keys else corrected(value, keys[key], schema)
        for key, value in entry.items()
    }


def _number(text: str) -> Json:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else text.strip(_AROUND)


def _key(key: str, keys: Mapping[str, Any]) -> str:
    return key if key in keys else next(iter(meant(key, KEYS, keys)), key)


def _entries(item: Json, node: Schema) -> Iterator[tuple[str, Json]]:
    """Yield the id and value of an item, as they stand in a map by id."""
    keys = node.get("properties", {})
    if isinstance(item, dict) and len(item) == 1:
        ((key, value),) = item.items()
        known = key in ("id", *keys) or meant(key, KEYS, keys)
        if not (known and isinstance(value, str)):
            named = isinstance(value, str) and "name" in keys
            yield key, {"name": value} if named else bare(node) if value is None else value
            return
    if isinstance(item, dict):
        entry = {_key(key, keys): value for key, value in item.items()}
        names = [str(entry.pop(key)) for key in ("id", "activity", "key") if key in entry]
        text = _first_text(entry.get("name", entry))
        id_ = slug(names[0] if names else text)
        yield id_, _wording(entry, id_, node) if is_text(node) else entry
    elif item is not None:
        text = str(item)
        id_ = slug(text)
        named = text != id_
        if is_text(node) and node.get("format") != "date":
            yield id_, text if named else {}
        else:
            yield id_, {"name": text} if named and "name" in keys else bare(node)


def _wording(entry: Mapping[str, Json], id_: str, node: Schema) -> Json:
    texts = [value for value in entry.values() if isinstance(value, str) and value != id_]
    return texts[0] if len(texts) == 1 else bare(node)


def bare(node: Schema) -> Json:
    """Return the value of an entry without details."""
    if node.get("format") == "date":
        return _DATE
    return [] if node.get("type") == "array" else {}


def _first_text(value: Json) -> str:
    if isinstance(value, dict):
        texts: list[str] = [text for text in map(_first_text, value.values()) if text]
        return next((text for text in texts if text.isascii()), texts[0] if texts else "")
    return value if isinstance(value, str) else ""


def slug(text: str) -> str:
    """Return an id for a text: itself if it is one, else its first words."""
    if _ID.fullmatch(text):
        return text
    words: list[str] = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())
    if words and not words[0].isascii():
        return words[0][:12]
    return "-".join(words[:4])[:40] or "ID"


def written(path: str, key: str | int, value: Json, quoted: bool = False) -> tuple[str, ...]:
    """Return an entry or item as lines of the file's own format, the first few of them."""
    name = key if isinstance(key, str) else None
    if path.endswith(".toml"):
        lines = [f"{name} = {_toml(value)}" if name else _toml(value)]
    elif path.endswith(".json"):
        lines = json.dumps({name: value} if name else value, ensure_ascii=False, indent=2).split(
            "\n"
        )
        lines = [line[2:] for line in lines[1:-1]] if name else lines
    else:
        from raci.source.yaml_text import Form, Quotes, block_entry  # late: only for mistakes

        lines = block_entry(name, value, Form(Quotes(values=quoted)))
    return (*lines[:SHOWN], *(("…",) if len(lines) > SHOWN else ()))


def _toml(value: Json) -> str:
    if isinstance(value, dict):
        entries = (f"{_toml_key(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key, re.ASCII) else json.dumps(key, ensure_ascii=False)
