"""GAP: missing responsibility."""
