"""Commands of the printing application."""
