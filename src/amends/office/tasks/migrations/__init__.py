"""Schema history of tasks."""
