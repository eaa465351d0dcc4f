"""Renderers of the matrix, one a file, and the documents that they render."""
