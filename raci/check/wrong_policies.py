"""Says what is wrong with an organisation's policies, at the place in their text."""

from collections.abc import Collection, Iterator
from typing import Any

from raci.check.compilation import Compiled
from raci.findings.finding import Hit, Verdict
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.model.entities import Policy
from raci.policies.code import InvalidPolicyError
from raci.source.extras import command_for


def wrong_policies(compiled: Compiled, chosen: Collection[str]) -> list[Verdict]:
    """Return the defects of the chosen policies; one alone where nothing can evaluate them."""
    asked = [policy for code, policy in compiled.rulebook.policies.items() if code in chosen]
    if not asked:
        return []
    try:
        from cel_expr_python import cel  # noqa: F401

        from raci.policies import expression, policy  # noqa: F401  they need an extra
    except ImportError:
        hit = Hit(case="no-engine", command=command_for("policies"))
        return [Verdict("DEF011", asked[0].ref, hit)]
    return [verdict for each in asked for verdict in _defects(each, compiled)]


def _defects(policy: Policy, compiled: Compiled) -> Iterator[Verdict]:
    from raci.policies.compiler import compiled as compile_policy

    try:
        compile_policy(policy, compiled.org.attributes)
    except InvalidPolicyError as error:
        for route, mistake in error.wrongs:
            place = _place(policy, route, mistake.offset, compiled)
            where = ".".join(("policies", policy.id, *route))
            values: dict[str, Any] = {"where": where, **mistake.values}
            hit = Hit(at=place, case=mistake.case, route=(*route, str(mistake.offset)), **values)
            yield Verdict("DEF002", policy.ref, hit)


def _place(policy: Policy, route: tuple[str, ...], offset: int, compiled: Compiled) -> Ref | Place:
    """Return the place of a character; of a pack that is not the user's, where it is extended."""
    document, start = compiled.loaded.origins.spot(policy.ref)
    if policy.pack:
        if policy.pack not in compiled.loaded.origins.packs:
            return policy.ref
        document = compiled.loaded.origins.packs[policy.pack]
        start = ("policies", policy.id.removeprefix(f"{policy.pack}."))
    return document.inside(Ref(f"{policy.ref}#{'/'.join(route)}"), (*start, *route), offset)
