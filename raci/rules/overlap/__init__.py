"""OVL: overlapping responsibility."""
