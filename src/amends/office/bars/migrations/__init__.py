"""Schema history of bars."""
