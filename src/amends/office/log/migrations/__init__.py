"""Schema history of the log."""
