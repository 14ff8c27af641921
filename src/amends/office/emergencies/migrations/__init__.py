"""Schema history of emergency access."""
