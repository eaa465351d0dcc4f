"""What something was made from: each file that was read, and one digest of all."""

from collections.abc import Iterable
from typing import NamedTuple


class Input(NamedTuple):
    """A file that was read: its path from the organisation's folder, its SHA-256, its bytes."""

    path: str
    sha256: str
    size: int = 0

    @classmethod
    def of(cls, path: str, raw: bytes) -> "Input":
        """Return what is known of a file by its bytes."""
        return cls(path, sha256_of(raw), len(raw))


class Later(NamedTuple):
    """A commit by its full name, made after the day as of which it is read."""

    commit: str
    day: str


class Checkout(NamedTuple):
    """A commit by its full name; ``clean``: every input is in it, byte for byte, and no other.

    ``changed_after`` is the last commit that changed the definition after the day as of which it
    is checked; None where the definition was in force on the day.
    """

    commit: str
    clean: bool
    changed_after: Later | None = None


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def digest_of(inputs: Iterable[Input]) -> str:
    """Return the SHA-256 of the lines that ``sha256sum`` prints of some inputs, sorted by path."""
    lines = (f"{each.sha256}  {each.path}\n" for each in sorted(inputs))
    return sha256_of("".join(lines).encode(errors="surrogatepass"))


def united(digests: Iterable[tuple[str, str]]) -> str:
    """Return one digest of several, each with the name of what it is of; a single one stays."""
    inputs = [Input(name, digest) for name, digest in digests]
    return inputs[0].sha256 if len(inputs) == 1 else digest_of(inputs)
