"""What a run is told to do: which rules, and what fails."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from raci.finding import Severity
from raci.nearest import Nearest


class UnknownRuleError(ValueError):
    """A name that is no code, name or family of a rule."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(
            f"no rule or family is called {name!r}" + (f"; did you mean {near}?" if near else "")
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes, names and families: what to select (nothing: everything) and what to ignore."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None

    def codes(self, names: Mapping[str, str]) -> frozenset[str]:
        """Give the selected codes out of a catalogue, code to name; ignore beats select.

        Raises:
            UnknownRuleError: for what names nothing.
        """
        chosen = _expand(self.select, names) if self.select else frozenset(names)
        return chosen - _expand(self.ignore, names)


def _expand(wanted: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    found: set[str] = set()
    for name in wanted:
        matching = {c for c in names if name in (c, names[c], _family(c))}
        if not matching:
            families = {_family(code) for code in names}
            raise UnknownRuleError(name, Nearest([*names, *names.values(), *families]).to(name))
        found |= matching
    return frozenset(found)


def _family(code: str) -> str:
    return code.rstrip("0123456789")
