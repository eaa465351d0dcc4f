"""Drills: what breaks when a role, a person or a platform is lost."""
