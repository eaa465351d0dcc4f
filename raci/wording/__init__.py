"""Word lists, how clear the wording of a duty is, and which wordings mean the same."""
