"""Prints how raci does on the real data sets: ``python -m tests.real``, ``make real``."""

from .report import MATRICES, readings, report
from .sets import DATA, READERS, read


def main() -> None:
    """Print the table, or say that there are no data."""
    there = [name for name in READERS if (DATA / name).is_dir()]
    if not there:
        print(f"no real data at {DATA}: set RACI_REAL_DATA to their folder")
        return
    for line in report({name: read(name) for name in there}):
        print(line)
    if MATRICES in there:
        print("\nMatrices as raci's own readers read them:")
        for line in readings(DATA / MATRICES):
            print(line)
    for name in (name for name in READERS if name not in there):
        print(f"- {name}: not there, left out")


main()
