"""What wordings say: word lists, how clear a wording is, and which wordings say the same."""
