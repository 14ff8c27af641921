"""Schema history of passages."""
