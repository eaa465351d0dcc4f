"""Organisations of one extreme kind each, to see that twice the size takes twice the time."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path


def line(size: int) -> Iterator[str]:
    """Yield a reporting line: each role reports to the one before, and has a duty."""
    yield "roles:\n"
    for n in range(size):
        above = f"reports_to: r{n - 1}, " if n else ""
        yield f"  r{n}: {{{above}duties: {{a{n}: Do the work of number {n}.}}}}\n"


def departments(size: int) -> Iterator[str]:
    """Yield departments, each within the one before, of which the first alone has a head."""
    yield "departments:\n  d0: {head: r0}\n"
    yield from (f"  d{n}: {{parent: d{n - 1}}}\n" for n in range(1, size))
    yield "roles:\n"
    for n in range(size):
        yield f"  r{n}: {{department: d{n}, duties: {{a{n}: Do the work of number {n}.}}}}\n"


def mandates(size: int) -> Iterator[str]:
    """Yield departments, each within the one before, with a head and a mandate each."""
    yield "departments:\n"
    for n in range(size):
        above = f"parent: d{n - 1}, " if n else ""
        yield f"  d{n}: {{{above}head: r{n}, duties: {{a{n}: Do the work of number {n}.}}}}\n"
    yield "roles:\n"
    for n in range(size):
        yield f"  r{n}: {{department: d{n}, duties: {{a{n}: Do the work of number {n}.}}}}\n"


def one_line(size: int) -> Iterator[str]:
    """Yield the roles in a single line, with a finding each."""
    roles = (f"r{n}: {{duties: {{a{n}: Do the work of number {n}}}}}" for n in range(size))
    yield f"roles: {{{', '.join(roles)}}}\n"


def unknown(size: int) -> Iterator[str]:
    """Yield roles that report to nobody known, each with a nearest name to find."""
    yield "roles:\n"
    yield from (f"  role-{n}: {{reports_to: gone-{n}}}\n" for n in range(size))


def deputies(size: int) -> Iterator[str]:
    """Yield roles that stand in for the one before each."""
    yield "roles:\n  r0: {duties: {a0: Lead.}}\n"
    for n in range(1, size):
        yield f"  r{n}: {{deputies: [r{n - 1}], reports_to: r0, duties: {{a{n}: Do part {n}.}}}}\n"


def formerly(size: int) -> Iterator[str]:
    """Yield a role with as many former ids."""
    names = ", ".join(f"x{n}" for n in range(60 * size))
    yield f"roles: {{r: {{formerly: [{names}], duties: {{a: Work.}}}}}}\n"


def backslashes(size: int) -> Iterator[str]:
    """Yield a value of backslashes that is an error at its end."""
    value = "\\" * (200 * size)
    yield f"roles: {{r: {{name: '{value}', reports_to: '{value}', kez: 1}}}}\n"


def key(size: int) -> Iterator[str]:
    """Yield a key of one long word that the schema does not know."""
    yield f"roles: {{r: {{}}}}\n{'k' * (400 * size)}: 1\n"


def cell(size: int) -> Iterator[str]:
    """Yield long texts, words and wide characters, in names and duties."""
    words, wide = "word " * (20 * size), "客" * (20 * size)
    yield f"roles: {{r: {{name: {words}, duties: {{a: {wide}}}}}}}\n"


KINDS: dict[str, Callable[[int], Iterator[str]]] = {
    each.__name__: each
    for each in (
        *(line, departments, mandates, deputies, formerly),
        *(one_line, unknown, backslashes, key, cell),
    )
}

if __name__ == "__main__":
    kind, number, folder = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    text = "".join(["raci: 1\norg: {id: extreme}\n", *KINDS[kind](int(number))])
    Path(folder, "org.yaml").write_text(text, encoding="utf-8")
