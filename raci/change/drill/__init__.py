"""What breaks where a role, a person or a platform is lost, found without compiling again."""
