"""Migrations of the complicity channel."""
