"""Tests of policies and rules: small organisations, and the findings that they must have."""
