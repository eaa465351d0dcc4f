"""The types that all packages share: Refs, texts, days, places, findings and reports."""
