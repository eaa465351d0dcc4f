"""How versions of packs compare: numbers with dots, each of which counts before the next."""


def version_step(version: str, asked: str) -> int:
    """Return how a pack's version compares with what is asked for: newer 1, as asked 0, older -1.

    ``1`` asks for any version 1, ``1.2`` for any version 1.2.
    """
    wanted = _numbers(asked)
    has = (*_numbers(version), 0, 0)[: len(wanted)]
    return (has > wanted) - (has < wanted)


def is_older(version: str, than: str) -> bool:
    """Return whether a version is older than another; having none is older than any."""
    return (*_numbers(version), 0, 0)[:3] < (*_numbers(than), 0, 0)[:3]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if version else ()
