"""Schema history of reading."""
