"""Schema history of timeline."""
