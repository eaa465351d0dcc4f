"""The published JSON Schemas: they decide what a file may say, and what is wrong is explained.

The schemas are committed in ``schemas/v1``; the pydantic classes in ``shapes`` generate them.
"""

from pathlib import Path


def schema_path(name: str) -> Path:
    """Give where a published schema stands: in the wheel, else in a checkout."""
    here = Path(__file__).parent.parent
    shipped = here / "schemas" / "v1" / f"{name}.schema.json"
    return shipped if shipped.exists() else here.parent / "schemas" / "v1" / shipped.name
