"""Safe fixes written into the files: what findings say that a machine may change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from raci.compiled import Compiled
from raci.edit import Draft, EditError
from raci.finding import Edit, Finding
from raci.origins import Route


@dataclass(slots=True)
class Fixed:
    """The files with the fixes in them, by path below the root; what was mended, what was not."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    mended: list[Finding] = field(default_factory=list)
    refused: list[tuple[Finding, str]] = field(default_factory=list)

    @property
    def texts(self) -> Mapping[str, str]:
        """The new texts of the files that change."""
        return {path: draft.text for path, draft in self.drafts.items()}


def fixed(compiled: Compiled, findings: Iterable[Finding]) -> Fixed:
    """Give the files of an organisation with the fixes of findings in them; nothing is written.

    A finding whose fix cannot be written safely is refused, with the reason; the others stand.
    """
    result = Fixed()
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fix:
            by_file.setdefault(_files(compiled, finding)[0], []).append(finding)
    for path, here in by_file.items():
        together = [finding for finding in here if len(_files(compiled, finding)) == 1]
        result.refused += ((f, "it changes several files") for f in here if f not in together)
        draft = _draft(compiled, path)
        try:
            _apply(compiled, draft, together)
            mended = together
        except EditError:
            draft = _draft(compiled, path)
            mended = list(_one_by_one(compiled, draft, together, result))
        if mended:
            result.drafts[path] = draft
            result.mended += mended
    return result


def _one_by_one(
    compiled: Compiled, draft: Draft, findings: Sequence[Finding], result: Fixed
) -> Iterator[Finding]:
    for finding in _from_below(compiled, findings):
        try:
            _apply(compiled, draft, [finding])
            yield finding
        except EditError as error:
            result.refused.append((finding, str(error)))


def _apply(compiled: Compiled, draft: Draft, findings: Sequence[Finding]) -> None:
    """Write the fixes of findings from the file's end to its start, so that no place moves."""
    edits = {edit: _route(compiled, edit) for finding in findings for edit in finding.fix}
    for edit, route in sorted(
        edits.items(), key=lambda each: _offset(compiled, each[0]), reverse=True
    ):
        if edit.does == "remove":
            draft.remove(route, prune=True)
        else:
            draft.replace(route, edit.value)
    assert draft.text


def _from_below(compiled: Compiled, findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: max(_offset(compiled, e) for e in f.fix), reverse=True)


def _offset(compiled: Compiled, edit: Edit) -> tuple[int, int]:
    span = compiled.loaded.origins.place(edit.at).span
    return span.line, span.column


def _route(compiled: Compiled, edit: Edit) -> Route:
    return compiled.loaded.origins.spot(edit.at)[1]


def _files(compiled: Compiled, finding: Finding) -> list[str]:
    """Give the files that a finding's fix changes."""
    spots = (compiled.loaded.origins.spot(edit.at) for edit in finding.fix)
    return list(dict.fromkeys(document.path for document, _ in spots))


def _draft(compiled: Compiled, path: str) -> Draft:
    found = compiled.found
    return Draft(found.tree.read(f"{found.root}/{path}" if found.root else path), path)
