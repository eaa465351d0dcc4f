"""PPL: people and continuity."""
