"""Scripts for maintainers: what is generated, a new rule, a release; not part of the wheel."""
