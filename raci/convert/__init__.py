"""Importers: what an organisation keeps elsewhere, as a definition that a person would write."""
