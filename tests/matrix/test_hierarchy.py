"""Who is above whom, beside a plain climb from one to the next."""

from collections.abc import Mapping

from hypothesis import example, given
from hypothesis import strategies as st

from raci.matrix.hierarchy import Hierarchy

IDS = "abcdefgh"
parents = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS))
some = st.sets(st.sampled_from(f"{IDS}x"))


def climbed(start: str, parents: Mapping[str, str]) -> list[str]:
    """Give those above one up to the first cycle, nobody for one that is on a cycle."""

    def is_on_cycle(id_: str) -> bool:
        at = parents.get(id_)
        for _ in parents:
            if at is None or at == id_:
                break
            at = parents.get(at)
        return at == id_

    above: list[str] = []
    at = None if is_on_cycle(start) else parents.get(start)
    while at is not None and not is_on_cycle(at):
        above.append(at)
        at = parents.get(at)
    return above


@given(parents, some)
@example({"a": "b", "b": "a", "c": "a", "d": "c"}, {"c", "d"})
@example({"a": "a", "b": "a"}, {"a", "b"})
def test_it_says_what_a_climb_says(parents: dict[str, str], ids: set[str]) -> None:
    hierarchy = Hierarchy(parents)
    above = {id_: climbed(id_, parents) for id_ in f"{IDS}x"}
    for id_, highs in above.items():
        assert [*hierarchy.above(id_)] == highs
        assert hierarchy.depth(id_) == len(highs)
        assert [high for high in above if hierarchy.is_above(high, id_)] == sorted(highs)
        assert hierarchy.above_among(ids, id_) == [high for high in highs if high in ids]
        assert hierarchy.count_above(ids).get(id_, 0) == len(ids & {*highs})
    assert hierarchy.highest(ids) == {id_ for id_ in ids if ids.isdisjoint(above[id_])}


@given(parents, some.filter(bool))
def test_what_is_common_and_what_is_inherited(parents: dict[str, str], ids: set[str]) -> None:
    hierarchy = Hierarchy(parents)
    chains = {id_: [id_, *climbed(id_, parents)] for id_ in f"{IDS}x"}
    first, *others = (chains[id_] for id_ in ids)
    shared = [high for high in first if all(high in chain for chain in others)]
    assert hierarchy.common(ids) == next(iter(shared), None)
    nearest = {id_: [high for high in chain if high in ids] for id_, chain in chains.items()}
    expected = {id_: highs[0] for id_, highs in nearest.items() if highs}
    assert hierarchy.inherited({id_: id_ for id_ in ids}) == expected
