"""Edits an organisation's files to match another state; nothing is written here."""
