"""What a definition means: immutable entities, what they refer to, and where each is written."""
