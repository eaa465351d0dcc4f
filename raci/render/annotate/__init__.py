"""Copies of a table with its findings: marked cells, and a list of all."""
