"""Whether the English or Chinese wording of a duty is clear: one duty, a verb, nothing vague."""
