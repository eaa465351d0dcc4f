"""The vocabulary that all stages share: Refs, texts, days, places, findings and reports."""
