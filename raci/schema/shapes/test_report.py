"""The shape of test results as JSON, version 1: what ``raci test`` writes."""

from typing import Literal

from pydantic import Field

from raci.schema.shapes.output import Count, Day, Head, Shape


class Expectation(Shape):
    """A finding that was expected and not found."""

    rule: str
    at: str | None = Field(description="The subject, a Ref; null where any will do.")
    messages: dict[str, str] = Field(description="The message by language, where it is expected.")


class Unexpected(Shape):
    """A finding that was not expected."""

    rule: str
    at: str
    message: str
    file: str
    line: Count


class Result(Shape):
    """One example of a policy, or one case of a test file."""

    kind: Literal["example", "case"]
    name: str
    file: str
    line: Count
    as_of: Day
    holds: bool
    expected: Count = Field(description="How many findings are expected.")
    missing: list[Expectation]
    unexpected: list[Unexpected]
    remark: str = Field(description="Why it proves nothing, or what is missing; often empty.")


class Condition(Shape):
    """A condition of a policy, or a part of one, that the examples do not try both ways."""

    key: str = Field(description="The policy's key where it stands.")
    expression: str
    never: list[Literal["true", "false"]]


class Coverage(Shape):
    """What the examples of a policy leave untried."""

    policy: str
    file: str
    line: Count
    lacks_failing_example: bool
    conditions: list[Condition]


class TestReport(Head):
    """All results, and, where it is asked for, the policies that are not covered."""

    __test__ = False
    results: list[Result]
    coverage: list[Coverage] | None
