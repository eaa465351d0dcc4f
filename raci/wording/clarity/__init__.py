"""How duties are worded, in English and Chinese: what a wording says, and what it leaves open."""
