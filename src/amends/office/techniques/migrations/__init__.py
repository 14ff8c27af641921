"""Schema history of exhibits."""
