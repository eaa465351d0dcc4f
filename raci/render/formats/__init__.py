"""A document as text, Markdown, CSV or HTML."""
