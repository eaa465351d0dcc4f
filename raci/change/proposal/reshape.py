"""The verbs rename, split and merge."""

from collections.abc import Sequence

from raci.change.proposal.change import Change, impossible, known, section_of
from raci.change.proposal.field_references import mentions
from raci.change.proposal.ledger import Moved
from raci.change.proposal.responsibilities import Responsibility, drop, give, inventory, pass_on
from raci.change.proposal.state import Route, State
from raci.findings.ref import Ref


def rename(change: Change, state: State) -> list[Moved]:
    """Rename an entity wherever it is referred to; ``formerly`` keeps the earlier id."""
    old = known(state, change.subject, (change.verb,))
    new = Ref(f"{old.kind}:{change.keys['to']}")
    if state.has(section_of(old), new.id):
        raise impossible("already-there", "to", entity=new)
    before = [each for each in inventory(state) if _names(each, old)]
    for route in list(mentions(state, old.kind, old.id)):
        _point(state, route, new)
    home = section_of(old)
    if state.has(home, old.id):
        state.rename((home, old.id), new.id)
    else:
        state.insert((home,), new.id, {})
    state.append((home, new.id, "formerly"), old.id)
    return [Moved(each, "kept", (_renamed(each, old, new),)) for each in before]


def merge(change: Change, state: State) -> list[Moved]:
    """Merge roles or departments; what several held is held once."""
    refs = [known(state, ref, (change.verb, n)) for n, ref in enumerate(change.about)]
    kind, into = refs[0].kind, change.keys["into"]
    target = Ref(f"{kind}:{into}")
    if not isinstance(into, str) or any(ref.kind != kind for ref in refs):
        raise impossible("not-one", "into", entity=refs[0])
    merged = [*refs, target] if state.has(section_of(target), target.id) else refs
    if not state.has(section_of(target), target.id):
        if "as" not in change.keys:
            known(state, target, ("into",))
        state.insert((section_of(target),), target.id, change.keys["as"])
    if kind == "role" and "headcount" not in change.keys.get("as", {}):
        _add_heads(state, merged, target)
    moved: list[Moved] = []
    for old in refs:
        if old != target:
            moved += _merged(state, old, target)
    return moved


def _add_heads(state: State, merged: Sequence[Ref], target: Ref) -> None:
    """Give a merged role the heads of all, one for each that says nothing; none if none does."""
    routes = [("roles", ref.id, "headcount") for ref in dict.fromkeys(merged)]
    written = [state.at(route) for route in routes]
    if any(heads is not None for heads in written):
        heads = sum(1 if each is None else each for each in written)
        state.write(("roles", target.id, "headcount"), heads)


def _merged(state: State, old: Ref, target: Ref) -> list[Moved]:
    moved: list[Moved] = []
    for each in [each for each in inventory(state) if _names(each, old)]:
        heir = _renamed(each, old, target)
        heads_old = each.kind == "head" and each.of == old
        if heads_old and state.at(("departments", target.id, "head")):
            moved.append(Moved(each, "retired"))  # the department that stays has its own head
            continue
        if heir.kind == "deputy" and heir.of.id == heir.holder:
            moved.append(Moved(each, "retired"))  # nobody deputises for himself
            drop(state, each)
            continue
        moved.append(Moved(each, "merged", (heir,)))
        if each.of == heir.of:
            pass_on(state, each, heir.holder)
        else:
            drop(state, each)
            give(state, heir)
    for route in list(mentions(state, old.kind, old.id)):
        _point(state, route, target)
    state.remove((section_of(old), old.id))
    state.append((section_of(target), target.id, "formerly"), old.id)
    return moved


def split(change: Change, state: State) -> list[Moved]:
    """Hand all that a role holds to existing roles; the role ends unless it is one of them."""
    old = known(state, change.subject, (change.verb,))
    if not isinstance(change.keys["into"], dict):
        raise impossible("not-several", "into", entity=old)
    heirs = _heirs(change, state, old)
    if left := tuple(each.ref for each, to in heirs.items() if not to):
        raise impossible("nobody-takes", "into", entity=old, left=left)
    if torn := next((e for e, to in heirs.items() if e.kind == "head" and len(to) > 1), None):
        raise impossible("one-head", "into", entity=torn.of)
    shared = ((each, _shared(state, each, to, old)) for each, to in heirs.items())
    moved = [Moved(each, "split" if to else "retired", to) for each, to in shared]
    if old.id not in change.keys["into"]:
        for route in list(mentions(state, "role", old.id)):
            state.remove(route)
        state.remove(("roles", old.id))
    return moved


