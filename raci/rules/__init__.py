"""The rules: one folder a family, two files a rule, a function and its page."""
