"""Turns differences round."""

from raci.change.diff import Counted, Difference, Edge, Keys, Pair


def mirrored(difference: Difference) -> Difference:
    """Return the difference from head to base."""
    d = difference
    return Difference(
        came=d.gone,
        gone=d.came,
        renamed=tuple(sorted(map(_turned, d.renamed))),
        merged=tuple(sorted((after, before) for before, after in d.split)),
        split=tuple(sorted((after, before) for before, after in d.merged)),
        looks=tuple(sorted(map(_turned, d.looks))),
        edges=_edges(d.edges),
        assignments=_edges(d.assignments),
        derived=_edges(d.derived),
        headcount=tuple(sorted(Counted(_turned(c.of), c.after, c.before) for c in d.headcount)),
        keys=tuple(sorted(Keys(_turned(each.of), each.keys) for each in d.keys)),
        heads=(d.heads[1], d.heads[0]),
    )


def _edges(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    return tuple(sorted(Edge(_turned(e.of), e.key, e.after, e.before) for e in edges))


def _turned(pair: Pair) -> Pair:
    return Pair(pair.after, pair.before)
