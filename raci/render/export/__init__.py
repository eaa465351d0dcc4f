"""Exports: an organisation in the formats of other tools. No export reads a file or judges."""
