"""The public pydantic classes of raci's files and of its JSON, which generate the JSON Schemas.

raci itself does not need pydantic: it validates with the generated schemas.
"""

try:
    import pydantic as _pydantic  # noqa: F401
except ImportError as error:
    raise ImportError("raci.schema.shapes needs pydantic: pip install 'raci[models]'") from error