def _heirs(change: Change, state: State, old: Ref) -> dict[Responsibility, list[str]]:
    """Return who takes on what of a split role, and move its reports."""
    heirs: dict[Responsibility, list[str]]
    heirs = {each: [] for each in inventory(state) if old.id in _holders(each)}
    for to, parts in change.keys["into"].items():
        known(state, Ref(f"role:{to}"), ("into", to))
        for number, part in enumerate(parts):
            found = [each for each in heirs if _is_part(part, each, old.id)]
            kind, _, report = part.partition(":")
            if kind == "role" and state.at(("roles", report, "reports_to")) == old.id:
                state.write(("roles", report, "reports_to"), to)
            elif not found:
                raise impossible("not-a-part", "into", to, number, entity=old, part=part)
            for each in found:
                heirs[each].append(to)
    return heirs


def _shared(
    state: State, each: Responsibility, to: list[str], old: Ref
) -> tuple[Responsibility, ...]:
    if each.of == old:  # who deputises for the role that is split, deputises for its parts
        others = [role for role in to if each.holder not in (old.id, role)]  # nobody for himself
        heirs = tuple(each._replace(of=Ref(f"role:{role}")) for role in others)
        drop(state, each)
        for heir in heirs:
            give(state, heir)
        return heirs
    route: Route = ("roles", each.holder, "duties", each.of.id)
    if each.kind == "appointment":
        route = ("people", each.of.id, "roles", each.holder)
    words = state.at(route)
    last = to[-1] if each.holder not in to else each.holder
    for role in to:
        if role != last:
            give(state, each._replace(holder=role), words)
    pass_on(state, each, last)
    return tuple(each._replace(holder=role) for role in to)


def _is_part(part: str, each: Responsibility, role: str) -> bool:
    """Return whether an item of ``into`` names a responsibility, by its Ref or without the role."""
    short = {
        "assignment": {f"activity:{each.of.id}", f"assignment:{each.of.id}/{each.function}"},
        "owner": {str(each.of)},
        "deputy": {f"deputy:{each.of.id}"},
        "head": {f"department:{each.of.id}"},
        "appointment": {f"person:{each.of.id}"},
    }.get(each.kind, set())
    if each.function == "responsible":
        short |= {f"duty:{each.of.id}", f"duty:{role}/{each.of.id}"}
    if each.kind == "deputy" and each.of == Ref(f"role:{role}"):
        short = {f"deputy:{each.holder}"}
    return part == each.ref or part in short


def _holders(each: Responsibility) -> tuple[str, ...]:
    about = (each.of.id,) if each.of.kind == "role" else ()
    return about if each.kind == "mandate" else (each.holder, *about)


def _names(each: Responsibility, ref: Ref) -> bool:
    kind = "department" if each.kind == "mandate" else "role"
    return each.of == ref or (ref.kind == kind and each.holder == ref.id)


def _renamed(each: Responsibility, old: Ref, new: Ref) -> Responsibility:
    kind = "department" if each.kind == "mandate" else "role"
    return each._replace(
        of=new if each.of == old else each.of,
        holder=new.id if old.kind == kind and each.holder == old.id else each.holder,
    )


def _point(state: State, route: Route, new: Ref) -> None:
    around = state.at(route[:-1])
    if isinstance(around, dict) and len(route) == 4:  # the key of a duty or an appointment
        if new.id in around:
            state.remove(route)
        else:
            state.rename(route, new.id)
        return
    by_ref = route[0] == "separations" and route[2] != "mitigated_by"
    name = str(new) if by_ref else new.id
    itself = route[:2] == (section_of(new), new.id)
    if itself or (isinstance(around, list) and name in around):
        state.remove(route)
    else:
        state.replace(route, name)
