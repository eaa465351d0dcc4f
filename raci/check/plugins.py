"""What raci must see to where rules are from plugins, which its own tests have not tried."""

from collections.abc import Iterator
from typing import Any

from raci.check.compilation import Compiled
from raci.findings.codes import CRASHED
from raci.findings.finding import Finding, Hit, Verdict
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.text import fill
from raci.rules.catalogue import failures


def failed_plugins(compiled: Compiled) -> Iterator[Verdict]:
    """Yield the defects of plugins, and of rules in them, that are not used."""
    for case, facts in failures():
        values: dict[str, Any] = {**facts}
        route = tuple(map(str, facts.values()))
        yield Verdict(
            CRASHED, Ref("org"), Hit(at=_place(compiled), case=case, route=route, **values)
        )


def _place(compiled: Compiled) -> Ref | Place:
    """Return the organisation's; where that cannot be read, the place of what is wrong with it."""
    try:
        compiled.loaded.origins.spot(Ref("org"))
    except KeyError:
        places = (verdict.hit.at for verdict in compiled.defects)
        return next((place for place in places if isinstance(place, Place)), Ref("org"))
    return Ref("org")


def try_out(finding: Finding) -> Finding:
    """Return a finding of a plugin's rule if every renderer can show it.

    Raises:
        TypeError: a Ref or value is of another class than those that ``Hit`` names.
        KeyError: a message has a hole without a value, or a related Ref is written nowhere.
    """
    for _ in finding.related:  # looked up here, so that one that is nowhere is told as the plugin's
        pass
    for ref in finding.involves:
        if not isinstance(ref, Ref):
            raise TypeError(f"involves: {ref!r} is no Ref")
    for name, value in finding.values.items():
        for item in value if isinstance(value, tuple) else (value,):
            if not isinstance(item, str | int | float):
                raise TypeError(f"{name}: {type(item).__name__} is no value of a message")
    values = {**finding.values, "n": 2}
    for lang in ("en", "zh"):
        for template in (finding.template, finding.hint_template, finding.group_template):
            fill(template, values, lang, str)
    return finding
