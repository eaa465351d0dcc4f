"""The packs that would fit an organisation: which activities look like those of their tags."""

from collections.abc import Iterator, Mapping, Sequence

from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.matrix.matrix import Matrix
from raci.matrix.pack_suggestions import PackSuggestion
from raci.render.escape import clean
from raci.render.formats.document import ReportDocument, Table
from raci.render.reports.builder import Builder


def suggestions(packs: Mapping[str, PackSuggestion], matrix: Matrix, lang: str) -> ReportDocument:
    """Return a table for each pack: activity, tag, and what activities with the tag do."""
    builder = Builder("reports", lang)
    tables = []
    for item, each in packs.items():
        rows = [
            (
                matrix.title(ref, lang),
                tag,
                in_language(each.pack.tags[tag], lang),
                _state(each, tag, ref, builder),
            )
            for tag, refs in each.tagged.items()
            for ref in refs
        ]
        head = ("activity", "tag", "what-has-it", "state")
        table = builder.table("", head, rows, 2)
        name = item if each.pack.id not in matrix.org.packs else each.pack.id
        title = f"{in_language(each.pack.name, lang)} ({name})"
        tables.append(Table(title, table.head, table.rows, table.keys))
    return builder.document(builder.words["suggested"], tables)


def _state(each: PackSuggestion, tag: str, ref: Ref, builder: Builder) -> str:
    return builder.words["tag-new" if ref in each.new.get(tag, ()) else "tag-there"]


def lines_to_paste(
    extends: Sequence[str], tags: Mapping[Ref, Sequence[str]], matrix: Matrix
) -> Iterator[str]:
    """Yield the lines that extend packs and tag activities, with what stands there already."""
    if extends:
        items = ", ".join(f'"{clean(item)}"' for item in (*matrix.org.extends, *extends))
        yield "org:"
        yield f"  extends: [{items}]"
    if tags:
        yield "activities:"
    for ref, added in tags.items():
        activity = matrix.org.activities.get(ref.id)
        every = (*(activity.tags if activity else ()), *added)
        yield f"  {clean(ref.id)}: {{tags: [{', '.join(map(clean, every))}]}}"
