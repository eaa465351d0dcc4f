"""Results of tests as text, JSON and JUnit."""
