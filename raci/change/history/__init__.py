"""Evidence over a period: an organisation's versions in git, judged one after another."""
