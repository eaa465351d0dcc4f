"""Makes the changes of a proposal on plain data, kept as edits, and balances them."""
