"""Which wordings of duties mean the same, and in which words they differ."""
