"""The compiled organisation: structure, appointments, rows and the indexes that rules ask for."""
