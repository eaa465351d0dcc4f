"""What a rule is: a pure function about one subject, and what the runner must know of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, get_args

from raci.findings.finding import Hit

Judge = Callable[..., Iterator[Hit]]
"""``judge(subject, matrix, **options)``: the hits about one subject; options are keyword-only."""

Need = Literal[
    "activities",
    "an earlier version",
    "checks",
    "critical activities",
    "departments",
    "languages",
    "line",
    "mandates",
    "people",
    "people or all of them",
    "platforms",
    "platforms of activities",
    "separations",
    "waivers",
]
"""What an organisation must have, written or derived, for a rule to be applicable."""


class Bounds(NamedTuple):
    """The least and, where there is one, the greatest value of an option."""

    low: float
    high: float | None = None


Count = Annotated[int, Bounds(0)]
Share = Annotated[float, Bounds(0, 1)]
Factor = Annotated[float, Bounds(1)]
Flag = Annotated[bool, Bounds(0, 1)]


class Option(NamedTuple):
    """An option of a rule: its name as settings write it, its type, default and bounds."""

    name: str
    type: type
    default: int | float
    bounds: Bounds

    @property
    def parameter(self) -> str:
        """The name of the rule's parameter."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Yield:
    """A rule to which another yields: where it told of the same, the weaker finding is dropped.

    ``by`` is the relation: ``subject``, the same one; ``unassigned row``, the row of the mandate
    while nobody is assigned to it; ``unassigned list``, an activity to which nobody is assigned
    and whose lists the stronger one is about; ``involved``, what the stronger one involves;
    ``activities``, the two activities that both are about; ``key NAME``, the list or key of the
    subject (of a mandate: of its activity) in which the stronger one stands.
    """

    code: str
    by: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the runner sees it; what people read stands on its page.

    ``judges``, where given, tells which subjects of the class it judges at all. ``mutual``: all
    that a finding is about have the same part in it; its subject is the one with the smallest id.
    """

    code: str
    name: str
    of: type | UnionType
    judge: Judge
    needs: tuple[Need, ...] = ()
    yields_to: tuple[Yield, ...] = ()
    judges: Callable[[Any], object] | None = None
    mutual: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        """The rule's options: the keyword-only parameters of its function."""
        judge: Any = self.judge
        return tuple(
            Option(name.replace("_", "-"), *_typed(judge.__annotations__[name], default))
            for name, default in (judge.__kwdefaults__ or {}).items()
        )


def _typed(annotation: Any, default: Any) -> tuple[type, Any, Bounds]:
    type_, bounds = get_args(annotation)
    return type_, default, bounds


def rule(
    code: str,
    *,
    of: type | UnionType,
    needs: tuple[Need, ...] = (),
    yields_to: tuple[Yield, ...] = (),
    judges: Callable[[Any], object] | None = None,
    mutual: bool = False,
) -> Callable[[Judge], Rule]:
    """Make a rule of a function; its name is the function's, with hyphens."""

    def made(judge: Judge) -> Rule:
        name = judge.__name__.replace("_", "-")
        return Rule(code, name, of, judge, needs, yields_to, judges, mutual)

    return made
