"""The shapes of raci's files, as pydantic classes: the JSON Schemas are generated from them.

The committed schemas are the gate at run time. pydantic is needed only to write them anew
(``python -m raci.publish schemas/v1``) and to test that shapes and schemas say the same.
"""

from pathlib import Path


def schema_path(name: str) -> Path:
    """Give where a published schema stands: in the wheel, else in a checkout."""
    here = Path(__file__).parent.parent
    shipped = here / "schemas" / "v1" / f"{name}.schema.json"
    return shipped if shipped.exists() else here.parent / "schemas" / "v1" / shipped.name
