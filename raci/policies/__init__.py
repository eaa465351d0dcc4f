"""Policies: rules that an organisation writes itself, as expressions over its compiled matrix."""
