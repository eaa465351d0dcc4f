"""What a definition may name: the ids of each kind, with titles, for editors to offer."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from raci.findings.finding import in_language
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.renames import Renames
from raci.render.with_ids import Names
from raci.rules import catalogue


def vocabulary(matrix: Matrix, lang: str) -> Mapping[str, Names]:
    """Give what the fields of a definition may name, by the kinds that its schema annotates."""
    org = matrix.org
    found = {
        kind: Names(
            {id_: in_language(matrix.name(Ref(f"{kind}:{id_}")), lang) for id_ in ids},
            dict(_earlier(kind, ids, matrix.renames)),
        )
        for kind, ids in matrix.known.items()
    }
    found["row"] = Names(found["activity"].titles, complete=org.declared_only)
    used = {tag for activity in org.activities.values() for tag in activity.tags}
    tags = dict.fromkeys(sorted(used if org.tags is None else org.tags), "")
    tags |= {tag: in_language(words, lang) for tag, words in matrix.explained.items()}
    found["tag"] = Names(tags, complete=org.tags is not None)
    return found | {"rule": Names(_rules(lang))}


def _rules(lang: str) -> Mapping[str, str]:
    pages = catalogue.pages().values()
    return {
        name: in_language(page.title, lang) for page in pages for name in (page.code, page.name)
    }


def _earlier(kind: str, ids: Collection[str], renames: Renames) -> Iterator[tuple[str, str]]:
    """Give what things of a kind were called before, each with an arrow to its id of today."""
    for old, now in renames.names.get(kind, {}).items():
        yield old, f"→ {now}"
    for copy in ids if kind == "activity" else ():
        activity, at, department = copy.partition("@")
        spelt = product(_all(activity, kind, renames), _all(department, "department", renames))
        for names in spelt if at else ():
            if (old := "@".join(names)) != copy:
                yield old, f"→ {copy}"


def _all(id_: str, kind: str, renames: Renames) -> list[str]:
    return [id_, *(old for old, now in renames.names.get(kind, {}).items() if now == id_)]
