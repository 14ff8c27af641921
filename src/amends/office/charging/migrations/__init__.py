"""Schema history of charging."""
