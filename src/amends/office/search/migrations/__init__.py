"""Schema history of search."""
