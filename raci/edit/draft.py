"""A file being edited: edits are written into its text, read back and compared."""

from collections.abc import Callable
from typing import Any

from raci.edit.layout import Layout
from raci.edit.splices import spliced, splices
from raci.edit.target import EditError, Route, Target, plain
from raci.edit.unified_diff import file_diff
from raci.findings.sentence import Sentence
from raci.source.decode import UnreadableError
from raci.source.yaml import read

_BOM = b"\xef\xbb\xbf"
_UNSAFE = Sentence("unsafe-edit")

_Edit = tuple[Route, Callable[[Target], None]]


class Draft:
    """A YAML or JSON file whose entries are edited while the rest stays byte for byte.

    A route leads through the data as edited so far by keys of maps and indexes of lists. An edit
    at a missing route raises EditError at once. ``text`` writes all edits together.
    """

    def __init__(self, raw: bytes, path: str) -> None:
        """Read the bytes of a file; raises UnreadableError."""
        self.raw = raw
        self.path = path
        self._layout = Layout(read(raw, path))
        self._target = Target(self._layout)
        self._edits: list[_Edit] = []
        self._safe = 0
        self._text = self._layout.document.text

    @property
    def data(self) -> Any:
        """The data as edited so far."""
        return plain(self._target.root.value)

    @property
    def text(self) -> str:
        """The text with all edits, without byte-order mark.

        Raises:
            EditError: the first edit that cannot be written; all edits since the last text are
                undone.
        """
        if self._safe < len(self._edits):
            text = self._written(self._target)
            if text is None:
                raise self._undo()
            self._text, self._safe = text, len(self._edits)
        return self._text

    def settle(self) -> None:
        """Write all edits into the text; raises EditError as ``text`` does."""
        _ = self.text

    @property
    def content(self) -> bytes:
        """The bytes of the file with all edits; raises EditError as ``text`` does."""
        return self._encoded(self.text)

    def remove(self, route: Route, *, prune: bool = False) -> None:
        """Remove an entry of a map or item of a list; with ``prune``, also one left empty."""
        self._edit(route, lambda target: target.remove(route, prune=prune))

    def replace(self, route: Route, value: Any) -> None:
        """Replace the value at a route."""
        self._edit(route, lambda target: target.replace(route, value))

    def rename(self, route: Route, key: str) -> None:
        """Change the key of a map's entry; its place and value stay."""
        self._edit(route, lambda target: target.rename(route, key))

    def insert(self, route: Route, key: str, value: Any) -> None:
        """Add an entry at the end of the map at a route; create missing maps."""
        self._edit(route, lambda target: target.insert(route, key, value))

    def append(self, route: Route, value: Any) -> None:
        """Add an item at the end of the list at a route; create a missing list."""
        self._edit(route, lambda target: target.append(route, value))

    def diff(self, before: str, after: str) -> str:
        """Return the edits as a unified diff with two titles; ``""`` if there are none.

        The section ``people`` is not shown.
        """
        return file_diff(self.path, (self.raw, self.content), (before, after))

    def _edit(self, route: Route, edit: Callable[[Target], None]) -> None:
        edit(self._target)
        self._edits.append((route, edit))

    def _encoded(self, text: str) -> bytes:
        return (_BOM if self.raw.startswith(_BOM) else b"") + text.encode()

    def _written(self, target: Target) -> str | None:
        """Return the text that holds the target's data; None if it cannot be written."""
        layout = self._layout
        changes = [
            (layout.in_file(start), layout.in_file(end), new)
            for start, end, new in splices(layout, target.root)
        ]
        text = spliced(layout.document.text, changes)
        try:
            data = read(self._encoded(text), self.path).data
        except (UnreadableError, UnicodeEncodeError):
            return None
        # repr distinguishes 1, 1.0 and True, and the order of keys
        return text if repr(data) == repr(plain(target.root.value)) else None

    def _undo(self) -> EditError:
        """Undo the edits since the last text; return the error of the first unsafe one."""
        good, bad = self._safe, len(self._edits)
        while bad - good > 1:
            middle = (good + bad) // 2
            if self._written(self._replayed(middle)) is None:
                bad = middle
            else:
                good = middle
        route, _ = self._edits[bad - 1]
        error = self._replayed(bad - 1).refused(_UNSAFE, route)
        del self._edits[self._safe :]
        self._target = self._replayed(self._safe)
        return error

    def _replayed(self, count: int) -> Target:
        target = Target(self._layout)
        for _, edit in self._edits[:count]:
            edit(target)
        return target
