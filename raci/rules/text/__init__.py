"""TXT: wording of duties."""
