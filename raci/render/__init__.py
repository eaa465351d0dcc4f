"""Renderers: findings and reports in, text out; none of them judges."""
