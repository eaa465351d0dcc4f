"""CHG: what a change loses."""
