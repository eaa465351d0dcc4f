"""Reads files from folders, git or memory into plain data with the place of every value."""
