"""A reorganisation's changes: made on a definition as plain data, kept as edits, and balanced."""
