"""DEF: defects of the definition itself."""
