"""Files that cannot be read, as verdicts (DEF001)."""

from raci.decode import UnreadableError
from raci.document import Document
from raci.finding import Hit, Place, Ref, Span, Verdict


def unreadable(document: Document, error: UnreadableError) -> Verdict:
    """Give the verdict on a file that is no data; a line that may name somebody is not shown."""
    ref = Ref(f"file:{document.path}")

    def place(span: Span) -> Place:
        shown = "" if _is_of_people(document, span.line) else document.lines.line(span.line)
        return Place(ref, document.path, span, shown)

    also = ((place(error.first), ref),) if error.first else ()
    hit = Hit(at=place(error.span), also=also, case=error.case, **error.values)
    return Verdict("DEF001", ref, hit)


def _is_of_people(document: Document, number: int) -> bool:
    """Tell whether an unreadable line stands below ``people:`` or beside: it may name somebody."""
    if "people" in document.lines.line(number):
        return True
    above = (document.lines.line(n) for n in range(number, 0, -1))
    key = next((line for line in above if line.strip() and line[0] not in " \t#-}]"), "")
    return key.lstrip("\"'{").startswith("people")
