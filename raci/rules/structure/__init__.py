"""ORG: structure."""
