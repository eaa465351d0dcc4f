"""How duties are worded: which say the same in other words, and what they differ in."""
