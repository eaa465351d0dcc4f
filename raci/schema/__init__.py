"""Validates files against the published JSON Schemas, and explains their errors.

The schemas are in ``schemas/v1``; the pydantic classes in ``shapes`` generate them.
"""

from pathlib import Path


def schema_path(name: str) -> Path:
    """Return the path of a published schema in the wheel, else in a checkout."""
    here = Path(__file__).parent.parent
    shipped = here / "schemas" / "v1" / f"{name}.schema.json"
    return shipped if shipped.exists() else here.parent / "schemas" / "v1" / shipped.name
