"""The demonstration office: invented people, invented open cases, and three recorded ones."""
