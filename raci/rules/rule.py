"""What a rule is: a pure function about one subject, and what the runner must know of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, NamedTuple, get_args

from raci.findings.finding import Hit
from raci.matrix.approvals import is_checked
from raci.matrix.continuity import has_critical_rows
from raci.matrix.matrix import Matrix
from raci.model.entities import Attributed
from raci.rules.relations import Relation
from raci.rules.subjects import SUBJECTS

Hits = Iterator[Hit]
Judge = Callable[..., Hits]
"""``judge(subject, matrix, **options)``: the hits about one subject; options are keyword-only."""

CHANGE = "an earlier version"
"""What rules of change need: without it they are no part of a run."""

NEEDS: Mapping[str, Callable[[Matrix], object]] = {
    "activities": lambda matrix: matrix.rows,
    "attributes": lambda matrix: any(
        isinstance(each, Attributed) and each.attributes for each in matrix.entities()
    ),
    CHANGE: lambda matrix: matrix.earlier and [*matrix.earlier.matrix.org.entities()],
    "checks": lambda matrix: any(map(is_checked, matrix.rows.values())),
    "critical activities": has_critical_rows,
    "departments": lambda matrix: matrix.org.departments,
    "languages": lambda matrix: matrix.org.languages,
    "line": lambda matrix: matrix.structure.managers,
    "mandates": lambda matrix: matrix.mandates,
    "people": lambda matrix: matrix.org.people,
    "people or all of them": lambda matrix: matrix.org.people or matrix.org.people_complete,
    "platforms": lambda matrix: matrix.platforms,
    "platforms of activities": lambda matrix: matrix.rows_by_platform,
    "separations": lambda matrix: matrix.org.separations,
    "waivers": lambda matrix: matrix.org.waivers,
}
"""What an organisation must have, written or derived, for a rule to be applicable."""


class NotJudgedError(Exception):
    """A subject that a rule does not judge after all."""


class RuleFailedError(Exception):
    """A rule that cannot judge a subject: the message case of the defect, and its values."""

    def __init__(self, case: str, **values: str) -> None:
        super().__init__(case)
        self.case = case
        self.values = values


class Bounds(NamedTuple):
    """The least and, where there is one, the greatest value of an option.

    A rule reports less with a greater value, or with a smaller one if it is ``falling``.
    """

    low: float
    high: float | None = None
    falling: bool = False

    def is_weaker(self, now: float, before: float) -> bool:
        """Return whether a rule reports less with a value than it did before."""
        return now < before if self.falling else now > before


Count = Annotated[int, Bounds(0)]
Share = Annotated[float, Bounds(0, 1)]
Factor = Annotated[float, Bounds(1)]
Flag = Annotated[bool, Bounds(0, 1, falling=True)]
Least = Annotated[int, Bounds(0, falling=True)]


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


class Yield(NamedTuple):
    """A rule to which another yields: a finding that both report, by a relation, is dropped."""

    code: str
    by: Relation


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the runner sees it; what people read stands on its page.

    ``judges``, where given, selects the subjects of the class that it judges. ``mutual``: all that
    a finding is about have the same part in it; its subject is the one with the smallest id.
    ``plugin`` is the installed package that it is from; empty where it is raci's own.
    """

    code: str
    name: str
    of: type | UnionType
    judge: Judge
    needs: tuple[str, ...] = ()
    yields_to: tuple[Yield, ...] = ()
    judges: Callable[[Any], object] | None = None
    mutual: bool = False
    plugin: str = ""

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
    needs: tuple[str, ...] = (),
    yields_to: tuple[Yield, ...] = (),
    judges: Callable[[Any], object] | None = None,
    mutual: bool = False,
) -> Callable[[Judge], Rule]:
    """Make a rule of a function; its name is the function's, with hyphens.

    Raises:
        ValueError: a class that is none of ``SUBJECTS``, a need that is none of ``NEEDS``.
    """
    if of not in SUBJECTS:
        raise ValueError(f"{code}: unknown subjects: {of}")
    if unknown := sorted({*needs} - NEEDS.keys()):
        raise ValueError(f"{code}: unknown needs: {', '.join(unknown)}")

    def decorate(judge: Judge) -> Rule:
        name = judge.__name__.replace("_", "-")
        return Rule(code, name, of, judge, needs, yields_to, judges, mutual)

    return decorate
