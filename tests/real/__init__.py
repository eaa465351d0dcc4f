"""Real organisations and matrices, read as they stand, held against what is known of them.

A module a data set; ``measure`` compares, ``python -m tests.real`` prints. The readers are for
tests only and say only what the sources say. The data stand beside the project, or nowhere.
"""
