"""LOD: load and span."""
