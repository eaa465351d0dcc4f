"""One file being edited: what is asked is written into its text, read back, and compared."""

from collections.abc import Callable
from typing import Any

from raci.edit.layout import Layout
from raci.edit.splices import spliced, splices
from raci.edit.target import EditError, Route, Wanted, plain
from raci.edit.unified_diff import difference
from raci.source.decode import UnreadableError
from raci.source.yaml import read

_BOM = b"\xef\xbb\xbf"
_UNSAFE = "this cannot be edited safely as it is written here: change it by hand"

_Edit = tuple[Route, Callable[[Wanted], None]]


class Draft:
    """A YAML or JSON file whose entries are changed while the rest stays byte for byte.

    Routes lead through the data as edited so far: keys of maps, indexes of lists. An edit of what
    is not there raises EditError at once. How the edits are written is settled, for all of them
    together, when the text is asked for.
    """

    def __init__(self, raw: bytes, path: str) -> None:
        """Read a file's bytes; raises UnreadableError."""
        self.raw = raw
        self.path = path
        self._layout = Layout(read(raw, path))
        self._wanted = Wanted(self._layout)
        self._edits: list[_Edit] = []
        self._safe = 0
        self._text = self._layout.document.text

    @property
    def data(self) -> Any:
        """The data as edited so far."""
        return plain(self._wanted.root.value)

    @property
    def text(self) -> str:
        """The text with all edits, without byte-order mark.

        Raises:
            EditError: the first edit that cannot be written; this and all edits since the text
                was last asked for are taken back.
        """
        if self._safe < len(self._edits):
            text = self._written(self._wanted)
            if text is None:
                raise self._taken_back()
            self._text, self._safe = text, len(self._edits)
        return self._text

    def settle(self) -> None:
        """Settle how all edits are written; raises EditError as the text does."""
        _ = self.text

    @property
    def content(self) -> bytes:
        """The file's bytes with all edits; raises EditError as the text does."""
        return self._encoded(self.text)

    def remove(self, route: Route, *, prune: bool = False) -> None:
        """Remove a map's entry or a list's item.

        With ``prune`` its map or list goes too, where this leaves it empty.
        """
        self._edit(route, lambda wanted: wanted.remove(route, prune=prune))

    def replace(self, route: Route, value: Any) -> None:
        """Put another value at a route."""
        self._edit(route, lambda wanted: wanted.replace(route, value))

    def rename(self, route: Route, key: str) -> None:
        """Give a map's entry another key; its place and value stay."""
        self._edit(route, lambda wanted: wanted.rename(route, key))

    def insert(self, route: Route, key: str, value: Any) -> None:
        """Put a new entry at the end of the map at a route; maps that are missing are made."""
        self._edit(route, lambda wanted: wanted.insert(route, key, value))

    def append(self, route: Route, value: Any) -> None:
        """Put a new item at the end of the list at a route, which is made where it is missing."""
        self._edit(route, lambda wanted: wanted.append(route, value))

    def diff(self, before: str, after: str) -> str:
        """Give the edits as a unified diff between two titles; ``""`` where there are none.

        What stands below people is not shown.
        """
        return difference(self.path, (self.raw, self.content), (before, after))

    def _edit(self, route: Route, edit: Callable[[Wanted], None]) -> None:
        edit(self._wanted)
        self._edits.append((route, edit))

    def _encoded(self, text: str) -> bytes:
        return (_BOM if self.raw.startswith(_BOM) else b"") + text.encode()

    def _written(self, wanted: Wanted) -> str | None:
        """Give the text that holds what is wanted; None where none is found."""
        layout = self._layout
        changes = [
            (layout.in_file(start), layout.in_file(end), new)
            for start, end, new in splices(layout, wanted.root)
        ]
        text = spliced(layout.document.text, changes)
        try:
            found = read(self._encoded(text), self.path).data
        except (UnreadableError, UnicodeEncodeError):
            return None
        same = repr(found) == repr(plain(wanted.root.value))  # tells 1, 1.0, True and order apart
        return text if same else None

    def _taken_back(self) -> EditError:
        """Take back the edits since the text was last asked for, and tell of the first unsafe."""
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
        self._wanted = self._replayed(self._safe)
        return error

    def _replayed(self, count: int) -> Wanted:
        """Give the data after the first edits."""
        wanted = Wanted(self._layout)
        for _, edit in self._edits[:count]:
            edit(wanted)
        return wanted
