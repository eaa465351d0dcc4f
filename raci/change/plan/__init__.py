"""Makes plans: every state of a proposal is compiled, checked and compared."""
