"""Schema history of statements."""
