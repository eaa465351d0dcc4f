"""What writes the published schemas and `docs/rules`; not part of the wheel."""
