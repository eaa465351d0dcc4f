"""Builds packs from validated data."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from raci.model.build import common, declarations, policy, separation, text
from raci.model.entities import Pack, Policy, Separation

Data = Mapping[str, Any]


def pack_of(data: Data) -> Pack:
    """Build a pack from validated data."""
    id_ = data["id"]
    separations = (
        _separation(id_, name, entry) for name, entry in data.get("separations", {}).items()
    )
    policies = (_policy(id_, name, entry) for name, entry in data.get("policies", {}).items())
    return Pack(
        id=id_,
        **common(data),
        version=str(data.get("version", "")),
        description=text(data["description"]) if "description" in data else {},
        extends=tuple(data.get("extends", ())),
        attributes=declarations(data),
        tags={tag: text(words) for tag, words in data.get("tags", {}).items()},
        words={
            tag: {lang: tuple(phrases) for lang, phrases in by_language.items()}
            for tag, by_language in data.get("words", {}).items()
        },
        separations={each.id: each for each in separations},
        policies={each.id: each for each in policies},
    )


def _separation(pack: str, name: str, data: Data) -> Separation:
    own = separation(f"{pack}.{name}", data)
    return replace(
        own,
        pack=pack,
        required=data.get("required", False),
        formerly=tuple(f"{pack}.{earlier}" for earlier in own.formerly),
        mitigation=text(data["mitigation"]) if "mitigation" in data else {},
    )


def _policy(pack: str, name: str, data: Data) -> Policy:
    own = policy(f"{pack}.{name}", data)
    return replace(
        own,
        pack=pack,
        required=data.get("required", False),
        formerly=tuple(f"{pack}.{earlier}" for earlier in own.formerly),
    )
