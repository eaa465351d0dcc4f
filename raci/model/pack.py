"""Builds packs from validated data, and says how versions of packs compare."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from raci.model.build import common, policy, separation, text
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


def version_step(version: str, asked: str) -> int:
    """Return how a pack's version compares with what is asked for: newer 1, as asked 0, older -1.

    ``1`` asks for any version 1, ``1.2`` for any version 1.2.
    """
    wanted = _numbers(asked)
    has = (*_numbers(version), 0, 0)[: len(wanted)]
    return (has > wanted) - (has < wanted)


def is_older(version: str, than: str) -> bool:
    """Return whether a version is older than another; having none is older than any."""
    return (*_numbers(version), 0, 0)[:3] < (*_numbers(than), 0, 0)[:3]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if version else ()
