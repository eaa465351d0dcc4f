"""Where text comes from, and how it becomes plain data with the place of every key and value."""
