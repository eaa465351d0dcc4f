"""Makes plans: every state that a proposal leads through is compiled, judged and compared."""
