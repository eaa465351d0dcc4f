"""The shapes of raci's files as pydantic classes, from which the JSON Schemas are generated.

pydantic is not needed at run time: the generated schemas are the gate.
"""
