"""Renderers of findings, one a file: report in, text out."""
