"""Writes the safe fixes of findings into the organisation's files."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from raci.check.compilation import Compiled
from raci.edit import Draft, EditError
from raci.findings.finding import Edit, Finding
from raci.findings.sentence import Sentence
from raci.source.decode import UnreadableError
from raci.source.document import Document

_CHANGED = Sentence("changed-since-read")


@dataclass(slots=True)
class Fixed:
    """The changed files by path below the root, the fixed findings, and the refused ones."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    mended: list[Finding] = field(default_factory=list)
    refused: list[tuple[Finding, EditError]] = field(default_factory=list)

    @property
    def texts(self) -> Mapping[str, str]:
        """The new texts of the files that change."""
        return {path: draft.text for path, draft in self.drafts.items()}


def fixed(compiled: Compiled, findings: Iterable[Finding]) -> Fixed:
    """Make the fixes of findings in drafts of the files; nothing is written.

    A finding whose fix cannot be written safely is refused, with the reason; the others stand.
    """
    refused: list[tuple[Finding, EditError]] = []
    mended = _writable(compiled, [finding for finding in findings if finding.fix], refused)
    return Fixed(_drafts(compiled, mended), mended, refused)


def _writable(
    compiled: Compiled, findings: list[Finding], refused: list[tuple[Finding, EditError]]
) -> list[Finding]:
    """Return the findings whose fixes can be written together; note the others with the reason."""
    try:
        _drafts(compiled, findings)
    except EditError as error:
        if len(findings) == 1:
            refused.append((findings[0], error))
            return []
        half = len(findings) // 2
        kept = _writable(compiled, findings[:half], refused)
        return _added(compiled, kept, _writable(compiled, findings[half:], refused), refused)
    return findings


def _added(
    compiled: Compiled,
    kept: list[Finding],
    more: list[Finding],
    refused: list[tuple[Finding, EditError]],
) -> list[Finding]:
    """Join two lists that are writable each by itself; drop what conflicts."""
    try:
        _drafts(compiled, [*kept, *more])
        return [*kept, *more]
    except EditError as error:
        if len(more) == 1:
            refused.append((more[0], error))
            return kept
    half = len(more) // 2
    first = _added(compiled, kept, more[:half], refused)
    return _added(compiled, first, more[half:], refused)


def _drafts(compiled: Compiled, findings: Sequence[Finding]) -> dict[str, Draft]:
    """Write the fixes from each file's end to its start, so that no place moves."""
    spots = {edit: compiled.loaded.origins.spot(edit.at) for f in findings for edit in f.fix}
    drafts: dict[str, Draft] = {}
    for edit, (document, route) in sorted(
        spots.items(), key=lambda each: _offset(compiled, each[0]), reverse=True
    ):
        if document.path not in drafts:
            drafts[document.path] = _draft(compiled, document)
        if edit.does == "remove":
            drafts[document.path].remove(route, prune=True)
        else:
            drafts[document.path].replace(route, edit.value)
    for draft in drafts.values():
        draft.settle()
    return drafts


def _draft(compiled: Compiled, document: Document) -> Draft:
    """Read a file again; where its text is not the one that was judged, no place in it is known."""
    with suppress(UnreadableError, OSError):
        draft = Draft(compiled.found.read(document.path), document.path)
        if draft.text == document.text:
            return draft
    raise EditError(_CHANGED, document.path)


def _offset(compiled: Compiled, edit: Edit) -> tuple[int, int]:
    span = compiled.loaded.origins.place(edit.at).span
    return span.line, span.column
