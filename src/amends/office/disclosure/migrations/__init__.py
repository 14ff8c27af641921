"""Schema history of disclosure."""
