"""The shapes of raci's files, as pydantic classes: the JSON Schemas are generated from them.

The committed schemas are the gate at run time. pydantic is needed only to write them anew
(``python -m raci.schema schemas/v1``) and to test that shapes and schemas say the same.
"""
