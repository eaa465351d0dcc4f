"""TXT704: a text that is not there in every language that the organisation promises."""

from raci.matrix.matrix import Matrix
from raci.matrix.translations import Texts, Written, lacking
from raci.rules.hits import hit_with_labels
from raci.rules.rule import Flag, Hits, rule


@rule("TXT704", of=Texts, needs=("languages",))
def missing_translation(entity: Texts, matrix: Matrix, *, strict: Flag = False) -> Hits:
    """A text that is a map, or with ``strict`` a plain string, lacks a promised language."""
    lacks = [
        (written, languages)
        for written in entity.texts
        if _is_judged(written, strict=strict)
        and (languages := lacking(written.text, matrix.org.languages))
    ]
    if lacks:
        yield hit_with_labels(
            ((written.at, entity.ref) for written, _ in lacks),
            entity=entity.ref,
            texts=tuple(f"{written.key} ({', '.join(missing)})" for written, missing in lacks),
        )


def _is_judged(written: Written, *, strict: bool) -> bool:
    """A person is called the same in every language, unless a map says otherwise."""
    return "" not in written.text or (strict and not written.is_name)
